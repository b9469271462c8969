"""Reads all parts, each on its own feet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime

import structlog
from django.db import DatabaseError, connection, transaction

from apps.operations.health import _database, _flow, _outside, _running, _vault
from apps.operations.health._parts import Health, Line, Part

log = structlog.get_logger("gopay.health")

STATEMENT_MS = 1_000
_PARTS: list[tuple[str, str, Callable[[datetime], Part]]] = [
    ("processes", "Processes", _running.processes),
    ("queues", "Queues and dead letters", _flow.queues),
    ("outbox", "Outbox", _flow.outbox),
    ("database", "Database", _database.database),
    ("gateways", "Gateways and certificates", _outside.gateways),
    ("seals", "Seals and roll-ups", _vault.seals),
    ("disk", "Disk", _outside.disk),
    ("keys", "Keys", _vault.keys),
    ("schedule", "Scheduled tasks", _running.schedule),
]


def get_health(*, now: datetime) -> Health:
    """All parts of the page. No statement takes longer than a second, and none that fails takes the page with it."""
    with in_time():
        return Health([_read(key, title, part, now) for key, title, part in _PARTS], now)


def _read(key: str, title: str, part: Callable[[datetime], Part], now: datetime) -> Part:
    try:
        # Inside a transaction, as a test's, what fails must not take the rest with it.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return part(now)
    except Exception as error:
        # Whatever it is, an operator who wants to know how the others do must see them.
        log.warning("cannot read a part", part=key, error=type(error).__name__)
        line = Line("This part", "not known", "unknown", detail=type(error).__name__)
        return Part(key, title, "It could not be read just now. The other parts are as of this moment.", [line])


@contextmanager
def in_time() -> Iterator[None]:
    """A limit of a second for each statement of this connection, until it is done."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET statement_timeout = {STATEMENT_MS}")
    except DatabaseError:
        # Then every part that needs it says so.
        yield
        return
    try:
        yield
    finally:
        try:
            with connection.cursor() as cursor:
                cursor.execute("RESET statement_timeout")
        except DatabaseError:
            connection.close()
