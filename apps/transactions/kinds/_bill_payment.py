from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Direction, Kind, Parties, charge_legs, wallet_account

FEES = "fees:bill_payment"


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payee's side is the aggregator that pays the biller, or what we owe the biller itself."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


BILL_PAYMENT = Kind(
    code="BILL_PAYMENT",
    label=_("Bill payment"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    outside=Direction.OUT,
    tell_payer="bill_paid",
    tell_payer_failed="bill_failed",
    tell_payer_held="payment_held",
    tell_payer_returned="payment_returned",
)
