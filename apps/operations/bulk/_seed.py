"""Writes the bulk data: whole or not at all, in one transaction, past the triggers that guard what people pay.

It is for looking at pages and plans at size, and for nothing else: it needs a superuser of PostgreSQL, a database that
is not in production, and refuses to run twice. What it writes is as payments would have written it: verify_ledger, the
roll-ups and the seals find nothing wrong with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from apps.gateways.models import seal_terms
from apps.ledger import services as ledger
from apps.ledger.services import deferred_account_id
from apps.operations.bulk import _people

_HERE = Path(__file__).resolve().parent
_SLICE = 100_000
CLEARING, FEES = "psp:bulkbank:clearing", "fees:p2p"
# Half as many numbers as one transaction has for postings to an account without a floor (apps/ledger/sql/guards.sql).
MOST_PAYMENTS = 2_000_000


class BulkRefused(Exception):
    """Why nothing was written, in words for whoever asked."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """How much there is to be: people who joined over `days`, and payments in the same time."""

    people: int
    payments: int
    days: int = 90


def seed(bulk: Bulk, *, currency: str, now: datetime, say: Callable[[str], None] = lambda line: None) -> None:
    """Writes it all, up to `now`. Raises BulkRefused, having written nothing."""
    ratio = _checked(bulk)
    since, step = now - timedelta(days=bulk.days), timedelta(days=bulk.days) / bulk.payments
    # Before this transaction has an id: a checkpoint passes over what lies below the oldest one that runs.
    finished = _finished_transaction()
    with transaction.atomic(), connection.cursor() as cursor:
        for code, kind in ((CLEARING, "ASSET"), (FEES, "INCOME")):
            ledger.open_account(code=code, kind=kind, currency=currency, floor=None, at=since)
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL work_mem = '256MB'")
        say(f"{bulk.people:,} people")
        _people.write(bulk.people, since=since, step=step * ratio, currency=currency)
        cursor.execute("ANALYZE bulk_person")
        values: dict[str, Any] = {
            "since": since,
            "step": step,
            "ratio": ratio,
            "payments": bulk.payments,
            "currency": currency,
            "clearing": CLEARING,
            "clearing_id": deferred_account_id(CLEARING, currency),
            "fees_id": deferred_account_id(FEES, currency),
            "kept": now - timedelta(days=13),
            "finished": finished,
        }
        first, *parts = (_HERE / "payments.sql").read_text().split("-- @ ")
        for statement in _statements(first):
            cursor.execute(statement, values)
        for part in parts:
            title, _, statement = part.partition("\n")
            say(title)
            for begin in range(0, bulk.payments, _SLICE):
                cursor.execute(statement, {**values, "first": begin, "last": begin + _SLICE - 1})
        say("operations of providers")
        _write_operations(currency)
        say("ledger")
        for statement in _statements((_HERE / "ledger.sql").read_text()):
            cursor.execute(statement, values)
        cursor.execute("SELECT min(balance_after) FROM bulk_posting")
        if (least := cursor.fetchone()[0]) is not None and least < 0:
            raise BulkRefused(f"A wallet would have been at {least}: take fewer payments for each person.")
        cursor.execute("SET LOCAL session_replication_role = origin")


def _finished_transaction() -> int:
    """The last transaction of which all before it are over too, by which postings to deferred accounts are numbered.

    A checkpoint leaves out what its own transaction posted, and reads again what lies above the oldest one that runs
    on the server; these are to be in the first one. Whatever that transaction posted itself has lower numbers
    (ledger.sql begins at 2**21).
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1")
        return int(cursor.fetchone()[0])


_OUTSIDE = """
SELECT p.id, payer.id, CASE p.kind WHEN 'DEPOSIT' THEN 'COLLECT' ELSE 'PAYOUT' END, p.amount, p.n, p.at
  FROM bulk_payment p JOIN bulk_person payer ON payer.index = p.payer
 WHERE p.kind <> 'P2P' AND p.state = 'COMPLETED' ORDER BY p.n
"""


def _write_operations(currency: str) -> None:
    """What a provider was asked for each payment that went through one: its terms are sealed row by row."""
    with connection.cursor() as cursor:
        cursor.execute(_OUTSIDE)
        rows = cursor.fetchall()
    columns = (
        "id, transaction_id, person_id, capability, amount, currency, country, bound_to, terms, state, gateway_code,"
        " provider_reference, result, failure_code, last_error, attempts, enquiries, submitted_at, decided_at,"
        " created_at"
    )
    with connection.cursor() as cursor, cursor.copy(f"COPY gateways_operation ({columns}) FROM STDIN") as copy:
        for identity, person, capability, amount, number, at in rows:
            terms = seal_terms({"holder": "Bulk"}, identity)
            asked = (identity, identity, person, capability, amount, currency, "", "", terms)
            answered = (
                "SUCCEEDED",
                "bulkbank",
                f"bulk-{number}",
                "{}",
                "",
                "",
                1,
                0,
                at,
                at + timedelta(seconds=2),
                at,
            )
            copy.write_row((*asked, *answered))


def tidy(say: Callable[[str], None]) -> None:
    """What the periodic tasks and autovacuum would do by and by. Call it outside a transaction."""
    say("checkpoints and statistics")
    ledger.roll_up_tallies()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _statements(text: str) -> list[str]:
    return [statement for statement in text.split(";\n") if statement.strip()]


def _checked(bulk: Bulk) -> int:
    """How many payments there are for each person. Raises BulkRefused."""
    if bulk.people < 2 or bulk.days < 1 or not bulk.people * 2 <= bulk.payments <= MOST_PAYMENTS:
        raise BulkRefused(
            f"Two people or more, a day or more, and two payments each or more, {MOST_PAYMENTS:,} at most."
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        if not cursor.fetchone()[0]:
            raise BulkRefused("It writes past the triggers, which only a superuser of PostgreSQL may.")
        cursor.execute("SELECT EXISTS (SELECT FROM accounts_user WHERE msisdn = %s)", [f"+{_people.NUMBERS}"])
        if cursor.fetchone()[0]:
            raise BulkRefused("There is bulk data already.")
    # The last person joins before the last payment.
    return bulk.payments // bulk.people
