"""Rows to seal, and what somebody with a superuser's rights and bad intentions does to them.

Rows get transactions of long ago: other tests on the same server may hold one open for as long as they like, and what
is younger than that is not sealed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.db import connection, transaction

from apps.accounts.services import record_activity
from apps.audit import services, verification
from apps.audit.models import Seal
from apps.core import clock
from apps.core.chains import Chain, all_chains
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.ledger.services import post
from apps.ledger.tests.books import open_fees, open_wallet, transfer, transfer_with_fee

# Below what any server counts that has a schema, and above the rows made here: what services write is not sealed.
HORIZON = 1_000
SEALED = ("ledger_entry", "ledger_posting", "accounts_activity", "core_exportrecord")


def run(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def unguarded() -> Iterator[None]:
    """A session that no trigger watches."""
    with transaction.atomic():
        run("SET LOCAL session_replication_role = replica")
        yield
        run("SET LOCAL session_replication_role = origin")


def make_records(count: int, *, first_xact: int = 1, per_xact: int = 7) -> list[AuditRecord]:
    """Records of the audit trail, some in each transaction."""
    now = clock.now() - timedelta(hours=2)
    rows = [
        AuditRecord(
            verb=AuditRecord.Verb.DID,
            what=f"deed {number}, \u201cquoted\u201d \\ \u20ac\n",
            detail={"b": [1, None], "a": f"{number}"},
            ip="2001:db8::1" if number % 2 else None,
            recorded_at=now + timedelta(seconds=number),
            xact=first_xact + number // per_xact,
        )
        for number in range(count)
    ]
    return AuditRecord.objects.bulk_create(rows)


def make_everything(payments: int = 40) -> None:
    """Some of each table: payments with a fee between two people, what people did, what staff did."""
    amina, brian = open_wallet("amina", 1_000), open_wallet("brian", 1_000)
    open_fees()
    now = clock.now() - timedelta(hours=2)
    for number in range(payments):
        pair = (amina, brian) if number % 2 else (brian, amina)
        entry = transfer_with_fee(*pair, number + 1, 1) if number % 3 else transfer(*pair, number + 1)
        post([entry])
        detail = {"amount": f"{number + 1}.00", "to": ["x", None]}
        record_activity(person_id=uuid7(), action="transactions.sent", subject=str(entry.id), detail=detail, at=now)
    make_records(payments * 2)
    make_old()


def make_old(per_xact: int = 7) -> None:
    """Gives every sealed table's rows transactions of long ago, in the order they were written in."""
    with unguarded():
        for table in SEALED:
            run(
                f"UPDATE {table} t SET xact = n.number FROM (SELECT ctid, row_number() OVER (ORDER BY xact, ctid)"
                f" / {per_xact} + 1 AS number FROM {table}) n WHERE n.ctid = t.ctid"
            )


def seal(*chains: Chain) -> int:
    """Seals what there is, and says how many rows that were."""
    return sum(services.seal_chain(chain=chain, now=clock.now()).rows for chain in chains or all_chains())


def findings(*chains: Chain) -> list[verification.Finding]:
    """What the verifier says."""
    return list(verification.verify(chains or None, now=clock.now()))


def reseal(chain: str, number: int) -> None:
    """Computes a seal's head anew, as somebody would who has no key."""
    from apps.audit import seal_format

    row = Seal.objects.get(chain=chain, number=number)
    with unguarded():
        Seal.objects.filter(pk=row.pk).update(head=seal_format.head_of(row))


def some_id() -> str:
    return str(uuid7())
