"""The period of a statement: from a moment on, until before another, as people name them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from apps.core.errors import InvalidInput

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# RFC 3339: with a date, a time and an offset; a moment without an offset would be another one for everybody.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,6})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII)
# Nothing was ever paid before, and what lies after is a typing error. Both ends survive any time zone.
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` on, and before `before`; both in UTC. `zone` is where its days begin."""

    since: datetime
    before: datetime
    zone: ZoneInfo

    @property
    def first_day(self) -> date:
        return self.since.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """The day its last moment belongs to; of an empty period, the day of its only one."""
        last = max(self.since, self.before - timedelta(microseconds=1))
        return last.astimezone(self.zone).date()


def _refuse(field: str, detail: str, code: str = "invalid") -> InvalidInput:
    return InvalidInput(errors=[{"field": field, "code": code, "detail": detail}])


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """When this day begins there: its first moment, also where clocks skip midnight or strike it twice."""
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _read(field: str, text: str, zone: ZoneInfo, *, is_end: bool) -> datetime:
    try:
        if _DATE.fullmatch(text):
            day = date.fromisoformat(text)
            _check_year(field, day.year)
            return _midnight(day + timedelta(days=1) if is_end else day, zone)
        if _MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text.upper())
            _check_year(field, moment.year)
            return moment.astimezone(UTC)
    except ValueError:
        pass
    raise _refuse(field, "This must be a date such as 2026-03-31 or a moment such as 2026-03-31T18:00:00Z.")


def _check_year(field: str, year: int) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise _refuse(field, f"The year must be from {_FIRST_YEAR} to {_LAST_YEAR}.", "out_of_range")


def period_of(since: str | None, before: str | None, *, zone: ZoneInfo, now: datetime) -> Period:
    """The period that `from` and `to` name, in the person's own days.

    A date means the whole day: `to=2026-03-31` includes the 31st. A moment means itself: from it on, or before it.
    Without `from` it begins with the month `to` lies in, without both with the present month; without `to` it ends
    now. Raises InvalidInput for what is neither, and when `from` lies after `to`.
    """
    until = now if before is None else _read("to", before, zone, is_end=True)
    if since is None:
        # A date as `to` ends where the next day begins; the month that is meant is the one before that.
        last = until if before is None else until - timedelta(microseconds=1)
        start = _midnight(last.astimezone(zone).date().replace(day=1), zone)
    else:
        start = _read("from", since, zone, is_end=False)
    # Two dates the wrong way round may still meet at a midnight.
    are_dates = since is not None and before is not None and _DATE.fullmatch(since) and _DATE.fullmatch(before)
    if start > until or (are_dates and start == until):
        detail = "This must not be after `to`." if before is not None else "This lies in the future: say `to` as well."
        raise _refuse("from", detail, "after_to")
    return Period(start, until, zone)
