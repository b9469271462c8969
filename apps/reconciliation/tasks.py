"""The queue door: files are fetched, read and compared in the background, and the e-money's cover is proven daily."""

from uuid import UUID

from celery import shared_task
from django.db import transaction

from apps.core import clock, events
from apps.reconciliation import services


@shared_task(name="reconciliation.fetch_due")
def fetch_due() -> None:
    """Asks the providers for the settlement files that have not come yet."""
    services.fetch_due_files(now=clock.now())


@shared_task(name="reconciliation.resume")
def resume() -> None:
    """Goes on with files whose process died while it read them."""
    services.resume_silent(read_clock=clock.now)


@shared_task(name="reconciliation.reconcile")
def reconcile() -> None:
    """Compares what was not compared yet, and looks for what nobody lists."""
    services.reconcile(now=clock.now())


@shared_task(name="reconciliation.prove")
def prove() -> None:
    """Takes the day's proof, if it is not there yet."""
    services.prove_coverage(is_daily=True, now=clock.now())


@shared_task(name="reconciliation.sweep_files")
def sweep_files() -> None:
    """Deletes pieces of files that no row names."""
    services.sweep_files(now=clock.now())


@events.consumer("reconciliation.file_received", name="reconciliation.read")
def read(event: events.Event) -> None:
    """Reads a new file as soon as this transaction is over; if that fails, the sweep does."""
    file_id = UUID(event.payload["file_id"])

    def work() -> None:
        services.read_file(file_id=file_id, read_clock=clock.now)

    transaction.on_commit(work, robust=True)


@events.consumer("reconciliation.file_read", name="reconciliation.match")
def match(event: events.Event) -> None:
    """Compares what a new file lists as soon as this transaction is over; if that fails, the periodic run does."""
    file_id = UUID(event.payload["file_id"])

    def work() -> None:
        services.match_file(file_id=file_id, now=clock.now())

    transaction.on_commit(work, robust=True)


@events.consumer("reconciliation.not_covered", name="reconciliation.tell_not_covered")
def tell_not_covered(event: events.Event) -> None:
    """Alarms operators, once a day for each currency."""
    services.tell_not_covered(proof_id=UUID(event.payload["proof_id"]), now=clock.now())
