"""Fetching money when little is left.

What is locked, what commits together and what a kill leaves:

- One turn is one transaction about one top-up. It locks the top-up's row (FOR NO KEY UPDATE), looks at the deposit
  under way if there is one, then at the wallet, and if less than the threshold is left and none is under way it starts
  one through the usual pipeline and writes down that it is under way. The deposit, the counter and the month's total
  commit together.
- Killed before the commit, at whichever step, PostgreSQL rolls all of it back, the deposit too. Killed after the
  commit, one deposit is under way and the row says so. There is no moment at which a provider is asked and the row does
  not know: what asks it is the deposit's own operation, which comes into the world with it.
- However many payments make somebody look at once, they take the row one after the other, and the second finds the
  first one's deposit. Should that ever fail, three more things keep it one: the deposit's idempotency key is the
  top-up's id and counter (it holds a blank, which no client's key can); the database refuses a second deposit while one
  is under way, and more than the month's cap (sql/guards.sql).
- Who looks: the consumer of each completed payment, at its payer's and its own top-up; the consumer of failed ones; and
  a sweep, for what took money otherwise (put aside, frozen news, a lost event).

A deposit that failed is tried again an hour later at the earliest; two in a row pause the top-up. What failed does not
count against the cap. Whoever is locked, has lost a phone or closed the account has nothing fetched.
"""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from apps.accounts.models import User
from apps.accounts.selectors import get_profile
from apps.core.money import Money
from apps.funding.models import AutoTopUp, PausedBecause, SourceState, TopUpState
from apps.funding.sealed import open_token
from apps.funding.services._top_up_states import pause
from apps.gateways.base import Capability
from apps.ledger.selectors import get_balance
from apps.transactions import services as transactions
from apps.transactions.kinds import DEPOSIT
from apps.transactions.limits import day_of
from apps.transactions.models import State, Transaction
from apps.wallets.selectors import find_wallet

log = structlog.get_logger("gopay.funding")

FAILURES_THAT_PAUSE = 2
RETRY_AFTER = timedelta(hours=1)
# Payments make us look at once; the sweep is for what was missed.
LOOK_AGAIN = timedelta(hours=1)
LOOK_AT_UNDER_WAY = timedelta(minutes=5)
DESCRIPTION = "GoPay automatic top-up"
_UNDECIDED = (State.HELD, State.PENDING, State.UNKNOWN)


def follow_payment(*, transaction_id: UUID, now: datetime) -> None:
    """Looks at the top-ups a decided payment has to do with: its payer's, and the one it was the deposit of.

    Part of the caller's transaction.
    """
    row = Transaction.objects.get(pk=transaction_id)
    concerned = Q(transaction_id=row.id)
    if row.payer_id is not None:
        concerned |= Q(person_id=row.payer_id, currency=row.currency, state=TopUpState.ACTIVE)
    for top_up_id in AutoTopUp.objects.filter(concerned).order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            _take_turn(AutoTopUp.objects.select_for_update(no_key=True).get(pk=top_up_id), now)


def top_up_due(*, now: datetime, limit: int = 100) -> int:
    """Takes the turn of every top-up that is to be looked at by `now`, at most `limit`; returns how many.

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
            log.exception("funding.turn_failed", top_up_id=str(claimed.id))
            failed.append(claimed.id)
    return taken


def _claim(now: datetime, failed: list[UUID]) -> AutoTopUp | None:
    """The one that is due for longest and that nobody else is dealing with, locked."""
    due = AutoTopUp.objects.filter(due_at__lte=now).exclude(pk__in=failed)
    return due.select_for_update(no_key=True, skip_locked=True).order_by("due_at", "pk").first()


def _take_turn(row: AutoTopUp, now: datetime) -> None:
    if row.transaction_id is not None:
        _settle(row, Transaction.objects.get(pk=row.transaction_id), now)
    if row.transaction_id is None and _may_start(row, now):
        _start(row, now)
    if row.state == TopUpState.ACTIVE or row.transaction_id is not None:
        row.due_at = now + (LOOK_AGAIN if row.transaction_id is None else LOOK_AT_UNDER_WAY)
    else:
        row.due_at = None
    row.save()


def _settle(row: AutoTopUp, deposit: Transaction, now: datetime) -> None:
    """Notes what has become of the deposit under way, if anything has."""
    if deposit.state in _UNDECIDED:
        return
    row.transaction_id = None
    # Written down before the next one may be started: the database refuses a second beside it.
    row.due_at = now if row.state == TopUpState.ACTIVE else None
    if deposit.state == State.COMPLETED:
        row.failures_in_a_row, row.not_before = 0, None
    else:
        _count_failure(row, deposit, now)
    row.save()


def _count_failure(row: AutoTopUp, deposit: Transaction, now: datetime) -> None:
    if row.month == _month_of(deposit.created_at):
        row.month_total -= deposit.amount
    row.failures_in_a_row += 1
    if row.state != TopUpState.ACTIVE:
        return
    row.not_before = now + RETRY_AFTER
    if row.failures_in_a_row >= FAILURES_THAT_PAUSE:
        pause(row, PausedBecause.FAILURES, now=now, failure_code=deposit.failure_code)


def _may_start(row: AutoTopUp, now: datetime) -> bool:
    if row.state != TopUpState.ACTIVE or (row.not_before is not None and now < row.not_before):
        return False
    wallet = find_wallet(row.person_id, row.currency)
    if wallet is None or get_balance(wallet.available_account).amount >= row.threshold:
        return False
    _turn_month(row, now)
    if row.month_total + row.amount > row.monthly_cap:
        return False
    person = get_profile(row.person_id)
    return person.status == User.Status.ACTIVE and person.secured_at is None


def _start(row: AutoTopUp, now: datetime) -> None:
    source = row.source
    if source.state != SourceState.ACTIVE:
        pause(row, PausedBecause.SOURCE, now=now)
        return
    key = f"auto top-up {row.id} {row.runs + 1}"
    outcome = transactions.pay_outside(
        kind=DEPOSIT,
        person_id=row.person_id,
        session_id=None,
        amount=Money(row.amount, row.currency),
        terms={"instrument": open_token(source), "description": DESCRIPTION, "shown": source.masked},
        capability=Capability.COLLECT,
        party_name=source.name,
        bound_to=source.gateway_code,
        key=key,
        digest=hashlib.sha256(f"{key}|{source.id}|{row.amount}|{row.currency}".encode()).digest(),
        at=now,
    )
    deposit = outcome.transaction
    row.runs += 1
    row.month_total += deposit.amount
    row.last_run_at = now
    row.transaction_id = deposit.id
    # The row says first that it is under way: what counts it must not be skipped by one that is refused at once.
    row.due_at = now + LOOK_AT_UNDER_WAY
    row.save()
    if deposit.state not in _UNDECIDED:
        _settle(row, deposit, now)


def _turn_month(row: AutoTopUp, now: datetime) -> None:
    month = _month_of(now)
    # A clock that is set back finds the month ahead and goes on counting there.
    if row.month is None or row.month < month:
        row.month, row.month_total = month, Decimal(0)


def _month_of(moment: datetime) -> date:
    return day_of(moment).replace(day=1)
