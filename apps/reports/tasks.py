"""The queue's door to receipts, roll-ups and reports."""

from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction

from apps.core import clock, events
from apps.reports import roll_ups, runs, services

log = structlog.get_logger("gopay.reports")


@shared_task(name="reports.purge_dead_links")
def purge_dead_links() -> None:
    services.purge_dead_links(now=clock.now())


@shared_task(name="reports.roll_up")
def roll_up() -> None:
    """Counts what came since the last time."""
    roll_ups.roll_up(now=clock.now())


@events.consumer("reports.run_asked", name="reports.make_run")
def make_run(event: events.Event) -> None:
    """Makes a report once the event is consumed, so that its progress can be seen while it runs."""
    run_id = UUID(event.payload["run_id"])

    def make() -> None:
        runs.make_run(run_id=run_id, read_clock=clock.now)

    transaction.on_commit(make, robust=True)


@events.consumer("reports.run_ready", name="reports.tell_ready")
def tell_ready(event: events.Event) -> None:
    """Tells whoever is to be told that an arranged report is ready."""
    runs.tell_ready(run_id=UUID(event.payload["run_id"]), now=clock.now())


@events.consumer("reports.run_failed", name="reports.tell_failed")
def tell_failed(event: events.Event) -> None:
    """Tells its owner that an arranged report was not made."""
    runs.tell_failed(run_id=UUID(event.payload["run_id"]), now=clock.now())


@events.consumer("reports.schedule_paused", name="reports.tell_paused")
def tell_paused(event: events.Event) -> None:
    """Tells its owner that an arranged report has paused by itself."""
    runs.tell_paused(schedule_id=UUID(event.payload["schedule_id"]), cause=event.id, now=clock.now())


@shared_task(name="reports.begin_due")
def begin_due() -> None:
    """Begins the arranged reports that are due."""
    runs.make_due(now=clock.now())


@shared_task(name="reports.go_on")
def go_on() -> None:
    """Makes reports that wait, or whose maker has died."""
    for run_id in runs.list_due_runs(now=clock.now()):
        try:
            runs.make_run(run_id=run_id, read_clock=clock.now)
        except Exception:
            # The others must not wait for it.
            log.exception("report not made", run_id=str(run_id))


@shared_task(name="reports.expire")
def expire() -> None:
    """Deletes the files of reports whose time is over, and parts that no report names."""
    runs.expire_runs(now=clock.now())
    runs.sweep_files(now=clock.now())
