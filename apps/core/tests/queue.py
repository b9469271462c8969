"""A broker that loses nothing and is never late: the relay's publications, run one after the other."""

from collections import Counter
from datetime import datetime
from uuid import UUID

from celery import current_app

from apps.core.events import relay_due_events


def relay(*, now: datetime | None = None, limit: int = 200) -> list[tuple[str, UUID]]:
    """What one round of the relay hands to the broker."""
    published: list[tuple[str, UUID]] = []
    relay_due_events(lambda consumer, event_id: published.append((consumer, event_id)), now=now, limit=limit)
    return published


def run_task(consumer: str, event_id: UUID) -> None:
    """What a worker does with one message. Raises what the consumer raises."""
    current_app.loader.import_default_modules()
    current_app.tasks[consumer](str(event_id))


def deliver_events() -> Counter[str]:
    """Relays and runs until nothing is due; returns how often each consumer ran."""
    current_app.loader.import_default_modules()
    ran: Counter[str] = Counter()
    while messages := relay():
        for consumer, event_id in messages:
            run_task(consumer, event_id)
            ran[consumer] += 1
    return ran
