"""When something that recurs happens: against a model that walks from day to day and from minute to minute."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from apps.schedules.occurrences import (
    Frequency,
    Rule,
    date_of,
    first_after,
    fits_month,
    latest_until,
    moment_of,
    to_moment,
    upcoming,
)

NAIROBI, NEW_YORK = ZoneInfo("Africa/Nairobi"), ZoneInfo("America/New_York")
# Half an hour of summer time, a whole day left out, a gap at midnight, the month of fasting in between.
ZONES = [
    "Africa/Nairobi", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "America/Sao_Paulo",
    "Africa/Casablanca", "Europe/Dublin", "Asia/Kathmandu", "America/St_Johns", "Africa/Cairo", "UTC",
]  # fmt: skip


def monthly(start: str, *, day: int | None = None, interval: int = 1, **more: object) -> Rule:
    return Rule(
        Frequency.MONTHLY,
        date.fromisoformat(start),
        time(8, 30),
        NAIROBI,
        interval,
        day,
        **more,  # type: ignore[arg-type]
    )


def dates(rule: Rule, count: int) -> list[str]:
    return [str(date_of(rule, number)) for number in range(1, count + 1)]


def test_the_31st_is_the_last_day_of_a_short_month_and_the_31st_again() -> None:
    assert dates(monthly("2028-01-31"), 6) == [
        "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31", "2028-06-30"
    ]  # fmt: skip


def test_the_30th_comes_late_in_a_common_february_only() -> None:
    assert dates(monthly("2027-01-30"), 3) == ["2027-01-30", "2027-02-28", "2027-03-30"]


def test_what_begins_in_february_may_mean_the_31st() -> None:
    assert dates(monthly("2028-02-29", day=31), 3) == ["2028-02-29", "2028-03-31", "2028-04-30"]
    assert dates(monthly("2028-02-29"), 3) == ["2028-02-29", "2028-03-29", "2028-04-29"]


def test_a_leap_day_every_twelve_months() -> None:
    assert dates(monthly("2028-02-29", interval=12), 5) == [
        "2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"
    ]  # fmt: skip


def test_months_pass_the_year() -> None:
    assert dates(monthly("2026-11-30", interval=3), 4) == ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]


@pytest.mark.parametrize(
    ("day", "on", "fits"),
    [(31, "2028-02-29", True), (31, "2028-02-28", False), (29, "2027-02-28", True), (30, "2028-04-30", True),
     (31, "2028-04-30", True), (30, "2028-05-31", False), (1, "2028-05-01", True)],
)  # fmt: skip
def test_a_day_of_the_month_and_a_date(day: int, on: str, fits: bool) -> None:
    assert fits_month(day, date.fromisoformat(on)) is fits


def test_it_ends_with_the_count_or_the_last_date_whichever_comes_first() -> None:
    rule = monthly("2028-01-31", count=3, end_date=date(2028, 3, 30))
    assert [date_of(rule, number) for number in (0, 3, 4)] == [None, None, None]
    assert date_of(rule, 2) == date(2028, 2, 29)
    rule = monthly("2028-01-31", count=2, end_date=date(2028, 12, 31))
    assert date_of(rule, 2) is not None and date_of(rule, 3) is None
    rule = monthly("2028-01-31", end_date=date(2028, 1, 31))
    assert date_of(rule, 1) is not None and date_of(rule, 2) is None


def test_once_is_once() -> None:
    rule = Rule(Frequency.ONCE, date(2028, 2, 29), time(0, 0), NAIROBI)
    assert moment_of(rule, 1) == datetime(2028, 2, 28, 21, tzinfo=UTC)
    assert moment_of(rule, 2) is None
    assert upcoming(rule, number=1, limit=5) == [datetime(2028, 2, 28, 21, tzinfo=UTC)]
    assert first_after(rule, datetime(2028, 2, 28, 21, tzinfo=UTC)) is None


def test_the_time_on_the_wall_stays_when_the_clocks_change() -> None:
    rule = Rule(Frequency.DAILY, date(2028, 3, 11), time(9, 0), NEW_YORK)
    assert upcoming(rule, number=1, limit=3) == [
        datetime(2028, 3, 11, 14, tzinfo=UTC),
        datetime(2028, 3, 12, 13, tzinfo=UTC),
        datetime(2028, 3, 13, 13, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        # 02:30 does not exist: the first moment after the gap, which clocks call 03:00.
        ("America/New_York", "2028-03-12", "02:30", "2028-03-12T07:00:00+00:00"),
        ("America/New_York", "2028-03-12", "02:00", "2028-03-12T07:00:00+00:00"),
        ("America/New_York", "2028-03-12", "03:00", "2028-03-12T07:00:00+00:00"),
        ("America/New_York", "2028-03-12", "01:59", "2028-03-12T06:59:00+00:00"),
        # 01:30 comes twice: the first.
        ("America/New_York", "2028-11-05", "01:30", "2028-11-05T05:30:00+00:00"),
        ("America/New_York", "2028-11-05", "02:00", "2028-11-05T07:00:00+00:00"),
        # Half an hour only.
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30:00+00:00"),
        # A day that did not exist.
        ("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T10:00:00+00:00"),
        # A day that began at one o'clock.
        ("America/Sao_Paulo", "2018-11-04", "00:00", "2018-11-04T03:00:00+00:00"),
        ("Africa/Nairobi", "2028-02-29", "08:30", "2028-02-29T05:30:00+00:00"),
    ],
)
def test_gaps_and_folds(zone: str, day: str, at: str, moment: str) -> None:
    found = to_moment(date.fromisoformat(day), time.fromisoformat(at), ZoneInfo(zone))
    assert found.isoformat() == moment


# --- The model ------------------------------------------------------------------------------------------------------


def days_of(rule: Rule) -> list[date]:
    """Every day is asked whether it is one of them, by somebody who only counts days and turns pages."""
    found: list[date] = []
    day, days, months = rule.start_date, 0, 0
    wanted = rule.day_of_month or rule.start_date.day
    while len(found) < 40 and days < 20_000:
        tomorrow = day + timedelta(days=1)
        if rule.frequency == Frequency.MONTHLY:
            is_last = tomorrow.month != day.month
            due = months % rule.interval == 0 and (day.day == wanted or (is_last and day.day < wanted))
        else:
            due = days % (rule.interval * (7 if rule.frequency == Frequency.WEEKLY else 1)) == 0
        if due and (rule.end_date is None or day <= rule.end_date):
            found.append(day)
        if tomorrow.month != day.month:
            months += 1
        day, days = tomorrow, days + 1
    return found[: rule.count] if rule.count else found


def first_moment_showing(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Somebody looks at a clock there once a minute until it shows this time or a later one."""
    wall = datetime.combine(day, at)
    moment = wall.replace(tzinfo=UTC) - timedelta(hours=27)
    while moment.astimezone(zone).replace(tzinfo=None) < wall:
        moment += timedelta(minutes=1)
    return moment


DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
TIMES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    frequency = draw(st.sampled_from([Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY]))
    start = draw(DAYS)
    day_of_month = None
    if frequency == Frequency.MONTHLY:
        day_of_month = draw(st.sampled_from([day for day in range(1, 32) if fits_month(day, start)]))
    return Rule(
        frequency,
        start,
        draw(TIMES),
        ZoneInfo(draw(st.sampled_from(ZONES))),
        draw(st.integers(1, 14)),
        day_of_month,
        draw(st.none() | st.integers(0, 2000).map(lambda days: start + timedelta(days=days))),
        draw(st.none() | st.integers(1, 50)),
    )


@given(rules())
@example(Rule(Frequency.MONTHLY, date(2028, 2, 29), time(2, 30), NEW_YORK, 1, 31))
@settings(deadline=None)
def test_the_nth_date_is_the_one_a_calendar_shows(rule: Rule) -> None:
    model = days_of(rule)
    assert [date_of(rule, number) for number in range(1, len(model) + 1)] == model
    if len(model) < 40 and (rule.count or rule.end_date):
        assert date_of(rule, len(model) + 1) is None


@given(DAYS, TIMES, st.sampled_from(ZONES))
@example(date(2028, 3, 12), time(2, 30), "America/New_York")
@example(date(2028, 11, 5), time(1, 30), "America/New_York")
@example(date(2011, 12, 30), time(23, 59), "Pacific/Apia")
@settings(deadline=None, max_examples=60)
def test_the_moment_is_the_first_at_which_a_clock_there_shows_it(day: date, at: time, zone: str) -> None:
    place = ZoneInfo(zone)
    assert to_moment(day, at, place) == first_moment_showing(day, at, place)


def changes_of(zone: str) -> list[datetime]:
    """The moments of some years at which clocks there change."""
    place, found = ZoneInfo(zone), []
    hour = datetime(2024, 1, 1, tzinfo=UTC)
    while hour.year < 2029:
        following = hour + timedelta(hours=1)
        if hour.astimezone(place).utcoffset() != following.astimezone(place).utcoffset():
            found.append(following)
        hour = following
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_around_every_change_of_the_clocks_too(zone: str) -> None:
    place = ZoneInfo(zone)
    for change in changes_of(zone):
        around = change.astimezone(place).replace(tzinfo=None, second=0)
        for minutes in (-150, -61, -60, -45, -31, -30, -15, -1, 0, 1, 15, 30, 59, 60, 61, 150):
            wall = around + timedelta(minutes=minutes)
            moment = to_moment(wall.date(), wall.time(), place)
            assert moment == first_moment_showing(wall.date(), wall.time(), place), (zone, wall)


@given(rules(), st.integers(1, 40), st.integers(-90_000, 90_000_000))
@settings(deadline=None)
def test_looking_one_up_finds_what_counting_finds(rule: Rule, number: int, seconds: int) -> None:
    moments = [moment_of(rule, each) for each in range(1, 400)]
    known = [(each, moment) for each, moment in enumerate(moments, 1) if moment is not None]
    at = (known[0][1] if known else datetime(2026, 1, 1, tzinfo=UTC)) + timedelta(seconds=seconds)
    if len(known) == 399 and known[-1][1] <= at:
        return
    later = [(each, moment) for each, moment in known if each >= number and moment > at]
    until = [(each, moment) for each, moment in known if each >= number and moment <= at]
    assert first_after(rule, at, number=number) == (later[0] if later else None)
    assert latest_until(rule, at, number=number) == (until[-1] if until else None)


@given(rules())
@settings(deadline=None)
def test_a_later_number_is_never_an_earlier_moment(rule: Rule) -> None:
    moments = upcoming(rule, number=1, limit=60)
    assert all(one <= next_one for one, next_one in pairwise(moments))


def test_far_away_there_is_nothing_and_no_accident() -> None:
    rule = Rule(Frequency.DAILY, date(9999, 12, 30), time(23, 59), ZoneInfo("Pacific/Honolulu"))
    assert [moment_of(rule, number) is None for number in (2, 3, 10**9)] == [True, True, True]
    assert list(islice(upcoming(rule, number=1, limit=5), 5)) == upcoming(rule, number=1, limit=5)
    early = Rule(Frequency.MONTHLY, date(1, 1, 1), time(0, 0), ZoneInfo("Asia/Tokyo"))
    assert moment_of(early, 1) is None
