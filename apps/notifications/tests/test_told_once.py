"""However often and from wherever a thing is told, a person hears of it once."""

import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection, transaction

from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.notifications import rendering, services
from apps.notifications.models import Channel, Delivery, DeliveryState, Notification, SandboxMessage
from apps.notifications.tests.samples import payment

pytestmark = pytest.mark.usefixtures("sandbox")


def tell(person_id: UUID, cause: UUID, **changes: Any) -> list[UUID]:
    fields = {"template": "payment_received", "context": payment(), "now": clock.now(), **changes}
    return services.tell(person_id=person_id, cause=cause, **fields)


@pytest.mark.django_db
def test_a_person_is_told_in_the_inbox_by_email_and_by_sms() -> None:
    amina, subject = make_person("amina"), uuid7()
    queued = tell(amina.id, cause := uuid7(), subject_kind="transaction", subject_id=subject)
    row = Notification.objects.get(person_id=amina.id)
    assert (row.topic, row.cause, row.subject_kind, row.subject_id) == (
        "payment_received",
        cause,
        "transaction",
        subject,
    )
    assert row.title == "You received 12.50 USD from Amina Otieno"
    assert "7K2M9QX4AB" in row.body and "For the mangoes" in row.body
    deliveries = Delivery.objects.order_by("channel")
    assert [(one.channel, one.address, one.state) for one in deliveries] == [
        ("EMAIL", "amina@example.org", DeliveryState.QUEUED),
        ("SMS", "+254712000001", DeliveryState.QUEUED),
    ]
    assert {one.notification_id for one in deliveries} == {row.id}
    assert set(queued) == {one.id for one in deliveries}


@pytest.mark.django_db
def test_telling_twice_changes_nothing() -> None:
    amina, cause = make_person("amina"), uuid7()
    assert len(tell(amina.id, cause)) == 2
    assert tell(amina.id, cause, context=payment(amount="99.00")) == []
    assert Notification.objects.get().title == "You received 12.50 USD from Amina Otieno"
    assert Delivery.objects.count() == 2


@pytest.mark.django_db
def test_a_new_address_between_two_tellings_gets_no_second_message() -> None:
    amina, cause = make_person("amina", email=None), uuid7()
    assert len(tell(amina.id, cause)) == 1
    type(amina).objects.filter(pk=amina.pk).update(email="amina@example.org")
    cache.clear()
    assert tell(amina.id, cause) == []


@pytest.mark.django_db
def test_who_has_no_email_address_is_told_by_sms_alone() -> None:
    tell(make_person("dalia").id, uuid7())
    assert [one.channel for one in Delivery.objects.all()] == [Channel.SMS]


@pytest.mark.django_db
def test_an_address_is_told_once_for_a_cause_too() -> None:
    fields: dict[str, Any] = {"template": "payment_received", "context": payment(), "now": clock.now()}
    cause, number = uuid7(), "+254712000009"
    assert len(services.tell_address(channel="SMS", address=number, cause=cause, **fields)) == 1
    assert services.tell_address(channel="SMS", address=number, cause=cause, **fields) == []
    assert len(services.tell_address(channel="SMS", address="+254712000008", cause=cause, **fields)) == 1
    assert len(services.tell_address(channel="SMS", address=number, cause=uuid7(), **fields)) == 1
    assert Delivery.objects.count() == 3


@pytest.mark.django_db
def test_another_cause_is_told_again_and_so_is_another_topic_of_one_cause() -> None:
    amina, cause = make_person("amina"), uuid7()
    tell(amina.id, cause)
    tell(amina.id, uuid7())
    tell(amina.id, cause, template="payment_sent")
    assert Notification.objects.count() == 3
    assert Delivery.objects.count() == 6


@pytest.mark.django_db
def test_nobody_is_told_nothing() -> None:
    assert tell(uuid7(), uuid7()) == []
    assert not Notification.objects.exists() and not Delivery.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_said_is_refused_before_anything_is_written() -> None:
    amina = make_person("amina")
    with pytest.raises(rendering.UnknownTemplate):
        tell(amina.id, uuid7(), template="nothing_of_the_kind")
    with pytest.raises(rendering.UnknownTemplate):
        tell(amina.id, uuid7(), template="../core/home")
    with pytest.raises(rendering.MissingValue, match="amount"):
        tell(amina.id, uuid7(), context={"currency": "USD"})
    with pytest.raises(rendering.UnknownTemplate):
        services.tell_address(
            channel="SMS", address="+254712000001", template="email_base", context={}, cause=uuid7(), now=clock.now()
        )
    assert not Notification.objects.exists() and not Delivery.objects.exists()


@pytest.mark.django_db
def test_both_sides_of_a_payment_cost_few_queries(django_assert_max_num_queries: Callable[[int], Any]) -> None:
    amina, brian, cause = make_person("amina"), make_person("brian"), uuid7()
    tellings = [
        services.Telling(person_id=amina.id, template="payment_sent", context=payment(), cause=cause),
        services.Telling(person_id=brian.id, template="payment_received", context=payment(), cause=cause),
    ]
    tell(amina.id, uuid7())
    # Each person once, unless the cache knows them, both people's choices, all inbox rows, all deliveries.
    with django_assert_max_num_queries(7):
        queued = services.tell_all(tellings, now=clock.now())
    assert len(queued) == 4
    # In the sandbox all four share one transaction: begin, claim, four messages, one update, commit.
    with django_assert_max_num_queries(11):
        assert services.send_due(now=clock.now(), only=queued) == 4


@pytest.mark.django_db(transaction=True)
def test_sixteen_tellers_at_once() -> None:
    """Every one waits at the unique key for the first, and then finds it done."""
    people, cause = [make_person("amina"), make_person("brian")], uuid7()

    def work(index: int) -> list[UUID]:
        # Half of them name the two people the other way round: that must not become a deadlock.
        ordered = people if index % 2 else people[::-1]
        return services.tell_all(
            [
                services.Telling(person_id=person.id, template="payment_received", context=payment(), cause=cause)
                for person in ordered
            ],
            now=clock.now(),
        )

    results = run_together(16, work)
    assert sorted(len(result) for result in results) == [0] * 15 + [4]
    assert Notification.objects.count() == 2
    assert services.send_due(now=clock.now()) == 4
    assert services.send_due(now=clock.now()) == 0
    assert SandboxMessage.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_tellers_in_opposite_order_do_not_wait_in_a_circle() -> None:
    """Each holds what it has told until it commits, so all must tell in one order."""
    first, second = sorted([make_person("amina").id, make_person("brian").id])
    cause, results = uuid7(), []

    def both() -> None:
        tellings = [
            services.Telling(person_id=person_id, template="payment_received", context=payment(), cause=cause)
            for person_id in (second, first)
        ]
        results.append(services.tell_all(tellings, now=clock.now()))
        connection.close()

    thread = threading.Thread(target=both)
    with transaction.atomic():
        tell(first, cause)
        thread.start()
        wait_until_somebody_waits_for_a_lock()
        tell(second, cause)
    thread.join(60)
    assert results == [[]]
    assert Notification.objects.count() == 2


def wait_until_somebody_waits_for_a_lock() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            # Inside a transaction the view would otherwise stay as it was at the first look.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    pytest.fail("nobody came to wait")
