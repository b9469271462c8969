"""Who stands above and has written something down beside a payment: what becomes of it later, they have to know.

`apps.agents` registers here for its kinds. Each call runs in the transaction that decides, under the lock of the
payment's row and after the ledger has moved the money, so that both commit together.
"""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from apps.transactions.models import Transaction


class Follower(Protocol):
    """What is to be done when a payment that stands there already is given up."""

    def returned(self, row: Transaction, *, at: datetime) -> None:
        """A payment that was held went back to its payer."""

    def undone(self, row: Transaction, *, at: datetime) -> None:
        """A payment was reversed whole."""

    def is_own(self, row: Transaction, *, by: UUID) -> bool:
        """Whether this operator has a part in it, so that others decide whether it is undone."""


_followers: dict[str, Follower] = {}


def follow(kind: str, follower: Follower) -> None:
    """Registers who follows payments of a kind; there is one."""
    _followers[kind] = follower


def follower_of(row: Transaction) -> Follower | None:
    """Who follows this payment; nobody follows most."""
    return _followers.get(row.kind)
