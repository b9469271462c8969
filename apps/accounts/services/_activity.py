from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from apps.core import request_facts, sql
from apps.core.ids import uuid7

_INSERT = """
INSERT INTO accounts_activity (id, person_id, action, subject, ip, channel, request_id, at, detail)
SELECT %s::uuid, %s::uuid, %s::text, %s::text, %s::inet, %s::text, %s::text, %s::timestamptz, %s::jsonb
"""


def activity_part(
    *, person_id: UUID, action: str, subject: str = "", detail: Mapping[str, Any] | None = None, at: datetime
) -> sql.Part:
    """The INSERT of an activity, to be made part of the statement that does what the person did."""
    facts = request_facts.current()
    return sql.Part(
        _INSERT,
        (
            uuid7(),
            person_id,
            action,
            subject,
            facts.ip_address,
            facts.channel,
            facts.request_id,
            at,
            Jsonb(dict(detail or {})),
        ),
    )


def record_activity(
    *, person_id: UUID, action: str, subject: str = "", detail: Mapping[str, Any] | None = None, at: datetime
) -> UUID:
    """Writes down that a person did something, and returns the row's id: one INSERT, in the caller's transaction.

    `action` is `app.what_happened`, `subject` the id of the thing it was done to. Address, channel and
    request id come from apps.core.request_facts. No secret goes into `detail`: a person and an operator read it.
    """
    part = activity_part(person_id=person_id, action=action, subject=subject, detail=detail, at=at)
    sql.fetch_all(part.text, part.parameters)
    activity_id: UUID = part.parameters[0]
    return activity_id
