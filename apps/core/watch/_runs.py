"""How scheduled tasks ran: two small statements a run, to one row for each entry of the schedule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from celery.schedules import maybe_schedule
from django.conf import settings
from django.db import connection

from apps.core.models import ScheduledRun

# What has not run for so long is in no schedule any more.
GONE_AFTER = timedelta(days=40)
# A run may be late by its whole interval: workers may be busy. Then somebody should look.
_GRACE = timedelta(seconds=60)

_BEGIN = """
INSERT INTO core_scheduledrun (name, began_at, error, failures) VALUES (%(name)s, %(now)s, '', 0)
ON CONFLICT (name) DO UPDATE SET began_at = excluded.began_at
"""
_END = """
INSERT INTO core_scheduledrun AS run (name, began_at, ended_at, seconds, error, failures, succeeded_at)
VALUES (%(name)s, %(began)s, %(now)s, %(seconds)s, %(error)s, %(failed)s, %(succeeded)s)
ON CONFLICT (name) DO UPDATE
   SET ended_at = excluded.ended_at, seconds = excluded.seconds, error = excluded.error,
       failures = CASE WHEN excluded.failures > 0 THEN run.failures + 1 ELSE 0 END,
       succeeded_at = coalesce(excluded.succeeded_at, run.succeeded_at)
"""


@dataclass(frozen=True, slots=True)
class Due:
    """An entry of the schedule and how it does. `lag` is how long it has been due, zero when it is not."""

    title: str
    name: str
    every: timedelta | None
    run: ScheduledRun | None
    lag: timedelta
    is_overdue: bool

    @property
    def is_running(self) -> bool:
        """Whether the last run has begun and not ended: it works, or its worker was killed."""
        return self.run is not None and (self.run.ended_at is None or self.run.ended_at < self.run.began_at)


def name_of(task: str, arguments: Sequence[Any]) -> str:
    """Under which name the runs of an entry are noted: a task may stand in the schedule with several arguments."""
    return " ".join([task, *map(str, arguments)])[:120]


@lru_cache(maxsize=4)
def _names_of(schedule: int, size: int) -> frozenset[str]:
    return frozenset(name_of(entry["task"], entry.get("args", ())) for entry in settings.CELERY_BEAT_SCHEDULE.values())


def scheduled_names() -> frozenset[str]:
    """The names of all entries. Asked with every task that runs, so it is kept."""
    return _names_of(id(settings.CELERY_BEAT_SCHEDULE), len(settings.CELERY_BEAT_SCHEDULE))


def note_begin(*, name: str, now: datetime) -> None:
    """Notes that a scheduled task begins."""
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN, {"name": name, "now": now})


def note_end(*, name: str, seconds: float, error: str = "", now: datetime) -> None:
    """Notes that it has ended, and with which kind of error."""
    parameters: dict[str, str | int | float | datetime | None] = {
        "name": name,
        "began": now - timedelta(seconds=seconds),
        "now": now,
        "seconds": seconds,
        "error": error[:100],
        "failed": 1 if error else 0,
        "succeeded": None if error else now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_END, parameters)


def list_due(*, now: datetime, up_since: datetime | None = None) -> list[Due]:
    """All entries of the schedule, in its order. `up_since` is since when the scheduler runs, if that is known.

    What has never run is overdue when the scheduler has run for longer than it takes to come round.
    """
    runs = ScheduledRun.objects.in_bulk(list(scheduled_names()))
    entries: Mapping[str, Any] = settings.CELERY_BEAT_SCHEDULE
    return [_look(title, entry, runs, now, up_since) for title, entry in entries.items()]


def _look(title: str, entry: Any, runs: Mapping[str, ScheduledRun], now: datetime, up_since: datetime | None) -> Due:
    name = name_of(entry["task"], entry.get("args", ()))
    run = runs.get(name)
    schedule = maybe_schedule(entry["schedule"])
    every = getattr(schedule, "run_every", None)
    last = run.began_at if run else up_since
    if last is None:
        return Due(title, name, every, run, timedelta(0), False)
    if every is not None:
        due_at, patience = last + every, every + _GRACE
    else:
        # Times of the day: the next one after the last run.
        begun, wait, _ = schedule.remaining_delta(last)
        due_at, patience = begun + wait, timedelta(minutes=15)
    lag = max(now - due_at, timedelta(0))
    return Due(title, name, every, run, lag, lag > patience)


def purge_runs(*, now: datetime) -> int:
    """Deletes the rows of what is scheduled no longer; returns how many."""
    return ScheduledRun.objects.filter(began_at__lt=now - GONE_AFTER).delete()[0]
