"""When an outlet is open: on the clock of its place, whatever the time of year and however late it closes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apps.agents.hours import is_open

# Saturday, 21 November 2026, 00:00 in Nairobi.
MIDNIGHT = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
DAY: dict[str, Any] = {"sat": [["08:00", "12:30"], ["14:00", "18:00"]]}
NIGHT: dict[str, Any] = {"fri": [["20:00", "02:00"]], "sat": [["20:00", "00:00"]], "sun": [["00:00", "24:00"]]}


@pytest.mark.parametrize(
    ("clock", "expected"),
    [("07:59", False), ("08:00", True), ("12:29", True), ("12:30", False), ("14:00", True), ("17:59", True)],
)
def test_it_opens_with_the_first_minute_and_closes_before_the_last(clock: str, expected: bool) -> None:
    hours, minutes = map(int, clock.split(":"))
    assert is_open(DAY, "Africa/Nairobi", MIDNIGHT + timedelta(hours=hours, minutes=minutes)) is expected


def test_hours_that_are_not_said_are_always_open_and_a_day_that_is_not_named_closed() -> None:
    assert is_open({}, "Africa/Nairobi", MIDNIGHT)
    assert not is_open(DAY, "Africa/Nairobi", MIDNIGHT + timedelta(hours=33))


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(-5, False), (-4, True), (1, True), (2, False), (20, True), (23, True), (24, True), (47, True)],
)
def test_a_night_goes_on_into_the_next_day(hour: int, expected: bool) -> None:
    assert is_open(NIGHT, "Africa/Nairobi", MIDNIGHT + timedelta(hours=hour)) is expected


def test_hours_are_those_of_the_place() -> None:
    hours = {"mon": [["09:00", "17:00"]]}
    july, january = datetime(2026, 7, 6, 8, 0, tzinfo=UTC), datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    assert [is_open(hours, "Europe/London", at) for at in (july, january)] == [True, False]
