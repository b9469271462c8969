"""How much float an outlet is likely to need until its day is over. Computes, and reads neither clock nor database."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from apps.agents.hours import DAYS
from apps.core.money import Money

# So many days with cash-ins are looked at, the latest.
DAYS_LOOKED_AT = 14
# Mondays are like Mondays.
_LIKE_TODAY, _ANOTHER = 2, 1
_MINUTES = 24 * 60


def expected_need(history: Sequence[tuple[date, Decimal]], *, today: date, share_left: Decimal, currency: str) -> Money:
    """What customers are likely to bring until the day is over, which is what the outlet has to have.

    `history` is what they brought on days before this one; days of the same weekday count double, days without a
    dealing are not in it and do not count. `share_left` says how much of the day is left, 0 to 1. Raises ValueError for
    another share.
    """
    if not 0 <= share_left <= 1:
        raise ValueError(f"{share_left} is no share of a day")
    weighed = [(_LIKE_TODAY if day.weekday() == today.weekday() else _ANOTHER, total) for day, total in history]
    weights = sum(weight for weight, _ in weighed)
    if not weights:
        return Money.zero(currency)
    mean = sum((weight * total for weight, total in weighed), Decimal(0)) / weights
    return Money.rounded(mean * share_left, currency)


def share_left(hours: Mapping[str, Any], time_zone: str, at: datetime) -> Decimal:
    """How much of the time an outlet is open on this day (where it is) is still to come, 0 to 1.

    Without hours all of the day counts; on a day on which it does not open nothing is to come. Raises
    zoneinfo.ZoneInfoNotFoundError.
    """
    here = at.astimezone(ZoneInfo(time_zone))
    now = here.hour * 60 + here.minute
    spans = _spans(hours, here.weekday()) if hours else [(0, _MINUTES)]
    whole = sum(until - since for since, until in spans)
    left = sum(max(until - max(since, now), 0) for since, until in spans)
    return Decimal(left) / whole if whole else Decimal(0)


def _spans(hours: Mapping[str, Any], weekday: int) -> list[tuple[int, int]]:
    """In minutes of the day, without overlap; what ends no later than it begins goes on after midnight."""
    found = []
    for since, until in ((_minute(one), _minute(other)) for one, other in hours.get(DAYS[weekday], ())):
        found.append((since, until if since < until else _MINUTES))
    for since, until in ((_minute(one), _minute(other)) for one, other in hours.get(DAYS[weekday - 1], ())):
        if until <= since:
            found.append((0, until))
    merged: list[tuple[int, int]] = []
    for since, until in sorted(found):
        if merged and since <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(until, merged[-1][1]))
        else:
            merged.append((since, until))
    return merged


def _minute(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)
