"""Reports that are made by themselves: each day, week or month, once for each due time, whoever looks.

A schedule's row says when it is due. The sweep takes due rows one by one (SKIP LOCKED), and in one transaction writes
the run and the next due time; a run is unique for its schedule and due time besides. After a time in which nobody
looked, the last due time alone is made up for: the reports of the others would say the same of other days, and can be
asked for. What its owner may no longer make pauses, and its owner is told.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.time_zones import is_time_zone, zone_of
from apps.core import events
from apps.core.errors import DomainError, InvalidInput
from apps.core.services import record_deed
from apps.reports.access import get_report, may_make, require_arranging
from apps.reports.errors import RecipientNotPermitted, ReportNotFound
from apps.reports.report_models import Every, FileFormat, ReportRecipient, ReportSchedule
from apps.reports.runs._ask import begin_run, read_parameters, require_format, require_why
from apps.schedules.occurrences import Frequency, Rule, first_after, latest_until

log = structlog.get_logger("gopay.reports")
MAX_RECIPIENTS = 20
PAUSED_BY_HAND = "Paused by its owner."
# Nobody arranges anything for longer ahead than this.
FURTHEST_FIRST_DAY = timedelta(days=366)


def rule_of(schedule: ReportSchedule) -> Rule:
    """When it recurs."""
    return Rule(
        Frequency(schedule.every),
        schedule.first_day,
        time(schedule.hour),
        zone_of(schedule.time_zone),
    )


def make_schedule(
    *,
    person_id: UUID,
    name: str,
    code: str,
    given: Mapping[str, Any],
    form: str,
    why: str,
    every: str,
    first_day: date,
    hour: int,
    time_zone: str,
    recipient_ids: Sequence[UUID],
    now: datetime,
) -> ReportSchedule:
    """Has a report made again and again, beginning on `first_day`, for these members of the staff to be told.

    Raises ReportNotFound, ReportNotPermitted, InvalidInput, RecipientNotPermitted.
    """
    report = get_report(code)
    require_arranging(person_id, report)
    asked = read_parameters(report, given, now=now, for_schedule=True)
    chosen, reason = require_format(report, form), require_why(why)
    if chosen == FileFormat.PDF:
        # Nobody is there to choose another format when it grows too long.
        raise _wrong("format", "What is made by itself is made as a spreadsheet or CSV: a PDF may become too long.")
    _check_times(every, first_day, hour, time_zone, now)
    if not name.strip():
        raise _wrong("name", "Give it a name.")
    recipients = _recipients(recipient_ids, code)
    with transaction.atomic():
        schedule = ReportSchedule(
            name=name.strip()[:80],
            report=code,
            parameters=asked.kept,
            format=chosen,
            owner_id=person_id,
            why=reason,
            every=every,
            first_day=first_day,
            hour=hour,
            time_zone=time_zone,
            created_at=now,
        )
        following = first_after(rule_of(schedule), now)
        if following is None:
            raise _wrong("first_day", "It would never be made.")
        schedule.number, schedule.next_at = following
        schedule.save(force_insert=True)
        ReportRecipient.objects.bulk_create(ReportRecipient(schedule=schedule, person=one) for one in recipients)
        _note(schedule, "Arranged a report", by=person_id, now=now)
    return schedule


def _wrong(field: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": "invalid", "detail": detail}])


def _check_times(every: str, first_day: date, hour: int, time_zone: str, now: datetime) -> None:
    if every not in Every.values:
        raise _wrong("every", "It is made each day, week or month.")
    if type(hour) is not int or not 0 <= hour <= 23:
        raise _wrong("hour", "The hour is from 0 to 23.")
    if not is_time_zone(time_zone):
        raise _wrong("time_zone", "This is no time zone of the IANA database, such as Africa/Nairobi.")
    today = now.astimezone(zone_of(time_zone)).date()
    if not today <= first_day <= today + FURTHEST_FIRST_DAY:
        raise _wrong("first_day", "This must be today or a day of the coming year.")


def _recipients(recipient_ids: Sequence[UUID], code: str) -> list[User]:
    wanted = sorted(set(recipient_ids))
    if len(wanted) > MAX_RECIPIENTS:
        raise _wrong("recipients", f"At most {MAX_RECIPIENTS} people are told.")
    report = get_report(code)
    found = list(User.objects.filter(pk__in=wanted))
    lacking = [one for one in found if not may_make(one, report)]
    if len(found) < len(wanted) or lacking:
        names = ", ".join(one.full_name for one in lacking) or "Somebody of them"
        raise RecipientNotPermitted(f"{names} may not make this report, so it cannot be announced to them.")
    return found


def _lock(person_id: UUID, schedule_id: UUID) -> ReportSchedule:
    """The schedule, for its owner to change. Raises ReportNotFound, also for somebody else's."""
    found = ReportSchedule.objects.select_for_update(no_key=True).filter(pk=schedule_id, owner_id=person_id).first()
    if found is None:
        raise ReportNotFound
    return found


