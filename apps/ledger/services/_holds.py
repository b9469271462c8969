"""Holds are ordinary entries: money moves to a held account, and one closing entry moves it on or back.

The closing entry's id is derived from the hold's, so of a capture and a release, or of two captures, the
database lets one happen, in whatever order and however often they come.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from apps.core.money import Money
from apps.ledger.services._errors import UnbalancedEntry
from apps.ledger.services._post import Entry, Leg, answer_id, get_entry, mirrored_legs, post, post_answer


def hold(
    *, hold_id: UUID, available: UUID, held: UUID, amount: Money, effective_at: datetime, kind: str = "HOLD"
) -> None:
    """Moves `amount` from the available to the held account under the id `hold_id`.

    Raises InsufficientFunds, EntryConflict, UnbalancedEntry for an amount that is not positive.
    """
    if amount.amount <= 0:
        raise UnbalancedEntry("A hold takes more than zero.")
    post([Entry(hold_id, kind, [Leg(available, -amount), Leg(held, amount)], effective_at)])


def capture(*, hold_id: UUID, to: Sequence[Leg], effective_at: datetime, kind: str = "CAPTURE") -> UUID:
    """Pays the held money to `to`; what is not taken goes back to where the hold took it. Closes the hold.

    Returns the closing entry's id. Raises EntryAnswered when the hold was answered otherwise, UnknownEntry, and
    UnbalancedEntry when `to` asks for nothing or for more than was held.
    """
    back, held = sorted(mirrored_legs(get_entry(hold_id)), key=lambda leg: -leg.amount.amount)
    taken = sum((leg.amount for leg in to), Money.zero(back.amount.currency))
    rest = back.amount - taken
    if not to or min(leg.amount.amount for leg in to) <= 0 or rest.amount < 0:
        raise UnbalancedEntry("A capture takes more than zero and at most what is held.")
    legs = [held, *to] + ([Leg(back.account_id, rest)] if rest else [])
    return _close(hold_id, legs, effective_at, kind)


def release(*, hold_id: UUID, effective_at: datetime, kind: str = "RELEASE") -> UUID:
    """Gives the held money back whole. Closes the hold.

    Returns the closing entry's id. Raises EntryAnswered when the hold was answered otherwise, UnknownEntry.
    """
    return _close(hold_id, mirrored_legs(get_entry(hold_id)), effective_at, kind)


def _close(hold_id: UUID, legs: Sequence[Leg], effective_at: datetime, kind: str) -> UUID:
    return post_answer(Entry(answer_id(hold_id), kind, legs, effective_at, closes=hold_id))
