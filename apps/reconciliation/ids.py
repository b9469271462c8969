"""Names that follow from what they are for, so that nothing is booked twice whoever tries again."""

import hashlib
from uuid import UUID


def entry_id(subject: UUID, purpose: str) -> UUID:
    """The id of the one journal entry that does `purpose` (with its currency) about a file or a break."""
    return UUID(hashlib.md5(f"reconciliation {purpose} {subject}".encode(), usedforsecurity=False).hexdigest())


def provider_fees_code(gateway_code: str) -> str:
    """What a provider has charged: an EXPENSE."""
    return f"provider_fees:{gateway_code}"


def trust_code(bank: str) -> str:
    """A bank account that holds the customers' money: an ASSET."""
    return f"trust:{bank}"


# What we bear because a provider was right and we were not; gains of the same kind make it less. An EXPENSE.
LOSSES = "losses"
# What the owners have paid in: EQUITY.
CAPITAL = "capital"
