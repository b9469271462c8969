"""Recomputes the whole ledger from its postings and says where it differs. It reads and never writes."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

SLICES = 8


@dataclass(frozen=True, slots=True)
class Difference:
    """Something the ledger says of itself that its postings do not bear out."""

    check: str
    subject: str
    detail: str


# Each check yields rows of (subject, detail). `%(slice)s` splits the long ones, so that progress can be shown
# and no sort outgrows its memory.
_ACCOUNT_SLICE = "get_byte(uuid_send({}), 0) %% %(slices)s = %(slice)s"
_ENTRY_SLICE = "get_byte(uuid_send({}), 15) %% %(slices)s = %(slice)s"

_CHECKS: list[tuple[str, str]] = [
    (
        "balance is the sum of the postings",
        f"""
        SELECT a.code, format('row says %%s over %%s postings, postings say %%s over %%s',
                              a.balance, a.postings, coalesce(p.total, 0), coalesce(p.count, 0))
          FROM ledger_account a
          LEFT JOIN (SELECT account_id, sum(amount) AS total, count(*) AS count, max(number) AS top
                       FROM ledger_posting WHERE {_ACCOUNT_SLICE.format("account_id")} GROUP BY account_id) p
            ON p.account_id = a.id
         WHERE {_ACCOUNT_SLICE.format("a.id")} AND a.tally = 'IMMEDIATE'
           AND (a.balance <> coalesce(p.total, 0) OR a.postings <> coalesce(p.count, 0)
                OR a.postings <> coalesce(p.top, 0))
        """,
    ),
    (
        "running balances follow from each other",
        f"""
        SELECT a.code, format('posting %%s', step.number)
          FROM (SELECT account_id, number, amount, balance_after, recorded_at,
                       lag(balance_after, 1, 0.0) OVER account AS before,
                       lag(recorded_at) OVER account AS recorded_before
                  FROM ledger_posting WHERE {_ACCOUNT_SLICE.format("account_id")}
                WINDOW account AS (PARTITION BY account_id ORDER BY number)) step
          JOIN ledger_account a ON a.id = step.account_id AND a.tally = 'IMMEDIATE'
         WHERE step.balance_after IS DISTINCT FROM step.before + step.amount
            OR step.recorded_at < step.recorded_before
        """,
    ),
    (
        "every entry has its postings and no others",
        f"""
        SELECT coalesce(e.id, p.entry_id)::text,
               CASE WHEN e.id IS NULL THEN 'postings without an entry'
                    WHEN p.entry_id IS NULL THEN 'an entry without postings' ELSE 'the legs differ' END
          FROM (SELECT * FROM ledger_entry WHERE {_ENTRY_SLICE.format("id")}) e
          FULL JOIN (SELECT entry_id, array_agg(account_id ORDER BY account_id) AS accounts,
                            array_agg(amount ORDER BY account_id) AS amounts
                       FROM ledger_posting WHERE {_ENTRY_SLICE.format("entry_id")} GROUP BY entry_id) p
            ON p.entry_id = e.id
         WHERE p.accounts IS DISTINCT FROM e.accounts OR p.amounts IS DISTINCT FROM e.amounts
        """,
    ),
    (
        "every entry sums to zero in each currency",
        f"""
        SELECT e.id::text, format('%%s %%s', sum(leg.amount), a.currency)
          FROM ledger_entry e, unnest(e.accounts, e.currencies, e.amounts) AS leg (account_id, currency, amount)
          LEFT JOIN ledger_account a ON a.id = leg.account_id AND a.currency = leg.currency
         WHERE {_ENTRY_SLICE.format("e.id")}
         GROUP BY e.id, a.currency HAVING sum(leg.amount) <> 0 OR a.currency IS NULL
        """,
    ),
    (
        "deferred balances are the sum of the postings",
        f"""
        SELECT a.code, format('computed %%s, postings say %%s', ledger_deferred_balance(a.id), coalesce(p.total, 0))
          FROM ledger_account a
          LEFT JOIN (SELECT account_id, sum(amount) AS total FROM ledger_posting
                      WHERE {_ACCOUNT_SLICE.format("account_id")} GROUP BY account_id) p ON p.account_id = a.id
         WHERE {_ACCOUNT_SLICE.format("a.id")} AND a.tally = 'DEFERRED'
           AND ledger_deferred_balance(a.id) <> coalesce(p.total, 0)
        """,
    ),
    (
        "no balance is under its floor",
        f"""
        SELECT a.code, format('%%s is under %%s', a.balance, a.floor) FROM ledger_account a
         WHERE {_ACCOUNT_SLICE.format("a.id")} AND a.balance < a.floor
        """,
    ),
    (
        "a reversal mirrors an entry, a closing entry closes a hold",
        f"""
        SELECT e.id::text, 'does not answer to what it names'
          FROM ledger_entry e
          LEFT JOIN ledger_entry original ON original.id = coalesce(e.reverses, e.closes)
         WHERE {_ENTRY_SLICE.format("e.id")} AND coalesce(e.reverses, e.closes) IS NOT NULL
           AND (original.id IS NULL
                OR e.reverses IS NOT NULL AND (e.accounts <> original.accounts
                   OR e.amounts <> (SELECT array_agg(-amount ORDER BY position) FROM unnest(original.amounts)
                                    WITH ORDINALITY AS leg (amount, position))))
        """,
    ),
    (
        "the whole ledger sums to zero",
        """
        SELECT a.currency, sum(p.amount)::text FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
         WHERE %(slice)s = 0 GROUP BY a.currency HAVING sum(p.amount) <> 0
        """,
    ),
]


def verify(progress: Callable[[int, int, str], None] | None = None) -> Iterator[Difference]:
    """Yields every difference. All checks see one snapshot, so it can run while money moves.

    `progress(done, steps, what)` is called before each step.
    """
    steps = len(_CHECKS) * SLICES
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        # The default keeps sessions from idling in a transaction; this one works all the time.
        cursor.execute("SET LOCAL work_mem = '128MB'")
        for index, (name, statement) in enumerate(_CHECKS):
            for part in range(SLICES):
                if progress:
                    progress(index * SLICES + part, steps, name)
                parameters: dict[str, Any] = {"slice": part, "slices": SLICES}
                cursor.execute(statement, parameters)
                for subject, detail in cursor.fetchall():
                    yield Difference(name, subject, detail)
        if progress:
            progress(steps, steps, "done")


def counts() -> tuple[int, int, int]:
    """How many accounts, entries and postings there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM ledger_account), (SELECT count(*) FROM ledger_entry),"
            " (SELECT count(*) FROM ledger_posting)"
        )
        accounts, entries, postings = cursor.fetchone()
        return accounts, entries, postings
