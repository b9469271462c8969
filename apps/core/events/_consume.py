from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction

from apps.core import clock, request_facts, sql
from apps.core.models import OutboxEvent

log = structlog.get_logger("gopay.events")


@dataclass(frozen=True, slots=True)
class Event:
    """What a consumer gets to see."""

    id: UUID
    topic: str
    payload: dict[str, Any]
    recorded_at: datetime


_consumers: dict[str, list[str]] = defaultdict(list)

_CLAIM = """
INSERT INTO core_consumption (event_id, consumer, done_at) VALUES (%s, %s, %s)
ON CONFLICT (event_id, consumer) DO NOTHING RETURNING id
"""


def consumers_of(topic: str) -> list[str]:
    """The names of the tasks that want this topic. All apps' tasks must have been imported."""
    return _consumers[topic]


def consume(name: str, event_id: UUID, work: Callable[[Event], None]) -> bool:
    """Runs `work` for the event unless it has been done; True when it was done now.

    The claim and the work commit together. A second delivery at the same moment waits at the claim's unique
    key until the first has committed, and then does nothing.
    """
    with transaction.atomic():
        if not sql.fetch_one(_CLAIM, [event_id, name, clock.now()]):
            return False
        row = OutboxEvent.objects.filter(pk=event_id).first()
        if row is None:
            # Purged long ago: the message was stuck in a queue for longer than events are kept.
            return False
        request_facts.enter(request_facts.RequestFacts(request_id=row.request_id, channel="queue"))
        work(Event(id=row.id, topic=row.topic, payload=row.payload, recorded_at=row.recorded_at))
    return True


def consumer(topic: str, *, name: str) -> Callable[[Callable[[Event], None]], Any]:
    """Makes a function the consumer `name` of a topic: a Celery task that takes the event's id.

    The function runs inside a transaction, at most once successfully for each event. It may do anything
    the database undoes; what it cannot undo (a message to the outside) belongs into rows that another step
    sends.
    """

    def decorate(work: Callable[[Event], None]) -> Any:
        def task(event_id: str) -> None:
            try:
                consume(name, UUID(event_id), work)
            except Exception as error:
                # The relay sends the event again, later and later; here it is only written down why.
                OutboxEvent.objects.filter(pk=event_id).update(last_error=f"{name}: {type(error).__name__}")
                log.exception("consumer failed", consumer=name, event_id=event_id)
                raise

        task.__name__ = work.__name__
        task.__doc__ = work.__doc__
        _consumers[topic].append(name)
        return shared_task(name=name)(task)

    return decorate
