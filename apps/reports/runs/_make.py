"""A report is made: one maker claims it, reads in one snapshot, writes a sealed file, and says what became of it.

The row is the queue. A maker that died is noticed by its silence; the next one begins anew under the next number of
attempts, and whatever the first one may still write, if it was only slow, fits no row any more: its file is deleted by
itself, or swept. Of two who try to claim a report at once, one gets it.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from apps.core import events, files, sql
from apps.core.errors import DomainError
from apps.core.streaming import snapshot
from apps.reports import parts
from apps.reports.access import get_report, require
from apps.reports.catalogue._forms import business_zone
from apps.reports.report_models import FileFormat, ReportRun, RunState
from apps.reports.runs._ask import Asked, read_parameters
from apps.reports.runs._beats import Beats, Superseded
from apps.reports.writing import Heading, write_csv, write_pdf, write_xlsx

log = structlog.get_logger("gopay.reports")
# A maker that has not said anything for so long is dead: it beats every second.
SILENT_TOO_LONG = timedelta(seconds=60)
MAX_ATTEMPTS = 3
# So many are made at a time, so that other work goes on beside them.
MOST_MAKERS = 2

Clock = Callable[[], datetime]

# Two that claim at once may both find a place left: then there are three for a while, which is no harm.
_CLAIM = """
UPDATE reports_reportrun SET state = 'RUNNING', attempts = attempts + 1, rows = 0, alive_at = %(now)s,
       started_at = coalesce(started_at, %(now)s)
 WHERE id = (
       SELECT id FROM reports_reportrun
        WHERE id = %(id)s AND state IN ('WAITING', 'RUNNING') AND attempts < %(most)s
          AND (state = 'WAITING' OR alive_at < %(silent)s)
          AND (SELECT count(*) FROM reports_reportrun
                WHERE state = 'RUNNING' AND alive_at >= %(silent)s) < %(makers)s
          FOR NO KEY UPDATE SKIP LOCKED)
