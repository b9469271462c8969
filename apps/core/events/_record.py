from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from psycopg.types.json import Jsonb

from apps.core import clock, request_facts, sql
from apps.core.card_numbers import mask_in
from apps.core.ids import uuid7

_INSERT = """
INSERT INTO core_outboxevent (id, topic, payload, request_id, recorded_at, due_at, attempts, last_error)
SELECT %s::uuid, %s::text, %s::jsonb, %s::text, %s::timestamptz, %s::timestamptz, 0, ''
"""


def event_part(topic: str, payload: dict[str, Any], *, at: datetime) -> sql.Part:
    """The INSERT of an event, to be made part of the statement that does what the event tells about.

    Card numbers are masked in its payload: consumers, and everything they tell, never meet one.
    """
    return sql.Part(_INSERT, (uuid7(), topic, Jsonb(mask_in(payload)), request_facts.current().request_id, at, at))


def record(topic: str, payload: dict[str, Any], *, at: datetime | None = None) -> UUID:
    """Records that something happened; it is told to its consumers once the transaction has committed.

    The payload names things by id and holds no secret. Returns the event's id. Raises RuntimeError outside a
    transaction, because an event that commits on its own can tell of something that never happened.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("events.record() belongs into the transaction of what it tells about")
    part = event_part(topic, payload, at=at or clock.now())
    sql.fetch_all(part.text, part.parameters)
    event_id: UUID = part.parameters[0]
    return event_id
