"""How much float an outlet is likely to need until its day is over."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from apps.agents.forecast import expected_need, share_left
from apps.core.money import Money

# A Saturday.
TODAY = date(2026, 11, 21)
ALL = Decimal(1)


def day(before: int, total: str) -> tuple[date, Decimal]:
    return TODAY - timedelta(days=before), Decimal(total)


def need(history: list[tuple[date, Decimal]], share: Decimal = ALL, currency: str = "USD") -> Money:
    return expected_need(history, today=TODAY, share_left=share, currency=currency)


def test_days_of_the_same_weekday_count_double() -> None:
    # Twice 400 and once 100, by three.
    assert need([day(7, "400"), day(1, "100")]) == Money(Decimal(300), "USD")
    assert need([day(2, "50"), day(1, "100")]) == Money(Decimal(75), "USD")


def test_without_a_history_nothing_is_expected() -> None:
    assert need([]) == Money.zero("USD")


def test_what_is_left_of_the_day_counts_and_it_is_rounded_to_the_currency() -> None:
    assert need([day(1, "100")], Decimal("0.25")) == Money(Decimal(25), "USD")
    assert need([day(1, "100")], Decimal(0)) == Money.zero("USD")
    assert need([day(1, "100"), day(2, "101"), day(3, "101")], ALL, "JPY") == Money(Decimal(101), "JPY")


@pytest.mark.parametrize("share", [Decimal("-0.01"), Decimal("1.01")])
def test_a_share_is_between_nothing_and_all(share: Decimal) -> None:
    with pytest.raises(ValueError, match="share"):
        need([], share)


@pytest.mark.parametrize(
    ("hours", "hour", "expected"),
    [
        # Nairobi is three hours ahead of UTC: 09:00 there.
        ({}, 6, Decimal(15) / 24),
        ({"sat": [["08:00", "18:00"]]}, 6, Decimal("0.9")),
        ({"sat": [["08:00", "18:00"]]}, 3, Decimal(1)),
        ({"sat": [["08:00", "18:00"]]}, 15, Decimal(0)),
        ({"sat": [["08:00", "12:00"], ["14:00", "18:00"]]}, 10, Decimal("0.5")),
        ({"sat": [["08:00", "12:00"], ["11:00", "18:00"]]}, 8, Decimal("0.7")),
        # Closed today.
        ({"mon": [["08:00", "18:00"]]}, 6, Decimal(0)),
        # From the day before until 02:00, and from 20:00 on: 09:00 lies between.
        ({"fri": [["20:00", "02:00"]], "sat": [["20:00", "02:00"]]}, 6, Decimal(4) / 6),
    ],
)
def test_the_share_of_the_day_is_that_of_the_opening_hours_on_the_place_s_own_clock(
    hours: dict[str, list[list[str]]], hour: int, expected: Decimal
) -> None:
    at = datetime(2026, 11, 21, hour, tzinfo=UTC)
    assert share_left(hours, "Africa/Nairobi", at) == expected
