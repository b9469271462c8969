"""The queue door: what time does to disputes, telling both sides, and erasing what somebody said."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.disputes import services


@shared_task(name="disputes.sweep")
def sweep() -> None:
    """Hands to operators what was not answered in time."""
    services.move_overdue(now=clock.now())


@shared_task(name="disputes.sweep_orphaned_files")
def sweep_orphaned_files() -> None:
    """Deletes pictures that no row names."""
    services.sweep_orphaned_files(now=clock.now())


def _register(topic: str) -> None:
    @events.consumer(topic, name=f"disputes.tell_{topic.partition('.')[2]}")
    def tell_sides(event: events.Event) -> None:
        services.tell_sides(dispute_id=UUID(event.payload["dispute_id"]), topic=topic, cause=event.id, now=clock.now())


for _topic in services.TOPICS:
    _register(_topic)


@events.consumer("accounts.erased", name="disputes.erase_person")
def erase_person(event: events.Event) -> None:
    """Destroys what somebody said and showed whose account is closed for as long as the law wants to know of it."""
    services.erase_person(person_id=UUID(event.payload["person_id"]), now=clock.now())
