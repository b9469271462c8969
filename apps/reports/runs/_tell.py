"""Whoever waits for a report hears that it is ready: by its title and a link to log in, without a figure from it.

A report is never attached: an e-mail lies on servers and phones nobody here has a say over, cannot be taken back when
somebody loses their role, and no audit trail says who opened it.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import QuerySet

from apps.accounts.models import User
from apps.notifications import services as notifications
from apps.reports.access import get_report, may_make
from apps.reports.report_models import ReportRun, ReportSchedule, RunState

_CAUSES = UUID("0f6f9e0c-3f63-5f0e-8a3b-6a51a0a7c3d1")


def tell_ready(*, run_id: UUID, now: datetime) -> list[UUID]:
    """Tells of an arranged report that it is ready: its owner, and recipients who may make it themselves today.

    Of those who may not any more its owner is told instead. Returns the ids of the deliveries it queued.
    """
    run = ReportRun.objects.select_related("schedule").filter(pk=run_id, state=RunState.READY).first()
    if run is None or run.schedule is None:
        return []
    report = get_report(run.report)
    recipients = list(_recipients(run.schedule))
    if run.asked_by_id not in {one.pk for one in recipients}:
        recipients += User.objects.filter(pk=run.asked_by_id)
    queued: list[UUID] = []
    lost = []
    for one in recipients:
        if may_make(one, report):
            link = _link(run.id)
            # No HTML of ours has links in it: whoever gets used to pressing them presses those of thieves.
            page = link.partition("://")[2]
            context = {"title": run.title, "name": run.schedule.name, "link": link, "page": page}
            queued += _announce(one, context, run_id=run.id, now=now)
        elif one.pk != run.asked_by_id:
            lost.append(one)
    for one in lost:
        context = {"name": run.schedule.name, "recipient": one.full_name}
        cause = uuid5(_CAUSES, f"{run.id} {one.pk}")
        queued += _tell(run.asked_by_id, "report_recipient_lost", context, cause=cause, run_id=run.id, now=now)
    notifications.send_after_commit(queued, now=now)
    return queued


def tell_failed(*, run_id: UUID, now: datetime) -> list[UUID]:
    """Tells its owner that an arranged report was not made, and why."""
    run = ReportRun.objects.select_related("schedule").filter(pk=run_id, state=RunState.FAILED).first()
    if run is None or run.schedule is None:
        return []
    context = {"title": run.title, "name": run.schedule.name, "why": run.failure}
    queued = _tell(run.asked_by_id, "report_failed", context, cause=run.id, run_id=run.id, now=now)
    notifications.send_after_commit(queued, now=now)
    return queued


def tell_paused(*, schedule_id: UUID, cause: UUID, now: datetime) -> list[UUID]:
    """Tells its owner that an arranged report has paused by itself, and why."""
    schedule = ReportSchedule.objects.filter(pk=schedule_id, next_at=None).first()
    if schedule is None:
        return []
    context = {"title": get_report(schedule.report).title, "name": schedule.name, "why": schedule.paused_because}
    queued = _tell(schedule.owner_id, "report_failed", context, cause=cause, run_id=None, now=now)
    notifications.send_after_commit(queued, now=now)
    return queued


def _recipients(schedule: ReportSchedule) -> QuerySet[User]:
    return User.objects.filter(pk__in=schedule.entries.values("person_id")).order_by("pk")


def _announce(person: User, context: dict[str, str], *, run_id: UUID, now: datetime) -> list[UUID]:
    """By e-mail, and by nothing else, whoever has an address: an SMS each morning is nobody's wish."""
    if person.email and person.email_verified_at:
        return notifications.tell_address(
            channel="EMAIL",
            address=person.email,
            template="report_ready",
            context=context,
            cause=run_id,
            now=now,
            language=person.language or None,
            person_id=person.pk,
        )
    return _tell(person.pk, "report_ready", context, cause=run_id, run_id=run_id, now=now)


def _tell(
    person_id: UUID, template: str, context: dict[str, str], *, cause: UUID, run_id: UUID | None, now: datetime
) -> list[UUID]:
    return notifications.tell(
        person_id=person_id,
        template=template,
        context=context,
        cause=cause,
        subject_kind="report" if run_id else "",
        subject_id=run_id,
        now=now,
        security=True,
    )


def _link(run_id: UUID) -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}/admin/reports/runs/{run_id}/"
