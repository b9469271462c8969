from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import Kind, Parties, wallet_account


def _legs(parties: Parties) -> Sequence[Leg]:
    return [
        Leg(wallet_account(parties.payer_account), -parties.amount),
        Leg(wallet_account(parties.payee_account), parties.amount),
    ]


# Its payer is whom the payment it answers to (`parent_id`) had paid. It goes back to where it came from, so no limit
# and no rule keeps it, and it costs nothing; what the first payment had cost stays paid.
REFUND = Kind(
    code="REFUND",
    label=_("Refund"),
    legs=_legs,
    is_limited=False,
    is_assessed=False,
    tell_payer="refund_sent",
    tell_payee="refund_received",
    tell_payer_declined="payment_declined",
)
