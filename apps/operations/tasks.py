"""The queue door: what is past its time, and what is over with somebody's account."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.operations import services


@shared_task(name="operations.purge_expired")
def purge_expired() -> None:
    """Deletes staff sessions and enrolments that are past their time."""
    services.purge_expired(now=clock.now())


@events.consumer("accounts.locked", name="operations.end_staff_sessions")
def end_staff_sessions(event: events.Event) -> None:
    """Ends a locked person's sessions of the operators' site, if they have any."""
    services.end_staff_sessions(person_id=UUID(event.payload["person_id"]))
