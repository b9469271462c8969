"""What somebody sees: reports and schedules of their own, and those of others that they may make themselves."""

from uuid import UUID

from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.reports.access import reports_for
from apps.reports.report_models import ReportRun, ReportSchedule


def visible_runs(person: User) -> QuerySet[ReportRun]:
    """The newest first."""
    codes = [report.code for report in reports_for(person)]
    return ReportRun.objects.filter(Q(asked_by_id=person.pk) | Q(report__in=codes)).order_by("-id")


def find_run(person: User, run_id: UUID) -> ReportRun | None:
    """The run, or None: also for one they may not see."""
    return visible_runs(person).select_related("asked_by", "schedule").filter(pk=run_id).first()


def list_runs(person: User, *, limit: int) -> list[ReportRun]:
    """The newest they may see."""
    return list(visible_runs(person).select_related("asked_by")[:limit])


def visible_schedules(person: User) -> QuerySet[ReportSchedule]:
    """The newest first."""
    codes = [report.code for report in reports_for(person)]
    return ReportSchedule.objects.filter(Q(owner_id=person.pk) | Q(report__in=codes)).order_by("-id")


def find_schedule(person: User, schedule_id: UUID) -> ReportSchedule | None:
    """The schedule, or None: also for one they may not see."""
    return visible_schedules(person).select_related("owner").filter(pk=schedule_id).first()
