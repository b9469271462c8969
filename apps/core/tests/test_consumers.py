"""A consumer does its work once for each event, however often and at whatever moment the message comes."""

from uuid import UUID

import pytest
from django.db import transaction

from apps.core import events, request_facts
from apps.core.events import consumers_of
from apps.core.ids import uuid7
from apps.core.models import Consumption, OutboxEvent
from apps.core.tests.consumers import FAILING, FAILING_TOPIC, FIRST, SECOND, TOPIC, Unable, done, failures_left
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import relay, run_task

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


def happen(topic: str = TOPIC) -> UUID:
    with transaction.atomic():
        return events.record(topic, {"at": "work"})


def test_topics_know_their_consumers() -> None:
    assert consumers_of(TOPIC) == [FIRST, SECOND]


def test_a_message_that_comes_twice_is_done_once() -> None:
    event_id = happen()
    for _ in range(3):
        run_task(FIRST, event_id)
    assert (done(FIRST, event_id), done(SECOND, event_id)) == (1, 0)
    assert Consumption.objects.get().consumer == FIRST


@committing
def test_sixteen_of_the_same_message_at_once_are_done_once() -> None:
    event_id = happen()
    assert run_together(16, lambda _: run_task(FIRST, event_id)) == [None] * 16
    assert done(FIRST, event_id) == 1


@committing
def test_a_message_that_comes_while_it_is_being_worked_on_waits_and_then_does_nothing() -> None:
    event_id = happen()
    with other_transaction() as there:
        there(lambda: run_task(FIRST, event_id))
        second = in_background(lambda: run_task(FIRST, event_id))
        wait_until_blocked()
    second.result(60)
    assert done(FIRST, event_id) == 1


@committing
def test_when_the_first_worker_dies_the_waiting_one_does_it() -> None:
    event_id = happen()
    second = []
    with pytest.raises(ZeroDivisionError), other_transaction() as there:
        there(lambda: run_task(FIRST, event_id))
        second.append(in_background(lambda: run_task(FIRST, event_id)))
        wait_until_blocked()
        raise ZeroDivisionError
    second[0].result(60)
    assert done(FIRST, event_id) == 1


@committing
def test_a_consumer_that_fails_leaves_nothing_and_is_sent_again() -> None:
    event_id = happen(FAILING_TOPIC)
    failures_left["count"] = 2
    for attempt in range(1, 3):
        assert relay(now=OutboxEvent.objects.get().due_at) == [(FAILING, event_id)]
        with pytest.raises(Unable):
            run_task(FAILING, event_id)
        assert done(FAILING, event_id) == 0, "what it did before it failed was undone"
        assert OutboxEvent.objects.get().attempts == attempt
        assert not Consumption.objects.exists()
    relay(now=OutboxEvent.objects.get().due_at)
    run_task(FAILING, event_id)
    assert done(FAILING, event_id) == 1
    assert relay(now=OutboxEvent.objects.get().due_at) == []
    assert OutboxEvent.objects.get().settled_at is not None


def test_why_it_failed_is_written_down_without_what_it_worked_on() -> None:
    """SECURITY 2: the kind of error is kept; its message might quote a secret."""
    event_id = happen(FAILING_TOPIC)
    failures_left["count"] = 1
    with pytest.raises(Unable):
        run_task(FAILING, event_id)
    written = OutboxEvent.objects.get().last_error
    assert written == f"{FAILING}: Unable"
    assert "123456" not in written


def test_an_event_that_is_not_there_is_nothing_to_do() -> None:
    event_id = uuid7()
    run_task(FIRST, event_id)
    assert done(FIRST, event_id) == 0


def test_the_request_that_set_it_off_is_known_to_the_consumer() -> None:
    request_facts.enter(request_facts.RequestFacts(request_id="phone-12345678"))
    event_id = happen()
    request_facts.enter(request_facts.RequestFacts())
    run_task(FIRST, event_id)
    assert request_facts.current() == request_facts.RequestFacts(request_id="phone-12345678", channel="queue")
