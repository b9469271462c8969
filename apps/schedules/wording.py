"""Schedules in words, for messages and the operators' pages."""

from apps.schedules.models import PausedBecause
from apps.schedules.occurrences import Frequency
from apps.transactions.errors import DECLINES

MISSED = "missed"
WAS_PAUSED = "schedule_paused"
WAS_CANCELLED = "schedule_cancelled"
_UNITS = {Frequency.DAILY: "day", Frequency.WEEKLY: "week", Frequency.MONTHLY: "month"}
_REASONS = {
    MISSED: "It could not be paid in time.",
    WAS_PAUSED: "The schedule was paused before it could be paid.",
    WAS_CANCELLED: "The schedule was cancelled before it could be paid.",
}
_PAUSED = {
    PausedBecause.PERSON: "You paused it.",
    PausedBecause.SKIPS: "Three payments in a row could not be made.",
    PausedBecause.DEVICE: "The phone it was made on was locked.",
}


def how_often(frequency: str, interval: int) -> str:
    """`once`, `every month`, `every 2 weeks`."""
    if frequency == Frequency.ONCE:
        return "once"
    unit = _UNITS[Frequency(frequency)]
    return f"every {unit}" if interval == 1 else f"every {interval} {unit}s"


def reason_of(failure_code: str) -> str:
    """Why a due date was not paid, as a sentence."""
    if failure_code in DECLINES:
        return DECLINES[failure_code]().detail
    return _REASONS.get(failure_code, "It could not be paid.")


def paused_reason_of(paused_because: str) -> str:
    """Why a schedule is paused, as a sentence."""
    return _PAUSED[PausedBecause(paused_because)]