RETURNING attempts
"""


@dataclass(frozen=True, slots=True)
class _Made:
    file_key: str
    size: int
    sha256: str
    rows: int


def list_due_runs(*, now: datetime, limit: int = 20) -> list[UUID]:
    """Reports that wait for a maker, or whose maker has fallen silent; the oldest first."""
    waiting = ReportRun.objects.filter(state=RunState.WAITING)
    silent = ReportRun.objects.filter(state=RunState.RUNNING, alive_at__lt=now - SILENT_TOO_LONG)
    return list((waiting | silent).order_by("id").values_list("id", flat=True)[:limit])


def make_run(*, run_id: UUID, read_clock: Clock) -> bool:
    """Makes one report if it waits, or its maker has fallen silent; says whether it is ready now.

    Takes as long as it takes, so it is given the clock and not a moment. Call it outside a transaction: others watch
    its progress. Records `reports.run_ready` or `reports.run_failed`. A report that cannot be made (its reader may no
    longer, or it is too long) fails at once; one whose maker fails otherwise is tried MAX_ATTEMPTS times.
    """
    now = read_clock()
    claimed = sql.fetch_one(
        _CLAIM,
        {
            "id": run_id,
            "now": now,
            "most": MAX_ATTEMPTS,
            "silent": now - SILENT_TOO_LONG,
            "makers": MOST_MAKERS,
        },
    )
    if claimed is None:
        _give_up(run_id, now)
        return False
    run = ReportRun.objects.select_related("asked_by").get(pk=run_id)
    beats = Beats(run_id, claimed[0], read_clock)
    try:
        made = _make(run, beats)
    except Superseded:
        return False
    except DomainError as error:
        if isinstance(error, files.FilesUnavailable) or error.category == "unavailable":
            return _stumble(beats, run, error)
        _fail(beats, error.detail)
        return False
    except Exception as error:
        return _stumble(beats, run, error)
    if not _finish(beats, made, read_clock()):
        parts.delete_file(made.file_key)
        return False
    return True


def _make(run: ReportRun, beats: Beats) -> _Made:
    """Writes the whole file. Raises Superseded and what a report, a disk or the typesetter raises."""
    report = get_report(run.report)
    person = require(run.asked_by_id, report)
    asked = read_parameters(report, run.parameters, now=run.asked_at)
    heading = Heading(
        title=run.title,
        asked_by=person.full_name,
        why=run.why,
        made_at=beats.read_clock(),
        zone=business_zone().key,
        run_id=str(run.id),
    )
    workplace = parts.open_workplace(run.id, beats.attempt)
    out = parts.SealedParts()
    try:
        connection.ensure_connection()
        with beats.going_on():
            _write(run.format, asked, beats, out, heading, workplace)
            if beats.is_over:
                raise Superseded
            return _Made(out.list_parts(), out.size, out.sha256, beats.rows)
    except BaseException as error:
        with suppress(files.FilesUnavailable):
            out.discard()
        if beats.is_over and isinstance(error, DatabaseError):
            # Its statement was stopped because nobody wants it any more.
            raise Superseded from error
        raise
    finally:
        parts.close_workplace(run.id)


def _write(form: str, asked: Asked, beats: Beats, out: parts.SealedParts, heading: Heading, workplace: object) -> None:
    if asked.report.bundle is not None:
        beats.rows = asked.report.bundle(asked.parameters, out, heading.made_at, beats.at)
        return
    with snapshot():
        rows = beats.counting(asked.report.rows(asked.parameters))
        match form:
            case FileFormat.CSV:
                write_csv(asked.report, rows, out)
            case FileFormat.XLSX:
                write_xlsx(asked.report, rows, out, heading=heading, workplace=workplace)  # type: ignore[arg-type]
            case FileFormat.PDF:
                write_pdf(asked.report, rows, out, heading=heading)
            case _:
                raise ValueError(f"no report is made as {form}")


def _finish(beats: Beats, made: _Made, now: datetime) -> bool:
    with transaction.atomic():
        is_ours = ReportRun.objects.filter(pk=beats.run_id, state=RunState.RUNNING, attempts=beats.attempt).update(
            state=RunState.READY,
            rows=made.rows,
            file_key=made.file_key,
            file_bytes=made.size,
            sha256=made.sha256,
            alive_at=now,
            finished_at=now,
            expires_at=now + timedelta(days=settings.REPORT_DAYS),
        )
        if is_ours:
            events.record("reports.run_ready", {"run_id": str(beats.run_id)}, at=now)
    return bool(is_ours)


def _fail(beats: Beats, why: str) -> None:
    """It cannot be made, now or later."""
    now = beats.read_clock()
    with transaction.atomic():
        is_ours = ReportRun.objects.filter(pk=beats.run_id, state=RunState.RUNNING, attempts=beats.attempt).update(
            state=RunState.FAILED, failure=why[:300] or "It could not be made.", finished_at=now
        )
        if is_ours:
            events.record("reports.run_failed", {"run_id": str(beats.run_id)}, at=now)


def _stumble(beats: Beats, run: ReportRun, error: Exception) -> bool:
    """Something broke that may hold next time: it waits for another attempt, or was given enough of them."""
    log.error("report not made", run_id=str(run.id), report=run.report, attempt=beats.attempt, exc_info=error)
    if beats.attempt >= MAX_ATTEMPTS:
        _fail(beats, "It could not be made. Operations has been told; ask for it again later.")
    else:
        ReportRun.objects.filter(pk=run.id, state=RunState.RUNNING, attempts=beats.attempt).update(
            state=RunState.WAITING
        )
    return False


def _give_up(run_id: UUID, now: datetime) -> None:
    """Fails a report whose last maker has fallen silent; leaves every other alone."""
    with transaction.atomic():
        given_up = ReportRun.objects.filter(
            pk=run_id, state=RunState.RUNNING, attempts__gte=MAX_ATTEMPTS, alive_at__lt=now - SILENT_TOO_LONG
        ).update(
            state=RunState.FAILED, failure="It could not be made: whoever made it died each time.", finished_at=now
        )
        if given_up:
            events.record("reports.run_failed", {"run_id": str(run_id)}, at=now)
            parts.close_workplace(run_id)
