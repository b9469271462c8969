"""The queue door: what people hear of requests, and the end of their time."""

from uuid import UUID

from celery import shared_task

from apps.core import clock, events
from apps.requests import services


@shared_task(name="requests.expire_due")
def expire_due() -> None:
    """Ends requests that nobody has paid in time."""
    services.expire_due(now=clock.now())


@events.consumer("requests.asked", name="requests.tell_asked")
def tell_asked(event: events.Event) -> None:
    """Tells those who are asked for money."""
    services.tell_asked(group_id=UUID(event.payload["group_id"]), cause=event.id, now=clock.now())


def _register(topic: str) -> None:
    @events.consumer(topic, name=topic.replace(".", ".tell_"))
    def tell_decided(event: events.Event) -> None:
        """Tells whom this step of a request concerns."""
        services.tell_decided(
            request_id=UUID(event.payload["request_id"]), topic=topic, cause=event.id, now=clock.now()
        )


for _topic in ("requests.declined", "requests.cancelled", "requests.reminded", "requests.expired"):
    _register(_topic)
