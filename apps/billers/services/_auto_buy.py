"""Buying what is due.

What is locked, what commits together and what a kill leaves:

- One turn is one transaction about one auto-recharge. It claims its row (FOR NO KEY UPDATE SKIP LOCKED, so two sweeps
  share the work and never the row), asks for the payment through the usual pipeline, writes the run of the due date and
  moves on to the next due date. All of it commits together, the payment and what its provider is to be asked among it.
- Killed before the commit, at whichever step, PostgreSQL rolls all of it back, the payment too: it is due as it was,
  and the next sweep buys it. Killed after the commit, it is under way and the run says so. No provider is asked in a
  turn: the payment's own operation does that, which comes into the world with it.
- Should that ever fail, three more things keep one due date from being paid twice: its run is unique
  (`billers_auto_run_once`), the payment's idempotency key is the auto-recharge's id and the due date (it holds a blank,
  which no client's key can), and the number of the next due date never goes back (sql/recharges.sql). So a clock that
  is set back buys nothing again.
- After a leap forward, or when nothing ran for long, the latest due date is bought and those before it are skipped:
  nobody gets a month's airtime at once.

What became of a payment is taken in by the consumers of its events, under the same row's lock, and by the next turn, in
case no event came. A due date that was declined (no money, not sold any more) is skipped at once, and the person told;
one that failed at the provider they are told by the payment. Three in a row that brought nothing pause it. Due dates
that nobody could buy in time do not count among these: they are our fault.
"""

import hashlib
from datetime import date, datetime
from uuid import UUID

import structlog
from django.db import transaction

from apps.billers import selectors
from apps.billers.models import (
    AutoPausedBecause,
    AutoRecharge,
    AutoRechargeRun,
    AutoRechargeState,
    AutoRunState,
)
from apps.billers.recharge_errors import NOT_SOLD
from apps.billers.recharge_numbers import open_msisdn
from apps.billers.recharge_wording import MISSED
from apps.billers.services._auto_states import announce, pause
from apps.billers.services._recharge import choose, recharge
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.schedules.occurrences import Rule, date_of, latest_until, moment_of
from apps.transactions.models import UNDER_WAY, State, Transaction
from apps.transactions.services import Outcome

log = structlog.get_logger("gopay.billers")

FAILURES_THAT_PAUSE = 3
# After a year without a sweep, so many of the newest due dates are listed one by one; the message counts them all.
MAX_MISSED_ROWS = 31
_UNDECIDED = (*UNDER_WAY, State.HELD)


