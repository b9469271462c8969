from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from apps.notifications.models import Notification, Preference


def mark_read(*, person_id: UUID, notification_ids: Sequence[UUID] | None, now: datetime) -> int:
    """Marks these of the person's notifications as read, or with None all of them; returns how many were unread.

    An id that is not theirs, or not there, changes nothing.
    """
    unread = Notification.objects.filter(person_id=person_id, read_at=None)
    if notification_ids is not None:
        unread = unread.filter(pk__in=notification_ids)
    return unread.update(read_at=now)


def choose_channels(*, person_id: UUID, choices: Mapping[str, bool], now: datetime) -> None:
    """Switches channels on or off for everything but security messages. Channels not named stay as they are."""
    Preference.objects.bulk_create(
        [
            Preference(person_id=person_id, channel=channel, enabled=enabled, changed_at=now)
            for channel, enabled in sorted(choices.items())
        ],
        update_conflicts=True,
        unique_fields=["person_id", "channel"],
        update_fields=["enabled", "changed_at"],
    )
