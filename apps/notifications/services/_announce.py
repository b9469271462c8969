"""Announcements: written and rewritten as drafts, put before the public by somebody else, ended at once by anybody.

Each verb locks the announcement's row first. Into inboxes they go some people at a time: a batch and how far it got
commit together, so that a process that dies leaves the rest to the next sweep and nobody is told twice.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from phonenumbers import SUPPORTED_REGIONS

from apps.accounts.models import User
from apps.core import caching, sql
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.services import record_deed
from apps.notifications import audiences
from apps.notifications.errors import AnnouncementNotFound, ContentConflict, OwnContent
from apps.notifications.models import Announcement, AnnouncementState, AnnouncementVersion, Audience, Severity
from apps.notifications.selectors import ANNOUNCEMENTS_KEY, spoken_text
from apps.notifications.wording import LANGUAGES

LONGEST_TITLE, LONGEST_BODY = 80, 1_000
LONGEST_SHOWN = timedelta(days=366)
PEOPLE_AT_ONCE = 1_000
# Characters nobody sees, among them those that turn the direction of writing; a body may have lines.
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_KIND = "notifications.announcement"
_FIELDS = (
    *("texts", "severity", "audience", "country", "in_app", "on_web", "to_inbox"),
    *("starts_at", "ends_at"),
)

_PUT = """
INSERT INTO notifications_notification
    (id, person_id, topic, title, body, subject_kind, subject_id, cause, created_at)
