"""Rows of a chain in their order, a few at a time: sorted once by PostgreSQL, whose disk is larger than our memory.

Names of tables, keys and lines are constants of the apps that declare chains.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from apps.core import xact
from apps.core.chains import Chain

FETCHED = 2_000
# (transaction, key, SHA-256 of the line); with lines, the line in the place of its SHA-256.
Row = tuple[int, str, bytes]
LineRow = tuple[int, str, str]


def horizon() -> int:
    """Every transaction below it is over."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {xact.horizon_sql()}")
        return int(cursor.fetchone()[0])


def next_xact() -> int:
    """No transaction has this number yet, nor a higher one; of this snapshot, where one is held."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def rows_are_waiting(since: Sequence[tuple[Chain, int]]) -> list[bool]:
    """For each chain whether there is a row of this transaction or a later one: one statement."""
    # The tables are constants of the code (core.chains).
    asked = ", ".join(f"EXISTS (SELECT FROM {chain.table} r WHERE r.xact >= %s)" for chain, _ in since)  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}", [xact for _, xact in since])  # nosec B608
        return [bool(each) for each in cursor.fetchone()]


@contextmanager
def hashed_rows(chain: Chain, since: tuple[int, str], below: int | None) -> Iterator[Iterator[Row]]:
    """Opens the rows after `since` of transactions below `below`, if that is given. The block may commit meanwhile."""
    until = None if below is None else (below, "")
    with _opened(chain, f"sha256(convert_to({chain.line}, 'UTF8'))", since, until) as rows:
        yield ((xact, key, bytes(leaf)) for xact, key, leaf in rows)


@contextmanager
def timed_rows(chain: Chain, since: tuple[int, str]) -> Iterator[Iterator[tuple[int, str, datetime]]]:
    """Opens the rows after `since`, with when each was written."""
    with _opened(chain, f"r.{chain.at}", since, None) as rows:
        yield rows


@contextmanager
def lines(chain: Chain, since: tuple[int, str], until: tuple[int, str]) -> Iterator[Iterator[LineRow]]:
    """Opens the rows after `since` up to `until`, with their lines."""
    with _opened(chain, chain.line, since, until) as rows:
        yield rows


@contextmanager
def _opened(
    chain: Chain, value: str, since: tuple[int, str], until: tuple[int, str] | None
) -> Iterator[Iterator[tuple[int, str, Any]]]:
    name = f"audit_{uuid4().hex}"
    position = f'(r.xact, ({chain.key}) COLLATE "C")'
    bound = "" if until is None else f"AND r.xact <= %s AND {position} <= (%s, %s)"
    query = (
        f"DECLARE {name} NO SCROLL CURSOR WITH HOLD FOR SELECT r.xact, {chain.key}, {value} FROM {chain.table} r"  # nosec B608
        f" WHERE r.xact >= %s AND {position} > (%s, %s) {bound}"
        f' ORDER BY r.xact, ({chain.key}) COLLATE "C"'
    )
    parameters: list[int | str] = [since[0], *since]
    if until is not None:
        parameters += [until[0], *until]
    with connection.cursor() as cursor:
        with transaction.atomic():
            # The index on xact is for this: reading a table of millions to find the last minute's rows is not.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'")
            cursor.execute(query, parameters)
        try:
            yield _fetched(cursor, name)
        finally:
            if connection.connection is not None and not connection.needs_rollback:
                cursor.execute(f"CLOSE {name}")


def _fetched(cursor: CursorWrapper, name: str) -> Iterator[tuple[int, str, Any]]:
    while True:
        cursor.execute(f"FETCH FORWARD {FETCHED} FROM {name}")
        rows = cursor.fetchall()
        if not rows:
            return
        yield from rows
