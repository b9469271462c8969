"""Settling with billers: what was collected for them is paid out, less what they give us for it.

What is locked and what happens when the process dies:

- Making a settlement is one transaction. It locks the biller's row, so of two sweeps the second finds the period made
  (and `billers_settlement_once_a_period` says no to whoever does not look); takes each completed payment that is in no
  settlement yet; writes settlement and lines, and marks the payments. What an aggregator settles is booked in it too:
  `psp:<aggregator>:clearing` owes us the commission. Dying before the commit leaves nothing, and the next sweep makes
  it.
- Payments that come to an end after their period was made are lines of the next one. Nothing is in two, for a line's
  key is its payment.
- Paying out is one transaction as well: it locks the settlement's row, uses up the approval if there is one, and asks
  for the payout (transactions.services.settle_outside), which moves the net amount from `biller:<code>:payable` aside.
  The payout's key is the settlement and the number of the try.
- What became of the payout stands on the payout. `follow_settlements` looks at it under the settlement's lock. Paid,
  the commission is booked from the payable account in the same transaction, under the settlement's own id, never twice.
  Failed, the money is back on the payable account already, nothing was booked, and an operator tries again.
"""

import hashlib
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef

from apps.approvals import selectors as asked
from apps.approvals import services as approvals
from apps.approvals.models import Approval
from apps.billers.errors import NoPayoutAccount, SettlementConflict, SettlementNotFound
from apps.billers.models import (
    Biller,
    BillerSettlement,
    BillPayment,
    Commission,
    Period,
    SettledBy,
    SettlementLine,
    SettlementState,
)
from apps.billers.selectors import commission_at, payable_code
from apps.core import events, sql
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string, round_to_currency
from apps.core.procedures import Change
from apps.gateways.services import clearing_code
from apps.ledger.services import Entry, Leg, deferred_account_id, open_account, post
from apps.transactions import services as transactions
from apps.transactions.kinds import SETTLEMENT
from apps.transactions.models import PaidBack, State, Transaction
from apps.transactions.selectors import find_operation

log = structlog.get_logger("gopay.billers")

COMMISSIONS = "commissions:bills"
PAY_OUT = "billers.pay_out"
_WAITING = (SettlementState.OPEN, SettlementState.FAILED)
_BATCH = 2000
# A day of a large biller is many thousands of ids: one array, and not as many placeholders.
_GATEWAYS = "SELECT transaction_id, gateway_code FROM gateways_operation WHERE transaction_id = ANY(%s::uuid[])"
_SETTLED = "UPDATE billers_billpayment SET settlement_id = %s WHERE transaction_id = ANY(%s::uuid[])"


def period_of(period: str, day: date) -> tuple[date, date]:
    """The last period that was over when `day` began: its first day, and the day after its last one."""
    if period == Period.DAILY:
        return day - timedelta(days=1), day
    if period == Period.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        return monday - timedelta(days=7), monday
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), first


def settle_due(*, now: datetime) -> list[UUID]:
    """Makes the settlements of all periods that are over, and pays out those nobody has to be asked about.

    Days are those of UTC. What fails by accident is rolled back, logged, and done by a later sweep. Call it outside a
    transaction. Returns the ids of what was made.
    """
    made: list[UUID] = []
    owed = BillPayment.objects.filter(settlement_id=None).values_list("biller_id", "settled_by").distinct()
    for biller_id, settled_by in sorted(owed):
        try:
            settlement = make_settlement(biller_id=biller_id, settled_by=settled_by, now=now)
        except Exception:
            log.exception("billers.settlement_failed", biller_id=str(biller_id))
        else:
            made += [settlement.id] if settlement else []
    # Those of earlier sweeps too: they may have died before this, or have waited for a bank account.
    waiting = BillerSettlement.objects.filter(state=SettlementState.OPEN, approval_id=None).order_by("id")
    for settlement_id in list(waiting.values_list("pk", flat=True)):
        try:
            pay_out_if_automatic(settlement_id=settlement_id, now=now)
        except Exception:
            log.exception("billers.payout_failed", settlement_id=str(settlement_id))
    return made


