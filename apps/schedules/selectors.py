"""Reads of schedules and their runs."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from apps.schedules.errors import ScheduleNotFound
from apps.schedules.models import OPEN_RUN, Schedule, ScheduleRun, ScheduleState
from apps.schedules.occurrences import Frequency, Rule, upcoming

PREVIEWED = 5
NEWEST_RUNS = 10


def rule_of(row: Schedule) -> Rule:
    """When the schedule is due, for apps/schedules/occurrences.py. Raises zoneinfo.ZoneInfoNotFoundError."""
    return Rule(
        frequency=Frequency(row.frequency),
        start_date=row.start_date,
        local_time=row.local_time,
        zone=ZoneInfo(row.time_zone),
        interval=row.interval,
        day_of_month=row.day_of_month,
        end_date=row.end_date,
        count=row.count,
    )


def get_schedule(*, person_id: UUID, schedule_id: UUID) -> Schedule:
    """One of the person's schedules. Raises ScheduleNotFound, also for somebody else's."""
    row = Schedule.objects.filter(pk=schedule_id, person_id=person_id).first()
    if row is None:
        raise ScheduleNotFound
    return row


def find_schedule(*, person_id: UUID, key: str) -> Schedule | None:
    """What the person has arranged under this idempotency key."""
    return Schedule.objects.filter(person_id=person_id, idempotency_key=key).first()


def list_schedules(
    person_id: UUID,
    *,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Schedule]:
    """The person's schedules, the newest first: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = Schedule.objects.filter(person_id=person_id)
    if state:
        rows = rows.filter(state=state)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_runs(
    schedule_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = NEWEST_RUNS
) -> list[ScheduleRun]:
    """What became of a schedule's due dates, the newest first; `before` and `after` as in list_schedules."""
    rows = ScheduleRun.objects.filter(schedule_id=schedule_id)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_upcoming(row: Schedule, *, limit: int = PREVIEWED) -> list[datetime]:
    """The next due dates; a schedule that is not active has none."""
    if row.state != ScheduleState.ACTIVE or row.next_run_at is None:
        return []
    # The first is the one that is written down: should a zone's rules change, it stays what it was.
    return [row.next_run_at, *upcoming(rule_of(row), number=row.next_occurrence + 1, limit=limit - 1)]


def find_open_run(schedule_id: UUID) -> ScheduleRun | None:
    """The due date that is still to be paid, if there is one."""
    return ScheduleRun.objects.filter(schedule_id=schedule_id, state__in=OPEN_RUN).first()
