"""Dead letters on a real RabbitMQ: what comes to lie there, that it can be looked at, and that it goes back once."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from amqp.exceptions import PreconditionFailed  # type: ignore[import-untyped]
from celery import Celery, current_app

from apps.core import broker
from apps.core.broker import DEAD, HouseAMQP

EVENT = "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11"


@pytest.fixture
def app(rabbitmq: str, settings: Any) -> Iterator[Celery]:
    """GoPay's queues at a broker of flesh and blood, empty."""
    settings.BROKER_IS_EMBEDDED = False
    before = current_app._get_current_object()
    app = Celery("letters", broker=rabbitmq, amqp=HouseAMQP, set_as_current=False)
    app.conf.update(
        task_default_queue="gopay",
        task_default_queue_type="quorum",
        task_default_exchange_type="topic",
        task_create_missing_queue_type="quorum",
        task_create_missing_queue_exchange_type="topic",
        broker_transport_options={"confirm_publish": True, "confirm_timeout": 5},
    )
    app.set_current()
    _delete_queues(app)
    broker.prepare(app)
    yield app
    _delete_queues(app)
    before.set_current()


def _delete_queues(app: Celery) -> None:
    with app.connection_for_write() as connection, connection.channel() as channel:
        for name in (*broker.queue_names(), DEAD):
            channel.queue_delete(name)


@pytest.fixture
def channel(app: Celery) -> Iterator[Any]:
    with app.connection_for_write() as connection, connection.channel() as channel:
        yield channel


def send(app: Celery, task: str = "tests.work", *, queue: str = "gopay", task_id: str = f"{EVENT}-tests.work") -> None:
    app.send_task(task, args=["+254712000001"], queue=queue, task_id=task_id)


def refuse(channel: Any, queue: str = "gopay") -> None:
    """What a worker does with a message it will never understand."""
    channel.basic_reject(channel.basic_get(queue).delivery_tag, requeue=False)


def count(queue: str = DEAD) -> int:
    return next(depth.messages or 0 for depth in broker.list_depths() if depth.queue == queue)


def soon(is_so: Callable[[], bool]) -> bool:
    """Quorum queues hand on in their own time."""
    until = time.monotonic() + 60
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
    return is_so()


def lie_dead(app: Celery, channel: Any, *ids: str) -> None:
    for task_id in ids:
        send(app, task_id=task_id)
        refuse(channel)
    assert soon(lambda: count() == len(ids))


def test_what_a_worker_refuses_for_good_lies_with_the_dead_letters(app: Celery, channel: Any) -> None:
    send(app)
    refuse(channel)
    assert soon(lambda: count() == 1)
    (letter,) = broker.list_dead_letters()
    assert (letter.task, letter.queue, letter.why) == ("tests.work", "gopay", "A worker refused it")
    assert str(letter.event_id) == EVENT
    assert letter.died_at is not None and letter.died_at.tzinfo is not None
    assert "+254712000001" not in repr(letter), "what it says is nobody's business"


def test_a_message_that_kills_its_worker_does_not_go_round_for_ever(app: Celery, channel: Any) -> None:
    send(app, queue="gateways")
    deliveries = 0

    def dies() -> bool:
        nonlocal deliveries
        message = channel.basic_get("gateways")
        if message is not None:
            deliveries += 1
            channel.basic_reject(message.delivery_tag, requeue=True)
        return count() == 1

    assert soon(dies)
    assert broker.DELIVERIES <= deliveries <= broker.DELIVERIES + 1
    (letter,) = broker.list_dead_letters()
    assert letter.queue == "gateways"
    assert letter.why.startswith("Delivered 20 times")


def test_looking_takes_nothing_away_however_often(app: Celery, channel: Any) -> None:
    lie_dead(app, channel, "one", "two")
    for _ in range(25):
        assert soon(lambda: sorted(letter.id for letter in broker.list_dead_letters()) == ["one", "two"])
    assert soon(lambda: count() == 2)


