from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core import files
from apps.core.images import clean_image
from apps.core.ratelimit import spend
from apps.kyc import rates, rules
from apps.kyc.errors import DocumentNotNeeded
from apps.kyc.models import Document, DocumentKind, Submission
from apps.kyc.selectors import get_draft
from apps.kyc.services._drafts import lock_draft

FOLDER = "kyc"
# Far longer than any request takes: what is younger may belong to a row that is not committed yet.
ORPHAN_AGE = timedelta(hours=6)
_CHUNK = 500


def put_document(
    *, person_id: UUID, submission_id: UUID, kind: DocumentKind, content: bytes, now: datetime
) -> Document:
    """Puts a picture into a draft, in place of the one that is there.

    First the file, complete and on the disk, then the row that names it, and only after that commit the old file
    goes. So whenever the process dies, each row has its file; a file without a row is found by
    `sweep_orphaned_files`. Locks the submission's row. Call it outside a transaction. Raises SubmissionNotFound,
    SubmissionConflict, DocumentNotNeeded, InvalidImage, TooManyRequests.
    """
    spend(rates.UPLOADS, str(person_id), now=now)
    # Before the picture is looked at, which costs more than everything else here.
    _require_side(get_draft(person_id=person_id, submission_id=submission_id), kind)
    image = clean_image(content)
    key = files.save(FOLDER, image.content)
    with transaction.atomic():
        draft = lock_draft(person_id, submission_id)
        _require_side(draft, kind)
        old = Document.objects.filter(submission=draft, kind=kind).first()
        document = old or Document(submission=draft, kind=kind)
        replaced = old.file_key if old else None
        document.file_key = key
        document.content_type = image.content_type
        document.width, document.height, document.size = image.width, image.height, len(image.content)
        document.uploaded_at = now
        document.save()
        accounts.record_activity(
            person_id=person_id, action="kyc.document_sent", subject=str(draft.id), detail={"kind": kind.value}, at=now
        )
        if replaced:
            transaction.on_commit(lambda: delete_unnamed([replaced]), robust=True)
    return document


def _require_side(submission: Submission, kind: DocumentKind) -> None:
    if not rules.has_side(submission, kind):
        raise DocumentNotNeeded


def delete_unnamed(keys: Iterable[str]) -> int:
    """Deletes the files that no row names any more; returns how many. A rejected submission may share one."""
    wanted = set(keys)
    named = set(Document.objects.filter(file_key__in=wanted).values_list("file_key", flat=True))
    for key in wanted - named:
        files.delete(key)
    return len(wanted - named)


def sweep_orphaned_files(*, now: datetime) -> int:
    """Deletes what processes that died between file and row left behind; returns how many files it was."""
    deleted = 0
    chunk: list[str] = []
    for key, saved_at in files.list_keys(FOLDER):
        if saved_at <= now - ORPHAN_AGE:
            chunk.append(key)
        if len(chunk) == _CHUNK:
            deleted += delete_unnamed(chunk)
            chunk = []
    return deleted + delete_unnamed(chunk)
