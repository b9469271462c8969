"""Real threads with real connections, for what only goes wrong when two things happen at once.

Tests that use this need `@pytest.mark.django_db(transaction=True)`: other connections see only what was
committed.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from django.db import connection, transaction

T = TypeVar("T")
PATIENCE_SECONDS = 60


def in_background(work: Callable[[], T]) -> "Future[T]":
    """Runs `work` in a thread with a connection of its own; `.result()` waits for it and raises what it raised."""
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:
            future.set_exception(error)
        finally:
            connection.close()

    threading.Thread(target=run, daemon=True).start()
    return future


def run_together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Calls `work(0)` to `work(count - 1)` at the same moment; returns results, or the exceptions raised."""
    start = threading.Barrier(count)

    def one(index: int) -> Any:
        connection.ensure_connection()
        start.wait(PATIENCE_SECONDS)
        return work(index)

    futures = [in_background(lambda index=index: one(index)) for index in range(count)]  # type: ignore[misc]
    outcomes: list[Any] = []
    for future in futures:
        error = future.exception(PATIENCE_SECONDS)
        outcomes.append(future.result() if error is None else error)
    return outcomes


class _RolledBack(Exception):
    """How the other transaction ends when the block did not end well."""


@contextmanager
def other_transaction() -> Iterator[Callable[[Callable[[], T]], T]]:
    """Yields a function that runs what it is given in another connection's transaction and returns the result.

    That transaction commits when the block ends, and not before; when the block raises, it rolls back.
    """
    jobs: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = queue.SimpleQueue()
    ended_well = False

    def stay() -> None:
        with suppress(_RolledBack), transaction.atomic():
            while (job := jobs.get(timeout=PATIENCE_SECONDS)) is not None:
                work, answer = job
                try:
                    answer.set_result(work())
                except BaseException as error:
                    answer.set_exception(error)
            if not ended_well:
                raise _RolledBack

    def there(work: Callable[[], T]) -> T:
        answer: Future[T] = Future()
        jobs.put((work, answer))
        return answer.result(PATIENCE_SECONDS)

    session = in_background(stay)
    try:
        yield there
        ended_well = True
    finally:
        jobs.put(None)
        session.result(PATIENCE_SECONDS)


def wait_until_blocked(count: int = 1) -> None:
    """Returns once `count` connections to this database wait for a lock that another one holds."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    waiting = -1
    while waiting < count:
        assert time.monotonic() < deadline, f"{waiting} of {count} wait for a lock"
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (waiting,) = cursor.fetchone()
        time.sleep(0.005)
