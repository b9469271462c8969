"""What staff write down about people and businesses, for each other."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.core.card_numbers import mask_card_numbers
from apps.core.services import record_deed
from apps.operations.errors import NoteIsEmpty, NoteIsTooLong
from apps.operations.models import NOTE_LENGTH, Note


def write_note(*, subject_kind: str, subject_id: object, text: str, by: UUID, now: datetime) -> Note:
    """Writes a note, for good, and that somebody wrote it into the audit trail. `subject_kind` is `app.model`.

    Raises NoteIsEmpty, NoteIsTooLong.
    """
    # No number of a card is written down anywhere. Line ends as browsers send them count twice; PostgreSQL keeps no
    # NUL.
    plain = mask_card_numbers(text.replace("\r\n", "\n").replace("\x00", "")).strip()
    if not plain:
        raise NoteIsEmpty
    if len(plain) > NOTE_LENGTH:
        raise NoteIsTooLong
    with transaction.atomic():
        note = Note.objects.create(
            subject_kind=subject_kind, subject_id=str(subject_id), text=plain, author_id=by, at=now
        )
        record_deed(
            actor_id=by,
            what="Wrote a note",
            subject_kind=subject_kind,
            subject_id=subject_id,
            detail={"note": str(note.id)},
            now=now,
        )
    return note
