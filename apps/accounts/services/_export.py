"""A person's data as a ZIP, made in the background.

The row is the queue: it waits, one maker claims it, and the maker writes how far it is as it goes. A maker that died
is noticed by its silence; the next one begins anew under the next number of attempts, and whatever the first one may
still write, if it was only slow, fits no row any more. The ZIP is never whole in memory nor open on a disk: as it
grows it is sealed part by part, and a last small file lists the parts. What a dying maker leaves is swept.
"""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from apps.accounts import exports, rates, selectors
from apps.accounts.models import DataExport
from apps.accounts.services._activity import record_activity
from apps.accounts.services._people import announce, lock_to_change
from apps.core import events, files, sql

log = structlog.get_logger("gopay.accounts")
EXPORTS = "export"
PART_BYTES = 4 * 1024 * 1024
EXPORTS_ARE_KEPT = timedelta(days=7)
# A maker that has not said anything for so long is dead.
SILENT_TOO_LONG = timedelta(minutes=2)
PROGRESS_EVERY = timedelta(seconds=1)
MAX_ATTEMPTS = 3
# A part may wait so long for the list that will name it.
UNNAMED_PARTS_ARE_KEPT = timedelta(days=1)
UNFINISHED = (DataExport.Status.WAITING, DataExport.Status.RUNNING)

Clock = Callable[[], datetime]


class _Superseded(Exception):
    """Another maker has taken the export over."""


def ask_for_export(*, person_id: UUID, now: datetime) -> DataExport:
    """Has a person's data put together in the background, and returns the export; the one that is under way if any.

    Records `accounts.export_asked`. Raises PersonNotFound, StatusConflict, AccountSecured, TooManyRequests.
    """
    rates.spend(rates.EXPORT_BY_PERSON, str(person_id), now=now)
    with transaction.atomic():
        # Of two who ask at once the second waits here, and then finds the first one's.
        lock_to_change(person_id)
        if under_way := DataExport.objects.filter(user_id=person_id, status__in=UNFINISHED).first():
            return under_way
        export = DataExport.objects.create(user_id=person_id, requested_at=now)
        payload = {"person_id": str(person_id), "export_id": str(export.id)}
        events.record("accounts.export_asked", payload, at=now)
        record_activity(person_id=person_id, action="accounts.export_asked", subject=str(export.id), at=now)
    return export


_CLAIM = """
UPDATE accounts_dataexport SET status = 'RUNNING', attempts = attempts + 1, percent = 0, alive_at = %(now)s
WHERE id = %(id)s AND attempts < %(most)s
  AND (status = 'WAITING' OR status = 'RUNNING' AND alive_at < %(silent_since)s)
RETURNING user_id, attempts
"""


def make_export(*, export_id: UUID, read_clock: Clock) -> bool:
    """Makes one export if it waits, or its maker has fallen silent; says whether it is ready now.

    Takes as long as it takes, so it is given the clock and not a moment. Call it outside a transaction: others
    watch its progress. After MAX_ATTEMPTS it is given up. Records `accounts.export_ready` or
    `accounts.export_failed`. Raises what a contributor raises; the export is then tried again.
    """
    now = read_clock()
    claimed = sql.fetch_one(
        _CLAIM, {"id": export_id, "now": now, "most": MAX_ATTEMPTS, "silent_since": now - SILENT_TOO_LONG}
    )
    if claimed is None:
        _give_up(export_id, now)
        return False
    person_id, attempt = claimed
    maker = _Maker(export_id, person_id, attempt, read_clock, reported_at=now)
    try:
        file_key, size = maker.make()
    except _Superseded:
        return False
    if not _finish(maker, file_key, size, read_clock()):
        delete_export_file(file_key)
        return False
    return True


def _finish(maker: "_Maker", file_key: str, size: int, now: datetime) -> bool:
    with transaction.atomic():
        is_ours = maker.row().update(
            status=DataExport.Status.READY,
            percent=100,
            file_key=file_key,
            file_bytes=size,
            ready_at=now,
            expires_at=now + EXPORTS_ARE_KEPT,
        )
        if is_ours:
            announce(maker.person_id, "accounts.export_ready", now=now, subject=str(maker.export_id))
    return bool(is_ours)


def _give_up(export_id: UUID, now: datetime) -> None:
    """Fails an export whose last maker has fallen silent; leaves every other alone."""
    spent = DataExport.objects.filter(
        pk=export_id, status=DataExport.Status.RUNNING, attempts__gte=MAX_ATTEMPTS, alive_at__lt=now - SILENT_TOO_LONG
    )
    with transaction.atomic():
        person_id = spent.select_for_update(no_key=True).values_list("user_id", flat=True).first()
        if person_id is not None:
            DataExport.objects.filter(pk=export_id).update(status=DataExport.Status.FAILED)
            announce(person_id, "accounts.export_failed", now=now, subject=str(export_id))


