"""Private files: documents, photographs, exports. Each is sealed and lies below settings.PRIVATE_FILES_DIR.

A file appears under its name complete and on the disk, or not at all: it is written to a temporary name, flushed and
renamed. The row that names a file is written after it, and is deleted before it; so a process that dies in between
leaves a file nobody names, never a row without a file. Whoever owns a folder sweeps those with `list_keys`.
"""

import fcntl
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import structlog
from django.conf import settings

from apps.core import crypto
from apps.core.errors import NotFound, Unavailable
from apps.core.ids import uuid7

log = structlog.get_logger("gopay.files")
# Nothing here is ever larger: what is read is held in memory once sealed and once open.
MAX_FILE_BYTES = 64 * 1024 * 1024
_FOLDER = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)
_KEY = re.compile(r"([a-z][a-z0-9_-]{0,39})/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.ASCII)
_UNFINISHED = ".new"


class FileMissing(NotFound):
    """There is no such file."""


class FilesUnavailable(Unavailable):
    """Files cannot be kept or read now. Try again shortly."""


def save(folder: str, content: bytes) -> str:
    """Keeps the content for good and returns its key, `folder/<uuid>`.

    Raises FilesUnavailable when the disk is full or does not answer: then nothing is left of it. Raises ValueError
    for a folder's name that is none.
    """
    if not _FOLDER.fullmatch(folder):
        raise ValueError(f"{folder!r} is not the name of a folder")
    if len(content) > MAX_FILE_BYTES:
        raise ValueError(f"a file of {len(content)} bytes is too large")
    file_id = uuid7()
    sealed = crypto.seal_pieces(content, table="file", column=folder, row=file_id)
    path = _root() / folder / str(file_id)
    with _answering():
        _make_folder(path.parent)
        _write(path, sealed)
    return f"{folder}/{file_id}"


def read(key: str) -> bytes:
    """The content. Raises FileMissing, FilesUnavailable, and crypto.Undecipherable when the file was changed."""
    folder, file_id = _parse(key)
    return crypto.unseal_bytes(_read_sealed(key), table="file", column=folder, row=file_id)


def delete(key: str) -> None:
    """Takes the file away; none is no error. Raises FileMissing for what is no key, and FilesUnavailable."""
    path = _path(key)
    with _answering(), suppress(FileMissing), _alone(path):
        path.unlink()
        _flush_folder(path.parent)


def list_keys(folder: str) -> Iterator[tuple[str, datetime]]:
    """Each file's key and when it was saved, in no order. Raises FilesUnavailable.

    A file younger than a while may still get the row that names it, so leave those alone.
    """
    if not _FOLDER.fullmatch(folder):
        raise ValueError(f"{folder!r} is not the name of a folder")
    with _answering(), suppress(FileNotFoundError), os.scandir(_root() / folder) as entries:
        for entry in entries:
            key = f"{folder}/{entry.name}"
            if _KEY.fullmatch(key):
                # The id says when: the file's own time changes with its key.
                yield key, datetime.fromtimestamp((UUID(entry.name).int >> 80) / 1000, UTC)


def list_folders() -> list[str]:
    """The folders there are. Raises FilesUnavailable."""
    with _answering(), suppress(FileNotFoundError), os.scandir(_root()) as entries:
        return sorted(entry.name for entry in entries if _FOLDER.fullmatch(entry.name) and entry.is_dir())
    return []


def remove_unfinished(*, before: datetime) -> int:
    """Deletes what processes that died while writing left before that time; returns how many files."""
    gone = 0
    for folder in list_folders():
        with _answering():
            for path in (_root() / folder).glob(f"*{_UNFINISHED}"):
                with suppress(FileNotFoundError):
                    if path.stat().st_mtime < before.timestamp():
                        path.unlink()
                        gone += 1
    return gone


def key_id_of(key: str) -> str:
    """Which key the file is sealed under. Raises FileMissing, FilesUnavailable and crypto.Undecipherable."""
    with _answering(), _opened(_path(key)) as descriptor:
        head = os.read(descriptor, crypto.MAX_HEAD_BYTES)
    return crypto.key_id_of(head)


def seal_again(key: str) -> None:
    """Seals the file under the first key, in its place; whoever reads meanwhile gets the old one or the new one.

    A process that dies meanwhile leaves the old one. Raises FileMissing (also when it is deleted meanwhile: it does
    not come back), FilesUnavailable and crypto.Undecipherable.
    """
    folder, file_id = _parse(key)
    path = _path(key)
    with _answering(), _alone(path):
        content = crypto.unseal_bytes(_read_sealed(key), table="file", column=folder, row=file_id)
        sealed = crypto.seal_pieces(content, table="file", column=folder, row=file_id)
        del content
        _write(path, sealed)


def _root() -> Path:
    return Path(settings.PRIVATE_FILES_DIR)


def _parse(key: str) -> tuple[str, UUID]:
    found = _KEY.fullmatch(key)
    if found is None:
        raise FileMissing
    return found[1], UUID(found[2])


def _path(key: str) -> Path:
    folder, file_id = _parse(key)
    return _root() / folder / str(file_id)


@contextmanager
def _answering() -> Iterator[None]:
    """Says in the words of errors.py that the disk is full, away or not ours."""
    try:
        yield
    except OSError as error:
        log.error("private files do not answer", error=error.strerror, errno=error.errno)
        raise FilesUnavailable(retry_after=5) from error


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    try:
        # What was replaced by a link or a pipe is none of ours.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        raise FileMissing from None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FileMissing
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Holds the file that stands under this name, so that nobody else deletes or replaces it.

    Without this, a file deleted while it is sealed anew would come back. The lock goes with the process that holds
    it, however that ends.
    """
    while True:
        with _opened(path) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            # While we waited, the name may have gone, or gone to another file with another lock.
            if _names(path, descriptor):
                yield
                return


def _names(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat(follow_symlinks=False))
    except FileNotFoundError:
        return False


def _read_sealed(key: str) -> bytes:
    with _answering(), _opened(_path(key)) as descriptor:
        size = os.fstat(descriptor).st_size
        with open(descriptor, "rb", buffering=0, closefd=False) as file:
            sealed = file.read(size)
    return sealed


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    _flush_folder(folder.parent)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Puts the bytes under this name at once. A process that dies on the way leaves at most a temporary file."""
    unfinished = path.with_name(f"{uuid7()}{_UNFINISHED}")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            for piece in pieces:
                rest = memoryview(piece)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    """Makes a rename last: the name is kept by the folder, not by the file."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
