from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Direction, Kind, Parties, charge_legs, wallet_account

FEES = "fees:recharge"


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payee's side is what we have prepaid with the recharge aggregator."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


RECHARGE = Kind(
    code="RECHARGE",
    label=_("Recharge"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    outside=Direction.OUT,
    tell_payer="recharge_completed",
    tell_payer_failed="recharge_failed",
    tell_payer_held="payment_held",
    tell_payer_returned="payment_returned",
)
