"""Shifts: a drawer is counted when a teller begins, and again when they end; what differs somebody else approves.

Each of these is one transaction that locks the shift's row (FOR NO KEY UPDATE) and no other. A dealing locks the same
row in its own statement before it moves money (`_book`): it comes first and is in the sum, or it finds the shift closed
and moves nothing. So `expected` is always what was counted at the beginning with all that came in and went out, which
a constraint says too (agents_shift_adds_up). A process that dies half way has done nothing.

The count is blind: nobody is told what should be there before they have said what is. A count that differs and comes
without a remark closes nothing, is written down with its sum, and may be given three times a day; one with a remark
closes the shift whatever it comes to.

A difference is approved by whoever supervises there and has neither served in the shift nor counted its drawer
(SECURITY 20: constraints of the table); what is approved cannot be edited any more (sql/guards.sql).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q, QuerySet

from apps.accounts.services import record_activity
from apps.agents import desk_rates
from apps.agents.errors import AgentConflict, AgentNotFound, OutletNotFound, ShiftNotOpen
from apps.agents.models import CashMovement, Outlet, Shift, Staff
from apps.agents.models._agents import AgentStatus
from apps.agents.models._shifts import ShiftState
from apps.agents.selectors import Member, Power, agents_of, require_role
from apps.agents.shift_errors import (
    MoreThanDrawer,
    OwnShift,
    RemarkRequired,
    ShiftConflict,
    ShiftNotFound,
    ShiftOpenAlready,
    TellerStillServes,
)
from apps.core import events
from apps.core.constraints import constraint_name, sqlstate
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.core.ratelimit import spend
from apps.transactions.errors import IdempotencyKeyReused

# More is a typing error; less leaves room for what comes in.
MOST_CASH = Decimal(10) ** 12
_REFUSED_BY_GUARD = "GP010"


def start_shift(*, person_id: UUID, outlet_id: UUID | None = None, cash: Decimal, now: datetime) -> Shift:
    """Begins a shift with so much counted cash, at the only outlet the person may serve at unless it is named.

    Raises AgentNotFound for who works for no agent, OutletNotFound, AgentConflict for an agent that is not active,
    ShiftOpenAlready, InvalidInput on `outlet_id` and `cash`, TooManyRequests.
    """
    spend(desk_rates.SHIFTS_BY_PERSON, str(person_id), now=now)
    outlet = _place(person_id, outlet_id)
    agent = outlet.agent
    _check_cash(cash, agent.currency, "cash")
    try:
        with transaction.atomic():
            shift = Shift.objects.create(
                agent_id=agent.id,
                outlet=outlet,
                teller_id=person_id,
                currency=agent.currency,
                opened_at=now,
                opening_cash=cash,
                expected=cash,
            )
            facts = {"outlet": outlet.name, "cash": decimal_string(cash, agent.currency)}
            _write_down(shift, "agents.shift_opened", by=person_id, now=now, **facts)
    except IntegrityError as error:
        if constraint_name(error) == "agents_one_open_shift":
            raise ShiftOpenAlready from None
        raise
    except DatabaseError as error:
        # The outlet was closed since we looked.
        if sqlstate(error) == _REFUSED_BY_GUARD:
            raise OutletNotFound from None
        raise
    return shift


def close_shift(*, person_id: UUID, cash: Decimal, remark: str = "", now: datetime) -> Shift:
    """Ends the person's own shift with what they have counted: CLOSED, or DIFFERENT, of which supervisors are told.

    Also one at an agent that has let them go: else it would keep them from serving at another one.

    Records `agents.shift_differs`. Raises AgentNotFound, ShiftNotOpen, RemarkRequired, InvalidInput on `cash`,
    TooManyRequests.
    """
    spend(desk_rates.SHIFTS_BY_PERSON, str(person_id), now=now)
    agents_of(person_id)
    identity = Shift.objects.filter(teller_id=person_id, state=ShiftState.OPEN).values_list("id", flat=True).first()
    return _count_out(identity, by=person_id, cash=cash, remark=remark, missing=ShiftNotOpen(), now=now)


def close_for_teller(
    *, person_id: UUID, agent_id: UUID, shift_id: UUID, cash: Decimal, remark: str = "", now: datetime
) -> Shift:
    """Ends the shift of a teller who works there no more with what a supervisor has counted; another one approves it.

    Records `agents.shift_differs`. Raises AgentNotFound, RoleRequired, ShiftNotFound, ShiftConflict, OwnShift,
    TellerStillServes, RemarkRequired, InvalidInput on `cash`, TooManyRequests.
    """
    spend(desk_rates.SHIFTS_BY_PERSON, str(person_id), now=now)
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.SUPERVISE)
    shift = _shift_of(member, Shift.objects.filter(pk=shift_id).first())
    if shift.teller_id == person_id:
        raise OwnShift
    if _may_serve_at(shift.outlet_id, shift.agent_id).filter(person_id=shift.teller_id).exists():
        raise TellerStillServes
    return _count_out(shift.id, by=person_id, cash=cash, remark=remark, missing=ShiftConflict(), now=now)


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement of cash; `replayed` when the same request was answered before."""

    movement: CashMovement
    replayed: bool


