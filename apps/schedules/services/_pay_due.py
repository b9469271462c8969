"""Paying what is due.

What is locked, what commits together and what a kill leaves:

- One turn is one transaction about one schedule. It claims the schedule's row (FOR NO KEY UPDATE SKIP LOCKED, so two
  schedulers share the work and never the row), writes the run of the due date, pays it through the usual pipeline,
  marks the run and moves the schedule on to its next due date. All of it commits together, the payment among it.
- Killed before the commit, at whichever step, PostgreSQL rolls all of it back, the payment too: the schedule is due
  as it was, and the next sweep pays it. Killed after the commit, it is paid and marked. There is no moment at which
  money has moved and the run does not say so.
- Should that ever fail, three more things keep one due date from being paid twice: its run is unique
  (`schedules_run_once`) and is decided once (sql/guards.sql); the payment's own statement demands that the run is
  still open; and its idempotency key is the due date's. Only after a try was declined does the next one have a key of
  its own, for a declined payment answers its key for ever. The keys hold a blank, which no client's key can.
- The clock: what is due is looked up by number, and a schedule's number never goes back, so a clock set back pays
  nothing again. After a leap forward, or when nothing ran for long, due dates more than a day old are skipped and the
  person is told, except that the latest one is paid, however old it is. So nobody pays a quarter's rent at once.

Without enough money a due date is tried again 1, 6 and 24 hours after the first try, but never when the next one is
due; then it is skipped. Whatever else is in the way skips it at once. Three skips in a row pause the schedule. Due
dates that nobody could pay in time do not count among these: they are our fault. A payment that is held for review
counts as made; what comes of it is between the person and the review.
"""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import transaction

from apps.core import sql
from apps.core.money import Money
from apps.schedules import wording
from apps.schedules.errors import RunDecided
from apps.schedules.models import OPEN_RUN, PausedBecause, RunState, Schedule, ScheduleRun, ScheduleState
from apps.schedules.occurrences import first_after, latest_until, moment_of
from apps.schedules.selectors import find_open_run, rule_of
from apps.schedules.services._states import announce, end, pause
from apps.transactions import services as transactions
from apps.transactions.errors import InsufficientFunds
from apps.transactions.models import State
from apps.transactions.services import Attachment, Outcome

log = structlog.get_logger("gopay.schedules")

RETRY_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24))
STALE_AFTER = timedelta(hours=24)
SKIPS_THAT_PAUSE = 3
# After years without a sweep, so many of the newest due dates are listed one by one; the message counts them all.
MAX_MISSED_ROWS = 100


def pay_due(*, now: datetime, limit: int = 100) -> int:
    """Takes the turn of every schedule that is due at `now`, at most `limit`; returns how many turns were taken.

    A turn that fails by accident is rolled back, logged, and taken by a later sweep; it keeps nobody else waiting.
    Raises RuntimeError inside a transaction: each turn is one of its own.
    """
    taken = 0
    failed: list[UUID] = []
    while taken < limit:
        claimed = None
        try:
            with transaction.atomic(durable=True):
                claimed = _claim(now, failed)
                if claimed is None:
                    break
                _take_turn(claimed, now)
            taken += 1
        except Exception:
            if claimed is None:
                raise
            log.exception("schedules.turn_failed", schedule_id=str(claimed.id))
            failed.append(claimed.id)
    return taken


def _claim(now: datetime, failed: list[UUID]) -> Schedule | None:
    """The schedule that is due for longest and that nobody else is dealing with, locked."""
    due = Schedule.objects.filter(state=ScheduleState.ACTIVE, due_at__lte=now).exclude(pk__in=failed)
    return due.select_for_update(no_key=True, skip_locked=True).order_by("due_at", "pk").first()


def _take_turn(row: Schedule, now: datetime) -> None:
    """One due date of a schedule: a new one, or another try at the one before if the next has not come yet."""
    run = find_open_run(row.id)
    if row.next_run_at is not None and row.next_run_at <= now:
        if run is not None:
            _skip(row, run, now)
        if row.skips_in_a_row >= SKIPS_THAT_PAUSE:
            _settle(row, None, now)
            return
        run = _open_next(row, row.next_run_at, now)
    if run is None:
        raise RuntimeError("a schedule is due and nothing of it is")
    _try_to_pay(row, run, now)
    _settle(row, run, now)


def _open_next(row: Schedule, due_at: datetime, now: datetime) -> ScheduleRun:
    """The run of the due date to be paid now; those before it that have become too old are skipped."""
    rule, number = rule_of(row), row.next_occurrence
    latest = latest_until(rule, now, number=number)
    fresh = first_after(rule, now - STALE_AFTER, number=number)
    if latest is not None and latest[0] > number:
        chosen = min(latest, fresh) if fresh is not None else latest
        if chosen[0] > number:
            _skip_missed(row, number, chosen[0], now)
            number, due_at = chosen
    row.next_occurrence = number + 1
    row.next_run_at = moment_of(rule, number + 1)
    return ScheduleRun.objects.create(schedule=row, occurrence=number, due_at=due_at, created_at=now)


