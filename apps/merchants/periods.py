"""When takings are settled: hours, days and weeks of UTC, weeks from Monday to Sunday."""

from datetime import UTC, datetime, timedelta

from apps.merchants.models import Period

# How long one period is; of those settled at once it is how often somebody looks.
LENGTH = {
    Period.INSTANT.value: timedelta(seconds=5),
    Period.HOURLY.value: timedelta(hours=1),
    Period.DAILY.value: timedelta(days=1),
    Period.WEEKLY.value: timedelta(days=7),
}


def last_boundary(period: str, now: datetime) -> datetime:
    """The end of the last period that is over; settled at once, everything before this moment is."""
    now = now.astimezone(UTC)
    if period == Period.INSTANT:
        return now
    hour = now.replace(minute=0, second=0, microsecond=0)
    if period == Period.HOURLY:
        return hour
    midnight = hour.replace(hour=0)
    return midnight if period == Period.DAILY else midnight - timedelta(days=midnight.weekday())


def next_boundary(period: str, now: datetime) -> datetime:
    """When the present period is over."""
    last = last_boundary(period, now)
    return last if period == Period.INSTANT else last + LENGTH[period]
