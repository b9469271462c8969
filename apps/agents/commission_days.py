"""The days a statement of commissions is about: whole days where the platform does its business, as those by whose
months commissions are paid."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.core.errors import InvalidInput
from apps.transactions.limits import day_of

MOST_DAYS = 366
# Nothing was ever earned before, and what lies after is a typing error.
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last, both included."""

    first: date
    last: date

    @property
    def since(self) -> datetime:
        return _midnight(self.first)

    @property
    def until(self) -> datetime:
        """The moment before which they end."""
        return _midnight(self.last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings.LIMITS_TIME_ZONE))


def month_of(now: datetime) -> datetime:
    """When the month of this moment began."""
    return _midnight(day_of(now).replace(day=1))


def days_of(first: date | None, last: date | None, *, now: datetime) -> Days:
    """The days that `from` and `to` name: without `to` until today, without `from` since the first of that month.

    Raises InvalidInput when `from` lies after `to`, and for more than MOST_DAYS.
    """
    for field, day in (("from", first), ("to", last)):
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise _refuse(field, "out_of_range", f"The year must be from {_FIRST_YEAR} to {_LAST_YEAR}.")
    end = last or day_of(now)
    start = first or end.replace(day=1)
    if start > end:
        said = "This must not be after `to`." if last else "This lies in the future: say `to` as well."
        raise _refuse("from", "after_to", said)
    if (end - start).days >= MOST_DAYS:
        raise _refuse("from", "too_long", f"A statement is about at most {MOST_DAYS} days.")
    return Days(start, end)


def _refuse(field: str, code: str, detail: str) -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": code, "detail": detail}])