def make_settlement(*, biller_id: UUID, settled_by: str, now: datetime) -> BillerSettlement | None:
    """Makes a biller's settlement of the period that is over, once; None when it is made or there is nothing in it."""
    with transaction.atomic():
        biller = Biller.objects.select_for_update(no_key=True).get(pk=biller_id)
        start, end = period_of(biller.settlement_period, now.astimezone(UTC).date())
        if BillerSettlement.objects.filter(biller=biller, settled_by=settled_by, period_end__gte=end).exists():
            return None
        lines = _lines(biller, settled_by, before=datetime.combine(end, time(), UTC))
        if not lines:
            return None
        gross = sum((line.amount for line in lines), Decimal(0))
        commission = sum((line.commission for line in lines), Decimal(0))
        is_direct = settled_by == SettledBy.DIRECT
        row = BillerSettlement.objects.create(
            id=uuid7(),
            biller=biller,
            settled_by=settled_by,
            period_start=min(start, *(line.completed_at.astimezone(UTC).date() for line in lines)),
            period_end=end,
            currency=biller.currency,
            payments=len(lines),
            gross=gross,
            commission=commission,
            net=gross - commission,
            state=SettlementState.OPEN if is_direct else SettlementState.ACCRUED,
            made_at=now,
            decided_at=None if is_direct else now,
        )
        for line in lines:
            line.settlement = row
        SettlementLine.objects.bulk_create(lines, batch_size=_BATCH)
        sql.fetch_all(_SETTLED, [row.id, [line.payment_id for line in lines]])
        if not is_direct:
            _accrue(row, lines, now)
        events.record("billers.settlement_made", {"settlement_id": str(row.id)}, at=now)
    return row


def pay_out_if_automatic(*, settlement_id: UUID, now: datetime) -> bool:
    """Pays out a settlement up to its biller's limit without an operator; whether it did."""
    with transaction.atomic():
        row = _lock(settlement_id)
        limit = row.biller.automatic_up_to
        is_fresh = row.state == SettlementState.OPEN and row.approval_id is None and not row.attempts
        if not is_fresh or limit is None or row.net > limit or not _is_proven(row.biller):
            return False
        _send(row, now)
    return True


def _is_proven(biller: Biller) -> bool:
    """Whether two operators have let this biller be paid out to the account it has now."""
    approved = BillerSettlement.objects.filter(biller=biller, state=SettlementState.PAID).exclude(approval_id=None)
    last = approved.exclude(payout_id=None).order_by("-decided_at").first()
    payout = Transaction.objects.filter(pk=last.payout_id).first() if last and last.payout_id else None
    operation = find_operation(payout) if payout else None
    given = (operation.bound_to, operation.terms.get("instrument")) if operation else None
    return given == (biller.payout_gateway, biller.payout_token)


def request_payout(*, settlement_id: UUID, by: UUID, now: datetime) -> BillerSettlement:
    """Asks a second operator to let a settlement be paid out, to the account its biller has now.

    Raises SettlementNotFound, SettlementConflict, NoPayoutAccount.
    """
    with transaction.atomic():
        row = _lock(settlement_id)
        is_void = row.state == SettlementState.REQUESTED and not _is_waiting(row)
        if row.state not in _WAITING and not is_void:
            raise SettlementConflict(f"It is in another state by now: {row.get_state_display()}.")
        if not row.biller.payout_token:
            raise NoPayoutAccount
        amount = f"{decimal_string(row.net, row.currency)} {row.currency}"
        approval = approvals.request_approval(
            action=PAY_OUT,
            subject_id=row.id,
            digest=_digest(row),
            summary=f"Pay out {amount} to {row.biller.name}, {row.biller.payout_account}",
            maker_id=by,
            now=now,
            subject_kind="billers.billersettlement",
            changes=[
                Change("Paid out", "", amount),
                Change("To", "", f"{row.biller.name}, {row.biller.payout_account}"),
            ],
            payload={"settlement_id": row.id, "net": row.net, "currency": row.currency, "biller": row.biller.code},
        )
        row.state, row.approval_id, row.failure_code, row.decided_at = SettlementState.REQUESTED, approval.id, "", None
        row.save(update_fields=["state", "approval_id", "failure_code", "decided_at"])
    return row


