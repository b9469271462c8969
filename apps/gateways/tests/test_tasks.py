"""The queue's door: a new operation goes out at once, the sweep brings the rest, in a queue of their own."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction

from apps.core import clock, events
from apps.core.management.commands.relay import _publisher
from apps.core.tests.queue import deliver_events
from apps.gateways import tasks
from apps.gateways.models import Message, Operation
from apps.gateways.tests.rails import NOBODY, Follower, Rails, ask, follower, open_rail, rails

__all__ = ["follower", "rails"]


def ready(**more: Any) -> Operation:
    """An operation with its event, as its payment makes them."""
    now = clock.now()
    with transaction.atomic():
        operation = ask(due_at=now, created_at=now, **more)
        events.record("gateways.operation_ready", {"operation_id": str(operation.id)}, at=now)
    return operation


@pytest.mark.django_db(transaction=True)
def test_a_new_operation_is_sent_as_soon_as_its_payment_has_committed(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ready()
    assert deliver_events()["gateways.send"] == 1
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.sent == ["first"]


@pytest.mark.django_db(transaction=True)
def test_an_event_that_comes_twice_sends_nothing_twice(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ready()
    with transaction.atomic():
        events.record("gateways.operation_ready", {"operation_id": str(operation.id)})
    deliver_events()
    assert rails.sent == ["first"]


@pytest.mark.django_db(transaction=True)
def test_what_the_event_could_not_send_the_sweep_does(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ready()
    rails.say("first", NOBODY)
    deliver_events()
    operation.refresh_from_db()
    assert operation.state == "READY"
    Operation.objects.update(due_at=clock.now())
    tasks.run_due()
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED"


@pytest.mark.django_db
def test_old_messages_are_purged_by_the_hour() -> None:
    common = {"gateway_code": "first", "direction": "OUT", "method": "GET", "path": "/"}
    Message.objects.create(created_at=clock.now() - timedelta(days=31), **common)
    tasks.purge_messages()
    assert not Message.objects.exists()


def test_what_talks_to_providers_has_a_queue_of_its_own_and_nothing_else_is_held_up_by_it() -> None:
    current_app.loader.import_default_modules()
    queues = {name: current_app.amqp.router.route({}, name).get("queue") for name in current_app.tasks if "." in name}
    named = {name: queue.name if hasattr(queue, "name") else queue for name, queue in queues.items()}
    ours = {name for name, queue in named.items() if queue == settings.GATEWAYS_QUEUE}
    assert {"gateways.run_due", "gateways.purge_messages", "gateways.send"} <= ours
    others = {"gateways.apply_callback", "notifications.send_due", "transactions.purge_quotes", "kyc.check_due"}
    assert not others & ours


def test_the_relay_publishes_to_that_queue() -> None:
    current_app.loader.import_default_modules()
    event_id = uuid4()
    with current_app.connection_for_write() as broker:
        _publisher(broker)("gateways.send", event_id)
        channel = broker.channel()
        message = current_app.amqp.queues[settings.GATEWAYS_QUEUE](channel).get(no_ack=True)
        assert message is not None and str(event_id) in str(message.decode())


def test_the_sweep_does_not_pile_up_and_comes_every_five_seconds() -> None:
    [sweep] = [row for row in settings.CELERY_BEAT_SCHEDULE.values() if row["task"] == "gateways.run_due"]
    assert sweep["schedule"] == 5.0 and sweep["options"]["expires"] == 10.0
    tasks_on_time = {row["task"] for row in settings.CELERY_BEAT_SCHEDULE.values()}
    assert "gateways.purge_messages" in tasks_on_time
