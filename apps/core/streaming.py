"""Long reads: one moment for all of them, and rows that come a page at a time, however many there are.

`snapshot` opens a transaction in which every statement sees the same moment and none can write. `stream` reads one
statement by a cursor of the server's, so memory does not grow with it. Rows that were counted beforehand
(`estimate_rows`) were counted by PostgreSQL's planner, which looks at its statistics and not at the rows.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

PAGE = 2_000
Parameters = Sequence[Any] | Mapping[str, Any]


@contextmanager
def snapshot() -> Iterator[None]:
    """Whatever is read in here is as of one moment, and nothing can be written.

    It has to be the outermost transaction: raises django.db's database errors when something was read before.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            # Between two pages somebody writes and seals what they got, on a disk that may be slow.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '10min'")
        yield


def stream(statement: str, parameters: Parameters = (), *, page: int = PAGE) -> Iterator[tuple[Any, ...]]:
    """The rows of one statement, `page` of them in memory. Has to be read inside a transaction."""
    for rows in stream_pages(statement, parameters, page=page):
        yield from rows


def stream_pages(statement: str, parameters: Parameters = (), *, page: int = PAGE) -> Iterator[list[tuple[Any, ...]]]:
    """The same, a page at a time, for whoever completes rows with another statement."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(page):
            yield rows


def estimate_rows(statement: str, parameters: Parameters = ()) -> int:
    """About how many rows it returns, at the price of planning it."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters)
        (answer,) = cursor.fetchone()
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return int(plan[0]["Plan"]["Plan Rows"])
