"""What requests for money refuse."""

from apps.core.errors import DomainError


class RequestNotFound(DomainError):
    """There is no such payment request."""

    code = "payment_request_not_found"
    category = "not_found"


class BlockNotFound(DomainError):
    """There is no such block of yours."""

    code = "block_not_found"
    category = "not_found"


class RequestNotPending(DomainError):
    """The request was paid, declined, cancelled, or its time is over."""

    code = "payment_request_not_pending"
    category = "conflict"


class AskedTwice(DomainError):
    """The same person stands in the request twice."""

    code = "asked_twice"


class AskedOneself(DomainError):
    """You cannot ask yourself for money."""

    code = "asked_oneself"


class TooManyAsked(DomainError):
    """You have asked as many people for money today as one may."""

    code = "daily_requests_exceeded"
    category = "throttled"


class ReminderTooSoon(DomainError):
    """One reminder a day is enough."""

    code = "reminder_too_soon"
    category = "throttled"


class RemindersUsedUp(DomainError):
    """They have been reminded of this request three times."""

    code = "reminders_used_up"


class TooSmallToSplit(DomainError):
    """The amount is too small to be split among so many."""

    code = "too_small_to_split"
    category = "invalid"
