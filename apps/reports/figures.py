"""Reads of roll-ups: a stretch of time is covered by whole months, the days left over and the hours left over.

So a year costs as many rows as a fortnight, and how many payments there were makes no difference.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from apps.core import sql
from apps.core.rollups import all_sources
from apps.core.sketches import estimate, join
from apps.reports.models import Grain, RollUpCursor

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# What is further behind than this is said to be, where the figures are shown.
BEHIND = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From full hour to full hour, in UTC: `before` is not in it."""

    since: datetime
    before: datetime

    @property
    def length(self) -> timedelta:
        return self.before - self.since


@dataclass(frozen=True, slots=True)
class Figure:
    """What happened of one kind, with one outcome, in one currency. Amounts are in the currency's main unit."""

    kind: str
    outcome: str
    currency: str
    count: int
    amount: Decimal
    fee: Decimal
    milliseconds: int
    slowest: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one stretch of time; each sum may be narrowed by kinds and outcomes."""

    rows: Sequence[Figure] = ()

    def of(
        self, *, kinds: Sequence[str] | None = None, outcomes: Sequence[str] | None = None, currency: str | None = None
    ) -> "Figures":
        """Those of these kinds, outcomes and currency only."""
        return Figures([
            row
            for row in self.rows
            if (kinds is None or row.kind in kinds)
            and (outcomes is None or row.outcome in outcomes)
            and (currency is None or row.currency == currency)
        ])  # fmt: skip

    @property
    def count(self) -> int:
        return sum(row.count for row in self.rows)

    @property
    def amount(self) -> Decimal:
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def fee(self) -> Decimal:
        return sum((row.fee for row in self.rows), Decimal(0))

    @property
    def milliseconds(self) -> int:
        """How long one took on average; 0 when there were none."""
        return round(sum(row.milliseconds for row in self.rows) / self.count) if self.count else 0

    @property
    def slowest(self) -> int:
        return max((row.slowest for row in self.rows), default=0)

    def by_kind(self) -> dict[str, "Figures"]:
        """The same, apart by kind; the one with most comes first."""
        counts: Counter[str] = Counter()
        for row in self.rows:
            counts[row.kind] += row.count
        return {kind: self.of(kinds=[kind]) for kind, count in counts.most_common() if count}


@dataclass(frozen=True, slots=True)
class Point:
    """What happened in one hour, day or month with one outcome."""

    starts_at: datetime
    outcome: str
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Freshness:
    """As of when all roll-ups are; None before all of them were counted once."""

    as_of: datetime | None

    def is_behind(self, now: datetime) -> bool:
        return self.as_of is None or now - self.as_of > BEHIND


def cover(stretch: Stretch) -> Iterator[tuple[Grain, datetime, datetime]]:
    """The whole months, and the days and hours before and after them: at most five parts.

    Raises ValueError when it does not begin and end on a full hour.
    """
    since, before = stretch.since, stretch.before
    if any(moment.minute or moment.second or moment.microsecond for moment in (since, before)):
        raise ValueError("Roll-ups know full hours only.")
    if since >= before:
        return
    first_day, last_day = _start_of_day(since + _DAY - _HOUR), _start_of_day(before)
    if first_day > last_day:
        yield Grain.HOUR, since, before
        return
    yield Grain.HOUR, since, first_day
    first_month, last_month = _start_of_month(first_day), last_day.replace(day=1)
    if first_month > last_month:
        yield Grain.DAY, first_day, last_day
    else:
        yield Grain.DAY, first_day, first_month
        yield Grain.MONTH, first_month, last_month
        yield Grain.DAY, last_month, last_day
    yield Grain.HOUR, last_day, before


def _start_of_day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _start_of_month(day: datetime) -> datetime:
    """The first month that begins on this day or later."""
    return day if day.day == 1 else (day.replace(day=28) + timedelta(days=4)).replace(day=1)


# One row for each part of each stretch; each part is a piece of the index (source, grain, starts_at).
_PARTS = "unnest(%(numbers)s::int[], %(grains)s::text[], %(since)s::timestamptz[], %(before)s::timestamptz[])"
_JOINED = f"""
  FROM {_PARTS} AS part (number, grain, since, before)
  JOIN {{table}} r ON r.source = %(source)s AND r.grain = part.grain
                  AND r.starts_at >= part.since AND r.starts_at < part.before
"""
_FIGURES = f"""
SELECT part.number, r.kind, r.outcome, r.currency, sum(r.count)::bigint, sum(r.amount), sum(r.fee),
       sum(r.milliseconds)::bigint, max(r.slowest)
{_JOINED.format(table="reports_rollup")}
 GROUP BY part.number, r.kind, r.outcome, r.currency ORDER BY part.number, r.kind, r.outcome, r.currency
"""  # nosec B608
_SKETCHES = f"SELECT part.number, r.sketch {_JOINED.format(table='reports_rolluppeople')}"  # nosec B608
_POINTS = """
SELECT starts_at, outcome, sum(count)::bigint, sum(amount) FROM reports_rollup
 WHERE source = %(source)s AND grain = %(grain)s AND starts_at >= %(since)s AND starts_at < %(before)s
   AND currency = %(currency)s
 GROUP BY starts_at, outcome ORDER BY starts_at, outcome
"""


def get_figures(source: str, *stretches: Stretch) -> list[Figures]:
    """The figures of each of these stretches of time. One statement, which reads roll-ups only.

    Raises ValueError when one does not begin and end on a full hour.
    """
    found: list[list[Figure]] = [[] for _ in stretches]
    for number, *columns in sql.fetch_all(_FIGURES, _parameters(source, stretches)):
        found[number].append(Figure(*columns))
    return [Figures(rows) for rows in found]


def get_people(source: str, *stretches: Stretch) -> list[int]:
    """About how many different people were active in each of these stretches. One statement. Raises ValueError."""
    found: list[list[bytes]] = [[] for _ in stretches]
    for number, sketch in sql.fetch_all(_SKETCHES, _parameters(source, stretches)):
        found[number].append(bytes(sketch))
    return [estimate(join(sketches)) for sketches in found]


def get_points(source: str, stretch: Stretch, *, grain: Grain, currency: str = "") -> list[Point]:
    """What happened in each hour, day or month of a stretch, by outcome; those without anything are left out."""
    rows = sql.fetch_all(
        _POINTS,
        {
            "source": source,
            "grain": str(grain),
            "since": stretch.since,
            "before": stretch.before,
            "currency": currency,
        },
    )
    return [Point(*row) for row in rows]


def get_freshness() -> Freshness:
    """As of when the figures of every source are: the oldest of them."""
    moments = dict(RollUpCursor.objects.values_list("source", "as_of"))
    known = [moment for source in all_sources() if (moment := moments.get(source.name))]
    return Freshness(min(known) if len(known) == len(all_sources()) else None)


def _parameters(source: str, stretches: Sequence[Stretch]) -> dict[str, object]:
    parts = [(number, *part) for number, stretch in enumerate(stretches) for part in cover(stretch)]
    return {
        "source": source,
        "numbers": [number for number, *_ in parts],
        "grains": [str(grain) for _, grain, _, _ in parts],
        "since": [since for _, _, since, _ in parts],
        "before": [before for *_, before in parts],
    }
