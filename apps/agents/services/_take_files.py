"""What leaves a desk or an office as a report or a file; each file is written down before its first byte (SECURITY 28).

Nothing here locks a row or moves money. Whoever works at one outlet sees only what was done there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.agents import desk_rates
from apps.agents.models import Agent, CashMovement, Shift
from apps.agents.models._shifts import ShiftState
from apps.agents.selectors import (
    DealingFilter,
    OutletsDay,
    Power,
    SeenDealing,
    agents_of,
    count_dealings,
    count_own_dealings,
    get_own_shift,
    get_shift,
    list_dealings_of_shift,
    list_movements,
    list_outlet_days,
    require_role,
)
from apps.agents.shift_errors import FileTooLong, ShiftConflict
from apps.core.errors import InvalidInput
from apps.core.ratelimit import spend
from apps.core.services import record_export

DayForm = Literal["json", "csv", "pdf"]
ListForm = Literal["csv", "xlsx"]
# A file is read by people, and a year of a busy desk is less.
MOST_ROWS = 100_000
MOST_PDF_ROWS = 5_000
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


@dataclass(frozen=True, slots=True)
class DayReport:
    """What was done on a day at the outlets somebody may see."""

    agent: Agent
    day: date
    made_at: datetime
    outlets: list[OutletsDay]


@dataclass(frozen=True, slots=True)
class ShiftReport:
    """A shift with all that was done in it."""

    agent: Agent
    shift: Shift
    made_at: datetime
    movements: list[CashMovement]
    dealings: list[SeenDealing]


@dataclass(frozen=True, slots=True)
class DealingsFile:
    """`rows` reads them, the oldest first; there are `count`, and those that are made while it is read.

    `currency` is that of the agent: whoever serves at several sees each line's own beside it.
    """

    made_at: datetime
    currency: str
    count: int
    rows: Iterator[SeenDealing]


def take_day_report(*, person_id: UUID, agent_id: UUID, day: date, form: DayForm, now: datetime) -> DayReport:
    """The end-of-day report, also of a day that is not over. Raises AgentNotFound, RoleRequired, InvalidInput for a
    year nobody means, FileTooLong, TooManyRequests."""
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.REPORT)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        said = f"The year must be from {_FIRST_YEAR} to {_LAST_YEAR}."
        raise InvalidInput(errors=[{"field": "date", "code": "out_of_range", "detail": said}])
    spend(desk_rates.DAYS_BY_PERSON, str(person_id), now=now)
    outlets = list_outlet_days(member, day, now=now)
    rows = sum(len(one.drawers) for one in outlets)
    if form != "json":
        _check_length(rows, form)
        _write_down(person_id, agent_id, f"Day {day} of agent {agent_id}", form=form, rows=rows, now=now)
    return DayReport(Agent.objects.get(pk=agent_id), day, now, outlets)


def take_own_shift_report(*, person_id: UUID, shift_id: UUID, form: DayForm, now: datetime) -> ShiftReport:
    """The report of a shift of one's own that was closed: before, its drawer has to be counted.

    Raises AgentNotFound, ShiftNotFound, ShiftConflict, FileTooLong, TooManyRequests.
    """
    shift = get_own_shift(person_id=person_id, shift_id=shift_id)
    if shift.state == ShiftState.OPEN:
        raise ShiftConflict("The shift is open: close it first.")
    return _shift_report(shift, person_id=person_id, form=form, now=now)


def take_shift_report(*, person_id: UUID, agent_id: UUID, shift_id: UUID, form: DayForm, now: datetime) -> ShiftReport:
    """The same for whoever may see reports there, of an open shift too. Raises AgentNotFound, RoleRequired,
    ShiftNotFound, FileTooLong, TooManyRequests."""
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.REPORT)
    return _shift_report(get_shift(member, shift_id), person_id=person_id, form=form, now=now)


def take_own_dealings(*, person_id: UUID, matching: DealingFilter, form: ListForm, now: datetime) -> DealingsFile:
    """Whom the person has served, as a file. Raises AgentNotFound, FileTooLong, TooManyRequests."""
    spend(desk_rates.FILES_BY_PERSON, str(person_id), now=now)
    count, rows = count_own_dealings(person_id, matching=matching, most=MOST_ROWS)
    _check_length(count, form)
    _write_down(person_id, person_id, f"Dealings of teller {person_id}", form=form, rows=count, now=now)
    currency = Agent.objects.filter(pk__in=agents_of(person_id)).order_by("id").values_list("currency", flat=True)[0]
    return DealingsFile(now, currency, count, rows())


def take_dealings(
    *, person_id: UUID, agent_id: UUID, matching: DealingFilter, form: ListForm, now: datetime
) -> DealingsFile:
    """What was done at the agent, or at this person's outlet, as a file. Raises AgentNotFound, RoleRequired,
    FileTooLong, TooManyRequests."""
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.SEE_DEALINGS)
    spend(desk_rates.FILES_BY_PERSON, str(person_id), now=now)
    count, rows = count_dealings(member, matching=matching, most=MOST_ROWS)
    _check_length(count, form)
    what = f"Dealings of agent {agent_id}" + (f", outlet {member.outlet_id}" if member.outlet_id else "")
    _write_down(person_id, agent_id, what, form=form, rows=count, now=now)
    currency = Agent.objects.values_list("currency", flat=True).get(pk=agent_id)
    return DealingsFile(now, currency, count, rows())


def _shift_report(shift: Shift, *, person_id: UUID, form: DayForm, now: datetime) -> ShiftReport:
    spend(desk_rates.FILES_BY_PERSON, str(person_id), now=now)
    movements = list_movements(shift)
    rows = shift.dealings + len(movements)
    _check_length(rows, form)
    if form != "json":
        _write_down(person_id, shift.id, f"Report of shift {shift.id}", form=form, rows=rows, now=now)
    agent = Agent.objects.get(pk=shift.agent_id)
    return ShiftReport(agent, shift, now, movements, list_dealings_of_shift(shift.id))


def _check_length(rows: int, form: str) -> None:
    most = MOST_PDF_ROWS if form == "pdf" else MOST_ROWS
    if rows > most:
        raise FileTooLong(f"This file holds at most {most:,} lines. Ask for a shorter time.", maximum=most)


def _write_down(person_id: UUID, subject: UUID, what: str, *, form: str, rows: int, now: datetime) -> None:
    """In the log of exports and of the person, and both before the first byte leaves."""
    with transaction.atomic():
        record_export(
            actor_id=person_id, what=f"{what}, {form.upper()}", why="Asked for by its agent.", rows=rows, now=now
        )
        record_activity(
            person_id=person_id,
            action="agents.report_taken",
            subject=str(subject),
            detail={"report": what, "format": form},
            at=now,
        )
