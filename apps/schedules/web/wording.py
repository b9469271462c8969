"""Schedules in the words of a page."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from apps.core.web.telling import told
from apps.schedules import wording
from apps.schedules.models import PausedBecause, Schedule, ScheduleRun
from apps.schedules.occurrences import Frequency
from apps.transactions.errors import DECLINES

# How it looks, and what it is called.
_STATES: dict[str, tuple[str, str | Promise]] = {
    "ACTIVE": ("good", _lazy("Active")),
    "PAUSED": ("wait", _lazy("Paused")),
    "FINISHED": ("", _lazy("Finished")),
    "CANCELLED": ("", _lazy("Ended")),
}
_RUNS: dict[str, tuple[str, str | Promise]] = {
    "PENDING": ("wait", _lazy("Being paid")),
    "RETRYING": ("wait", _lazy("Tried again later")),
    "PAID": ("good", _lazy("Paid")),
    "HELD": ("wait", _lazy("Being checked")),
    "SKIPPED": ("bad", _lazy("Skipped")),
}
_PAUSED: dict[str, str | Promise] = {
    PausedBecause.PERSON: _lazy("You paused it."),
    PausedBecause.SKIPS: _lazy("Three payments in a row could not be made."),
    PausedBecause.DEVICE: _lazy("The phone it was made on was locked."),
}
_REASONS: dict[str, str | Promise] = {
    wording.MISSED: _lazy("It could not be paid in time."),
    wording.WAS_PAUSED: _lazy("The schedule was paused before it could be paid."),
    wording.WAS_CANCELLED: _lazy("The schedule was ended before it could be paid."),
}


@dataclass(frozen=True, slots=True)
class ShownSchedule:
    """A schedule with its state and its plan in words."""

    row: Schedule
    tone: str
    state: str
    plan: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownRun:
    """What became of a due date."""

    row: ScheduleRun
    tone: str
    state: str
    why: str


def shown(row: Schedule) -> ShownSchedule:
    tone, state = _STATES[row.state]
    why = str(_PAUSED[row.paused_because]) if row.paused_because else ""
    return ShownSchedule(row, tone, str(state), how_often(row.frequency, row.interval), why)


def shown_run(row: ScheduleRun) -> ShownRun:
    tone, state = _RUNS[row.state]
    return ShownRun(row, tone, str(state), _reason(row.failure_code) if row.failure_code else "")


def how_often(frequency: str, interval: int) -> str:
    """`Once`, `Every month`, `Every 2 weeks`."""
    match frequency:
        case Frequency.DAILY:
            text = ngettext("Every day", "Every %(count)s days", interval)
        case Frequency.WEEKLY:
            text = ngettext("Every week", "Every %(count)s weeks", interval)
        case Frequency.MONTHLY:
            text = ngettext("Every month", "Every %(count)s months", interval)
        case _:
            return _("Once")
    return text % {"count": interval}


def _reason(failure_code: str) -> str:
    if failure_code in DECLINES:
        return told(DECLINES[failure_code]())
    return str(_REASONS.get(failure_code) or _("It could not be paid."))
