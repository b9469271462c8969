"""The relay: every event reaches each of its consumers, whoever dies on the way."""

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction

from apps.core import clock, events, services
from apps.core.events import outbox_lag, relay_due_events
from apps.core.models import Consumption, OutboxEvent
from apps.core.tests.consumers import FIRST, SECOND, TOPIC, done
from apps.core.tests.parallel import in_background, other_transaction, run_together
from apps.core.tests.queue import deliver_events, relay, run_task

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


def happen(count: int = 1) -> list[UUID]:
    with transaction.atomic():
        return [events.record(TOPIC, {"number": number}) for number in range(count)]


def both(ids: list[UUID]) -> set[tuple[str, UUID]]:
    return {(consumer, event_id) for event_id in ids for consumer in (FIRST, SECOND)}


@committing
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        events.record(TOPIC, {})
    assert not OutboxEvent.objects.exists()


@committing
def test_an_event_shares_the_fate_of_its_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        events.record(TOPIC, {})
        raise ZeroDivisionError
    assert relay() == []


def test_each_consumer_gets_each_event() -> None:
    ids = happen(3)
    published = relay()
    assert set(published) == both(ids)
    assert len(published) == 6
    for consumer, event_id in published:
        run_task(consumer, event_id)
    assert all(done(consumer, event_id) == 1 for consumer, event_id in both(ids))


def test_an_event_nobody_wants_is_settled() -> None:
    with transaction.atomic():
        events.record("tests.nobody_cares", {})
    assert relay() == []
    assert OutboxEvent.objects.get().settled_at is not None


@committing
def test_what_commits_late_is_not_passed_over() -> None:
    """A relay that remembered how far it had come would never see it."""
    with other_transaction() as there:
        late = there(lambda: happen(1))
        early = happen(1)
        assert set(relay()) == both(early)
    assert set(relay()) == both(late)


def test_the_oldest_due_come_first_and_a_batch_is_a_batch() -> None:
    ids = happen(5)
    assert {event_id for _, event_id in relay(limit=2)} == set(ids[:2])
    assert {event_id for _, event_id in relay(limit=2)} == set(ids[2:4])
    assert {event_id for _, event_id in relay(limit=2)} == {ids[4]}


@committing
def test_two_relays_never_publish_one_event_in_the_same_round() -> None:
    """While the first is at it, the second takes the others at once, and waits for nothing."""
    ids = happen(4)
    second: list[tuple[str, UUID]] = []

    def publish(consumer: str, event_id: UUID) -> None:
        if not first:
            second.extend(in_background(relay).result(60))
        first.append((consumer, event_id))

    first: list[tuple[str, UUID]] = []
    relay_due_events(publish, limit=2)
    assert set(first) == both(ids[:2])
    assert set(second) == both(ids[2:])


@committing
def test_eight_relays_at_once_share_the_work() -> None:
    ids = happen(64)
    lock, published = threading.Lock(), []

    def work(_: int) -> None:
        while mine := relay(limit=5):
            with lock:
                published.extend(mine)

    assert run_together(8, work) == [None] * 8
    assert sorted(published) == sorted(both(ids))


class Died(Exception):
    """The process is gone."""


@committing
@pytest.mark.parametrize("after", [1, 3, 6])
def test_a_relay_that_dies_between_publishing_and_noting_it_publishes_again(after: int) -> None:
    ids = happen(3)
    published: list[tuple[str, UUID]] = []

    def publish(consumer: str, event_id: UUID) -> None:
        published.append((consumer, event_id))
        if len(published) == after:
            raise Died

    with pytest.raises(Died):
        relay_due_events(publish)
    assert not OutboxEvent.objects.exclude(published_at=None).exists()
    again = relay()
    assert set(again) == both(ids)
    for consumer, event_id in [*published, *again]:
        run_task(consumer, event_id)
    assert all(done(consumer, event_id) == 1 for consumer, event_id in both(ids))


