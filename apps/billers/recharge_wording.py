"""Auto-recharges in words, for messages and the operators' pages."""

from apps.billers.models import AutoPausedBecause
from apps.billers.recharge_errors import NOT_SOLD
from apps.transactions.errors import REASONS

MISSED = "missed"
_PAUSED = {
    AutoPausedBecause.PERSON: "You paused it.",
    AutoPausedBecause.FAILURES: "Three recharges in a row could not be made.",
    AutoPausedBecause.DEVICE: "The phone it was made on was locked.",
    AutoPausedBecause.OPERATOR: "We paused it. Ask support.",
}


def how_often(every_days: int | None, day_of_month: int | None) -> str:
    """`every day`, `every 7 days`, `every month`."""
    if day_of_month is not None:
        return "every month"
    return "every day" if every_days == 1 else f"every {every_days} days"


def reason_of(failure_code: str) -> str:
    """Why a due date brought nothing, as a sentence."""
    if failure_code in NOT_SOLD:
        return NOT_SOLD[failure_code]().detail
    if failure_code in REASONS:
        return REASONS[failure_code]().detail
    return "It could not be made in time." if failure_code == MISSED else "It could not be made."


def paused_reason_of(paused_because: str) -> str:
    """Why an auto-recharge is paused, as a sentence."""
    return _PAUSED[AutoPausedBecause(paused_because)]
