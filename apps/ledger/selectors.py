"""Reads of the vault: balances now and then, statement lines, the trial balance, entries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core import sql
from apps.core.money import Money
from apps.ledger.models import JournalEntry, LedgerAccount


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One posting of an account, with the balance it left."""

    number: int
    entry_id: UUID
    recorded_at: datetime
    amount: Money
    balance: Money


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """An account's total: debits are negative, credits positive, and each currency's rows sum to zero."""

    code: str
    kind: str
    currency: str
    balance: Decimal


@dataclass(frozen=True, slots=True)
class EntryLeg:
    """One leg of an entry: which account it moves, and by how much."""

    account_id: UUID
    code: str
    amount: Money


@dataclass(frozen=True, slots=True)
class EntryView:
    """A journal entry with its legs, for people to read."""

    id: UUID
    kind: str
    effective_at: datetime
    recorded_at: datetime
    reverses: UUID | None
    closes: UUID | None
    legs: tuple[EntryLeg, ...]


def get_balances(account_ids: Sequence[UUID]) -> dict[UUID, Money]:
    """The balances of these accounts, all as of one moment. Unknown ids are left out."""
    rows = sql.fetch_all(
        "SELECT id, currency, CASE tally WHEN 'IMMEDIATE' THEN balance ELSE ledger_deferred_balance(id) END"
        " FROM ledger_account WHERE id = ANY(%s::uuid[])",
        [list(account_ids)],
    )
    return {identity: Money(balance, currency) for identity, currency, balance in rows}


def get_balance(account_id: UUID, *, before: datetime | None = None) -> Money:
    """The balance now, or what it was just before a moment (by time of recording). Raises KeyError."""
    if before is None:
        return get_balances([account_id])[account_id]
    rows = sql.fetch_all(
        "SELECT currency, ledger_balance_at(id, %s) FROM ledger_account WHERE id = %s", [before, account_id]
    )
    if not rows:
        raise KeyError(account_id)
    return Money(rows[0][1], rows[0][0])


@dataclass(frozen=True, slots=True)
class StatementBounds:
    """The two ends of a statement: its lines are numbered `after` < number <= `until`, and the balances there."""

    currency: str
    after: int
    until: int
    opening: Money
    closing: Money

    @property
    def count(self) -> int:
        """How many lines there are. Numbers of an account with a floor have no gaps."""
        return self.until - self.after


_BOUNDS = """
SELECT a.currency, n.after, n.until,
       coalesce((SELECT p.balance_after FROM ledger_posting p WHERE p.account_id = a.id AND p.number = n.after), 0),
       coalesce((SELECT p.balance_after FROM ledger_posting p WHERE p.account_id = a.id AND p.number = n.until), 0)
  FROM ledger_account a,
       LATERAL (SELECT ledger_number_before(a.id, %s) AS after, ledger_number_before(a.id, %s) AS last) found,
       LATERAL (SELECT found.after, greatest(found.after, found.last) AS until) n
 WHERE a.id = %s
"""


def get_statement_bounds(account_id: UUID, *, since: datetime, before: datetime) -> StatementBounds:
    """Both ends of the statement of an account with a floor over [since, before), by time of recording.

    One statement, so all of it is as of one moment, and a few index reads however long the history is. What is posted
    afterwards changes none of it. Raises KeyError for an unknown account.
    """
    row = sql.fetch_one(_BOUNDS, [since, before, account_id])
    if row is None:
        raise KeyError(account_id)
    currency, after, until, opening, closing = row
    return StatementBounds(currency, after, until, Money(opening, currency), Money(closing, currency))


_LINES = """
SELECT p.number, p.entry_id, p.recorded_at, p.amount, p.balance_after FROM ledger_posting p
 WHERE p.account_id = %s AND p.number > %s AND p.number <= %s ORDER BY p.number LIMIT %s
"""


