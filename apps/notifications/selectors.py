"""Reads of inboxes, choices, the sandbox, and of what operators have written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from apps.core import caching, sql
from apps.notifications.models import (
    Announcement,
    AnnouncementState,
    Channel,
    Notification,
    Preference,
    PushSubscription,
    SandboxMessage,
    TemplateVersion,
    VersionState,
)

WORDS_KEY = "notifications-words"
ANNOUNCEMENTS_KEY = "notifications-announcements"
# More at a time than this is noise.
MOST_ANNOUNCEMENTS = 50

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


def find_notification(person_id: UUID, notification_id: UUID) -> Notification | None:
    """One of the person's own."""
    return Notification.objects.filter(person_id=person_id, pk=notification_id).first()


def count_unread(person_id: UUID) -> int:
    """How many the person has not read; 100 means 100 or more."""
    rows = Notification.objects.filter(person_id=person_id, read_at=None).order_by()
    return rows.values("pk")[:UNREAD_COUNTED].count()


def get_channel_choices(person_id: UUID) -> dict[str, bool]:
    """Every channel, and whether the person left it on."""
    off = set(Preference.objects.filter(person_id=person_id, enabled=False).values_list("channel", flat=True))
    return {channel: channel not in off for channel in Channel.values}


_PUSH_ADDRESSES = """
SELECT p.person_id, p.id FROM notifications_pushsubscription p
JOIN accounts_session s ON s.id = p.session_id AND s.user_id = p.person_id
JOIN accounts_user u ON u.id = p.person_id
WHERE p.person_id = ANY(%s) AND p.ended_at IS NULL
  AND s.revoked_at IS NULL AND s.expires_at > %s AND u.status = 'ACTIVE'
ORDER BY p.id
"""


def list_push_addresses(person_ids: list[UUID], *, now: datetime) -> dict[UUID, list[UUID]]:
    """The ids of each person's subscriptions whose sessions are good at this moment, not by any cache."""
    found: dict[UUID, list[UUID]] = {}
    for person_id, subscription_id in sql.fetch_all(_PUSH_ADDRESSES, [person_ids, now]) if person_ids else ():
        found.setdefault(person_id, []).append(subscription_id)
    return found


def is_subscribed(session_id: UUID) -> bool:
    """Whether the browser of this session hears of news by push."""
    return PushSubscription.objects.filter(session_id=session_id, ended_at=None).exists()


def list_push_subscriptions(person_id: UUID) -> list[PushSubscription]:
    """All of a person's that are kept, the oldest first, without what is sealed."""
    rows = PushSubscription.objects.filter(person_id=person_id).order_by("id")
    return list(rows.defer("endpoint", "endpoint_index", "p256dh", "auth"))


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


@dataclass(frozen=True, slots=True)
class Words:
    """A text an operator wrote, as it stands in use; version 0 is one that is only looked at."""

    version: int
    subject: str
    body: str


def find_words(name: str, way: str, language: str) -> Words | None:
    """The text in use for a message in this language or its base language; None: the file.

    A language whose files are not translated has the platform's text in use before the file in the platform's
    language. One whose files are keeps them, so that a new English wording makes nobody's messages English.

    From a cache of a few seconds, emptied when something is published. Raises django.db's errors.
    """

    def load() -> tuple[tuple[str, str, str, Words], ...]:
        rows = TemplateVersion.objects.filter(state=VersionState.PUBLISHED)
        return tuple(
            (row.name, row.way, row.language, Words(row.number, row.subject, row.body))
            for row in rows.only("name", "way", "language", "number", "subject", "body").order_by("id")
        )

    in_use = {
        spoken: words for known, by, spoken, words in caching.remember(WORDS_KEY, load) if (known, by) == (name, way)
    }
    base = language.partition("-")[0]
    if base not in dict(settings.LANGUAGES):
        base = settings.LANGUAGE_CODE
    return in_use.get(language) or in_use.get(base)


def list_texts(name: str, way: str, language: str, *, limit: int = 50) -> list[TemplateVersion]:
    """All that was ever written for a message in one way and one language, newest first."""
    rows = TemplateVersion.objects.filter(name=name, way=way, language=language)
    return list(rows.select_related("author", "publisher", "retired_by").order_by("-number")[:limit])


def list_announcements_in_force(*, now: datetime) -> list[Announcement]:
    """What is before the public now, whoever it is for, newest first. From a cache of a few seconds."""

    def load() -> tuple[Announcement, ...]:
        rows = Announcement.objects.filter(state=AnnouncementState.PUBLISHED, ends_at__gt=now)
        return tuple(rows.order_by("-id")[:MOST_ANNOUNCEMENTS])

    rows = caching.remember(ANNOUNCEMENTS_KEY, load)
    return [row for row in rows if row.starts_at <= now < row.ends_at]


def spoken_text(texts: Mapping[str, Mapping[str, str]], language: str) -> tuple[str, str, str]:
    """Language, title and body: in a person's language, in its base language, or in English."""
    for spoken in (language, language.partition("-")[0], "en"):
        if spoken in texts:
            return spoken, texts[spoken]["title"], texts[spoken]["body"]
    raise LookupError("an announcement is written in English at least")
