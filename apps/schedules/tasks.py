"""The queue door: the sweep that pays, what people are told of it, and what stops schedules."""

from datetime import datetime
from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.schedules import services

# So many turns at a time: the moment a payment is made at must not lag behind the clock.
BATCH = 100


@shared_task(name="schedules.pay_due")
def pay_due() -> None:
    """Pays what is due, until nothing is."""
    while services.pay_due(now=clock.now(), limit=BATCH) == BATCH:
        pass


@events.consumer("schedules.made", name="schedules.tell_made")
def tell_made(event: events.Event) -> None:
    """Tells a person what they have arranged."""
    services.tell_made(schedule_id=UUID(event.payload["schedule_id"]), cause=event.id, now=clock.now())


@events.consumer("schedules.skipped", name="schedules.tell_skipped")
def tell_skipped(event: events.Event) -> None:
    """Tells a person that something they had arranged was not paid."""
    services.tell_skipped(
        schedule_id=UUID(event.payload["schedule_id"]),
        failure_code=event.payload["failure_code"],
        due_at=datetime.fromisoformat(event.payload["due_at"]),
        skipped=event.payload["skipped"],
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("schedules.paused", name="schedules.tell_paused")
def tell_paused(event: events.Event) -> None:
    """Tells a person that a schedule of theirs stands still."""
    services.tell_paused(
        schedule_id=UUID(event.payload["schedule_id"]),
        paused_because=event.payload["paused_because"],
        cause=event.id,
        now=clock.now(),
    )


@events.consumer("accounts.device_locked", name="schedules.pause_of_device")
def pause_of_device(event: events.Event) -> None:
    """A phone that was locked: what was set going on it stops."""
    services.pause_of_device(device_id=UUID(event.payload["device_id"]), now=clock.now())


@events.consumer("accounts.closed", name="schedules.cancel_of_person")
def cancel_of_person(event: events.Event) -> None:
    """A closed account pays nothing any more."""
    services.cancel_of_person(person_id=UUID(event.payload["person_id"]), now=clock.now())


@events.consumer("accounts.erased", name="schedules.erase_person")
def erase_person(event: events.Event) -> None:
    """Erases whom somebody had paid whose account was closed long ago."""
    services.erase_person(person_id=UUID(event.payload["person_id"]))
