"""What notifications add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.notifications import selectors
from apps.notifications.models import Notification


def _count(person_id: UUID) -> int:
    return Notification.objects.filter(person_id=person_id).count()


@contributor("notifications", expected=_count)
def _notifications(person_id: UUID) -> Iterator[dict[str, Any]]:
    def fetch(after: UUID | None, limit: int) -> list[Notification]:
        return selectors.list_notifications(person_id, before=None, after=after, limit=limit)

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "topic": row.topic,
            "title": row.title,
            "body": row.body,
            "created_at": row.created_at,
            "read_at": row.read_at,
        }


@contributor("notification_choices")
def _choices(person_id: UUID) -> Iterator[dict[str, Any]]:
    yield selectors.get_channel_choices(person_id)


@contributor("push_subscriptions")
def _push_subscriptions(person_id: UUID) -> Iterator[dict[str, Any]]:
    for row in selectors.list_push_subscriptions(person_id):
        yield {"id": row.id, "browser": row.label, "created_at": row.created_at, "ended_at": row.ended_at}
