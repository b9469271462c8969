import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import DatabaseError

from apps.core import sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger.models import JournalEntry
from apps.ledger.services._errors import EntryAnswered, EntryConflict, UnbalancedEntry, UnknownEntry, refusal_of


@dataclass(frozen=True, slots=True)
class Leg:
    """One account's part in an entry: a positive amount credits it, a negative one debits it."""

    account_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class Entry:
    """What to post. The caller chooses `id` (UUIDv7); posting it again with the same content does nothing."""

    id: UUID
    kind: str
    legs: Sequence[Leg]
    effective_at: datetime
    reverses: UUID | None = None
    closes: UUID | None = None


_POST_ENTRY = """
ledger_post_entry(%s, %s::text, %s, %s::uuid[], %s::text[], %s::numeric[], %s::uuid, %s::uuid)
"""
_POST_ENTRIES = """
SELECT ledger_post_entries(%s, %s::uuid[], %s::text[], %s::timestamptz[], %s::uuid[], %s::uuid[],
                           %s::int[], %s::uuid[], %s::text[], %s::numeric[])
"""


def _account_id(leg: Leg) -> UUID:
    return leg.account_id


def post(entries: Sequence[Entry]) -> frozenset[UUID]:
    """Posts one entry or thousands, all or none, in one round trip; returns the ids that had been posted before.

    Locks the rows of the accounts that have a floor in the order of their ids, and no others; applies the
    legs; writes entries and postings. Entries of one call see the balances the ones before them leave.

    Raises InsufficientFunds and AccountClosed (both with `account_id`), EntryConflict for an id that exists
    with other content, UnbalancedEntry, UnknownAccount, CurrencyMismatch, BalanceTooLarge. After a refusal the
    surrounding transaction, if there is one, can only be rolled back.
    """
    if not entries:
        return frozenset()
    with refusals():
        return _post_one(entries[0]) if len(entries) == 1 else _post_many(entries)


def entry_part(entry: Entry) -> sql.Part:
    """The call that posts one entry, to stand in the SELECT of the statement that decides about it.

    Run it inside `refusals()`, which raises what `post` would.
    """
    legs = sorted(entry.legs, key=_account_id)
    return sql.Part(
        _POST_ENTRY,
        (
            entry.id,
            entry.kind,
            entry.effective_at,
            # Written as PostgreSQL writes them, which takes a fifth of the time psycopg needs for a list. None of
            # the three can hold a character that would need quoting.
            f"{{{','.join([str(leg.account_id) for leg in legs])}}}",
            f"{{{','.join([leg.amount.currency for leg in legs])}}}",
            f"{{{','.join([format(leg.amount.amount, 'f') for leg in legs])}}}",
            entry.reverses,
            entry.closes,
        ),
    )


@contextmanager
def refusals() -> Iterator[None]:
    """Turns the vault's own database errors into the exceptions `post` names."""
    try:
        yield
    except DatabaseError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        raise refusal from error


def _post_one(entry: Entry) -> frozenset[UUID]:
    part = entry_part(entry)
    row = sql.fetch_one(f"SELECT {part.text}", part.parameters)
    return frozenset((entry.id,)) if row and row[0] else frozenset()


def _post_many(entries: Sequence[Entry]) -> frozenset[UUID]:
    positions: list[int] = []
    accounts: list[UUID] = []
    currencies: list[str] = []
    amounts: list[Decimal] = []
    for position, entry in enumerate(entries, start=1):
        if not entry.legs:
            raise UnbalancedEntry
        for leg in entry.legs:
            positions.append(position)
            accounts.append(leg.account_id)
            currencies.append(leg.amount.currency)
            amounts.append(leg.amount.amount)
    row = sql.fetch_one(
        _POST_ENTRIES,
        (
            uuid7(),
            [entry.id for entry in entries],
            [entry.kind for entry in entries],
            [entry.effective_at for entry in entries],
            [entry.reverses for entry in entries],
            [entry.closes for entry in entries],
            # As in `entry_part`, and of thousands of legs it takes most of the time that is spent here.
            f"{{{','.join(map(str, positions))}}}",
            f"{{{','.join(map(str, accounts))}}}",
            f"{{{','.join(currencies)}}}",
            f"{{{','.join([format(amount, 'f') for amount in amounts])}}}",
        ),
    )
    return frozenset(row[0] or ()) if row else frozenset()


def answer_id(entry_id: UUID) -> UUID:
    """The id of the one entry that reverses this entry or, if it is a hold, captures or releases it.

    The database computes the same (ledger_answer_id) and accepts no other.
    """
    return UUID(hashlib.md5(f"answer to {entry_id}".encode(), usedforsecurity=False).hexdigest())


def mirrored_legs(entry: JournalEntry) -> list[Leg]:
    """The legs of an entry with their signs turned."""
    return [
        Leg(account, Money(-amount, currency))
        for account, currency, amount in zip(entry.accounts, entry.currencies, entry.amounts, strict=True)
    ]


def get_entry(entry_id: UUID) -> JournalEntry:
    """Raises UnknownEntry."""
    entry = JournalEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        raise UnknownEntry
    return entry


def post_answer(entry: Entry) -> UUID:
    """Posts an entry that answers another one; returns its id. Raises EntryAnswered when another answer came first."""
    try:
        post([entry])
    except EntryConflict as error:
        raise EntryAnswered from error
    return entry.id


def reverse(*, entry_id: UUID, effective_at: datetime, kind: str = "REVERSAL") -> UUID:
    """Posts the mirror of an entry, once however often it is asked; returns the reversal's id.

    Raises UnknownEntry, EntryAnswered for a hold that was captured or released, and InsufficientFunds when
    somebody has spent what would have to come back.
    """
    entry = get_entry(entry_id)
    return post_answer(Entry(answer_id(entry_id), kind, mirrored_legs(entry), effective_at, reverses=entry_id))
