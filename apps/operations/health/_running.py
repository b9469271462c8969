"""Which processes live, and how the schedule is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.urls import reverse

from apps.core import broker, watch
from apps.core.models import Heartbeat
from apps.core.selectors import is_alive
from apps.core.watch import Due
from apps.operations.health._parts import Line, Part, Tone, ago, duration

# A process that has ended is said for so long, as its successor may have another name.
_SHOWN = timedelta(hours=2)
_MOST = 100


def list_beats() -> list[Heartbeat]:
    """All that have been heard, the newest first."""
    return list(Heartbeat.objects.order_by("-beat_at")[:_MOST])


def processes(now: datetime) -> Part:
    beats = list_beats()
    alive = [row for row in beats if is_alive(row, now=now)]
    lines = [
        _kind("Web", "WEB", alive, now, needed="Start the web server: nobody else answers people."),
        _kind("Relay", "RELAY", alive, now, needed="Start manage.py relay: without it messages wait in the outbox."),
        _kind("Scheduler", "BEAT", alive, now, needed="Start celery beat: without it nothing periodic happens."),
        *(_worker(queue, alive, now) for queue in broker.queue_names()),
    ]
    silent = [row for row in beats if not is_alive(row, now=now) and now - row.beat_at < _SHOWN]
    folded = [*(_process(row, now, "good") for row in alive), *(_process(row, now, "plain") for row in silent)]
    missing = sum(line.tone == "bad" for line in lines)
    says = f"{len(alive)} processes live." if not missing else f"{missing} kinds of process are missing."
    return Part(
        "processes",
        "Processes",
        says,
        lines,
        folded,
        folded_title=f"Each of them ({len(folded)})",
        more=[("Heartbeats", reverse("admin:core_heartbeat_changelist"))],
    )


def _since(rows: Sequence[Heartbeat], now: datetime) -> str:
    begun = [row.started_at for row in rows if row.started_at]
    return f"Running for {duration(now - min(begun))}" if begun else "Since when is not known"


def _kind(name: str, kind: str, alive: Sequence[Heartbeat], now: datetime, *, needed: str) -> Line:
    rows = [row for row in alive if row.kind == kind]
    if not rows:
        return Line(name, "none", "bad", "None has been heard lately", needed)
    without_broker = [row for row in rows if not row.broker_ok]
    if without_broker:
        return Line(name, f"{len(rows)} alive", "warning", "It does not reach the broker", "Look after the broker.")
    return Line(name, f"{len(rows)} alive", "good", _since(rows, now))


def _worker(queue: str, alive: Sequence[Heartbeat], now: datetime) -> Line:
    rows = [row for row in alive if row.kind == Heartbeat.Kind.WORKER and queue in row.queues.split(",")]
    name = f"Workers of {queue}"
    if not rows:
        return Line(name, "none", "bad", "Nobody takes its tasks", f"Start a worker with -Q {queue}.")
    return Line(name, f"{len(rows)} alive", "good", _since(rows, now))


def _process(row: Heartbeat, now: datetime, tone: Tone) -> Line:
    where = f"{row.host}, process {row.pid}" if row.pid else row.name
    kind = row.get_kind_display() + (f" of {row.queues}" if row.queues else "")
    if tone == "good":
        return Line(kind, "alive", tone, f"{where}; {_since([row], now)[0].lower()}{_since([row], now)[1:]}")
    return Line(kind, "ended", tone, f"{where}; last heard {ago(row.beat_at, now)}")


def schedule(now: datetime) -> Part:
    beat = Heartbeat.objects.filter(kind=Heartbeat.Kind.BEAT).order_by("-beat_at").first()
    entries = watch.list_due(now=now, up_since=beat.started_at if beat else None)
    lines = [_entry(due, now) for due in entries]
    wrong = [line for line in lines if line.tone in {"bad", "warning"}]
    rest = [line for line in lines if line.tone not in {"bad", "warning"}]
    never = sum(due.run is None for due in entries)
    if wrong:
        says = f"{len(wrong)} of {len(entries)} are overdue or have failed."
    elif never:
        says = f"None of {len(entries)} is overdue; {never} have not run yet since this is written down."
    else:
        says = f"All {len(entries)} ran when they should."
    return Part("schedule", "Scheduled tasks", says, wrong, rest, folded_title=f"The others ({len(rest)})")


def _entry(due: Due, now: datetime) -> Line:
    every = f"every {duration(due.every)}" if due.every else "at times of the day"
    run, title = due.run, due.title[:1].upper() + due.title[1:]
    if run is None:
        if due.is_overdue:
            return Line(title, "never ran", "bad", f"{due.name}, {every}", _LATE)
        return Line(title, "not yet", "plain", f"{due.name}, {every}")
    took = f", took {duration(run.seconds)}" if run.seconds is not None else ""
    detail = f"{due.name}, {every}; last ran {ago(run.began_at, now)}{took}"
    if due.is_overdue:
        running = "; the last run has not ended" if due.is_running else ""
        return Line(title, f"late by {duration(due.lag)}", "bad", detail + running, _LATE)
    if run.error:
        again = f"{run.failures} times in a row" if run.failures > 1 else "once"
        advice = "Find its error in the worker's log; it is tried again at its next time."
        return Line(
            title, f"failed {again}", "bad" if run.failures > 2 else "warning", f"{detail}; {run.error}", advice
        )
    return Line(title, "well", "good", detail)


_LATE = "See whether the scheduler and the workers of its queue live, and whether that queue is long."
