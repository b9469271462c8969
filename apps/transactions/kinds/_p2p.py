from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Kind, Parties, charge_legs, wallet_account

FEES = "fees:p2p"


def _legs(parties: Parties) -> Sequence[Leg]:
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


P2P = Kind(
    code="P2P",
    label=_("Transfer"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    is_refundable=True,
    tell_payer="payment_sent",
    tell_payee="payment_received",
    tell_payer_declined="payment_declined",
    tell_payee_declined="payment_not_received",
    tell_payer_held="payment_held",
    tell_payer_returned="payment_returned",
)