def _skip_missed(row: Schedule, first: int, end_before: int, now: datetime) -> None:
    rule = rule_of(row)
    listed = range(max(first, end_before - MAX_MISSED_ROWS), end_before)
    moments = [(number, moment_of(rule, number)) for number in listed]
    ScheduleRun.objects.bulk_create(
        ScheduleRun(
            schedule=row,
            occurrence=number,
            due_at=due_at,
            state=RunState.SKIPPED,
            failure_code=wording.MISSED,
            created_at=now,
            decided_at=now,
        )
        for number, due_at in moments
        if due_at is not None
    )
    _announce_skip(row, wording.MISSED, moments[-1][1], now, skipped=end_before - first)


def _try_to_pay(row: Schedule, run: ScheduleRun, now: datetime) -> None:
    run.attempts += 1
    outcome = _pay(row, run, now)
    run.transaction_id = outcome.transaction.id
    if outcome.transaction.state != State.DECLINED:
        is_done = outcome.transaction.state == State.COMPLETED
        run.state = RunState.PAID if is_done else RunState.HELD
        run.failure_code, run.next_attempt_at, run.decided_at = "", None, now
        run.save()
        row.runs_made += 1
        row.skips_in_a_row = 0
        return
    run.failure_code = outcome.transaction.failure_code
    again_at = _next_try(row, run, now) if run.failure_code == InsufficientFunds.code else None
    if again_at is None:
        _skip(row, run, now)
        return
    run.state, run.next_attempt_at = RunState.RETRYING, again_at
    run.save()


def _pay(row: Schedule, run: ScheduleRun, now: datetime) -> Outcome:
    still_open = sql.Part(
        "EXISTS (SELECT FROM schedules_schedulerun r WHERE r.id = %s AND r.state IN ('PENDING', 'RETRYING')"
        " FOR NO KEY UPDATE)",
        [run.id],
    )
    return transactions.send_money(
        payer_id=row.person_id,
        session_id=None,
        to=str(row.payee_id),
        amount=Money(row.amount, row.currency),
        note=row.note,
        key=_key(row, run),
        digest=hashlib.sha256(f"{_key(row, run)}|{row.payee_id}|{row.amount}|{row.currency}".encode()).digest(),
        attachments=(Attachment(condition=still_open, why_not=lambda: _why_not(run)),),
        at=now,
    )


def _why_not(run: ScheduleRun) -> RunDecided | None:
    is_open = ScheduleRun.objects.filter(pk=run.pk, state__in=OPEN_RUN).exists()
    return None if is_open else RunDecided()


def _key(row: Schedule, run: ScheduleRun) -> str:
    key = f"schedule {row.id} {run.occurrence}"
    return key if run.attempts == 1 else f"{key} {run.attempts}"


def _next_try(row: Schedule, run: ScheduleRun, now: datetime) -> datetime | None:
    """When to try again; None when the tries are used up, or the next due date comes first."""
    for wait in RETRY_AFTER[run.attempts - 1 :]:
        again_at = run.created_at + wait
        if again_at > now:
            return again_at if row.next_run_at is None or again_at < row.next_run_at else None
    return None


def _skip(row: Schedule, run: ScheduleRun, now: datetime) -> None:
    run.state, run.next_attempt_at, run.decided_at = RunState.SKIPPED, None, now
    run.save()
    row.skips_in_a_row += 1
    _announce_skip(row, run.failure_code, run.due_at, now)


def _announce_skip(row: Schedule, code: str, due_at: datetime | None, now: datetime, skipped: int = 1) -> None:
    at = due_at.isoformat() if due_at else ""
    announce(row, "schedules.skipped", now=now, failure_code=code, due_at=at, skipped=skipped)


def _settle(row: Schedule, run: ScheduleRun | None, now: datetime) -> None:
    """Writes where the schedule stands after a turn: when it is due next, or that it is paused or over."""
    is_open = run is not None and run.state == RunState.RETRYING
    if row.next_run_at is None and not is_open:
        end(row, ScheduleState.FINISHED, now=now)
    elif row.skips_in_a_row >= SKIPS_THAT_PAUSE and not is_open:
        pause(row, PausedBecause.SKIPS, now=now)
        announce(row, "schedules.paused", now=now, paused_because=row.paused_because)
    else:
        times = [row.next_run_at, run.next_attempt_at if run is not None else None]
        row.due_at = min(at for at in times if at is not None)
        row.save()
