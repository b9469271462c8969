"""The steps a schedule takes. Each needs its row locked, and belongs into the transaction of what makes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts import services as accounts
from apps.core import events
from apps.schedules import wording
from apps.schedules.errors import ScheduleNotFound
from apps.schedules.models import PausedBecause, RunState, Schedule, ScheduleState
from apps.schedules.selectors import find_open_run


def lock_schedule(person_id: UUID, schedule_id: UUID) -> Schedule:
    """One of the person's schedules, locked until the transaction ends: nothing of it is being paid meanwhile.

    Raises ScheduleNotFound, for others' too.
    """
    mine = Schedule.objects.select_for_update(no_key=True).filter(pk=schedule_id, person_id=person_id)
    row = mine.first()
    if row is None:
        raise ScheduleNotFound
    return row


def announce(row: Schedule, topic: str, *, now: datetime, **facts: Any) -> None:
    """Records what happened to a schedule, for whoever tells its person."""
    events.record(topic, {"schedule_id": str(row.id), "person_id": str(row.person_id), **facts}, at=now)


def write_down(row: Schedule, action: str, *, now: datetime, **detail: Any) -> None:
    """The line in the activity log of its person."""
    accounts.record_activity(person_id=row.person_id, action=action, subject=str(row.id), detail=detail, at=now)


def pause(row: Schedule, because: PausedBecause, *, now: datetime) -> None:
    """Nothing of it is due any more, until its person resumes it; what waits to be tried again is skipped."""
    _give_up_open_run(row, wording.WAS_PAUSED, now)
    row.state, row.paused_because = ScheduleState.PAUSED, because
    row.next_run_at = row.due_at = None
    row.save()


def end(row: Schedule, state: ScheduleState, *, now: datetime) -> None:
    """Ends it for good: FINISHED when no due date is left, CANCELLED by whoever may."""
    _give_up_open_run(row, wording.WAS_CANCELLED, now)
    row.state, row.paused_because, row.ended_at = state, "", now
    row.next_run_at = row.due_at = None
    row.save()


def _give_up_open_run(row: Schedule, failure_code: str, now: datetime) -> None:
    run = find_open_run(row.id)
    if run is not None:
        run.state, run.failure_code = RunState.SKIPPED, failure_code
        run.next_attempt_at, run.decided_at = None, now
        run.save()
