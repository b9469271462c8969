"""Reads of the vault for reports: what stood on the accounts at a moment, and what moved on one of them.

A report counts an entry whole or not at all: it belongs to the time before a moment when the *entry* was recorded
before it. Its postings are recorded one after the other, each when it has its account, so at midnight one leg may be
recorded on the one day and the next leg, which waited for a lock, on the other. By the postings' own times a trial
balance of midnight would not sum to zero; by the entries' it does, at every moment. Statements go by the postings, in
the order of their numbers; where a payment is made at the very moment a day ends, the two may put it on different days.

All of these are to be read in one snapshot (apps.core.streaming).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core import sql
from apps.core.streaming import estimate_rows, stream

# A posting is recorded after its entry, as long after it as it waited for its account's lock: seconds.
STRADDLING = "interval '10 minutes'"

# What an account held by the entries recorded before %(before)s. An account nothing was posted to since says it in its
# row; of the others the posting is found by halving, and what belongs to earlier entries is added.
_BALANCE = f"""
CASE WHEN a.tally = 'IMMEDIATE' AND a.last_posted_at < %(before)s THEN a.balance
     ELSE ledger_balance_at(a.id, %(before)s) + coalesce((
        SELECT sum(p.amount) FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
         WHERE p.account_id = a.id AND e.recorded_at < %(before)s
           AND p.recorded_at >= %(before)s AND p.recorded_at < %(before)s + {STRADDLING}
           AND (a.tally <> 'IMMEDIATE'
                OR p.number > ledger_number_before(a.id, %(before)s)
                   AND p.number <= ledger_number_before(a.id, %(before)s + {STRADDLING}))), 0)
END"""

_BALANCES = f"SELECT a.id, {_BALANCE} FROM ledger_account a WHERE a.id = ANY(%(ids)s::uuid[])"


def list_balances_at(account_ids: Iterable[UUID], *, before: datetime) -> dict[UUID, Decimal]:
    """What these accounts held by the entries recorded before a moment. Unknown ids are left out. One statement."""
    return dict(sql.fetch_all(_BALANCES, {"ids": list(account_ids), "before": before}))


@dataclass(frozen=True, slots=True)
class LastPosting:
    """When something was last posted to an account that keeps its balance, and what it holds."""

    last_posted_at: datetime
    has_postings: bool
    balance: Decimal


_LAST = """
SELECT id, last_posted_at, postings > 0, balance FROM ledger_account
 WHERE id = ANY(%s::uuid[]) AND tally = 'IMMEDIATE'
"""


def list_last_postings(account_ids: Iterable[UUID]) -> dict[UUID, LastPosting]:
    """Of these accounts with a floor, when they last moved and what they hold; unknown ids are left out."""
    rows = sql.fetch_all(_LAST, [list(account_ids)])
    return {identity: LastPosting(at, has_postings, balance) for identity, at, has_postings, balance in rows}


@dataclass(frozen=True, slots=True)
class TrialLine:
    """An account, or all accounts of a kind whose codes begin alike: what is in debit and what in credit.

    Both are positive, and in each currency they sum to the same.
    """

    code: str
    kind: str
    currency: str
    accounts: int
    debit: Decimal
    credit: Decimal


_EACH = f"""
SELECT code, kind, currency, 1, greatest(-balance, 0), greatest(balance, 0) FROM (
    SELECT a.code, a.kind, a.currency, a.opened_at, {_BALANCE} AS balance FROM ledger_account a
     WHERE %(currency)s = '' OR a.currency = %(currency)s) AS held
 WHERE balance <> 0 OR opened_at < %(before)s
"""
_TRIAL = f"SELECT * FROM ({_EACH}) AS each ORDER BY 3, 2, 1"
_TRIAL_BY_FAMILY = f"""
SELECT split_part(code, ':', 1), kind, currency, count(*), sum(debit), sum(credit)
  FROM ({_EACH}) AS each (code, kind, currency, one, debit, credit) GROUP BY 1, 2, 3 ORDER BY 3, 2, 1
"""


def stream_trial_balance(*, before: datetime, currency: str = "", by_family: bool = False) -> Iterator[TrialLine]:
    """Every account by the entries recorded before a moment; or added up by the first words of the codes."""
    wanted = {"before": before, "currency": currency}
    for row in stream(_TRIAL_BY_FAMILY if by_family else _TRIAL, wanted):
        yield TrialLine(*row)


def estimate_trial_balance(*, before: datetime, currency: str = "", by_family: bool = False) -> int:
    """About how many lines that has."""
    return estimate_rows(_TRIAL_BY_FAMILY if by_family else _TRIAL, {"before": before, "currency": currency})


@dataclass(frozen=True, slots=True)
class ClassTotal:
    """What accounts of one kind hold together, by the first and the last word of their codes (`wallet`, `held`)."""

    family: str
    part: str
    kind: str
    currency: str
    accounts: int
    credits: Decimal
    debits: Decimal


_CLASSES = f"""
SELECT split_part(code, ':', 1),
       CASE WHEN split_part(code, ':', 1) IN ('wallet', 'agent', 'merchant') THEN split_part(code, ':', 3) ELSE '' END,
       kind, currency, count(*), sum(credit), sum(debit)
  FROM ({_EACH}) AS each (code, kind, currency, one, debit, credit) GROUP BY 1, 2, 3, 4 ORDER BY 4, 3, 1, 2
