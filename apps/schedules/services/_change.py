"""Pausing, resuming and cancelling, by the person and by what happens to them.

Each step locks the schedule's row, which whoever pays it holds too: once a pause has been answered nothing more is
paid. State, open run and activity commit together.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import SessionEnded
from apps.accounts.models import User
from apps.accounts.services import Proof
from apps.core.money import decimal_string
from apps.schedules import selectors
from apps.schedules.errors import ScheduleConflict
from apps.schedules.models import NOT_OVER, PausedBecause, Schedule, ScheduleState
from apps.schedules.occurrences import first_after
from apps.schedules.services._states import announce, end, lock_schedule, pause, write_down
from apps.wallets.selectors import Passage, get_standing


def pause_schedule(*, person_id: UUID, schedule_id: UUID, now: datetime) -> Schedule:
    """Stops an active schedule until it is resumed. Raises ScheduleNotFound, ScheduleConflict when it is not active."""
    with transaction.atomic():
        row = lock_schedule(person_id, schedule_id)
        if row.state != ScheduleState.ACTIVE:
            raise ScheduleConflict(f"The schedule is {row.get_state_display().lower()}.")
        pause(row, PausedBecause.PERSON, now=now)
        write_down(row, "schedules.paused", now=now)
    return row


def resume_schedule(*, person_id: UUID, session_id: UUID, schedule_id: UUID, proof: Proof, now: datetime) -> Schedule:
    """Lets a paused schedule pay again, from its first due date after now on; what was due meanwhile is not paid.

    Money leaves again without anybody being there, so it is confirmed as making one is. Without a due date left it is
    finished. Call it outside a transaction. Raises ScheduleNotFound, ScheduleConflict when it is not paused,
    StepUpRequired, InvalidCode, TooManyRequests, SessionEnded, and what accounts.services.authorise raises.
    """
    _require_paused(selectors.get_schedule(person_id=person_id, schedule_id=schedule_id))
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    row = selectors.get_schedule(person_id=person_id, schedule_id=schedule_id)
    authority = accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("schedule_resume", schedule_id=schedule_id),
        about={
            "action": "schedule_resume",
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "payee": row.payee_name,
        },
        proof=proof,
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        # A phone that is locked ends its sessions under this lock, so this session is still good or it is not.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if not get_standing(Passage(None, None, session_id, person_id), at=now).session_is_good:
            raise SessionEnded
        row = lock_schedule(person_id, schedule_id)
        _require_paused(row)
        accounts.use_authority(authority, now=now)
        _go_on(row, now)
        write_down(row, "schedules.resumed", now=now)
    return row


def cancel_schedule(*, person_id: UUID, schedule_id: UUID, now: datetime) -> Schedule:
    """Ends a schedule for good. Raises ScheduleNotFound, ScheduleConflict when it is over."""
    with transaction.atomic():
        row = lock_schedule(person_id, schedule_id)
        if row.state not in NOT_OVER:
            raise ScheduleConflict(f"The schedule is {row.get_state_display().lower()}.")
        end(row, ScheduleState.CANCELLED, now=now)
        write_down(row, "schedules.cancelled", now=now)
    return row


def pause_of_device(*, device_id: UUID, now: datetime) -> int:
    """Stops what was set going on a phone that was locked: whoever has it may have made it. Returns how many.

    Records `schedules.paused`. Run twice, nobody is told twice: by then none of them is active.
    """
    with transaction.atomic():
        theirs = Schedule.objects.filter(device_id=device_id, state=ScheduleState.ACTIVE)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for row in rows:
            pause(row, PausedBecause.DEVICE, now=now)
            write_down(row, "schedules.paused", now=now, reason="device_locked")
            announce(row, "schedules.paused", now=now, paused_because=row.paused_because)
    return len(rows)


def cancel_of_person(*, person_id: UUID, now: datetime) -> int:
    """Ends all schedules of somebody whose account was closed, of which they are told. Returns how many."""
    with transaction.atomic():
        theirs = Schedule.objects.filter(person_id=person_id, state__in=NOT_OVER)
        rows = list(theirs.select_for_update(no_key=True).order_by("pk"))
        for row in rows:
            end(row, ScheduleState.CANCELLED, now=now)
            write_down(row, "schedules.cancelled", now=now, reason="account_closed")
    return len(rows)


def erase_person(*, person_id: UUID) -> None:
    """Erases whom somebody paid and what they wrote to them, once the law no longer wants to know."""
    over = Schedule.objects.filter(person_id=person_id).exclude(state__in=NOT_OVER)
    over.update(to="", note="", payee_name="")


def _require_paused(row: Schedule) -> None:
    if row.state != ScheduleState.PAUSED:
        raise ScheduleConflict(f"The schedule is {row.get_state_display().lower()}.")


def _go_on(row: Schedule, now: datetime) -> None:
    found = first_after(selectors.rule_of(row), now, number=row.next_occurrence)
    if found is None:
        end(row, ScheduleState.FINISHED, now=now)
        return
    row.next_occurrence, row.next_run_at = found
    row.due_at = row.next_run_at
    row.state, row.paused_because, row.skips_in_a_row = ScheduleState.ACTIVE, "", 0
    row.save()
