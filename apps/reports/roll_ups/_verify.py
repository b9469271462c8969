"""Counts everything again, from the tables, and says where the figures differ."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection, transaction

from apps.core.rollups import Source, all_sources
from apps.reports.models import Grain, RollUpCursor
from apps.reports.roll_ups._people import longer, read_sketches
from apps.reports.roll_ups._roll_up import get_horizon, require_counter
from apps.reports.roll_ups._sql import KEYS, hours_part, longer_part, run

# More than this of one source and grain is all wrong, and nobody reads on.
_SHOWN = 1_000
_FIGURES = ("count", "amount", "fee", "milliseconds", "slowest")


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not what the tables, or the hours it consists of, say."""

    source: str
    grain: str
    starts_at: datetime
    series: str
    figure: str
    is_there: Decimal | int | str
    should_be: Decimal | int | str

    def __str__(self) -> str:
        where = f"{self.source}, {self.grain.lower()} of {self.starts_at:%Y-%m-%d %H:%M}"
        series = f", {self.series}" if self.series else ""
        return f"{where}{series}: {self.figure} is {self.is_there}, should be {self.should_be}"


def verify(*, now: datetime) -> list[Difference]:
    """Every difference, at most a thousand of each source and grain; nothing when all is right.

    It reads one snapshot, so money may move and roll-ups be counted meanwhile. Hours are compared with the tables, days
    and months with their hours. What is purged after a time cannot be compared any more. Raises CountedAhead.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return [difference for source in all_sources() for difference in _differences(source, now)]


def kept_since(source: Source, now: datetime) -> datetime:
    """From which full hour on every row of the source is still there."""
    if source.kept_for is None:
        return datetime.min.replace(tzinfo=now.tzinfo)
    return (now - source.kept_for).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _differences(source: Source, now: datetime) -> Iterator[Difference]:
    cursor = RollUpCursor.objects.filter(pk=source.name).first() or RollUpCursor(source=source.name)
    require_counter(cursor, get_horizon()[1])
    since = kept_since(source, now) if source.kept_for else None
    yield from _differing_figures(source, Grain.HOUR, hours_part(source), cursor.before, since)
    own_hours = f"(SELECT * FROM reports_rollup WHERE source = '{source.name}' AND grain = 'HOUR') AS hours"  # nosec B608
    for grain in (Grain.DAY, Grain.MONTH):
        yield from _differing_figures(source, grain, longer_part(grain, own_hours), cursor.before, None)
    yield from _differing_sketches(source, cursor.before, since)


def _differing_figures(
    source: Source, grain: Grain, expected: str, before: int, since: datetime | None
) -> Iterator[Difference]:
    unlike = " OR ".join(f"coalesce(e.{name}, 0) <> coalesce(r.{name}, 0)" for name in _FIGURES)
    columns = ", ".join(f"coalesce(r.{name}, 0), coalesce(e.{name}, 0)" for name in _FIGURES)
    # An outcome nothing is in any more keeps its row, with zeros and with its slowest.
    rows = run(
        f"""
SELECT starts_at, {KEYS}, {columns}
  FROM (SELECT * FROM ({expected}) AS wanted WHERE %(since)s::timestamptz IS NULL OR starts_at >= %(since)s) AS e
  FULL JOIN (SELECT * FROM reports_rollup WHERE source = %(source)s AND grain = %(grain)s
                AND (%(since)s::timestamptz IS NULL OR starts_at >= %(since)s)) AS r
 USING (starts_at, {KEYS})
 WHERE {unlike} ORDER BY starts_at, {KEYS} LIMIT {_SHOWN}
""",  # nosec B608
        {"source": source.name, "grain": str(grain), "after": 0, "before": before, "since": since},
    )
    for starts_at, kind, outcome, currency, *pairs in rows:
        series = " ".join(part for part in (kind, outcome, currency) if part)
        for name, is_there, should_be in zip(_FIGURES, pairs[::2], pairs[1::2], strict=True):
            if is_there != should_be:
                yield Difference(source.name, str(grain), starts_at, series, name, is_there, should_be)


def _differing_sketches(source: Source, before: int, since: datetime | None) -> Iterator[Difference]:
    there = {
        (grain, starts_at): bytes(sketch)
        for grain, starts_at, sketch in run(
            "SELECT grain, starts_at, sketch FROM reports_rolluppeople WHERE source = %(source)s",
            {"source": source.name},
        )
    }
    expected = {
        (grain, starts_at): sketch
        for (grain, starts_at), sketch in read_sketches(source, after=0, before=before).items()
        if grain == Grain.HOUR and (since is None or starts_at >= since)
    }
    hours = {key: sketch for key, sketch in there.items() if key[0] == Grain.HOUR}
    found = {key: sketch for key, sketch in hours.items() if since is None or key[1] >= since}
    longer_ones = {key: sketch for key, sketch in there.items() if key[0] != Grain.HOUR}
    for is_there, should_be in ((found, expected), (longer_ones, longer(hours))):
        for grain, starts_at in sorted(is_there.keys() | should_be.keys()):
            if is_there.get((grain, starts_at)) != should_be.get((grain, starts_at)):
                yield Difference(source.name, grain, starts_at, "", "sketch of people", "another one", "made anew")
