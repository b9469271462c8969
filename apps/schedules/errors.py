"""What is refused about schedules. Why a payment is declined stands in apps/transactions/errors.py."""

from apps.core.errors import DomainError, NotFound


class ScheduleNotFound(NotFound):
    """There is no such schedule."""

    code = "schedule_not_found"


class ScheduleConflict(DomainError):
    """The schedule is in another state by now."""

    code = "schedule_conflict"
    category = "conflict"


class TooManySchedules(DomainError):
    """You have as many schedules as anybody may have. Cancel one first."""

    code = "too_many_schedules"
    category = "conflict"


class RunDecided(DomainError):
    """This due date was paid or skipped already."""

    code = "run_decided"
    category = "conflict"
