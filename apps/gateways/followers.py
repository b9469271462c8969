"""Who owns the payments that operations are for: told in the transaction that decides one.

The rails stand below the payments and know none, so the payments register themselves here (apps.transactions.apps).
"""

from datetime import datetime
from typing import Protocol

from apps.core.money import Money
from apps.gateways.models import Operation


class Follower(Protocol):
    """Each is called once, with the operation's row locked, in the transaction that commits its new state."""

    def submitted_in_vain(self, operation: Operation, *, at: datetime) -> None:
        """It was sent and nobody knows what became of it."""

    def succeeded(self, operation: Operation, *, at: datetime) -> Money | None:
        """It was done. What could not be credited to anybody, and stands in suspense now; None: all is well."""

    def failed(self, operation: Operation, code: str, *, at: datetime) -> None:
        """It was not done, and never will be."""

    def succeeded_late(self, operation: Operation, *, at: datetime) -> Money:
        """It was done after all, though it had failed here. What stands in suspense now, negative for money out."""


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Registers the owner of the payments; there is one."""
    _followers[:] = [follower]


def follower() -> Follower:
    """The owner of the payments. Raises RuntimeError when nobody has registered."""
    if not _followers:
        raise RuntimeError("nobody follows operations")
    return _followers[0]
