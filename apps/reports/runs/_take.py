"""A report is downloaded, or called off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.core.services import record_deed, record_export
from apps.reports import parts
from apps.reports.access import get_report, require
from apps.reports.errors import ReportNotFound, ReportNotReady, ReportOver
from apps.reports.report_models import UNFINISHED, ReportRun, RunState
from apps.reports.writing import CONTENT_TYPES, EXTENSIONS


@dataclass(frozen=True, slots=True)
class TakenReport:
    """A file that may leave: that it does is written down."""

    filename: str
    content_type: str
    size: int
    sha256: str
    pieces: Iterator[bytes]


def take_report(*, person_id: UUID, run_id: UUID, why: str = "", now: datetime) -> TakenReport:
    """The file of a report, for whoever may make this report themselves, now. It is written down before a byte leaves.

    `why` is what the audit trail keeps; without it, what the report was asked for. Raises ReportNotFound,
    ReportNotPermitted, ReportNotReady, and FilesUnavailable when the files cannot be read now.
    """
    run = ReportRun.objects.filter(pk=run_id).first()
    if run is None:
        raise ReportNotFound
    require(person_id, get_report(run.report))
    if run.state != RunState.READY or not run.file_key or (run.expires_at and run.expires_at <= now):
        raise ReportNotReady
    keys = parts.parts_of(run.file_key)
    with transaction.atomic():
        record_export(
            actor_id=person_id,
            what=f"Report {run.title}, {run.format.upper()}",
            why=why.strip() or run.why,
            rows=run.rows,
            now=now,
        )
    return TakenReport(
        filename=f"gopay-{run.report.replace('_', '-')}-{run.asked_at:%Y-%m-%d}-{str(run.id)[-6:]}"
        f".{EXTENSIONS[run.format]}",
        content_type=CONTENT_TYPES[run.format],
        size=run.file_bytes,
        sha256=run.sha256,
        pieces=parts.read_parts(keys),
    )


def call_off(*, person_id: UUID, run_id: UUID, now: datetime) -> None:
    """Ends a report that is not ready yet; its maker stops within a second or two. Only who asked for it may.

    Raises ReportNotFound, also for somebody else's, and ReportOver.
    """
    with transaction.atomic():
        mine = ReportRun.objects.filter(pk=run_id, asked_by_id=person_id)
        called_off = mine.filter(state__in=UNFINISHED).update(state=RunState.CANCELLED, finished_at=now)
        if not called_off:
            raise ReportOver if mine.exists() else ReportNotFound
        record_deed(
            actor_id=person_id,
            what="Called off a report",
            subject_kind="reports.reportrun",
            subject_id=run_id,
            now=now,
        )
