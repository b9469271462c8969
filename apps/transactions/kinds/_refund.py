from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import Kind, Parties, wallet_account


def _legs(parties: Parties) -> Sequence[Leg]:
    """What a business has taken is drawn on first, and its wallet for the rest."""
    legs = [Leg(wallet_account(parties.payee_account), parties.amount)]
    rest = parties.amount
    if parties.drawn is not None:
        takings, drawn = parties.drawn
        rest = parties.amount - drawn
        legs += [Leg(takings, -drawn)] if drawn else []
    return [*legs, Leg(wallet_account(parties.payer_account), -rest)] if rest else legs


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
