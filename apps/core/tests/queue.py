"""A broker that loses nothing and is never late: the relay's publications, run one after the other."""

from collections import Counter
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from celery import current_app

from apps.core.events import relay_due_events


@lru_cache(maxsize=1)
def _import_tasks() -> None:
    """Once for the process: Celery has Django check all its models each time it is asked."""
    current_app.loader.import_default_modules()


def relay(*, now: datetime | None = None, limit: int = 200) -> list[tuple[str, UUID]]:
    """What one round of the relay hands to the broker."""
    published: list[tuple[str, UUID]] = []
    relay_due_events(lambda consumer, event_id: published.append((consumer, event_id)), now=now, limit=limit)
    return published


def run_task(consumer: str, event_id: UUID) -> None:
    """What a worker does with one message. Raises what the consumer raises."""
    _import_tasks()
    current_app.tasks[consumer](str(event_id))


def deliver_events() -> Counter[str]:
    """Relays and runs until nothing is due; returns how often each consumer ran."""
    _import_tasks()
    ran: Counter[str] = Counter()
    while messages := relay():
        for consumer, event_id in messages:
            run_task(consumer, event_id)
            ran[consumer] += 1
    return ran
