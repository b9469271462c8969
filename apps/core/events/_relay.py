from collections import defaultdict
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Min

from apps.core import clock, metrics
from apps.core.events._consume import consumers_of
from apps.core.models import Consumption, OutboxEvent

Publish = Callable[[str, UUID], None]

# After the first publication consumers have this long before the relay looks whether they are done; then
# twice as long, and so on up to an hour.
FIRST_LOOK = timedelta(seconds=20)
LONGEST_WAIT = timedelta(hours=1)


def _wait_after(attempts: int) -> timedelta:
    doublings: int = 2 ** min(attempts - 1, 10)
    return min(FIRST_LOOK * doublings, LONGEST_WAIT)


def relay_due_events(publish: Publish, *, limit: int = 200, now: datetime | None = None) -> int:
    """Publishes due events to each consumer that has not done its work; returns how many were looked at.

    Rows are claimed with FOR UPDATE SKIP LOCKED, so several relays share the work. `publish(consumer,
    event_id)` returns once the broker has confirmed, or raises: then nothing is marked, and the whole batch
    is published again. Dying between publication and commit does the same. Consumers make both harmless.
    """
    now = now or clock.now()
    with transaction.atomic():
        events = list(
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(settled_at=None, due_at__lte=now)
            .order_by("due_at")[:limit]
        )
        if not events:
            return 0
        done: dict[UUID, set[str]] = defaultdict(set)
        seen_before = [event.id for event in events if event.attempts]
        if seen_before:
            for event_id, name in Consumption.objects.filter(event_id__in=seen_before).values_list(
                "event_id", "consumer"
            ):
                done[event_id].add(name)
        for event in events:
            missing = [name for name in consumers_of(event.topic) if name not in done[event.id]]
            for name in missing:
                publish(name, event.id)
            if missing:
                event.attempts = min(event.attempts + 1, 32_000)
                event.due_at = now + _wait_after(event.attempts)
                metrics.EVENTS_PUBLISHED.labels(event.topic).inc(len(missing))
            else:
                event.settled_at = now
            event.published_at = event.published_at or now
        OutboxEvent.objects.bulk_update(events, ["attempts", "due_at", "published_at", "settled_at"])
    return len(events)


def outbox_lag(*, now: datetime | None = None) -> tuple[int, float]:
    """How many events wait for their first publication, and the age of the oldest in seconds."""
    waiting = OutboxEvent.objects.filter(settled_at=None, published_at=None).aggregate(
        count=Count("id"), oldest=Min("recorded_at")
    )
    age = ((now or clock.now()) - waiting["oldest"]).total_seconds() if waiting["oldest"] else 0.0
    return waiting["count"], max(age, 0.0)