SELECT new.id, new.person_id, 'announcement', new.title, new.body, 'announcement', %s, %s, %s
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[]) AS new(id, person_id, title, body)
ON CONFLICT (cause, person_id, topic) DO NOTHING RETURNING id
"""


def write_announcement(
    *,
    texts: Mapping[str, Mapping[str, str]],
    severity: str,
    audience: str,
    starts_at: datetime,
    ends_at: datetime,
    country: str = "",
    in_app: bool = True,
    on_web: bool = True,
    to_inbox: bool = False,
    why: str,
    by: UUID,
    now: datetime,
    announcement_id: UUID | None = None,
) -> Announcement:
    """Writes an announcement, or a draft of one anew; who wrote it last is its author.

    `texts` is {language: {"title", "body"}}; languages without words are left out, English is needed. Raises
    AnnouncementNotFound, ContentConflict for what is published or ended, InvalidInput that names each wrong field
    (texts as `title_en`, `body_sw`).
    """
    kept = check_announcement(
        texts=texts,
        severity=severity,
        audience=audience,
        country=country,
        in_app=in_app,
        on_web=on_web,
        to_inbox=to_inbox,
        starts_at=starts_at,
        ends_at=ends_at,
        why=why,
        now=now,
    )
    facts: dict[str, Any] = {
        "texts": kept,
        "severity": severity,
        "audience": audience,
        "country": country,
        "in_app": in_app,
        "on_web": on_web,
        "to_inbox": to_inbox,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "author_id": by,
        "written_at": now,
    }
    with transaction.atomic():
        if announcement_id is None:
            row = Announcement.objects.create(**facts)
        else:
            row = _lock(announcement_id)
            if row.state != AnnouncementState.DRAFT:
                raise ContentConflict("Only a draft is written anew: end this one and make another.")
            for name, value in facts.items():
                setattr(row, name, value)
            row.version += 1
            row.save(update_fields=[*facts, "version"])
        AnnouncementVersion.objects.create(
            announcement=row,
            number=row.version,
            content=content_of(row),
            why=why.strip()[:200],
            author_id=by,
            written_at=now,
        )
        _note(row, "wrote an announcement", by, now, why=why)
    return row


def content_of(row: Announcement) -> dict[str, Any]:
    """What an announcement says, as its versions keep it."""
    facts = {name: getattr(row, name) for name in _FIELDS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()}


def publish_announcement(*, announcement_id: UUID, version: int, by: UUID, now: datetime) -> Announcement:
    """Puts it before the public from `starts_at` on; `version` is the one that was looked at.

    Raises AnnouncementNotFound, OwnContent for who wrote it last, ContentConflict when it was written anew since, is
    no draft any more, or would be over already.
    """
    with transaction.atomic():
        row = _lock(announcement_id)
        if row.author_id == by:
            raise OwnContent
        if row.state != AnnouncementState.DRAFT:
            raise ContentConflict(f"It is {row.get_state_display().lower()} by now: nothing was changed.")
        if row.version != version:
            raise ContentConflict("It was written anew since you looked at it: look again.")
        if row.ends_at <= now:
            raise ContentConflict("It would be over already: write a later end.")
        row.state, row.publisher_id, row.published_at = AnnouncementState.PUBLISHED, by, now
        row.save(update_fields=["state", "publisher", "published_at"])
        _note(row, "published an announcement", by, now)
        caching.forget(ANNOUNCEMENTS_KEY)
    return row


def end_announcement(*, announcement_id: UUID, why: str, by: UUID, now: datetime) -> Announcement:
    """Takes it away at once, or drops a draft; one person is enough. What is in inboxes stays there.

    Raises AnnouncementNotFound, ContentConflict when it has ended, InvalidInput on `reason`.
    """
    if not why.strip():
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": "Say why."}])
    with transaction.atomic():
        row = _lock(announcement_id)
        if row.state == AnnouncementState.ENDED:
            raise ContentConflict("It has ended already.")
        row.state, row.ended_by_id, row.ended_at = AnnouncementState.ENDED, by, now
        row.ended_why = why.strip()[:200]
        row.save(update_fields=["state", "ended_by", "ended_at", "ended_why"])
        _note(row, "ended an announcement", by, now, why=why)
        caching.forget(ANNOUNCEMENTS_KEY)
    return row


def put_into_inboxes(*, now: datetime, batches: int = 20) -> int:
    """Puts announcements that have begun into the inboxes of whom they are for; returns how many rows it wrote.

    A thousand people at a time, each batch in a transaction of its own; safe to call from many places at once.
    """
    written = 0
    for _ in range(batches):
        count = _put_batch(now)
        if count is None:
            break
        written += count
    return written


def _put_batch(now: datetime) -> int | None:
    """None when there is nothing to do."""
    with transaction.atomic():
        row = (
            Announcement.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(state=AnnouncementState.PUBLISHED, to_inbox=True, inbox_done_at=None, starts_at__lte=now)
            .order_by("starts_at", "id")
            .first()
        )
        if row is None:
            return None
        people = User.objects.order_by("id")
        if row.inbox_after is not None:
            people = people.filter(id__gt=row.inbox_after)
        batch = list(people.values_list("id", "msisdn", "language", "status")[:PEOPLE_AT_ONCE])
        if row.ends_at <= now or not batch:
            row.inbox_done_at = now
            row.save(update_fields=["inbox_done_at"])
            return 0
        active = [(one, number, spoken) for one, number, spoken, status in batch if status == User.Status.ACTIVE]
        meant = audiences.those_of(row.audience, [one for one, _, _ in active])
        rows = [
            (uuid7(), one, *spoken_text(row.texts, spoken)[1:])
            for one, number, spoken in active
            if one in meant and (not row.country or audiences.country_of(number) == row.country)
        ]
        count = 0
        if rows:
            columns = [list(column) for column in zip(*rows, strict=True)]
            count = len(sql.fetch_all(_PUT, [row.id, row.id, now, *columns]))
        row.inbox_after, row.inbox_count = batch[-1][0], row.inbox_count + count
        row.save(update_fields=["inbox_after", "inbox_count"])
    return count


def check_announcement(
    *,
    texts: Mapping[str, Mapping[str, str]],
    severity: str,
    audience: str,
    country: str,
    in_app: bool,
    on_web: bool,
    to_inbox: bool,
    starts_at: datetime,
    ends_at: datetime,
    why: str,
    now: datetime,
) -> dict[str, dict[str, str]]:
    """The texts as they are kept. Raises InvalidInput that names each field that is wrong."""
    errors: dict[str, str] = {}
    kept: dict[str, dict[str, str]] = {}
    for language, text in texts.items():
        title = " ".join(text.get("title", "").split())
        body = "\n".join(line.rstrip() for line in text.get("body", "").strip().splitlines())
        if language not in LANGUAGES:
            errors["texts"] = "Announcements are written in " + ", ".join(LANGUAGES.values()) + "."
        elif title or body:
            errors |= _check_text(language, title, body)
            kept[language] = {"title": title, "body": body}
    if "en" not in kept and "texts" not in errors:
        errors["title_en"] = "Everybody whose language is missing reads English: write that."
    if severity not in Severity.values:
        errors["severity"] = "There is no such severity."
    if audience not in Audience.values:
        errors["audience"] = "There is no such audience."
    if country and country not in SUPPORTED_REGIONS:
        errors["country"] = "This is not the code of a country (ISO 3166), such as KE."
    if not in_app and not on_web:
        errors["in_app"] = "Show it in the app, on the web, or both."
    if ends_at <= starts_at:
        errors["ends_at"] = "It has to end after it has begun."
    elif ends_at <= now:
        errors["ends_at"] = "It would be over already."
    elif ends_at - starts_at > LONGEST_SHOWN:
        errors["ends_at"] = "At most a year: nobody reads what is always there."
    if not why.strip():
        errors["why"] = "Say why."
    if errors:
        raise InvalidInput(
            errors=[{"field": field, "code": "invalid", "detail": detail} for field, detail in errors.items()]
        )
    return kept


def _check_text(language: str, title: str, body: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    for field, text, most in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
        if not text:
            errors[f"{field}_{language}"] = f"Write this in {LANGUAGES[language]} too."
        elif len(text) > most:
            errors[f"{field}_{language}"] = f"At most {most:,} characters."
        elif _UNSEEN.search(text):
            errors[f"{field}_{language}"] = "There are characters in it that nobody sees."
    return errors


def _lock(announcement_id: UUID) -> Announcement:
    row = Announcement.objects.select_for_update(no_key=True).filter(pk=announcement_id).first()
    if row is None:
        raise AnnouncementNotFound
    return row


def _note(row: Announcement, what: str, by: UUID, now: datetime, *, why: str = "") -> None:
    record_deed(
        actor_id=by,
        what=what,
        subject_kind=_KIND,
        subject_id=row.id,
        why=why,
        detail={"title": row.texts["en"]["title"], "version": row.version},
        now=now,
    )
