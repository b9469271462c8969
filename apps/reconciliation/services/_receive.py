"""A file comes in, from a provider or from an operator, once.

What is locked and what happens when the process dies: the file is kept first, a piece at a time, and the row that names
its pieces is written after it, together with its event. Dying in between leaves pieces nobody names, which
`sweep_files` deletes. The digest is unique: of two who bring the same bytes the second finds the first one's row. A
file that could not be read may be brought again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.accounts import services as accounts
from apps.core import events, files
from apps.core.card_numbers import mask_card_numbers
from apps.core.constraints import constraint_name
from apps.reconciliation.errors import FileTooLarge, InvalidFile
from apps.reconciliation.models import MAX_NAME_LENGTH, TO_READ, FileState, ImportedFile, MediaType, Source
from apps.reconciliation.sniffing import media_type_of, read_pieces

FOLDER = "settlement"
MAX_FILE_BYTES = 512 * 1024 * 1024
PIECE_BYTES = 2 * 1024 * 1024
# What is no larger is read through before it is taken in, so that who uploads it is told at once what is wrong.
LOOKED_OVER_AT_ONCE = 16 * 1024 * 1024
UNNAMED_FILES_ARE_KEPT = timedelta(days=1)


@dataclass(slots=True)
class _Kept:
    """A file in pieces on the disk, and what was seen while it was put there."""

    keys: list[str]
    digest: bytes
    size: int
    media_type: MediaType


def receive_file(
    *,
    gateway_code: str = "",
    bank: str = "",
    day: date,
    name: str = "",
    content: Iterable[bytes],
    by: UUID | None = None,
    now: datetime,
) -> tuple[ImportedFile, bool]:
    """Takes in what a gateway, or a bank, lists of a day; says whether the same bytes had been taken in before.

    `content` is the file in pieces of any size, of which two are held at a time; `by` the operator who uploads it.
    Records `reconciliation.file_received` and the operator's activity. Raises InvalidFile, which says the line and the
    reason, FileTooLarge, files.FilesUnavailable; then nothing is kept.
    """
    kept = _keep(content)
    try:
        row = ImportedFile(
            gateway_code=gateway_code,
            bank=bank,
            day=day,
            name=mask_card_numbers("".join(one for one in name if one.isprintable()))[:MAX_NAME_LENGTH],
            media_type=kept.media_type,
            digest=kept.digest,
            size=kept.size,
            file_keys=kept.keys,
            uploaded_by_id=by,
            alive_at=now,
            created_at=now,
        )
        if kept.size <= LOOKED_OVER_AT_ONCE:
            row.expected_lines = count_operations(kept.keys, kept.media_type)
        return _write(row)
    except BaseException:
        delete_files(kept.keys)
        raise


def _write(row: ImportedFile) -> tuple[ImportedFile, bool]:
    now, by = row.created_at, row.uploaded_by_id
    try:
        with transaction.atomic():
            Source.objects.get_or_create(code=row.source, defaults={"created_at": now})
            row.save(force_insert=True)
            events.record("reconciliation.file_received", {"file_id": str(row.id)}, at=now)
            if by is not None:
                accounts.record_activity(
                    person_id=by,
                    action="reconciliation.file_uploaded",
                    subject=str(row.id),
                    detail={"source": row.source, "day": row.day.isoformat(), "sha256": row.digest.hex()},
                    at=now,
                )
    except IntegrityError as error:
        if not constraint_name(error).startswith("reconciliation_file_once"):
            raise
        return _known(row), True
    return row, False


def _known(brought: ImportedFile) -> ImportedFile:
    """The row of the same bytes. If it is not read yet it gets these pieces: its own may be what it fails for."""
    same = Q(digest=brought.digest) & ~Q(state=FileState.FAILED)
    if brought.expected_lines == 0:
        same &= Q(gateway_code=brought.gateway_code, bank=brought.bank, day=brought.day)
    with transaction.atomic():
        row = ImportedFile.objects.select_for_update(no_key=True).get(same)
        spare = brought.file_keys
        if row.state in TO_READ:
            spare, row.file_keys = row.file_keys, brought.file_keys
            row.save(update_fields=["file_keys"])
    delete_files(spare)
    return row


def _keep(content: Iterable[bytes]) -> _Kept:
    keys: list[str] = []
    digest = hashlib.sha256()
    size = 0
    media_type: MediaType | None = None
    try:
        for piece in _pieces(content):
            size += len(piece)
            if size > MAX_FILE_BYTES:
                raise FileTooLarge(f"A file has at most {MAX_FILE_BYTES // 1024 // 1024:,} MB.")
            media_type = media_type or media_type_of(piece)
            digest.update(piece)
            keys.append(files.save(FOLDER, piece))
        if media_type is None:
            raise InvalidFile("The file is empty.")
        return _Kept(keys, digest.digest(), size, media_type)
    except BaseException:
        delete_files(keys)
        raise


def _pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of PIECE_BYTES."""
    waiting = bytearray()
    for part in content:
        for begin in range(0, len(part), PIECE_BYTES):
            waiting += part[begin : begin + PIECE_BYTES]
            if len(waiting) >= PIECE_BYTES:
                yield bytes(waiting)
                waiting.clear()
    if waiting:
        yield bytes(waiting)


def open_pieces(keys: Sequence[str]) -> Iterator[bytes]:
    """The file, a piece at a time. Raises files.FileMissing, files.FilesUnavailable, crypto.Undecipherable."""
    return (files.read(key) for key in keys)


def count_operations(keys: Sequence[str], media_type: str) -> int:
    """Reads the whole file and keeps nothing; returns how many operations it lists. Raises InvalidFile."""
    return sum(1 for _ in read_pieces(open_pieces(keys), media_type))


def delete_files(keys: Sequence[str]) -> None:
    """Takes pieces away that no row names any more. One that cannot be deleted now, the sweep deletes."""
    for key in keys:
        with suppress(files.FilesUnavailable, files.FileMissing):
            files.delete(key)


def sweep_files(*, now: datetime) -> int:
    """Deletes pieces that no row names, a day after they came; returns how many. Raises files.FilesUnavailable."""
    old = {key for key, saved_at in files.list_keys(FOLDER) if saved_at < now - UNNAMED_FILES_ARE_KEPT}
    if not old:
        return 0
    for keys in ImportedFile.objects.filter(state__in=TO_READ).values_list("file_keys", flat=True):
        old.difference_update(keys)
    for key in sorted(old):
        files.delete(key)
    return len(old)
