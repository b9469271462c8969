"""What was done at outlets on a day: each drawer, and the float, which the ledger itself tells.

A day is the outlet's own, from midnight to midnight there. Which dealings belong to it says the ledger: those whose
money reached or left the float in that time. So what the drawers took in and handed out is, to the cent, what moved the
float, whatever a payment's clock said at midnight; what else moved it (float bought, moved, commission, reversals)
stands beside it. Only the lines of that day are read, a page at a time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, QuerySet, Sum, When
from django.db.models.expressions import RawSQL

from apps.agents.models import CashMovement, Dealing, Outlet, Shift
from apps.agents.models._dealings import DealingKind
from apps.agents.selectors._staff import Member
from apps.ledger import selectors as ledger
from apps.wallets.selectors import find_wallet

_IN, _OUT = DealingKind.CASH_IN.value, DealingKind.CASH_OUT.value
NOTHING = Decimal(0)


@dataclass(slots=True)
class Sums:
    """What dealings come to, and what was put into drawers and taken out of them. All are positive."""

    cash_ins: int = 0
    cash_in: Decimal = NOTHING
    cash_outs: int = 0
    cash_out: Decimal = NOTHING
    brought: Decimal = NOTHING
    taken: Decimal = NOTHING
    commission: Decimal = NOTHING

    def add(self, other: "Sums") -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def change(self) -> Decimal:
        """By how much they change what is in the drawers."""
        return self.cash_in - self.cash_out + self.brought - self.taken


@dataclass(slots=True)
class Drawer:
    """A shift's part of a day. `opening` is what was counted, or what should be there when the day began.

    `counted` and `difference` are None where the shift did not end on that day.
    """

    shift: Shift
    opening: Decimal
    sums: Sums
    counted: Decimal | None
    difference: Decimal | None

    @property
    def expected(self) -> Decimal:
        return self.opening + self.sums.change


@dataclass(slots=True)
class FloatDay:
    """What the ledger says of the float: start - for_cash_in + for_cash_out + other_in - other_out = end.

    `for_cash_in` and `for_cash_out` are what customers got of it and paid into it: with fees these are other sums than
    the cash.
    """

    start: Decimal
    end: Decimal
    for_cash_in: Decimal = NOTHING
    for_cash_out: Decimal = NOTHING
    other_in: Decimal = NOTHING
    other_out: Decimal = NOTHING


@dataclass(slots=True)
class OutletsDay:
    """One outlet's day, from its midnight to the next."""

    outlet: Outlet
    since: datetime
    until: datetime
    float_day: FloatDay
    drawers: list[Drawer] = field(default_factory=list)

    @property
    def totals(self) -> Sums:
        totals = Sums()
        for drawer in self.drawers:
            totals.add(drawer.sums)
        return totals


def list_outlet_days(member: Member, day: date, *, now: datetime) -> list[OutletsDay]:
    """The day at each outlet this person may see, in the order they were opened.

    For each outlet: two statements for its float's bounds and lines, two for each thousand of these, and four for its
    drawers.
    """
    outlets = Outlet.objects.filter(agent_id=member.agent_id).select_related("agent")
    if member.outlet_id:
        outlets = outlets.filter(pk=member.outlet_id)
    return [_outlet_day(outlet, day, now) for outlet in outlets.order_by("id")]


def _outlet_day(outlet: Outlet, day: date, now: datetime) -> OutletsDay:
    zone = ZoneInfo(outlet.time_zone)
    since = datetime.combine(day, time.min, zone).astimezone(UTC)
    until = datetime.combine(day + timedelta(days=1), time.min, zone).astimezone(UTC)
    float_day, dealings = _read_float(outlet, since, until)
    # Nobody knows what is open tomorrow.
    drawers = _drawers(outlet, since, until, dealings) if since <= now else []
    return OutletsDay(outlet, since, until, float_day, drawers)


def _read_float(outlet: Outlet, since: datetime, until: datetime) -> tuple[FloatDay, list[Dealing]]:
    """What moved the float between these moments, and the dealings among it."""
    wallet = find_wallet(outlet.id, outlet.agent.currency)
    if wallet is None:
        return FloatDay(NOTHING, NOTHING), []
    bounds = ledger.get_statement_bounds(wallet.available_account, since=since, before=until)
    found = FloatDay(bounds.opening.amount, bounds.closing.amount)
    dealings: list[Dealing] = []
    for lines in ledger.list_lines(wallet.available_account, bounds):
        payments = _payments_of(line.entry_id for line in lines)
        served = Dealing.objects.filter(outlet_id=outlet.id).in_bulk(set(payments.values()))
        dealings += served.values()
        for line in lines:
            _sort_in(found, served.get(payments[line.entry_id]), line.amount.amount)
    return found, dealings