def approve_payout(*, settlement_id: UUID, by: UUID, holds_role: bool, now: datetime) -> BillerSettlement:
    """Pays out what another operator has asked for, if nothing of it has changed since. Call it outside a transaction.

    Raises SettlementNotFound, SettlementConflict, and what approvals.services.approve raises.
    """
    with approvals.deciding(now=now):
        row, approval_id = _lock_requested(settlement_id)
        approvals.approve(approval_id=approval_id, checker_id=by, digest=_digest(row), holds_role=holds_role, now=now)
        _send(row, now)
    return row


def reject_payout(*, settlement_id: UUID, by: UUID, reason: str, holds_role: bool, now: datetime) -> BillerSettlement:
    """Does not let it be paid out; it may be asked for again. Whoever asked takes it back by this too.

    Raises SettlementNotFound, SettlementConflict, and what approvals.services.reject and `void` raise.
    """
    with transaction.atomic():
        row, approval_id = _lock_requested(settlement_id)
        if asked.get_approval(approval_id).maker_id == by:
            approvals.void(approval_id=approval_id, reason=reason, by=by, now=now)
        else:
            approvals.reject(approval_id=approval_id, checker_id=by, reason=reason, holds_role=holds_role, now=now)
        row.state = SettlementState.OPEN
        row.save(update_fields=["state"])
    return row


def follow_settlements(*, now: datetime) -> int:
    """Takes in what became of payouts that were under way; returns how many came to an end."""
    sending = BillerSettlement.objects.filter(state=SettlementState.SENDING).order_by("id")
    return sum(_follow(identity, now) for identity in list(sending.values_list("pk", flat=True)[:500]))


