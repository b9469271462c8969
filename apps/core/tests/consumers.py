"""Consumers that only tests know. What they did can be counted in the database."""

from uuid import UUID

from apps.core import events
from apps.core.ids import uuid7
from apps.core.models import RateBucket

TOPIC = "tests.happened"
FIRST, SECOND, FAILING = "tests.first", "tests.second", "tests.failing"
FAILING_TOPIC = "tests.difficult"
failures_left = {"count": 0}


def _note(consumer: str, event: events.Event) -> None:
    RateBucket.objects.create(key=f"{consumer} {event.id} {uuid7()}", arrival_at=event.recorded_at)


def done(consumer: str, event_id: UUID) -> int:
    """How often the consumer did its work for the event."""
    return RateBucket.objects.filter(key__startswith=f"{consumer} {event_id} ").count()


@events.consumer(TOPIC, name=FIRST)
def first(event: events.Event) -> None:
    """Does its work."""
    _note(FIRST, event)


@events.consumer(TOPIC, name=SECOND)
def second(event: events.Event) -> None:
    """Does its work."""
    _note(SECOND, event)


class Unable(Exception):
    """This time it did not work."""


@events.consumer(FAILING_TOPIC, name=FAILING)
def failing(event: events.Event) -> None:
    """Does its work, and fails after it as often as it was told to."""
    _note(FAILING, event)
    if failures_left["count"]:
        failures_left["count"] -= 1
        raise Unable("the secret is 123456")
