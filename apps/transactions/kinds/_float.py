from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import Kind, Parties, wallet_account


def _legs(parties: Parties) -> Sequence[Leg]:
    """The side without a wallet is the trust account the money lies on, whose bank holds it."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
    ]


# An agent has paid into the trust bank, and its outlet gets as much e-money: one operator has entered it and another
# has approved. So e-money comes into being.
FLOAT_PURCHASE = Kind(
    code="FLOAT_PURCHASE",
    label=_("Float bought"),
    legs=_legs,
    is_limited=False,
    is_assessed=False,
)

# An agent gives e-money back and is paid by the trust bank, in the same way. So it goes out of being.
FLOAT_SALE = Kind(
    code="FLOAT_SALE",
    label=_("Float sold back"),
    legs=_legs,
    is_limited=False,
    is_assessed=False,
)

# From outlet to outlet of one agent, or between a super-agent and an agent of its own.
FLOAT_TRANSFER = Kind(
    code="FLOAT_TRANSFER",
    label=_("Float moved"),
    legs=_legs,
    is_limited=False,
    is_assessed=False,
)
