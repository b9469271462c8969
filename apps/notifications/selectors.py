"""Reads of inboxes, choices and the sandbox."""

from uuid import UUID

from apps.notifications.models import Channel, Notification, Preference, SandboxMessage

# Counting stops here: a phone shows "99+", and nobody's unread thousands are counted at every look.
UNREAD_COUNTED = 100


def list_notifications(
    person_id: UUID, *, before: UUID | None, after: UUID | None, limit: int, unread: bool | None = None
) -> list[Notification]:
    """The person's inbox by descending id: older than `before`, or with `after` the ones newer, nearest first."""
    rows = Notification.objects.filter(person_id=person_id)
    if unread is not None:
        rows = rows.filter(read_at__isnull=unread)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def count_unread(person_id: UUID) -> int:
    """How many the person has not read; 100 means 100 or more."""
    rows = Notification.objects.filter(person_id=person_id, read_at=None).order_by()
    return rows.values("pk")[:UNREAD_COUNTED].count()


def get_channel_choices(person_id: UUID) -> dict[str, bool]:
    """Every channel, and whether the person left it on."""
    off = set(Preference.objects.filter(person_id=person_id, enabled=False).values_list("channel", flat=True))
    return {channel: channel not in off for channel in Channel.values}


def list_sandbox_messages(*, to: str = "", channel: str = "", limit: int = 100) -> list[SandboxMessage]:
    """What the sandbox kept, newest first, to one number or e-mail address and over one channel if given.

    A `+` that a client forgot to encode arrives as a space, or not at all.
    """
    rows = SandboxMessage.objects.order_by("-id")
    to = to.strip()
    if to:
        number = "+" + to.lstrip("+").replace(" ", "")
        address = to.lower().replace(" ", "+")
        rows = rows.filter(address__in=[to.lower(), number, address])
    if channel:
        rows = rows.filter(channel=channel.upper())
    return list(rows[:limit])