def buy_due(*, now: datetime, limit: int = 100) -> int:
    """Takes the turn of every auto-recharge that is due at `now`, at most `limit`; returns how many turns were taken.

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
            log.exception("billers.auto_recharge_failed", auto_recharge_id=str(claimed.id))
            failed.append(claimed.id)
    return taken


def follow_auto_recharge(*, transaction_id: UUID, now: datetime) -> None:
    """Takes in what became of a payment, if an auto-recharge has asked for it. Run twice, the second finds it done."""
    run = AutoRechargeRun.objects.filter(transaction_id=transaction_id, state=AutoRunState.UNDER_WAY).first()
    if run is None:
        return
    with transaction.atomic():
        _settle(AutoRecharge.objects.select_for_update(no_key=True).get(pk=run.auto_recharge_id), now)


def _claim(now: datetime, failed: list[UUID]) -> AutoRecharge | None:
    """The one that is due for longest and that nobody else is dealing with, locked."""
    due = AutoRecharge.objects.filter(state=AutoRechargeState.ACTIVE, due_at__lte=now).exclude(pk__in=failed)
    return due.select_for_update(no_key=True, skip_locked=True).order_by("due_at", "pk").first()


def _take_turn(row: AutoRecharge, now: datetime) -> None:
    """One due date: it is bought or skipped, and the row goes on to the next."""
    _settle(row, now)
    if row.state != AutoRechargeState.ACTIVE:
        return
    rule = selectors.rule_of_auto(row)
    number, due_on = _due(row, rule, now)
    _go_on(row, rule, number)
    _buy(row, due_on, now)


def _due(row: AutoRecharge, rule: Rule, now: datetime) -> tuple[int, date]:
    """The due date to be bought now, with its number; those before it are too old and skipped."""
    first, due_on = row.next_occurrence, row.next_due_on
    latest = latest_until(rule, now, number=first)
    if due_on is None:
        raise RuntimeError("an auto-recharge is due and nothing of it is")
    if latest is None or latest[0] == first:
        # Should a zone's rules change, it stays the date that was written down.
        return first, due_on
    number = latest[0]
    _skip_missed(row, rule, first, number, now)
    return number, _date_of(rule, number)


def _date_of(rule: Rule, number: int) -> date:
    day = date_of(rule, number)
    if day is None:
        raise RuntimeError("an auto-recharge has no end")
    return day


def _skip_missed(row: AutoRecharge, rule: Rule, first: int, end_before: int, now: datetime) -> None:
    days = [_date_of(rule, number) for number in range(max(first, end_before - MAX_MISSED_ROWS), end_before)]
    AutoRechargeRun.objects.bulk_create(
        AutoRechargeRun(
            auto_recharge=row,
            due_on=day,
            state=AutoRunState.SKIPPED,
            failure_code=MISSED,
            created_at=now,
            decided_at=now,
        )
        for day in days
    )
    _announce_skip(row, days[-1], MISSED, now, skipped=end_before - first)


def _go_on(row: AutoRecharge, rule: Rule, number: int) -> None:
    row.next_occurrence = number + 1
    row.next_due_on = _date_of(rule, number + 1)
    row.due_at = moment_of(rule, number + 1)
    row.save()


def _buy(row: AutoRecharge, due_on: date, now: datetime) -> None:
    run = AutoRechargeRun(auto_recharge=row, due_on=due_on, created_at=now)
    msisdn = open_msisdn(row.msisdn, table=AutoRecharge._meta.db_table, row=row.id)
    if code := _why_not_sold(row, msisdn):
        _skip(row, run, code, now)
        return
    payment = _pay(row, msisdn, due_on, now).transaction
    run.transaction_id = payment.id
    if payment.state == State.DECLINED:
        _skip(row, run, payment.failure_code, now)
        return
    run.save(force_insert=True)
    row.runs_made += 1
    row.save(update_fields=["runs_made"])


def _why_not_sold(row: AutoRecharge, msisdn: str) -> str:
    """Why it cannot be bought as it was confirmed: not sold any more, or at another price. Empty: it can."""
    amount = Money(row.amount, row.currency)
    try:
        choose(msisdn=msisdn, operator=row.operator.code, product=row.product.code, amount=amount)
    except DomainError as error:
        if error.code not in NOT_SOLD:
            raise
        return error.code
    return ""


def _pay(row: AutoRecharge, msisdn: str, due_on: date, now: datetime) -> Outcome:
    """Asks for the payment of one due date."""
    amount = Money(row.amount, row.currency)
    key = f"auto-recharge {row.id} {due_on.isoformat()}"
    operator, product = row.operator.code, row.product.code
    return recharge(
        person_id=row.person_id,
        session_id=None,
        msisdn=msisdn,
        operator=operator,
        product=product,
        amount=amount,
        key=key,
        digest=hashlib.sha256(f"{key}|{operator}|{product}|{row.amount}|{row.currency}".encode()).digest(),
        now=now,
    )


def _skip(row: AutoRecharge, run: AutoRechargeRun, code: str, now: datetime) -> None:
    run.state, run.failure_code, run.decided_at = AutoRunState.SKIPPED, code, now
    run.save(force_insert=True)
    _announce_skip(row, run.due_on, code, now)
    _count_failure(row, now)


def _announce_skip(row: AutoRecharge, due_on: date, code: str, now: datetime, *, skipped: int = 1) -> None:
    facts = {"failure_code": code, "due_on": due_on.isoformat(), "skipped": skipped}
    announce(row, "billers.auto_recharge_skipped", now=now, **facts)


def _settle(row: AutoRecharge, now: datetime) -> None:
    """What has become of the payments under way, in the order of their due dates. The row is locked."""
    runs = list(AutoRechargeRun.objects.filter(auto_recharge=row, state=AutoRunState.UNDER_WAY).order_by("due_on"))
    payments: dict[UUID | None, Transaction] = dict(Transaction.objects.in_bulk([run.transaction_id for run in runs]))
    for run in runs:
        payment = payments[run.transaction_id]
        if payment.state in _UNDECIDED:
            continue
        is_done = payment.state == State.COMPLETED
        run.state = AutoRunState.DONE if is_done else AutoRunState.FAILED
        run.failure_code, run.decided_at = "" if is_done else payment.failure_code, now
        run.save()
        if not is_done:
            _count_failure(row, now)
        elif row.failures_in_a_row:
            row.failures_in_a_row = 0
            row.save(update_fields=["failures_in_a_row"])


def _count_failure(row: AutoRecharge, now: datetime) -> None:
    row.failures_in_a_row += 1
    row.save(update_fields=["failures_in_a_row"])
    if row.state == AutoRechargeState.ACTIVE and row.failures_in_a_row >= FAILURES_THAT_PAUSE:
        pause(row, AutoPausedBecause.FAILURES, now=now)
