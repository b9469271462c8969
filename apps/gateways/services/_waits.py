"""When an operation is looked at next. How long it has been waiting says it, so that nothing has to be counted."""

from datetime import datetime, timedelta

from apps.gateways.models import Operation

# How long something that certainly was not done is tried before its payment fails.
PATIENCE = timedelta(minutes=30)
# How long a provider may be silent about something before an operator has to find out.
OPERATORS_AFTER = timedelta(hours=24)
FIRST_ENQUIRY = timedelta(seconds=10)
# While it was sent less long ago than the first, it is asked about after the second.
_ENQUIRIES = (
    (timedelta(seconds=10), timedelta(seconds=10)),
    (timedelta(seconds=40), timedelta(seconds=30)),
    (timedelta(seconds=100), timedelta(minutes=1)),
    (timedelta(seconds=400), timedelta(minutes=5)),
    (timedelta(seconds=1300), timedelta(minutes=15)),
    (timedelta(seconds=4900), timedelta(hours=1)),
    (OPERATORS_AFTER, timedelta(hours=6)),
)
_DAILY = timedelta(days=1)
# A provider that could not be asked, because it is not reached or is asked too much already, is asked again soon.
_LONGEST_UNASKED = timedelta(minutes=5)
_SHORTEST_TRY, _LONGEST_TRY = timedelta(seconds=5), timedelta(minutes=5)


def next_enquiry(row: Operation, now: datetime) -> datetime:
    """10 s after it was sent, then 30 s, 1 min, 5 min, 15 min, 1 h and 6 h later; after a day once a day.

    A payer who is waited for until some moment is asked about then.
    """
    age = now - (row.submitted_at or row.created_at)
    wait = next((wait for until, wait in _ENQUIRIES if age < until), _DAILY)
    if row.expires_at is not None and now < row.expires_at < now + wait:
        return row.expires_at
    return now + wait


def next_enquiry_unasked(row: Operation, now: datetime) -> datetime:
    """The same when it could not be asked, which is no reason to wait for hours."""
    return min(next_enquiry(row, now), now + _LONGEST_UNASKED)


def ready_since(row: Operation) -> datetime:
    """Since when it may be sent: a payment that was looked at for hours begins to wait then."""
    return row.ready_at or row.created_at


def next_try(row: Operation, now: datetime) -> datetime:
    """When what nobody could be asked for is tried again: after half the time it has waited, 5 s to 5 min."""
    return now + min(max((now - ready_since(row)) / 2, _SHORTEST_TRY), _LONGEST_TRY)
