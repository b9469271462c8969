from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import Direction, Kind, Parties, wallet_account


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payer's side is what the platform owes somebody for whom it has collected."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
    ]


# The platform pays out what it has collected for a biller. Nobody's limits count it, and no rule looks at it: an
# operator has asked for it and another has approved.
SETTLEMENT = Kind(
    code="SETTLEMENT",
    label=_("Settlement"),
    legs=_legs,
    is_limited=False,
    is_assessed=False,
    outside=Direction.OUT,
)
