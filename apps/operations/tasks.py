"""The queue door: what is past its time, and what is over with somebody's account."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events, watch
from apps.operations import services, upkeep


@shared_task(name="operations.purge_expired")
def purge_expired() -> None:
    """Deletes staff sessions and enrolments that are past their time."""
    services.purge_expired(now=clock.now())


@shared_task(name="operations.note_keys")
def note_keys() -> None:
    """Notes since when keys are in use."""
    watch.note_keys(now=clock.now())


@shared_task(name="operations.check_certificates")
def check_certificates() -> None:
    """Looks until when the certificates of gateways are good."""
    upkeep.check_certificates(now=clock.now())


@events.consumer("accounts.locked", name="operations.end_staff_sessions")
def end_staff_sessions(event: events.Event) -> None:
    """Ends a locked person's sessions of the operators' site, if they have any."""
    services.end_staff_sessions(person_id=UUID(event.payload["person_id"]))