@committing
def test_a_broker_that_is_away_costs_nothing() -> None:
    ids = happen(2)

    def refuse(consumer: str, event_id: UUID) -> None:
        raise ConnectionRefusedError

    for _ in range(3):
        with pytest.raises(ConnectionRefusedError):
            relay_due_events(refuse)
    assert set(OutboxEvent.objects.values_list("attempts", "published_at")) == {(0, None)}
    assert set(relay()) == both(ids)


def test_a_lost_message_is_found_by_the_second_look() -> None:
    (event_id,) = happen()
    now = clock.now()
    relay(now=now)
    run_task(FIRST, event_id)
    # The other message got lost.
    assert relay(now=now + timedelta(seconds=19)) == []
    assert relay(now=now + timedelta(seconds=20)) == [(SECOND, event_id)]
    run_task(SECOND, event_id)
    assert relay(now=now + timedelta(hours=1)) == []
    assert OutboxEvent.objects.get().settled_at == now + timedelta(hours=1)
    assert (done(FIRST, event_id), done(SECOND, event_id)) == (1, 1)


def test_it_looks_again_and_again_with_growing_waits_up_to_an_hour() -> None:
    happen()
    at, waits = clock.now(), []
    relay(now=at)
    for _ in range(12):
        due = OutboxEvent.objects.get().due_at
        waits.append((due - at).total_seconds())
        at = due
        assert len(relay(now=at)) == 2, "it never gives up"
    assert waits == [20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600, 3600]


def test_what_is_settled_is_never_looked_at_again() -> None:
    (event_id,) = happen()
    deliver_events()
    later = clock.now() + timedelta(hours=2)
    assert relay(now=later) == []
    assert OutboxEvent.objects.get(pk=event_id).settled_at == later
    assert relay_due_events(lambda *_: None, now=later + timedelta(days=1)) == 0


def test_an_operator_can_have_it_published_at_once() -> None:
    waiting, settled = happen(2)
    now = clock.now()
    relay(now=now)
    for consumer in (FIRST, SECOND):
        run_task(consumer, settled)
    relay(now=now + timedelta(seconds=20))
    assert services.publish_again(event_ids=[waiting, settled], now=now) == 1
    assert set(relay(now=now)) == both([waiting])


def test_the_lag_is_that_of_what_was_never_published() -> None:
    now = clock.now()
    assert outbox_lag(now=now) == (0, 0.0)
    happen(3)
    waiting, age = outbox_lag(now=clock.now() + timedelta(seconds=60))
    assert waiting == 3
    assert 59.9 < age < 70
    relay()
    assert outbox_lag(now=clock.now()) == (0, 0.0)


def test_finding_what_is_due_costs_the_same_however_much_is_settled() -> None:
    now = clock.now()
    OutboxEvent.objects.bulk_create(
        OutboxEvent(topic=TOPIC, payload={}, recorded_at=now, due_at=now, settled_at=now) for _ in range(3_000)
    )
    happen(3)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE core_outboxevent")
        cursor.execute(
            "EXPLAIN SELECT id FROM core_outboxevent WHERE settled_at IS NULL AND due_at <= now()"
            " ORDER BY due_at LIMIT 200 FOR UPDATE SKIP LOCKED"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Seq Scan" not in plan, plan


def test_old_events_are_purged_and_waiting_ones_never() -> None:
    (settled,) = happen()
    deliver_events()
    relay(now=clock.now() + timedelta(minutes=1))
    (waiting,) = happen()
    now = clock.now() + timedelta(days=15)
    services.purge_expired(now=clock.now() + timedelta(days=13))
    assert OutboxEvent.objects.count() == 2
    services.purge_expired(now=now)
    assert [event.id for event in OutboxEvent.objects.all()] == [waiting]
    assert not Consumption.objects.filter(event_id=settled).exists()
    # A message that was stuck for longer than its event was kept. What the work left was purged just as long ago.
    assert done(FIRST, settled) == 0
    run_task(FIRST, settled)
    assert done(FIRST, settled) == 0, "it is not done a second time"