def _follow(settlement_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        row = _lock(settlement_id)
        if row.state != SettlementState.SENDING:
            return False
        payout = Transaction.objects.filter(pk=row.payout_id).first() if row.payout_id else None
        if payout is None:
            raise RuntimeError(f"settlement {row.id} is being paid out by no payment")
        if payout.state == State.COMPLETED:
            _take_commission(row, now)
            _end(row, SettlementState.PAID, now)
        elif payout.state in (State.FAILED, State.DECLINED):
            _end(row, SettlementState.FAILED, now, failure_code=payout.failure_code)
        else:
            return False
    return True


def _lines(biller: Biller, settled_by: str, *, before: datetime) -> list[SettlementLine]:
    """The payments that were completed and are in no settlement, each with what the biller gives us of it."""
    payments = BillPayment.objects.filter(biller=biller, settled_by=settled_by, settlement_id=None)
    done = payments.filter(transaction__state=State.COMPLETED, transaction__decided_at__lt=before)
    # What was given back, because the biller never got it after all, is nobody's to pay out.
    given_back = PaidBack.objects.filter(transaction_id=OuterRef("transaction_id"), is_reversed=True)
    done = done.exclude(Exists(given_back))
    rows = list(done.select_related("transaction").order_by("transaction_id"))
    gateways = dict(sql.fetch_all(_GATEWAYS, [[row.pk for row in rows]]))
    commissions = list(Commission.objects.filter(biller=biller).order_by("-active_from"))
    lines = []
    for row in rows:
        payment = row.transaction
        at = payment.decided_at or payment.created_at
        lines.append(
            SettlementLine(
                payment=row,
                gateway_code=gateways[payment.id],
                amount=payment.credit,
                commission=_commission(payment, commission_at(commissions, at)),
                completed_at=at,
            )
        )
    return lines


def _commission(payment: Transaction, rule: Commission | None) -> Decimal:
    """Of one payment, rounded half to even, and never more than it was."""
    if rule is None:
        return Decimal(0)
    exact = payment.credit * rule.percent / 100 + rule.flat
    return min(round_to_currency(exact, payment.currency), payment.credit)


def _accrue(row: BillerSettlement, lines: list[SettlementLine], now: datetime) -> None:
    """Books what the aggregators owe us: one entry, under the settlement's id."""
    if not row.commission:
        return
    owed: dict[str, Decimal] = defaultdict(Decimal)
    for line in lines:
        owed[line.gateway_code] += line.commission
    legs = [Leg(_open(COMMISSIONS, "INCOME", row.currency, now), Money(row.commission, row.currency))]
    for gateway_code, amount in owed.items():
        if amount:
            clearing = _open(clearing_code(gateway_code), "ASSET", row.currency, now)
            legs.append(Leg(clearing, Money(-amount, row.currency)))
    post([Entry(row.id, "COMMISSION", legs, now)])


def _take_commission(row: BillerSettlement, now: datetime) -> None:
    """Books what the biller gives us from what is left on its payable account, under the settlement's id."""
    if not row.commission:
        return
    commission = Money(row.commission, row.currency)
    payable = deferred_account_id(payable_code(row.biller.code), row.currency)
    earned = _open(COMMISSIONS, "INCOME", row.currency, now)
    post([Entry(row.id, "COMMISSION", [Leg(payable, -commission), Leg(earned, commission)], now)])


def _open(code: str, kind: str, currency: str, at: datetime) -> UUID:
    return open_account(code=code, kind=kind, currency=currency, floor=None, at=at)


def _send(row: BillerSettlement, now: datetime) -> None:
    """Asks for the payout, with the settlement's row locked, in the transaction of whoever may."""
    biller = row.biller
    row.attempts += 1
    row.payout_account, row.failure_code, row.decided_at = biller.payout_account, "", None
    row.state = SettlementState.SENDING
    if not row.net:
        # All of it is ours.
        _take_commission(row, now)
        _end(row, SettlementState.PAID, now)
        return
    key = f"settlement {row.id} {row.attempts}"
    outcome = transactions.settle_outside(
        kind=SETTLEMENT,
        source_code=payable_code(biller.code),
        amount=Money(row.net, row.currency),
        terms={
            "instrument": biller.payout_token,
            "beneficiary_name": biller.payout_name,
            "description": f"GoPay {row.period_start} to {row.period_end - timedelta(days=1)}",
            "shown": biller.payout_account,
        },
        party_name=biller.name,
        bound_to=biller.payout_gateway,
        key=key,
        digest=hashlib.sha256(f"{key}|{biller.payout_token}|{row.net}|{row.currency}".encode()).digest(),
        at=now,
    )
    row.payout_id = outcome.transaction.id
    if outcome.transaction.state == State.DECLINED:
        _end(row, SettlementState.FAILED, now, failure_code=outcome.transaction.failure_code)
        return
    row.save()


def _end(row: BillerSettlement, state: SettlementState, now: datetime, *, failure_code: str = "") -> None:
    row.state, row.failure_code, row.decided_at = state, failure_code, now
    row.save()
    topic = "billers.settlement_paid" if state == SettlementState.PAID else "billers.settlement_failed"
    events.record(topic, {"settlement_id": str(row.id)}, at=now)


def _lock(settlement_id: UUID) -> BillerSettlement:
    rows = BillerSettlement.objects.select_for_update(no_key=True, of=("self",)).select_related("biller")
    row = rows.filter(pk=settlement_id).first()
    if row is None:
        raise SettlementNotFound
    return row


def _lock_requested(settlement_id: UUID) -> tuple[BillerSettlement, UUID]:
    """A settlement somebody has asked for, locked, and what they have asked."""
    row = _lock(settlement_id)
    if row.state != SettlementState.REQUESTED or row.approval_id is None:
        raise SettlementConflict(f"It is in another state by now: {row.get_state_display()}.")
    return row, row.approval_id


def _is_waiting(row: BillerSettlement) -> bool:
    approval = asked.find_approval(row.approval_id) if row.approval_id else None
    return approval is not None and approval.state == Approval.State.REQUESTED


def _digest(row: BillerSettlement) -> bytes:
    facts: dict[str, Any] = {
        "settlement_id": row.id,
        "gross": row.gross,
        "commission": row.commission,
        "net": row.net,
        "currency": row.currency,
        "attempts": row.attempts,
        "payout_gateway": row.biller.payout_gateway,
        "payout_token": row.biller.payout_token,
    }
    return approvals.digest_of(facts)
