"""Files are kept for settings.REPORT_DAYS, and what nobody names is deleted."""

from datetime import datetime

from apps.reports import parts
from apps.reports.report_models import ReportRun, RunState


def expire_runs(*, now: datetime) -> int:
    """Deletes the files of reports past their time; returns how many. One that dies in between goes on next time."""
    gone = 0
    over = ReportRun.objects.filter(expires_at__lte=now).exclude(file_key="")
    for run_id, file_key in over.order_by("expires_at").values_list("id", "file_key")[:500]:
        ReportRun.objects.filter(pk=run_id).update(state=RunState.EXPIRED)
        parts.delete_file(file_key)
        ReportRun.objects.filter(pk=run_id).update(file_key="")
        gone += 1
    return gone


def sweep_files(*, now: datetime) -> int:
    """Deletes parts that no report names, and places where one was put together, a day old; returns how many."""
    named = ReportRun.objects.exclude(file_key="").values_list("file_key", flat=True).iterator()
    return parts.sweep_parts(iter(named), now=now) + parts.sweep_workplaces(now=now)
