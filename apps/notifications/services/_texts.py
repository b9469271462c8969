"""Texts in place of files. Each verb locks what it changes, so that of two people at once one is told they came second.

Writing locks nothing: two drafts at once get two numbers, and whoever came second takes the next one. Publishing locks
the draft and then the text in use; a process that dies before the commit leaves the old one in use, after it the new.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.core import caching
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.services import record_deed
from apps.notifications import wording
from apps.notifications.errors import ContentConflict, OwnContent, TextNotFound
from apps.notifications.models import TemplateVersion, VersionState
from apps.notifications.selectors import WORDS_KEY

_KIND = "notifications.templateversion"
_TRIES = 5


def write_text(
    *, name: str, way: str, language: str, subject: str, body: str, why: str, by: UUID, now: datetime
) -> TemplateVersion:
    """Writes a draft for a message in one way and one language; nothing is told in its words before it is published.

    Raises InvalidInput that names each field, and each value in the text, that is wrong.
    """
    _require(why, "why")
    subject, body = wording.check(name=name, way=way, language=language, subject=subject, body=body)
    same = TemplateVersion.objects.filter(name=name, way=way, language=language)
    for attempt in range(_TRIES):
        last = same.order_by("-number").values_list("number", flat=True).first() or 0
        try:
            with transaction.atomic():
                row = TemplateVersion.objects.create(
                    name=name,
                    way=way,
                    language=language,
                    number=last + 1,
                    subject=subject,
                    body=body,
                    why=why.strip()[:200],
                    author_id=by,
                    written_at=now,
                )
                _note(row, "wrote a message's text", by, now, why=row.why)
            return row
        except IntegrityError as error:
            if constraint_name(error) != "notifications_text_numbered" or attempt == _TRIES - 1:
                raise
    raise ContentConflict


def restore_text(*, version_id: UUID, why: str, by: UUID, now: datetime) -> TemplateVersion:
    """Writes an older text anew, as a draft. Raises TextNotFound, and InvalidInput when it does not fit any more."""
    old = _find(version_id)
    return write_text(
        name=old.name,
        way=old.way,
        language=old.language,
        subject=old.subject,
        body=old.body,
        why=why.strip() or f"Version {old.number} again.",
        by=by,
        now=now,
    )


def publish_text(*, version_id: UUID, by: UUID, now: datetime) -> TemplateVersion:
    """Puts a draft to use from the next message on, and retires the text it takes the place of.

    Raises TextNotFound, OwnContent for its author, ContentConflict when it is no draft any more, and InvalidInput
    when it does not fit the message any more.
    """
    with transaction.atomic():
        row = _lock(version_id)
        if row.author_id == by:
            raise OwnContent
        if row.state != VersionState.DRAFT:
            raise ContentConflict(f"This text is {row.get_state_display().lower()} by now: nothing was changed.")
        wording.check(name=row.name, way=row.way, language=row.language, subject=row.subject, body=row.body)
        in_use = TemplateVersion.objects.select_for_update(no_key=True).filter(
            name=row.name, way=row.way, language=row.language, state=VersionState.PUBLISHED
        )
        for former in in_use:
            _retire(former, f"Version {row.number} took its place.", by, now)
        row.state, row.publisher_id, row.published_at = VersionState.PUBLISHED, by, now
        row.save(update_fields=["state", "publisher", "published_at"])
        _note(row, "published a message's text", by, now)
        caching.forget(WORDS_KEY)
    return row


def retire_text(*, version_id: UUID, why: str, by: UUID, now: datetime) -> TemplateVersion:
    """Drops a draft, or takes a text out of use, after which the message's file is used. One person is enough.

    Raises TextNotFound, ContentConflict when it is retired already, InvalidInput on `reason`.
    """
    _require(why, "reason")
    with transaction.atomic():
        row = _lock(version_id)
        if row.state == VersionState.RETIRED:
            raise ContentConflict("This text is retired already.")
        _retire(row, why, by, now)
        _note(row, "retired a message's text", by, now, why=why)
        caching.forget(WORDS_KEY)
    return row


def _retire(row: TemplateVersion, why: str, by: UUID, now: datetime) -> None:
    row.state, row.retired_by_id, row.retired_at = VersionState.RETIRED, by, now
    row.retired_why = why.strip()[:200]
    row.save(update_fields=["state", "retired_by", "retired_at", "retired_why"])


def _require(why: str, field: str) -> None:
    if not why.strip():
        raise InvalidInput(errors=[{"field": field, "code": "required", "detail": "Say why."}])


def _find(version_id: UUID) -> TemplateVersion:
    row = TemplateVersion.objects.filter(pk=version_id).first()
    if row is None:
        raise TextNotFound
    return row


def _lock(version_id: UUID) -> TemplateVersion:
    row = TemplateVersion.objects.select_for_update(no_key=True).filter(pk=version_id).first()
    if row is None:
        raise TextNotFound
    return row


def _note(row: TemplateVersion, what: str, by: UUID, now: datetime, *, why: str = "") -> None:
    facts: Mapping[str, Any] = {
        "message": row.name,
        "way": row.way,
        "language": row.language,
        "version": row.number,
    }
    record_deed(actor_id=by, what=what, subject_kind=_KIND, subject_id=row.id, why=why, detail=facts, now=now)
