"""Has Celery's processes say that they live, and its scheduled tasks how they ran."""

import time
from contextlib import nullcontext
from typing import Any

import structlog
from celery import signals
from django.db import DatabaseError, connection, transaction

from apps.core import clock

log = structlog.get_logger("gopay.watch")

# Of the tasks this process is at: when they began, by the monotonic clock, and what they failed with.
_begun: dict[str, float] = {}
_failed: dict[str, str] = {}
_beats: dict[str, Any] = {}


def follow_celery() -> None:
    """Connects to Celery's signals; called once, when the apps are ready."""
    signals.worker_init.connect(_worker_begins, weak=False, dispatch_uid="watch")
    signals.worker_ready.connect(_worker_is_ready, weak=False, dispatch_uid="watch")
    signals.worker_shutdown.connect(_worker_ends, weak=False, dispatch_uid="watch")
    signals.beat_init.connect(_scheduler_begins, weak=False, dispatch_uid="watch")
    signals.task_prerun.connect(_task_begins, weak=False, dispatch_uid="watch")
    signals.task_failure.connect(_task_fails, weak=False, dispatch_uid="watch")
    signals.task_postrun.connect(_task_ends, weak=False, dispatch_uid="watch")


def _worker_begins(sender: Any, **_: Any) -> None:
    """Before it takes anything: its queues hand on what dies, also those a release before has made."""
    from apps.core import broker

    try:
        broker.prepare(sender.app)
    except broker.NoBroker:
        pass
    except broker.BrokerUnavailable:
        log.warning("queues are not prepared: the broker does not answer")


def _worker_is_ready(sender: Any, **_: Any) -> None:
    from apps.core.watch._beats import beat_as

    worker = str(getattr(sender, "hostname", ""))
    if worker in _beats:
        return
    queues = ",".join(sorted(queue.name for queue in sender.task_consumer.queues))
    _beats[worker] = beat_as("WORKER", of=queues or "worker", queues=queues)


def _worker_ends(sender: Any, **_: Any) -> None:
    beat = _beats.pop(str(getattr(sender, "hostname", "")), None)
    if beat is not None:
        beat.stop()


def _scheduler_begins(**_: Any) -> None:
    from apps.core.watch._beats import beat_as

    beat_as("BEAT")


def _name_of(task: Any, args: Any) -> str | None:
    """The entry's name, or None for what nobody scheduled: consumers of events above all."""
    from apps.core.watch._runs import name_of, scheduled_names

    name = name_of(task.name, args or ())
    return name if name in scheduled_names() else None


def _task_begins(task_id: str, task: Any, args: Any = (), **_: Any) -> None:
    from apps.core.watch._runs import note_begin

    if name := _name_of(task, args):
        _begun[task_id] = time.monotonic()
        _note(lambda: note_begin(name=name, now=clock.now()))


def _task_fails(task_id: str, exception: BaseException | None = None, **_: Any) -> None:
    if task_id in _begun:
        _failed[task_id] = type(exception).__name__


def _task_ends(task_id: str, task: Any, args: Any = (), state: str | None = None, **_: Any) -> None:
    from apps.core.watch._runs import note_end

    began, error = _begun.pop(task_id, None), _failed.pop(task_id, "")
    name = _name_of(task, args) if began is not None else None
    if name is None or began is None:
        return
    if not error and state not in {None, "SUCCESS"}:
        error = str(state)
    _note(lambda: note_end(name=name, seconds=time.monotonic() - began, error=error, now=clock.now()))


def _note(write: Any) -> None:
    """Never fails the task it is about: with the database away that has failed already."""
    try:
        # Inside a transaction, as a test's, what fails must not take the rest with it.
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            write()
    except DatabaseError as error:
        log.warning("cannot note a run", error=type(error).__name__)
