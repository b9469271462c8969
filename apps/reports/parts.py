"""Files of reports: sealed in parts as they are written, so that none is ever whole in memory or open on a disk.

A last small file lists the parts in order; its key is the file's. What a maker that died has left is named by nothing
and swept (`sweep_parts`).
"""

import hashlib
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from apps.core import files

FOLDER = "report"
PART_BYTES = 4 * 1024 * 1024
# A part may wait so long for the list that will name it: longer than any report takes.
UNNAMED_PARTS_ARE_KEPT = timedelta(days=1)
# Where spreadsheets are put together, beside the sealed files and as private.
_AT_WORK = "reports-at-work"


class SealedParts(io.RawIOBase):
    """Where a report is written to: every few megabytes become one sealed private file. It knows what it was given."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.size = 0
        self._digest = hashlib.sha256()
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._digest.update(chunk)
        self._waiting += chunk
        self.size += len(chunk)
        while len(self._waiting) >= PART_BYTES:
            self._seal(PART_BYTES)
        return len(chunk)

    def _seal(self, count: int) -> None:
        self.keys.append(files.save(FOLDER, bytes(self._waiting[:count])))
        del self._waiting[:count]

    def list_parts(self) -> str:
        """Seals the rest and a file that names all parts in order; returns that file's key."""
        if self._waiting:
            self._seal(len(self._waiting))
        key = files.save(FOLDER, json.dumps(self.keys).encode())
        self.keys.append(key)
        return key

    @property
    def sha256(self) -> str:
        """Of all that was written, in hexadecimal."""
        return self._digest.hexdigest()

    def discard(self) -> None:
        """Deletes what was written so far."""
        for key in self.keys:
            files.delete(key)


def parts_of(file_key: str) -> list[str]:
    """The keys of a file's parts. Raises FileMissing, FilesUnavailable, crypto.Undecipherable."""
    found: list[str] = json.loads(files.read(file_key))
    return found


def read_parts(keys: list[str]) -> Iterator[bytes]:
    """The file, a part at a time; each part says by its seal that it was not changed."""
    for key in keys:
        yield files.read(key)


def delete_file(file_key: str) -> None:
    """Deletes a file's parts and the list of them; what is gone is no error.

    The list goes last: whoever dies in between finds the rest by it.
    """
    with suppress(files.FileMissing):
        for key in parts_of(file_key):
            files.delete(key)
    files.delete(file_key)


def sweep_parts(named_files: Iterator[str], *, now: datetime) -> int:
    """Deletes parts that none of these files names and that are a day old; returns how many."""
    named: set[str] = set()
    for file_key in named_files:
        named.add(file_key)
        with suppress(files.FileMissing):
            named.update(parts_of(file_key))
    gone = 0
    for key, saved_at in files.list_keys(FOLDER):
        if saved_at < now - UNNAMED_PARTS_ARE_KEPT and key not in named:
            files.delete(key)
            gone += 1
    return gone


def open_workplace(run_id: UUID, attempt: int) -> Path:
    """An empty private folder for what has to lie on the disk while this attempt is made.

    What an earlier attempt of the same run has left there is deleted first. Raises OSError.
    """
    close_workplace(run_id)
    folder = _root() / f"{run_id}-{attempt}"
    folder.mkdir(mode=0o700, parents=True)
    return folder


def close_workplace(run_id: UUID) -> None:
    """Deletes whatever attempts at this run have left."""
    for folder in _root().glob(f"{run_id}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def sweep_workplaces(*, now: datetime) -> int:
    """Deletes workplaces that are a day old; returns how many."""
    gone = 0
    for folder in _root().glob("*-*"):
        with suppress(FileNotFoundError):
            if datetime.fromtimestamp(folder.stat().st_mtime, UTC) < now - UNNAMED_PARTS_ARE_KEPT:
                shutil.rmtree(folder, ignore_errors=True)
                gone += 1
    return gone


def _root() -> Path:
    return Path(settings.PRIVATE_FILES_DIR) / _AT_WORK
