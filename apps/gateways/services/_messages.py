"""Messages are for finding out what went wrong this month, and no longer kept than that."""

from datetime import datetime, timedelta

from apps.gateways.models import Message

KEPT = timedelta(days=30)
_BATCH = 5_000


def purge_messages(*, now: datetime, limit: int = 200_000) -> int:
    """Deletes messages older than KEPT, a batch at a time; returns how many."""
    deleted = 0
    while deleted < limit:
        old = list(
            Message.objects.filter(created_at__lt=now - KEPT)
            .order_by("created_at")
            .values_list("pk", flat=True)[:_BATCH]
        )
        deleted += Message.objects.filter(pk__in=old).delete()[0] if old else 0
        if len(old) < _BATCH:
            break
    return deleted
