"""The queue door: exports are made, and what is over is deleted or erased."""

from uuid import UUID

import structlog
from celery import shared_task
from django.db import transaction

from apps.accounts import services
from apps.core import clock, events

log = structlog.get_logger("gopay.accounts")


@shared_task(name="accounts.purge_expired")
def purge_expired() -> None:
    """Deletes sign-ups, codes and refresh tokens that are past their time."""
    services.purge_expired(now=clock.now())


@events.consumer("accounts.export_asked", name="accounts.make_export")
def make_export(event: events.Event) -> None:
    """Makes an export once the event is consumed, so that its progress can be seen while it runs."""
    export_id = UUID(event.payload["export_id"])

    def make() -> None:
        services.make_export(export_id=export_id, read_clock=clock.now)

    transaction.on_commit(make, robust=True)


@shared_task(name="accounts.resume_exports")
def resume_exports() -> None:
    """Makes exports that wait, or whose maker has died, and deletes those that are over."""
    for export_id in services.list_due_exports(now=clock.now()):
        try:
            services.make_export(export_id=export_id, read_clock=clock.now)
        except Exception:
            # It is tried again, until it is given up; the others must not wait for it.
            log.exception("export not made", export_id=str(export_id))
    services.expire_exports(now=clock.now())


@shared_task(name="accounts.sweep_files")
def sweep_files() -> None:
    """Deletes private files of ours that no row names."""
    now = clock.now()
    services.sweep_photos(now=now)
    services.sweep_export_parts(now=now)


@shared_task(name="accounts.erase_closed")
def erase_closed() -> None:
    """Erases what names people whose accounts were closed as long ago as the law wants it kept."""
    services.erase_closed(now=clock.now())
