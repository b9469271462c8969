"""Figures of any stretch of time are read from whole months, the days and the hours left over, and from few rows."""

import json
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection

from apps.core import sql
from apps.reports import figures
from apps.reports.figures import (
    Figures,
    Stretch,
    cover,
    get_figures,
    get_freshness,
    get_people,
    get_points,
)
from apps.reports.models import Grain, RollUpCursor

START = datetime(2022, 1, 1, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_STEP = {Grain.HOUR: HOUR, Grain.DAY: DAY}


def hours_of(stretch: Stretch) -> list[datetime]:
    """Each hour its parts consist of, counted one by one."""
    found = []
    for grain, since, before in cover(stretch):
        at = since
        while at < before:
            found.append(at)
            at += HOUR
        if grain == Grain.DAY:
            assert since.hour == before.hour == 0
        if grain == Grain.MONTH:
            assert (since.day, since.hour, before.day, before.hour) == (1, 0, 1, 0)
    return found


def test_the_parts_are_the_stretch_and_nothing_twice() -> None:
    random = Random(3)
    for _ in range(300):
        since = START + random.randrange(24 * 90) * HOUR
        before = since + random.choice([0, 1, 5, 24, 31 * 24, random.randrange(24 * 100)]) * HOUR
        hours = hours_of(Stretch(since, before))
        assert hours == [since + number * HOUR for number in range(int((before - since) / HOUR))]


def test_only_full_hours_are_known() -> None:
    with pytest.raises(ValueError, match="full hours"):
        list(cover(Stretch(START, START + timedelta(minutes=30))))


@pytest.fixture
def four_years(db: None) -> datetime:
    """Roll-ups of four years, in each hour one payment of 1.00 of each of two kinds; returns their end."""
    end = START + 4 * 365 * DAY
    with connection.cursor() as cursor:
        for grain in ("HOUR", "DAY", "MONTH"):
            cursor.execute(
                """
INSERT INTO reports_rollup (source, grain, starts_at, kind, outcome, currency, count, amount)
SELECT 'payments', %(grain)s, date_trunc(%(grain)s, at, 'UTC'), kind, 'COMPLETED', 'USD', count(*), count(*)
  FROM generate_series(%(since)s::timestamptz, %(last)s, '1 hour') AS at, unnest(ARRAY['P2P', 'DEPOSIT']) AS kind
 GROUP BY 3, 4""",
                {"grain": grain, "since": START, "last": end - HOUR},
            )
        cursor.execute("ANALYZE reports_rollup")
    return end


def rows_read(since: datetime, before: datetime) -> int:
    """How many roll-ups one answer reads, as PostgreSQL counts them."""
    parameters = figures._parameters("payments", [Stretch(since, before)])
    ((plan,),) = sql.fetch_all(f"EXPLAIN (ANALYZE, FORMAT JSON) {figures._FIGURES}", parameters)

    whole = plan if isinstance(plan, list) else json.loads(plan)
    return _rows_below(whole[0]["Plan"])


def _rows_below(node: dict[str, Any]) -> int:
    below = sum(_rows_below(each) for each in node.get("Plans", []))
    if node.get("Relation Name") != "reports_rollup":
        return below
    assert "Seq Scan" not in node["Node Type"]
    return below + round((node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"])


def test_a_year_is_read_from_as_few_rows_as_a_fortnight(four_years: datetime) -> None:
    at = datetime(2025, 11, 16, 13, tzinfo=UTC)
    fortnight = rows_read(at - 14 * DAY, at)
    assert fortnight <= 2 * (23 + 14 + 23)
    for days in (30, 90, 365, 1_400):
        assert rows_read(at - days * DAY, at) <= 2 * (23 + 30 + 46 + 30 + 23), days


def test_figures_of_any_stretch_are_those_of_its_hours(four_years: datetime) -> None:
    random = Random(5)
    stretches = [
        Stretch(since, since + random.randrange(24 * 700) * HOUR)
        for since in (START + random.randrange(24 * 700) * HOUR for _ in range(20))
    ]
    for stretch, found in zip(stretches, get_figures("payments", *stretches), strict=True):
        hours = int(stretch.length / HOUR)
        assert found.count == found.amount == 2 * hours
        assert found.of(kinds=["P2P"], outcomes=["COMPLETED"], currency="USD").count == hours
        assert found.of(currency="KES").count == 0
    points = get_points("payments", Stretch(START, START + 3 * DAY), grain=Grain.DAY, currency="USD")
    assert [(point.starts_at.day, point.count) for point in points] == [(1, 48), (2, 48), (3, 48)]
    assert list(found.by_kind()) == ["DEPOSIT", "P2P"]


def test_without_facts_there_are_zeros(db: None) -> None:
    stretch = Stretch(START, START + DAY)
    assert get_figures("payments", stretch, stretch) == [Figures([]), Figures([])]
    assert get_people("payments", stretch) == [0]
    (nothing,) = get_figures("gateways", stretch)
    assert (nothing.count, nothing.milliseconds, nothing.slowest) == (0, 0, 0)
    assert get_freshness().is_behind(START)


def test_figures_are_as_old_as_the_oldest_source(db: None) -> None:
    RollUpCursor.objects.create(source="payments", as_of=START)
    RollUpCursor.objects.create(source="activity", as_of=START + HOUR)
    assert get_freshness().as_of is None, "one has never been counted"
    RollUpCursor.objects.create(source="gateways", as_of=START + HOUR)
    assert get_freshness().as_of == START
    assert not get_freshness().is_behind(START + timedelta(minutes=2))
    assert get_freshness().is_behind(START + timedelta(minutes=3))
