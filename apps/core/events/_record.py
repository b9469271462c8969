from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from apps.core import clock, request_facts, sql
from apps.core.ids import uuid7

_INSERT = """
INSERT INTO core_outboxevent (id, topic, payload, request_id, recorded_at, due_at, attempts, last_error)
VALUES (%s, %s, %s, %s, %s, %s, 0, '')
"""


def record(topic: str, payload: dict[str, Any], *, at: datetime | None = None) -> UUID:
    """Records that something happened; it is told to its consumers once the transaction has committed.

    The payload names things by id and holds no secret. Raises RuntimeError outside a transaction, because
    an event that commits on its own can tell of something that never happened.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events.record() belongs into the transaction of what it tells about")
    event_id = uuid7()
    at = at or clock.now()
    sql.fetch_all(_INSERT, [event_id, topic, Jsonb(payload), request_facts.current().request_id, at, at])
    return event_id