def test_one_goes_back_and_the_others_stay(app: Celery, channel: Any) -> None:
    lie_dead(app, channel, "one", "two", "three")
    assert broker.redrive(letter_id="two") == 1
    assert soon(lambda: count() == 2 and count("gopay") == 1)
    message = channel.basic_get("gopay")
    headers = message.properties["application_headers"]
    assert headers["id"] == "two"
    assert message.properties["delivery_mode"] == 2, "it outlives the broker as before"
    assert not [name for name in headers if name.startswith("x-death")], "it begins anew"
    assert "+254712000001" in message.body, "word for word what was sent"


def test_all_go_back_once_each(app: Celery, channel: Any) -> None:
    lie_dead(app, channel, *(f"number {number}" for number in range(5)))
    assert broker.redrive() == 5
    assert soon(lambda: count() == 0 and count("gopay") == 5)
    seen = {channel.basic_get("gopay").properties["application_headers"]["id"] for _ in range(5)}
    assert len(seen) == 5
    assert broker.redrive() == 0


def test_who_is_killed_in_between_leaves_it_in_both_places_and_never_in_none(
    app: Celery, channel: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie_dead(app, channel, "one")
    publish = broker._publish

    def is_killed_after(*arguments: Any) -> None:
        publish(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(broker, "_publish", is_killed_after)
    with pytest.raises(KeyboardInterrupt):
        broker.redrive()
    assert soon(lambda: count() == 1 and count("gopay") == 1)


def test_a_letter_the_broker_does_not_take_stays(app: Celery, channel: Any) -> None:
    lie_dead(app, channel, "one")
    channel.queue_delete("gopay")
    with pytest.raises(broker.BrokerUnavailable):
        broker.redrive()
    assert soon(lambda: count() == 1)


def test_a_letter_of_a_queue_we_do_not_have_stays(app: Celery, channel: Any) -> None:
    channel.queue_declare("gone", durable=False, auto_delete=True, arguments={"x-dead-letter-exchange": DEAD})
    send(app, queue="gopay", task_id="other")
    message = channel.basic_get("gopay", no_ack=True)
    channel.basic_publish(message, exchange="", routing_key="gone")
    assert soon(lambda: channel.queue_declare("gone", passive=True).message_count == 1)
    refuse(channel, "gone")
    assert soon(lambda: count() == 1)
    with pytest.raises(broker.NowhereToGo):
        broker.redrive(letter_id="other")
    assert broker.redrive() == 0
    assert soon(lambda: count() == 1)


def test_a_letter_that_is_gone_is_said_to_be(app: Celery, channel: Any) -> None:
    with pytest.raises(broker.LetterGone):
        broker.redrive(letter_id="nobody")


def test_a_queue_of_the_release_before_is_made_anew(app: Celery, channel: Any) -> None:
    channel.queue_delete("webhooks")
    channel.queue_declare("webhooks", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
    with pytest.raises(PreconditionFailed), app.connection_for_write() as connection:
        app.amqp.queues["webhooks"](connection.channel()).declare()
    assert broker.prepare(app) == ["webhooks"]
    assert broker.prepare(app) == [], "once"
    send(app, queue="webhooks")
    refuse(channel, "webhooks")
    assert soon(lambda: count() == 1)


def test_a_broker_that_does_not_answer_is_not_waited_for(settings: Any) -> None:
    settings.BROKER_IS_EMBEDDED = False
    before = current_app._get_current_object()
    Celery("nobody", broker="amqp://guest@127.0.0.1:1//").set_current()
    began = time.monotonic()
    try:
        for ask in (broker.list_depths, broker.list_dead_letters, broker.redrive):
            with pytest.raises(broker.BrokerUnavailable):
                ask()
    finally:
        before.set_current()
    assert time.monotonic() - began < 20


def test_the_embedded_broker_keeps_none() -> None:
    for ask in (broker.list_depths, broker.list_dead_letters, broker.redrive):
        with pytest.raises(broker.NoBroker):
            ask()
