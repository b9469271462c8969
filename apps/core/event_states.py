"""Where an event of the outbox stands, for people to read and to filter by."""

from django.db.models import Q, TextChoices

from apps.core.models import OutboxEvent

# Published this often without every consumer being done: two and a half minutes at least, see events._relay.
STUCK_AFTER_ATTEMPTS = 4


class EventState(TextChoices):
    WAITING = "waiting", "Waiting for the broker"
    PUBLISHED = "published", "Published"
    STUCK = "stuck", "Stuck: published again and again"
    SETTLED = "settled", "Settled"


# All but the settled ones lie in a partial index.
CONDITIONS: dict[str, Q] = {
    EventState.WAITING: Q(settled_at=None, published_at=None),
    EventState.PUBLISHED: Q(settled_at=None, published_at__isnull=False, attempts__lt=STUCK_AFTER_ATTEMPTS),
    EventState.STUCK: Q(settled_at=None, published_at__isnull=False, attempts__gte=STUCK_AFTER_ATTEMPTS),
    EventState.SETTLED: Q(settled_at__isnull=False),
}

# How good each is, in the words of Unfold's labels.
EVENT_TONES = {
    EventState.WAITING: "warning",
    EventState.PUBLISHED: "info",
    EventState.STUCK: "danger",
    EventState.SETTLED: "success",
}


def state_of(event: OutboxEvent) -> EventState:
    """The one of CONDITIONS that holds for this event."""
    if event.settled_at:
        return EventState.SETTLED
    if not event.published_at:
        return EventState.WAITING
    return EventState.STUCK if event.attempts >= STUCK_AFTER_ATTEMPTS else EventState.PUBLISHED
