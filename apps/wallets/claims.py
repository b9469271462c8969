"""What keeps an account and its wallets open though there is nothing in them: money that has yet to come.

A wallet's own money it knows by itself. Whoever stands above and owes somebody something, as a business its owner,
registers a question here, which is asked under the lock of the person's row.
"""

from collections.abc import Callable
from uuid import UUID

# Whether something has yet to come to this person, in this currency or, for None, in any.
Claim = Callable[[UUID, str | None], bool]

_claims: dict[str, Claim] = {}


def register(name: str, claim: Claim) -> None:
    """Registers a question; again under the same name, it takes the other's place."""
    _claims[name] = claim


def is_awaited(person_id: UUID, currency: str | None = None) -> bool:
    """Whether anything has yet to come to this person."""
    return any(claim(person_id, currency) for claim in _claims.values())
