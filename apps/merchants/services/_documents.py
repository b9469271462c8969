"""Pictures of a business's papers.

First the file, complete and on the disk, then the row that names it, and only after that commit the old file goes. So
whenever the process dies, each row has its file; a file without a row is found by `sweep_orphaned_files`.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.core import files
from apps.core.images import clean_image
from apps.core.ratelimit import spend
from apps.merchants import rates
from apps.merchants.errors import MerchantConflict
from apps.merchants.models import Document, DocumentKind, Merchant, MerchantStatus
from apps.merchants.selectors import Power, get_merchant, require_role
from apps.merchants.services._desk import lock_for, write_down

FOLDER = "merchants"
# Far longer than any request takes: what is younger may belong to a row that is not committed yet.
ORPHAN_AGE = timedelta(hours=6)
_CHUNK = 500


def require_open_for_documents(*, person_id: UUID, merchant_id: UUID) -> None:
    """Refuses before the picture is read who would be refused anyway: see `put_document`."""
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    _require_undecided(get_merchant(merchant_id))


def put_document(*, person_id: UUID, merchant_id: UUID, kind: DocumentKind, content: bytes, now: datetime) -> Document:
    """Puts a picture with an application, in place of the one of its kind. Locks the merchant's row.

    Call it outside a transaction. Raises MerchantNotFound, RoleRequired, MerchantConflict once it is decided,
    InvalidImage, TooManyRequests.
    """
    spend(rates.UPLOADS, str(person_id), now=now)
    # Before the picture is looked at, which costs more than everything else here.
    require_open_for_documents(person_id=person_id, merchant_id=merchant_id)
    image = clean_image(content)
    key = files.save(FOLDER, image.content)
    with transaction.atomic():
        merchant, _ = lock_for(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
        _require_undecided(merchant)
        document = Document.objects.filter(merchant=merchant, kind=kind).first() or Document(
            merchant=merchant, kind=kind
        )
        replaced = document.file_key
        document.file_key, document.content_type, document.size = key, image.content_type, len(image.content)
        document.uploaded_by_id, document.uploaded_at = person_id, now
        document.save()
        write_down(merchant, "merchants.document_sent", by=person_id, now=now, kind=kind.value)
        if replaced:
            transaction.on_commit(lambda: delete_unnamed([replaced]), robust=True)
    return document


def _require_undecided(merchant: Merchant) -> None:
    if merchant.status not in (MerchantStatus.APPLIED, MerchantStatus.REJECTED):
        raise MerchantConflict("Papers are sent before a business is approved.")


def erase_documents(*, person_id: UUID) -> int:
    """Destroys the papers of what a closed person owned; returns how many. The rows go first, the files after."""
    with transaction.atomic():
        theirs = Document.objects.filter(merchant__owner_id=person_id)
        keys = list(theirs.values_list("file_key", flat=True))
        theirs.delete()
        transaction.on_commit(lambda: delete_unnamed(keys), robust=True)
    return len(keys)


def delete_unnamed(keys: Iterable[str]) -> int:
    """Deletes the files that no row names any more; returns how many."""
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
