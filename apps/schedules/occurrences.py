"""When something that recurs happens: arithmetic only, no clock and no database.

The n-th occurrence is computed from the first one and never from the one before, so nothing drifts: the 31st becomes
the last day of a short month and the 31st again after it. Dates and times are those on the wall where the person
lives. When the clocks go forward over such a time, it happens at the first moment after the gap; when they go back
over it, the first of the two times. Moments are aware and in UTC; occurrences are counted from 1.
"""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Frequency(StrEnum):
    ONCE = "ONCE"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


@dataclass(frozen=True, slots=True)
class Rule:
    """What recurs: every `interval` days, weeks or months from `start_date` on, at `local_time`, where it is `zone`.

    `day_of_month` is the day it is to be in each month that has it; None is that of `start_date`. It ends after
    `count` occurrences or with the last one that is not after `end_date`, whichever comes first; None does not end it.
    """

    frequency: Frequency
    start_date: date
    local_time: time
    zone: ZoneInfo
    interval: int = 1
    day_of_month: int | None = None
    end_date: date | None = None
    count: int | None = None


def fits_month(day_of_month: int, day: date) -> bool:
    """Whether something on this day of each month is on this date: on the day itself, or a month's last instead."""
    return day.day == min(day_of_month, _days_in(day.year, day.month))


def date_of(rule: Rule, number: int) -> date | None:
    """The date on the wall of the n-th occurrence; None when there is no such occurrence."""
    if number < 1 or (rule.count is not None and number > rule.count):
        return None
    if rule.frequency == Frequency.ONCE and number > 1:
        return None
    try:
        day = _nth_date(rule, (number - 1) * rule.interval)
    except (OverflowError, ValueError):
        # After the year 9999.
        return None
    return None if rule.end_date is not None and day > rule.end_date else day


def moment_of(rule: Rule, number: int) -> datetime | None:
    """The moment of the n-th occurrence; None when there is no such occurrence."""
    day = date_of(rule, number)
    try:
        return None if day is None else to_moment(day, rule.local_time, rule.zone)
    except OverflowError:
        return None


def first_after(rule: Rule, after: datetime, *, number: int = 1) -> tuple[int, datetime] | None:
    """The first occurrence later than `after`, and not before the given number; None when there is none."""
    number = max(number, _at_most(rule, after))
    while (moment := moment_of(rule, number)) is not None:
        if moment > after:
            return number, moment
        number += 1
    return None


def latest_until(rule: Rule, until: datetime, *, number: int) -> tuple[int, datetime] | None:
    """The last occurrence not later than `until`, from the given number on; None when that is later already."""
    found = None
    number = max(number, _at_most(rule, until))
    while (moment := moment_of(rule, number)) is not None and moment <= until:
        found = number, moment
        number += 1
    return found


def upcoming(rule: Rule, *, number: int, limit: int) -> list[datetime]:
    """The moments of the next occurrences, from the given number on."""
    return list(_moments(rule, number, limit))


def to_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first moment at which clocks of the zone show this time or, if they skip it, a later one."""
    wall = datetime.combine(day, at)
    before, after = (_offset(wall.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    # Outside a gap the first reading is right: the only one, or the first of two. In a gap it uses the offset from
    # before the gap, so it is a moment after the gap's end, at which clocks show something else.
    moment = wall.replace(tzinfo=UTC) - before
    if moment.astimezone(zone).replace(tzinfo=None) == wall:
        return moment
    return _change_between(wall.replace(tzinfo=UTC) - after, moment, zone)


def _moments(rule: Rule, number: int, limit: int) -> Iterator[datetime]:
    for offset in range(limit):
        moment = moment_of(rule, number + offset)
        if moment is None:
            return
        yield moment


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _change_between(earlier: datetime, later: datetime, zone: ZoneInfo) -> datetime:
    """When the clocks changed, to the second: the first moment with the offset that holds at the later one."""
    offset = _offset(later.astimezone(zone))
    low, high = int(earlier.timestamp()), int(later.timestamp())
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(datetime.fromtimestamp(middle, zone)) == offset:
            high = middle
        else:
            low = middle
    return datetime.fromtimestamp(high, UTC)


def _days_in(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _nth_date(rule: Rule, steps: int) -> date:
    match rule.frequency:
        case Frequency.ONCE | Frequency.DAILY:
            return rule.start_date + timedelta(days=steps)
        case Frequency.WEEKLY:
            return rule.start_date + timedelta(weeks=steps)
        case Frequency.MONTHLY:
            months = rule.start_date.month - 1 + steps
            year, month = rule.start_date.year + months // 12, months % 12 + 1
            return date(year, month, min(rule.day_of_month or rule.start_date.day, _days_in(year, month)))


def _at_most(rule: Rule, moment: datetime) -> int:
    """A number that is not after that of the last occurrence until then, and near it: where looking begins."""
    day = moment.astimezone(UTC).date()
    if rule.end_date is not None:
        day = min(day, rule.end_date)
    # Two days earlier, so that neither the zone nor a gap can make it too late.
    days = (day - rule.start_date).days - 2
    match rule.frequency:
        case Frequency.ONCE:
            passed = 0
        case Frequency.DAILY:
            passed = days // rule.interval
        case Frequency.WEEKLY:
            passed = days // (7 * rule.interval)
        case Frequency.MONTHLY:
            # No month has more than 31 days, and one too many is taken off for the day within the month.
            passed = (days // 31 - 1) // rule.interval
    return max(1, passed if rule.count is None else min(passed, rule.count))
