"""When an outlet serves: its opening hours, on the clock of the place it is in."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def is_open(hours: Mapping[str, Any], time_zone: str, at: datetime) -> bool:
    """Whether an outlet is open at a moment: {"mon": [["08:00", "18:00"]], ...}, from the first minute to before the
    last.

    Empty hours are always open, a day that is not named is closed. What ends no later than it begins ends on the next
    day. Raises zoneinfo.ZoneInfoNotFoundError.
    """
    if not hours:
        return True
    here = at.astimezone(ZoneInfo(time_zone))
    now = f"{here:%H:%M}"
    today: Sequence[Sequence[str]] = hours.get(DAYS[here.weekday()], ())
    yesterday: Sequence[Sequence[str]] = hours.get(DAYS[here.weekday() - 1], ())
    return any(since <= now and (now < until or until <= since) for since, until in today) or any(
        until <= since and now < until for since, until in yesterday
    )
