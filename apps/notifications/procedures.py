"""What takes two operators here: a text or an announcement is written by one and put before the public by another."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core import procedures
from apps.core.procedures import Asked, Change, Procedure
from apps.notifications import rendering, services, wording
from apps.notifications.errors import AnnouncementNotFound, ContentConflict, TextNotFound
from apps.notifications.models import Announcement, AnnouncementState, TemplateVersion, VersionState
from apps.notifications.samples import SAMPLES
from apps.notifications.selectors import Words, find_words

PUBLISH_TEXT, PUBLISH_ANNOUNCEMENT = "notifications.publish_text", "notifications.publish_announcement"


def register() -> None:
    """Tells the inbox how these are decided."""
    procedures.register(
        Procedure(
            action=PUBLISH_TEXT,
            title="Put a message's text to use",
            ask="notifications.add_templateversion",
            decide="notifications.change_templateversion",
            state=_state_of_text,
            apply=_apply_text,
            page=lambda approval: reverse("admin:notifications_templateversion_change", args=[approval.subject_id]),
            concerns=_author_of_text,
        )
    )
    procedures.register(
        Procedure(
            action=PUBLISH_ANNOUNCEMENT,
            title="Publish an announcement",
            ask="notifications.add_announcement",
            decide="notifications.change_announcement",
            state=_state_of_announcement,
            apply=_apply_announcement,
            page=lambda approval: reverse("admin:notifications_announcement_change", args=[approval.subject_id]),
            concerns=_author_of_announcement,
        )
    )


def ask_to_publish_text(*, version_id: UUID, why: str, maker_id: UUID, now: datetime) -> Any:
    """Asks for a draft to be put to use; returns the approval.

    Raises TextNotFound, ContentConflict when it is no draft, and what approvals.services.request_change raises.
    """
    row = _text(version_id)
    if row.state != VersionState.DRAFT:
        raise ContentConflict("Only a draft can be put to use.")
    return procedures.ask(
        action=PUBLISH_TEXT,
        subject_kind="notifications.templateversion",
        subject_id=row.id,
        summary=str(row),
        why=why or row.why,
        changes=changes_of_text(row),
        payload={"version_id": row.id},
        maker_id=maker_id,
        now=now,
    )


def changes_of_text(row: TemplateVersion) -> list[Change]:
    """What people would read in place of what, filled with the sample's values."""
    before, source = said_now(row.name, row.way, row.language)
    after = rendering.render_words(
        Words(row.number, row.subject, row.body), row.name, row.way, SAMPLES[row.name], language=row.language
    )
    lines = [Change("Subject", before.title, after.title)] if before.title or after.title else []
    lines = [line for line in lines if line.before != line.after]
    return [*lines, Change(f"Text (now: {source})", before.body, after.body)]


def said_now(name: str, way: str, language: str) -> tuple[rendering.Text, str]:
    """What a message says at present with the sample's values, and whose words these are."""
    words = find_words(name, way, language)
    if words is not None:
        try:
            text = rendering.render_words(words, name, way, SAMPLES[name], language=language)
            return text, f"version {words.version}"
        except wording.Unfit:
            pass
    return rendering.render_file(name, way, SAMPLES[name], language=language), "file"


def ask_to_publish_announcement(*, announcement_id: UUID, why: str, maker_id: UUID, now: datetime) -> Any:
    """Asks for a draft to be put before the public; returns the approval.

    Raises AnnouncementNotFound, ContentConflict when it is no draft, and what request_change raises.
    """
    row = _announcement(announcement_id)
    if row.state != AnnouncementState.DRAFT:
        raise ContentConflict("Only a draft can be published.")
    return procedures.ask(
        action=PUBLISH_ANNOUNCEMENT,
        subject_kind="notifications.announcement",
        subject_id=row.id,
        summary=f"{row.texts['en']['title']}, version {row.version}",
        why=why,
        changes=_changes_of_announcement(row),
        payload={"announcement_id": row.id, "version": row.version},
        maker_id=maker_id,
        now=now,
    )


def _changes_of_announcement(row: Announcement) -> list[Change]:
    places = [
        place for place, is_shown in (("app", row.in_app), ("web", row.on_web), ("inbox", row.to_inbox)) if is_shown
    ]
    lines = [
        Change("For", "", row.get_audience_display() + (f", {row.country}" if row.country else "")),
        Change("Severity", "", row.get_severity_display()),
        Change("Shown", "", ", ".join(places)),
        Change("From", "", f"{row.starts_at:%Y-%m-%d %H:%M} UTC"),
        Change("Until", "", f"{row.ends_at:%Y-%m-%d %H:%M} UTC"),
    ]
    for language, text in row.texts.items():
        lines.append(Change(wording.LANGUAGES.get(language, language), "", f"{text['title']}\n{text['body']}"))
    return lines


def _text(version_id: UUID) -> TemplateVersion:
    row = TemplateVersion.objects.filter(pk=version_id).first()
    if row is None:
        raise TextNotFound
    return row


def _announcement(announcement_id: UUID) -> Announcement:
    row = Announcement.objects.filter(pk=announcement_id).first()
    if row is None:
        raise AnnouncementNotFound
    return row


def _state_of_text(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    row = TemplateVersion.objects.select_for_update(no_key=True).filter(pk=subject_id).first()
    if row is None:
        raise TextNotFound
    # What it takes the place of was in the diff: another one by now is another diff.
    in_use = find_in_use(row)
    return {"state": row.state, "subject": row.subject, "body": row.body, "in_use": in_use}


def find_in_use(row: TemplateVersion) -> int | None:
    """The number of the version in use where this one would be."""
    same = TemplateVersion.objects.filter(
        name=row.name, way=row.way, language=row.language, state=VersionState.PUBLISHED
    )
    return same.values_list("number", flat=True).first()


def _state_of_announcement(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    row = Announcement.objects.select_for_update(no_key=True).filter(pk=subject_id).first()
    if row is None:
        raise AnnouncementNotFound
    return {"state": row.state, "version": row.version, "content": services.content_of(row)}


def _apply_text(approval: Asked, *, by: UUID, now: datetime) -> None:
    services.publish_text(version_id=approval.subject_id, by=by, now=now)


def _apply_announcement(approval: Asked, *, by: UUID, now: datetime) -> None:
    version = int(approval.payload["version"])
    services.publish_announcement(announcement_id=approval.subject_id, version=version, by=by, now=now)


def _author_of_text(approval: Asked) -> Sequence[UUID]:
    # Whoever asks may have written it: that they do not decide follows from their asking.
    authors = TemplateVersion.objects.filter(pk=approval.subject_id).values_list("author_id", flat=True)
    return [one for one in authors if one != approval.maker_id]


def _author_of_announcement(approval: Asked) -> Sequence[UUID]:
    authors = Announcement.objects.filter(pk=approval.subject_id).values_list("author_id", flat=True)
    return [one for one in authors if one != approval.maker_id]
