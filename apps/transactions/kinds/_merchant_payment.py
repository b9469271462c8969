from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Kind, Parties, charge_legs, wallet_account

FEES = "fees:merchant_payment"


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payee's side is the account on which the takings of a business collect, whose discount comes out of it."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


# It costs its payer nothing: the business bears a discount that apps.merchants computes.
MERCHANT_PAYMENT = Kind(
    code="MERCHANT_PAYMENT",
    label=_("Payment to a merchant"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    is_refundable=True,
    has_own_price=True,
    tell_payer="payment_sent",
    tell_payer_declined="payment_declined",
    tell_payer_held="payment_held",
    tell_payer_returned="payment_returned",
)
