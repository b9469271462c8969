"""Reads of shifts: a teller's own, those of an agent, and what belongs beside the open one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum

from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.models import CashMovement, Dealing, Shift, Staff
from apps.agents.models._dealings import DealingKind
from apps.agents.models._shifts import ShiftState
from apps.agents.selectors._desk import get_float
from apps.agents.selectors._staff import Member
from apps.agents.shift_errors import ShiftNotFound
from apps.core.ids import earliest_id
from apps.core.money import Money

# A dealing has the id of its payment, and money that is put aside for a code is fetched within a quarter of an hour.
IDS_ARE_AT_MOST_OLDER = timedelta(hours=1)
# Ids are made a moment after a clock was read.
IDS_ARE_AT_MOST_NEWER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Done:
    """How many dealings of a kind, and what they come to."""

    count: int = 0
    total: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A teller's open shift with what is left of the outlet's float, and what they themselves did today."""

    shift: Shift
    float_left: Money
    today: dict[str, Done]


def agents_of(person_id: UUID) -> list[UUID]:
    """The agents the person works for now. Raises AgentNotFound when there is none."""
    found = list(Staff.objects.filter(person_id=person_id, ended_at=None).values_list("agent_id", flat=True))
    if not found:
        raise AgentNotFound
    return found


def get_open_shift(*, person_id: UUID, now: datetime) -> OpenShift:
    """Where the person serves now; today is the outlet's own. Five statements.

    Raises AgentNotFound for who works for no agent, ShiftNotOpen.
    """
    agents = agents_of(person_id)
    shift = (
        Shift.objects.select_related("outlet", "teller")
        .filter(teller_id=person_id, agent_id__in=agents, state=ShiftState.OPEN)
        .first()
    )
    if shift is None:
        raise ShiftNotOpen
    today = _done_today(shift, now)
    return OpenShift(shift, get_float(shift.outlet_id, shift.currency), today)


def _done_today(shift: Shift, now: datetime) -> dict[str, Done]:
    zone = ZoneInfo(shift.outlet.time_zone)
    midnight = datetime.combine(now.astimezone(zone).date(), time.min, zone)
    rows = (
        Dealing.objects.filter(
            teller_id=shift.teller_id,
            agent_id=shift.agent_id,
            transaction_id__gte=earliest_id(midnight - IDS_ARE_AT_MOST_OLDER),
            at__gte=midnight,
        )
        .values_list("kind")
        .annotate(Count("pk"), Sum("amount"))
    )
    done = {kind: Done(count, total) for kind, count, total in rows}
    return {kind: done.get(kind, Done()) for kind in DealingKind.values}


@dataclass(frozen=True, slots=True)
class ShiftFilter:
    """Which shifts are looked for, by when they were opened. None: all."""

    state: str | None = None
    outlet_id: UUID | None = None
    teller_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_own_shifts(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Shift]:
    """The person's shifts at the agents they work for, the newest first; of `after`, the nearest first.

    Raises AgentNotFound for who works for no agent.
    """
    rows = Shift.objects.filter(teller_id=person_id, agent_id__in=agents_of(person_id))
    return _page(rows, before, after, limit)


def get_own_shift(*, person_id: UUID, shift_id: UUID) -> Shift:
    """One of them. Raises AgentNotFound, ShiftNotFound."""
    rows = Shift.objects.filter(teller_id=person_id, agent_id__in=agents_of(person_id))
    return _one(rows, shift_id)


def list_shifts(
    member: Member,
    *,
    matching: ShiftFilter,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Shift]:
    """The shifts at an agent this person may see, the newest first; of `after`, the nearest first."""
    given = {
        "state": matching.state,
        "outlet_id": matching.outlet_id,
        "teller_id": matching.teller_id,
        "opened_at__gte": matching.since,
        "opened_at__lt": matching.until,
        # The same of the ids, which the indexes are in order of.
        "id__gte": earliest_id(matching.since) if matching.since else None,
        "id__lt": earliest_id(matching.until + IDS_ARE_AT_MOST_NEWER) if matching.until else None,
    }
    rows = _theirs(member).filter(**{name: value for name, value in given.items() if value is not None})
    return _page(rows, before, after, limit)


def get_shift(member: Member, shift_id: UUID) -> Shift:
    """One of these. Raises ShiftNotFound, also for somebody else's."""
    return _one(_theirs(member), shift_id)


def list_movements(shift: Shift) -> list[CashMovement]:
    """What was put into the drawer or taken out without a customer, the oldest first."""
    rows = list(CashMovement.objects.filter(shift_id=shift.id).order_by("id"))
    for row in rows:
        row.shift = shift
    return rows


def _theirs(member: Member) -> QuerySet[Shift]:
    there = Q(outlet_id=member.outlet_id) if member.outlet_id else Q()
    return Shift.objects.filter(there, agent_id=member.agent_id)


def _one(rows: QuerySet[Shift], shift_id: UUID) -> Shift:
    row = _named(rows).filter(pk=shift_id).first()
    if row is None:
        raise ShiftNotFound
    return row


def _page(rows: QuerySet[Shift], before: UUID | None, after: UUID | None, limit: int) -> list[Shift]:
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    return list(_named(rows).order_by("id" if after else "-id")[:limit])


def _named(rows: QuerySet[Shift]) -> QuerySet[Shift]:
    return rows.select_related("outlet", "teller", "closed_by", "approved_by")