def move_cash(*, person_id: UUID, direction: str, amount: Decimal, reason: str, key: str, now: datetime) -> Moved:
    """Puts cash into the drawer of the person's open shift or takes it out, once for each of their keys.

    Raises AgentNotFound, ShiftNotOpen, MoreThanDrawer, InvalidInput on `amount`, IdempotencyKeyReused,
    TooManyRequests.
    """
    spend(desk_rates.SHIFTS_BY_PERSON, str(person_id), now=now)
    agents, asked = agents_of(person_id), (direction, amount, reason)
    with transaction.atomic():
        shift = _locked(Shift.objects.filter(teller_id=person_id, agent_id__in=agents, state=ShiftState.OPEN))
        # Whoever asked the same at the same time is done by now.
        if found := _moved_before(person_id, key, asked):
            return found
        if shift is None:
            raise ShiftNotOpen
        _check_cash(amount, shift.currency, "amount")
        return Moved(_move(shift, person_id, asked, key, now), replayed=False)


def approve_difference(*, person_id: UUID, agent_id: UUID, shift_id: UUID, reason: str, now: datetime) -> Shift:
    """Accepts that a drawer held another sum than it should; the shift is CLOSED then.

    Raises AgentNotFound, RoleRequired, ShiftNotFound, ShiftConflict, OwnShift, TooManyRequests.
    """
    spend(desk_rates.SHIFTS_BY_PERSON, str(person_id), now=now)
    with transaction.atomic():
        shift = _locked(Shift.objects.filter(pk=shift_id, agent_id=agent_id))
        # The role as it is once the row is ours.
        member = require_role(person_id=person_id, agent_id=agent_id, power=Power.SUPERVISE)
        shift = _shift_of(member, shift)
        if person_id in (shift.teller_id, shift.closed_by_id):
            raise OwnShift
        if shift.state != ShiftState.DIFFERENT:
            raise ShiftConflict
        shift.state, shift.reason = ShiftState.CLOSED, reason
        shift.approved_by_id, shift.approved_at = person_id, now
        shift.save(update_fields=["state", "reason", "approved_by", "approved_at"])
        difference = _signed(shift)
        _write_down(shift, "agents.difference_approved", by=person_id, now=now, difference=difference, reason=reason)
    return shift


def _place(person_id: UUID, outlet_id: UUID | None) -> Outlet:
    """Where the person is to serve: an open outlet of an active agent at which they have a role."""
    roles = list(Staff.objects.filter(person_id=person_id, ended_at=None).values_list("agent_id", "outlet_id"))
    if not roles:
        raise AgentNotFound
    theirs = Q()
    for agent_id, only in roles:
        theirs |= Q(pk=only) if only else Q(agent_id=agent_id)
    open_ones = Outlet.objects.filter(theirs, is_open=True).select_related("agent")
    if outlet_id is not None:
        found = list(open_ones.filter(pk=outlet_id))
    else:
        # Two are enough to know that there is not one.
        found = list(open_ones.filter(agent__status=AgentStatus.ACTIVE)[:2]) or list(open_ones[:1])
    if not found:
        raise OutletNotFound
    if len(found) > 1:
        said = "You may serve at several outlets: say at which one."
        raise InvalidInput(errors=[{"field": "outlet_id", "code": "required", "detail": said}])
    (outlet,) = found
    if outlet.agent.status != AgentStatus.ACTIVE:
        raise AgentConflict("This agent does not serve now.")
    return outlet


