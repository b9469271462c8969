from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Direction, Kind, Parties, charge_legs, wallet_account

FEES = "fees:withdrawal"


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payee's side is what we owe the provider, which has paid it on."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


WITHDRAWAL = Kind(
    code="WITHDRAWAL",
    label=_("Withdrawal"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    outside=Direction.OUT,
    tell_payer="withdrawal_completed",
    tell_payer_failed="withdrawal_failed",
    tell_payer_held="payment_held",
    tell_payer_returned="payment_returned",
)