"""


def list_class_totals_at(*, before: datetime, currency: str = "") -> list[ClassTotal]:
    """The accounts by what they are for, by the entries recorded before a moment."""
    rows = sql.fetch_all(_CLASSES, {"before": before, "currency": currency})
    return [ClassTotal(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Movement:
    """What accounts of income or expense gained between two moments; credits are positive."""

    code: str
    kind: str
    currency: str
    amount: Decimal


_EARNED = f"""
SELECT code, kind, currency, after - earlier FROM (
    SELECT a.code, a.kind, a.currency, {_BALANCE} AS after,
           {_BALANCE.replace("%(before)s", "%(since)s")} AS earlier
      FROM ledger_account a
     WHERE a.kind = ANY(%(kinds)s) AND (%(currency)s = '' OR a.currency = %(currency)s)) AS moved
 WHERE after <> earlier ORDER BY currency, kind, code
"""


def list_earned(
    *, since: datetime, before: datetime, currency: str = "", kinds: Iterable[str] = ("INCOME", "EXPENSE")
) -> list[Movement]:
    """What each account of income and of expense gained by the entries of [since, before); none that gained nothing."""
    wanted = {"since": since, "before": before, "currency": currency, "kinds": list(kinds)}
    return [Movement(*row) for row in sql.fetch_all(_EARNED, wanted)]


@dataclass(frozen=True, slots=True)
class LedgerPlace:
    """An account as whoever asks for its general ledger names it."""

    id: UUID
    code: str
    kind: str
    currency: str
    is_immediate: bool


def find_account(code: str, currency: str) -> LedgerPlace | None:
    """The account with this code and currency, or None."""
    row = sql.fetch_one(
        "SELECT id, code, kind, currency, tally = 'IMMEDIATE' FROM ledger_account WHERE code = %s AND currency = %s",
        [code, currency],
    )
    return LedgerPlace(*row) if row else None


@dataclass(frozen=True, slots=True)
class GeneralLedgerLine:
    """One posting of an account, by its entry. `others` are the codes of the entry's other accounts."""

    entry_id: UUID
    kind: str
    effective_at: datetime
    recorded_at: datetime
    closes: UUID | None
    reverses: UUID | None
    amount: Decimal
    others: str


_NUMBERS = f"""
   AND p.number > ledger_number_before(%(account)s, %(since)s)
   AND p.number <= ledger_number_before(%(account)s, %(before)s + {STRADDLING})
"""
# What a checkpoint has seen was posted before it was taken.
_SINCE_CHECKPOINT = """
   AND p.number > coalesce((
       SELECT pg_snapshot_xmin(c.snapshot::pg_snapshot)::text::bigint << 22 FROM ledger_checkpoint c
        WHERE c.account_id = %(account)s AND c.taken_at <= %(since)s ORDER BY c.taken_at DESC LIMIT 1), 0)
"""
_GENERAL_LEDGER = f"""
SELECT e.id, e.kind, e.effective_at, e.recorded_at, e.closes, e.reverses, p.amount,
       (SELECT string_agg(o.code, ' ' ORDER BY o.code) FROM ledger_account o
         WHERE o.id = ANY(e.accounts) AND o.id <> p.account_id)
  FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
 WHERE p.account_id = %(account)s AND e.recorded_at >= %(since)s AND e.recorded_at < %(before)s
   AND p.recorded_at >= %(since)s AND p.recorded_at < %(before)s + {STRADDLING} {{numbers}}
 ORDER BY {{order}}
"""


def _general_ledger(account: LedgerPlace) -> str:
    # Numbers of a deferred account are those of transactions, which may end in another order than they began.
    return _GENERAL_LEDGER.format(
        numbers=_NUMBERS if account.is_immediate else _SINCE_CHECKPOINT,
        order="p.number" if account.is_immediate else "p.recorded_at, p.number",
    )


def stream_general_ledger(account: LedgerPlace, *, since: datetime, before: datetime) -> Iterator[GeneralLedgerLine]:
    """What the entries recorded in [since, before) did to an account, in the order in which they did it.

    With the balances of both ends (`list_balances_at`) it adds up.
    """
    wanted = {"account": account.id, "since": since, "before": before}
    for row in stream(_general_ledger(account), wanted):
        yield GeneralLedgerLine(*row)


def estimate_general_ledger(account: LedgerPlace, *, since: datetime, before: datetime) -> int:
    """About how many lines that has; of an account with a floor exactly, but for what straddles the ends."""
    if account.is_immediate:
        row = sql.fetch_one(
            "SELECT greatest(ledger_number_before(%(a)s, %(before)s) - ledger_number_before(%(a)s, %(since)s), 0)",
            {"a": account.id, "since": since, "before": before},
        )
        return int(row[0]) if row else 0
    wanted = {"account": account.id, "since": since, "before": before}
    return estimate_rows(_general_ledger(account), wanted)