def _may_serve_at(outlet_id: UUID, agent_id: UUID) -> QuerySet[Staff]:
    there = Q(outlet_id=None) | Q(outlet_id=outlet_id)
    return Staff.objects.filter(there, agent_id=agent_id, ended_at=None)


def _shift_of(member: Member, shift: Shift | None) -> Shift:
    """Raises ShiftNotFound, also for a shift of another agent or of an outlet that is not theirs."""
    if shift is None or shift.agent_id != member.agent_id or not member.is_at(shift.outlet_id):
        raise ShiftNotFound
    return shift


def _locked(rows: QuerySet[Shift]) -> Shift | None:
    """The one row of these, locked; None when there is none, or none any more."""
    return rows.select_for_update(no_key=True).first()


def _count_out(
    shift_id: UUID | None, *, by: UUID, cash: Decimal, remark: str, missing: Exception, now: datetime
) -> Shift:
    with transaction.atomic():
        shift = _locked(Shift.objects.filter(pk=shift_id, state=ShiftState.OPEN)) if shift_id else None
        if shift is None:
            raise missing
        _check_cash(cash, shift.currency, "cash")
        difference = cash - shift.expected
        if not difference or remark:
            return _close(shift, by=by, cash=cash, difference=difference, remark=remark, now=now)
    # Nothing was done; what was said stays known.
    spend(desk_rates.WRONG_COUNTS_OF_SHIFT, str(shift.id), now=now)
    _write_down(shift, "agents.shift_counted", by=by, now=now, cash=decimal_string(cash, shift.currency))
    raise RemarkRequired


def _close(shift: Shift, *, by: UUID, cash: Decimal, difference: Decimal, remark: str, now: datetime) -> Shift:
    shift.state = ShiftState.DIFFERENT if difference else ShiftState.CLOSED
    shift.closed_at, shift.counted_cash, shift.difference, shift.remark = now, cash, difference, remark
    shift.closed_by_id = by if by != shift.teller_id else None
    shift.save(update_fields=["state", "closed_at", "counted_cash", "difference", "remark", "closed_by"])
    facts = {"cash": decimal_string(cash, shift.currency), "difference": _signed(shift)}
    _write_down(shift, "agents.shift_closed", by=by, now=now, **facts)
    if difference:
        events.record("agents.shift_differs", {"shift_id": str(shift.id)}, at=now)
    return shift


def _move(shift: Shift, by: UUID, asked: tuple[str, Decimal, str], key: str, now: datetime) -> CashMovement:
    direction, amount, reason = asked
    if direction == CashMovement.Direction.IN:
        shift.brought, shift.expected = shift.brought + amount, shift.expected + amount
    elif amount > shift.expected:
        raise MoreThanDrawer
    else:
        shift.taken, shift.expected = shift.taken + amount, shift.expected - amount
    shift.save(update_fields=["brought", "taken", "expected"])
    movement = CashMovement.objects.create(
        shift=shift, direction=direction, amount=amount, reason=reason, by_id=by, at=now, idempotency_key=key
    )
    facts = {"direction": direction, "amount": decimal_string(amount, shift.currency), "reason": reason}
    _write_down(shift, "agents.cash_moved", by=by, now=now, **facts)
    return movement


def _moved_before(person_id: UUID, key: str, asked: Sequence[object]) -> Moved | None:
    row = CashMovement.objects.select_related("shift").filter(by_id=person_id, idempotency_key=key).first()
    if row is None:
        return None
    if (row.direction, row.amount, row.reason) != tuple(asked):
        raise IdempotencyKeyReused
    return Moved(row, replayed=True)


def _check_cash(cash: Decimal, currency: str, field: str) -> None:
    """Raises InvalidInput on `field` for what is no cash in this currency."""
    try:
        Money(cash, currency)
    except InvalidMoney as error:
        raise InvalidInput(errors=[{"field": field, "code": "too_many_decimals", "detail": error.detail}]) from None
    if cash > MOST_CASH:
        said = "Nobody has that much in a drawer."
        raise InvalidInput(errors=[{"field": field, "code": "too_large", "detail": said}])


def _signed(shift: Shift) -> str:
    return decimal_string(shift.difference or Decimal(0), shift.currency)


def _write_down(shift: Shift, action: str, *, by: UUID, now: datetime, **facts: str) -> None:
    record_activity(person_id=by, action=action, subject=str(shift.id), detail=facts, at=now)