class _SealedParts(io.RawIOBase):
    """Where the ZIP is written to: every few megabytes become one sealed private file."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self.size = 0
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        self._waiting += chunk
        while len(self._waiting) >= PART_BYTES:
            self._seal(PART_BYTES)
        return len(chunk)

    def _seal(self, count: int) -> None:
        self.keys.append(files.save(EXPORTS, bytes(self._waiting[:count])))
        self.size += min(count, len(self._waiting))
        del self._waiting[:count]

    def list_parts(self) -> str:
        """Seals the rest and a file that names all parts in order; returns that file's key."""
        if self._waiting:
            self._seal(len(self._waiting))
        return files.save(EXPORTS, json.dumps(self.keys).encode())

    def discard(self) -> None:
        """Deletes what was written so far."""
        for key in self.keys:
            files.delete(key)


@dataclass(slots=True)
class _Maker:
    """One attempt at one export."""

    export_id: UUID
    person_id: UUID
    attempt: int
    read_clock: Clock
    reported_at: datetime
    done: int = 0
    expected: int = field(default=1)

    def row(self) -> Any:
        """The export's row, as long as nobody else has begun it anew."""
        return DataExport.objects.filter(pk=self.export_id, status=DataExport.Status.RUNNING, attempts=self.attempt)

    def make(self) -> tuple[str, int]:
        """Writes all parts; returns the file's key and its size. Raises _Superseded."""
        contributions = exports.contributions()
        self.expected = max(1, sum(part.expected(self.person_id) for part in contributions))
        parts = _SealedParts()
        try:
            with zipfile.ZipFile(parts, "w", zipfile.ZIP_DEFLATED) as archive:
                for contribution in contributions:
                    self._write(archive, contribution)
                    self._report()
            return parts.list_parts(), parts.size
        except BaseException:
            with suppress(files.FilesUnavailable):
                parts.discard()
            raise

    def _write(self, archive: zipfile.ZipFile, contribution: exports.Contribution) -> None:
        made_at = self.reported_at
        entry = zipfile.ZipInfo(f"{contribution.name}.json", date_time=made_at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with archive.open(entry, "w", force_zip64=True) as file:
            separator = b"[\n"
            for row in contribution.rows(self.person_id):
                file.write(separator + json.dumps(row, default=_as_json, ensure_ascii=False).encode())
                separator = b",\n"
                self.done += 1
                if self.read_clock() - self.reported_at >= PROGRESS_EVERY:
                    self._report()
            file.write(b"[]\n" if separator == b"[\n" else b"\n]\n")

    def _report(self) -> None:
        self.reported_at = self.read_clock()
        percent = min(99, self.done * 100 // self.expected)
        if not self.row().update(percent=percent, alive_at=self.reported_at):
            raise _Superseded


def _as_json(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an export")


def list_due_exports(*, now: datetime, limit: int = 20) -> list[UUID]:
    """Exports that wait for a maker, or whose maker has fallen silent; the oldest first."""
    waiting = DataExport.objects.filter(status=DataExport.Status.WAITING)
    silent = DataExport.objects.filter(status=DataExport.Status.RUNNING, alive_at__lt=now - SILENT_TOO_LONG)
    return list((waiting | silent).order_by("id").values_list("id", flat=True)[:limit])


def delete_export_file(file_key: str) -> None:
    """Deletes the parts of an export and the list of them; what is gone is no error.

    The list goes last: whoever dies in between finds the rest by it.
    """
    with suppress(files.FileMissing):
        for key in selectors.export_parts(file_key):
            files.delete(key)
    files.delete(file_key)


def expire_exports(*, now: datetime) -> int:
    """Deletes the files of exports past their time; returns how many. One that dies in between goes on next time."""
    gone = 0
    over = DataExport.objects.filter(expires_at__lte=now).exclude(file_key="")
    for export_id, file_key in over.values_list("id", "file_key").order_by("id")[:500]:
        DataExport.objects.filter(pk=export_id).update(status=DataExport.Status.EXPIRED)
        delete_export_file(file_key)
        DataExport.objects.filter(pk=export_id).update(file_key="")
        gone += 1
    return gone


def sweep_export_parts(*, now: datetime) -> int:
    """Deletes parts that no export names and that are a day old; returns how many."""
    named: set[str] = set()
    for file_key in DataExport.objects.exclude(file_key="").values_list("file_key", flat=True).iterator():
        named.add(file_key)
        with suppress(files.FileMissing):
            named.update(selectors.export_parts(file_key))
    gone = 0
    for key, saved_at in files.list_keys(EXPORTS):
        if saved_at < now - UNNAMED_PARTS_ARE_KEPT and key not in named:
            files.delete(key)
            gone += 1
    return gone