def pause_schedule(*, person_id: UUID, schedule_id: UUID, now: datetime) -> ReportSchedule:
    """Stops it until its owner resumes it; pausing what is paused does nothing. Raises ReportNotFound."""
    with transaction.atomic():
        schedule = _lock(person_id, schedule_id)
        if schedule.next_at is not None:
            schedule.next_at, schedule.paused_because = None, PAUSED_BY_HAND
            schedule.save(update_fields=["next_at", "paused_because"])
            _note(schedule, "Paused an arranged report", by=person_id, now=now)
    return schedule


def resume_schedule(*, person_id: UUID, schedule_id: UUID, now: datetime) -> ReportSchedule:
    """Goes on with its next time from now; what it has missed is not made up for.

    Raises ReportNotFound, and ReportNotPermitted when its owner may no longer make the report.
    """
    with transaction.atomic():
        schedule = _lock(person_id, schedule_id)
        require_arranging(person_id, get_report(schedule.report))
        if schedule.next_at is None:
            following = first_after(rule_of(schedule), now, number=schedule.number)
            if following is None:
                raise ReportNotFound
            schedule.number, schedule.next_at = following
            schedule.paused_because = ""
            schedule.save(update_fields=["number", "next_at", "paused_because"])
            _note(schedule, "Resumed an arranged report", by=person_id, now=now)
    return schedule


def delete_schedule(*, person_id: UUID, schedule_id: UUID, now: datetime) -> None:
    """Ends it; the reports it has made stay until their time is over. Raises ReportNotFound."""
    with transaction.atomic():
        schedule = _lock(person_id, schedule_id)
        _note(schedule, "Ended an arranged report", by=person_id, now=now)
        schedule.delete()


def _note(schedule: ReportSchedule, what: str, *, by: UUID, now: datetime) -> None:
    record_deed(
        actor_id=by,
        what=what,
        subject_kind="reports.reportschedule",
        subject_id=schedule.id,
        why=schedule.why,
        detail={
            "name": schedule.name,
            "report": schedule.report,
            "parameters": schedule.parameters,
            "every": schedule.every,
        },
        now=now,
    )


def make_due(*, now: datetime, limit: int = 100) -> int:
    """Begins the reports that are due, each once; returns how many. Call it outside a transaction."""
    begun = 0
    for _ in range(limit):
        with transaction.atomic():
            schedule = (
                ReportSchedule.objects.select_for_update(no_key=True, skip_locked=True)
                .filter(next_at__lte=now)
                .order_by("next_at", "id")
                .first()
            )
            if schedule is None:
                break
            begun += _begin(schedule, now)
    return begun


def _begin(schedule: ReportSchedule, now: datetime) -> bool:
    rule = rule_of(schedule)
    latest = latest_until(rule, now, number=schedule.number)
    due_at = latest[1] if latest is not None else schedule.next_at
    try:
        report = get_report(schedule.report)
        require_arranging(schedule.owner_id, report)
        # Its days are relative to when it was due, however late anybody looks.
        asked = read_parameters(report, schedule.parameters, now=due_at or now, for_schedule=True)
    except DomainError as error:
        _stop(schedule, error.detail, now)
        return False
    begin_run(
        asked,
        person_id=schedule.owner_id,
        form=FileFormat(schedule.format),
        why=schedule.why,
        expected=report.estimate(asked.parameters),
        now=due_at or now,
        schedule=schedule,
        due_at=due_at,
    )
    following = first_after(rule, now, number=schedule.number)
    if following is None:
        schedule.next_at, schedule.paused_because = None, "It is over."
    else:
        schedule.number, schedule.next_at = following
    schedule.made_at = now
    schedule.save(update_fields=["number", "next_at", "paused_because", "made_at"])
    return True


def _stop(schedule: ReportSchedule, why: str, now: datetime) -> None:
    """Pauses what cannot go on, and has its owner told."""
    log.warning("an arranged report is paused", schedule_id=str(schedule.id), why=why)
    schedule.next_at, schedule.paused_because = None, f"Paused by itself: {why}"[:200]
    schedule.save(update_fields=["next_at", "paused_because"])
    events.record("reports.schedule_paused", {"schedule_id": str(schedule.id)}, at=now)