def _payments_of(entry_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Under which payment's id an entry stands: its own, or that of the hold which it closes."""
    entries = list(entry_ids)
    facts = ledger.get_entry_facts(entries)
    return {entry: (facts[entry].closes if entry in facts else None) or entry for entry in entries}


def _sort_in(found: FloatDay, dealing: Dealing | None, amount: Decimal) -> None:
    if dealing is not None and dealing.kind == _IN and amount < 0:
        found.for_cash_in -= amount
    elif dealing is not None and dealing.kind == _OUT and amount > 0:
        found.for_cash_out += amount
    elif amount > 0:
        found.other_in += amount
    else:
        found.other_out -= amount


def _drawers(outlet: Outlet, since: datetime, until: datetime, dealings: Sequence[Dealing]) -> list[Drawer]:
    """Each shift that was open at some time of these, or in which something was done."""
    named = {dealing.shift_id for dealing in dealings if dealing.shift_id}
    shifts = list(
        _open_between(outlet, since, until, named).select_related("teller", "outlet").order_by("opened_at", "id")
    )
    sums = {shift.id: Sums() for shift in shifts}
    for dealing in dealings:
        if dealing.shift_id in sums:
            sums[dealing.shift_id].add(_sums_of(dealing))
    ids = list(sums)
    moved = CashMovement.objects.filter(shift_id__in=ids, at__gte=since, at__lt=until)
    for shift_id, direction, amount in moved.values_list("shift_id", "direction", "amount"):
        is_in = direction == CashMovement.Direction.IN
        sums[shift_id].add(Sums(brought=amount) if is_in else Sums(taken=amount))
    before = _before([shift.id for shift in shifts if shift.opened_at < since], since, dealings)
    return [_drawer(shift, since, until, sums[shift.id], before.get(shift.id, NOTHING)) for shift in shifts]


# Somebody's shifts follow one another (agents_one_open_shift): of those that began before, only the last can still
# have been open. So however many an outlet has had, what is read are those of the day and one for each of its people.
_OPEN_BETWEEN = """(
SELECT x.id FROM (SELECT DISTINCT person_id FROM agents_staff WHERE agent_id = %s) AS p
 CROSS JOIN LATERAL (
    (SELECT s.id, s.closed_at FROM agents_shift s
      WHERE s.teller_id = p.person_id AND s.opened_at < %s ORDER BY s.opened_at DESC LIMIT 1)
    UNION ALL
    SELECT s.id, NULL FROM agents_shift s
     WHERE s.teller_id = p.person_id AND s.opened_at >= %s AND s.opened_at < %s
 ) AS x
 WHERE x.closed_at IS NULL OR x.closed_at >= %s
UNION SELECT unnest(%s::uuid[]))
"""


def _open_between(outlet: Outlet, since: datetime, until: datetime, named: set[UUID]) -> QuerySet[Shift]:
    values = [outlet.agent_id, since, since, until, since, list(named)]
    # The text is a constant, and all that varies is a parameter.
    found = RawSQL(_OPEN_BETWEEN, values)  # nosec B611
    return Shift.objects.filter(pk__in=found, outlet_id=outlet.id)


def _sums_of(dealing: Dealing) -> Sums:
    if dealing.kind == _IN:
        return Sums(cash_ins=1, cash_in=dealing.amount, commission=dealing.commission)
    return Sums(cash_outs=1, cash_out=dealing.amount, commission=dealing.commission)


def _before(shift_ids: Sequence[UUID], since: datetime, of_the_day: Sequence[Dealing]) -> dict[UUID, Decimal]:
    """By how much drawers that were open before this moment had changed by then."""
    if not shift_ids:
        return {}
    changed = dict.fromkeys(shift_ids, NOTHING)
    late = [dealing.pk for dealing in of_the_day if dealing.at < since]
    amount = Case(When(kind=_IN, then=F("amount")), default=-F("amount"))
    dealt = Dealing.objects.filter(shift_id__in=shift_ids, at__lt=since).exclude(pk__in=late)
    for shift_id, total in dealt.values_list("shift_id").annotate(total=Sum(amount)):
        changed[shift_id] += total
    amount = Case(When(direction="IN", then=F("amount")), default=-F("amount"))
    moved = CashMovement.objects.filter(shift_id__in=shift_ids, at__lt=since)
    for shift_id, total in moved.values_list("shift_id").annotate(total=Sum(amount)):
        changed[shift_id] += total
    return changed


def _drawer(shift: Shift, since: datetime, until: datetime, sums: Sums, before: Decimal) -> Drawer:
    ended = shift.closed_at is not None and since <= shift.closed_at < until
    return Drawer(
        shift,
        shift.opening_cash + before,
        sums,
        shift.counted_cash if ended else None,
        shift.difference if ended else None,
    )