def list_lines(account_id: UUID, bounds: StatementBounds, *, page: int = 2_000) -> Iterator[list[StatementLine]]:
    """The postings between these bounds, oldest first, up to `page` of them at a time.

    Reads by number, so a statement of any length takes the same memory and no transaction stays open.
    """
    last, currency = bounds.after, bounds.currency
    while rows := sql.fetch_all(_LINES, [account_id, last, bounds.until, page]):
        yield [
            StatementLine(number, entry_id, recorded_at, Money(amount, currency), Money(balance_after, currency))
            for number, entry_id, recorded_at, amount, balance_after in rows
        ]
        last = rows[-1][0]


def list_statement_lines(
    account_id: UUID, *, since: datetime, before: datetime, page: int = 2_000
) -> Iterator[StatementLine]:
    """The postings of an account with a floor recorded in [since, before), oldest first.

    Reads `page` lines at a time. Raises KeyError for an unknown account.
    """
    for lines in list_lines(account_id, get_statement_bounds(account_id, since=since, before=before), page=page):
        yield from lines


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry is, and which one it answers to."""

    kind: str
    reverses: UUID | None
    closes: UUID | None


def get_entry_facts(entry_ids: Iterable[UUID]) -> dict[UUID, EntryFacts]:
    """The facts of these entries, by id; unknown ids are left out. One statement."""
    rows = sql.fetch_all(
        "SELECT id, kind, reverses, closes FROM ledger_entry WHERE id = ANY(%s::uuid[])", [list(entry_ids)]
    )
    return {identity: EntryFacts(kind, reverses, closes) for identity, kind, reverses, closes in rows}


def get_trial_balance() -> list[TrialBalanceRow]:
    """Every account with its exact balance, all as of one moment. Each currency sums to zero."""
    rows = sql.fetch_all(
        "SELECT code, kind, currency, CASE tally WHEN 'IMMEDIATE' THEN balance ELSE ledger_deferred_balance(id) END"
        " FROM ledger_account ORDER BY currency, kind, code"
    )
    return [TrialBalanceRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class FamilyTotal:
    """What the accounts of one kind, whose codes begin alike, hold together; both figures are positive.

    An account in credit and one in debit do not cancel out: what one is owed does not pay what another one owes.
    """

    family: str
    kind: str
    currency: str
    credits: Decimal
    debits: Decimal


_FAMILIES = """
SELECT split_part(code, ':', 1), kind, currency, sum(greatest(balance, 0)), -sum(least(balance, 0)) FROM (
    SELECT code, kind, currency,
           CASE tally WHEN 'IMMEDIATE' THEN balance ELSE ledger_deferred_balance(id) END AS balance
      FROM ledger_account) AS a
 GROUP BY 1, 2, 3 ORDER BY 3, 2, 1
"""


def list_family_totals() -> list[FamilyTotal]:
    """The accounts by the first word of their codes (`wallet`, `trust`, `psp` ...), all as of one moment."""
    return [FamilyTotal(*row) for row in sql.fetch_all(_FAMILIES)]


def get_account_codes(account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The codes of these accounts."""
    return dict(LedgerAccount.objects.filter(id__in=list(account_ids)).values_list("id", "code"))


def get_entry(entry_id: UUID) -> EntryView | None:
    """An entry with its legs, or None."""
    return get_entries([entry_id]).get(entry_id)


def get_entries(entry_ids: Iterable[UUID]) -> dict[UUID, EntryView]:
    """These entries with their legs, by id; unknown ids are left out. Two statements, however many there are."""
    entries = list(JournalEntry.objects.filter(pk__in=list(entry_ids)))
    codes = get_account_codes({account for entry in entries for account in entry.accounts})
    return {entry.id: _viewed(entry, codes) for entry in entries}


def _viewed(entry: JournalEntry, codes: dict[UUID, str]) -> EntryView:
    legs = tuple(
        EntryLeg(account, codes[account], Money(amount, currency))
        for account, currency, amount in zip(entry.accounts, entry.currencies, entry.amounts, strict=True)
    )
    return EntryView(entry.id, entry.kind, entry.effective_at, entry.recorded_at, entry.reverses, entry.closes, legs)
