from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import Kind, Parties, wallet_account


def _legs(parties: Parties) -> Sequence[Leg]:
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
    ]


# What a business has taken becomes money in its wallet. Paid to a bank account instead it is a SETTLEMENT.
MERCHANT_PAYOUT = Kind(
    code="MERCHANT_PAYOUT",
    label=_("Settlement of takings"),
    legs=_legs,
    is_limited=False,
    is_assessed=False,
    has_own_price=True,
    tell_payee="takings_settled",
)
