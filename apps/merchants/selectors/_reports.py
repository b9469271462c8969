"""What the lines of a merchant's takings come to, by day, till, person and store, and what was given back.

The sums are one aggregate over the lines of a time, which an index bounds (merchants_takings_by_time): what other
merchants sell costs nothing. A payment that is held or was declined has no line and is in no report, so the sums are
what moved on the takings' account.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.db.models import Aggregate, Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from apps.accounts.models import User
from apps.merchants.models import Store, Taking, TakingKind, Till
from apps.merchants.report_days import Days
from apps.merchants.selectors._charges import SalesFilter, list_sales
from apps.merchants.selectors._settlements import SettledLine, named_lines

By = Literal["day", "till", "staff", "store"]
_KEYS: dict[By, tuple[str, ...]] = {
    "day": ("day",),
    "till": ("store_id", "till_id"),
    "staff": ("staff_id",),
    "store": ("store_id",),
}
_SALE, _REFUND = Q(kind=TakingKind.SALE), Q(kind=TakingKind.REFUND)


@dataclass(frozen=True, slots=True)
class Sums:
    """What lines come to: `net` is `gross` - `discount` - `tax` - `drawn`, and what moved on the takings' account."""

    sales: int = 0
    gross: Decimal = Decimal(0)
    tip: Decimal = Decimal(0)
    surcharge: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    refunds: int = 0
    refunded: Decimal = Decimal(0)
    drawn: Decimal = Decimal(0)
    net: Decimal = Decimal(0)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one day, till, person or store; an id is None where a line names none."""

    sums: Sums
    day: date | None = None
    store_id: UUID | None = None
    store: str | None = None
    till_id: UUID | None = None
    till: str | None = None
    staff_id: UUID | None = None
    staff: str | None = None


def sum_lines(merchant_id: UUID, *, days: Days, by: By, store_id: UUID | None = None) -> list[Group]:
    """What the merchant, or one store of it, took and gave back in these days.

    By day there is a group for each, also for those on which nothing was; of the others only those that have lines.
    One statement, and one for each kind of names.
    """
    lines = _lines(merchant_id, store_id, days.since, days.until)
    if by == "day":
        lines = lines.annotate(day=TruncDate("at", tzinfo=UTC))
    keys = _KEYS[by]
    rows = lines.order_by().values_list(*keys).annotate(**_sums())
    found = {tuple(row[: len(keys)]): Sums(*row[len(keys) :]) for row in rows}
    if by == "day":
        return [Group(found.get((day,), Sums()), day=day) for day in days]
    return _named(keys, found)


def summed(lines: QuerySet[Taking]) -> Sums:
    """What these lines come to. One statement."""
    figures = lines.order_by().aggregate(**_sums())
    return Sums(*figures.values())


def _lines(merchant_id: UUID, store_id: UUID | None, since: datetime, until: datetime) -> QuerySet[Taking]:
    lines = Taking.objects.filter(merchant_id=merchant_id, at__gte=since, at__lt=until)
    return lines.filter(store_id=store_id) if store_id else lines


def _sums() -> dict[str, Aggregate]:
    """In the order of the fields of Sums."""
    nothing = Decimal(0)
    return {
        "of_sales": Count("pk", filter=_SALE),
        "of_gross": Sum("gross", filter=_SALE, default=nothing),
        "of_tip": Sum("tip"),
        "of_surcharge": Sum("surcharge"),
        "of_discount": Sum("discount"),
        "of_tax": Sum("tax"),
        "of_refunds": Count("pk", filter=_REFUND),
        "of_refunded": Sum("gross", filter=_REFUND, default=nothing),
        "of_drawn": Sum("drawn"),
        "of_net": Sum("net"),
    }


def _named(keys: tuple[str, ...], found: dict[tuple[Any, ...], Sums]) -> list[Group]:
    """These groups with their names and by them; what has no till, store or person comes last."""
    sources: dict[str, tuple[Any, str]] = {
        "store_id": (Store.objects, "name"),
        "till_id": (Till.objects, "label"),
        "staff_id": (User.objects, "full_name"),
    }
    names: dict[str, dict[UUID, str]] = {}
    for place, key in enumerate(keys):
        rows, name = sources[key]
        ids = {values[place] for values in found if values[place]}
        names[key] = dict(rows.filter(pk__in=ids).values_list("pk", name))
    groups = []
    for values, sums in found.items():
        named: dict[str, Any] = dict(zip(keys, values, strict=True))
        named |= {key.removesuffix("_id"): names[key].get(value) for key, value in named.items()}
        groups.append(Group(sums, **named))
    return sorted(groups, key=lambda group: [_place(getattr(group, key.removesuffix("_id"))) for key in keys])


def _place(name: str | None) -> tuple[bool, str]:
    return name is None, (name or "").casefold()


def list_refunds(
    merchant_id: UUID,
    *,
    days: Days,
    store_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[SettledLine]:
    """What the merchant, or one store of it, gave back in these days, the newest first: see `list_sales`."""
    matching = SalesFilter(store_id=store_id, kind=TakingKind.REFUND, since=days.since, until=days.until)
    rows = list_sales(merchant_id, matching=matching, before=before, after=after, limit=limit)
    named = named_lines(Taking.objects.filter(pk__in=[row.pk for row in rows]))
    lines = {line.transaction_id: line for line in named}
    return [lines[row.pk] for row in rows]


def count_refunds(merchant_id: UUID, *, days: Days, store_id: UUID | None = None) -> int:
    return _refunds(merchant_id, days, store_id).count()


def iterate_refunds(merchant_id: UUID, *, days: Days, store_id: UUID | None = None) -> Iterator[SettledLine]:
    """The same, the oldest first, a page of them in memory at once."""
    return named_lines(_refunds(merchant_id, days, store_id).order_by("at", "transaction_id"))


def count_lines(merchant_id: UUID, *, days: Days, matching: SalesFilter, store_id: UUID | None = None) -> int:
    """How many lines of the takings are `matching` in these days."""
    return _matching(merchant_id, days, matching, store_id).count()


def iterate_takings(
    merchant_id: UUID, *, days: Days, matching: SalesFilter, store_id: UUID | None = None
) -> Iterator[SettledLine]:
    """Those lines, the oldest first, a page of them in memory at once."""
    return named_lines(_matching(merchant_id, days, matching, store_id).order_by("at", "transaction_id"))


def _matching(merchant_id: UUID, days: Days, matching: SalesFilter, store_id: UUID | None) -> QuerySet[Taking]:
    given = {"till_id": matching.till_id, "staff_id": matching.staff_id, "kind": matching.kind}
    lines = _lines(merchant_id, store_id, days.since, days.until)
    return lines.filter(**{name: value for name, value in given.items() if value is not None})


def _refunds(merchant_id: UUID, days: Days, store_id: UUID | None) -> QuerySet[Taking]:
    return _lines(merchant_id, store_id, days.since, days.until).filter(_REFUND)
