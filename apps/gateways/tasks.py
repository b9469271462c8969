"""The queue door: what is due to be sent or asked about, and old messages.

All of it goes to a queue of its own, so that a provider that takes its time holds up nothing else.
"""

from uuid import UUID

from celery import shared_task
from django.db import transaction

from apps.core import clock, events
from apps.gateways import services


@shared_task(name="gateways.run_due")
def run_due() -> None:
    """Sends what is ready, and asks about what nobody has told of."""
    services.run_due_operations(now=clock.now())


@shared_task(name="gateways.purge_messages")
def purge_messages() -> None:
    """Deletes what was said to providers a month ago."""
    services.purge_messages(now=clock.now())


@shared_task(name="gateways.apply_callbacks")
def apply_callbacks() -> None:
    """Applies callbacks that the queue has not applied within a minute."""
    services.apply_due_callbacks(now=clock.now())


@events.consumer("gateways.callback_received", name="gateways.apply_callback")
def apply_callback(event: events.Event) -> None:
    """Applies what a provider has told."""
    services.apply_callback(callback_id=UUID(event.payload["callback_id"]), now=clock.now())


@events.consumer("gateways.operation_ready", name="gateways.send")
def send(event: events.Event) -> None:
    """Sends a new operation as soon as this transaction is over; if that fails, the sweep does."""
    now = clock.now()
    operation_id = UUID(event.payload["operation_id"])

    def run() -> None:
        services.run_due_operations(now=now, only=[operation_id])

    transaction.on_commit(run, robust=True)
