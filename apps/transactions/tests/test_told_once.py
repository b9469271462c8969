"""Both sides hear of a payment, over every channel, once: whatever the broker does with the messages."""

from collections import Counter
from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events, relay, run_task
from apps.notifications.models import Notification, SandboxMessage
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture(autouse=True)
def brian() -> User:
    return join("brian")


def inbox() -> Counter[tuple[str, str]]:
    """Who was told what, and how often, about payments."""
    rows = Notification.objects.filter(subject_kind="transaction")
    return Counter((str(person_id), topic) for person_id, topic in rows.values_list("person_id", "topic"))


def outside() -> Counter[tuple[str, str]]:
    """Which address got how many messages about payments, over which channel."""
    rows = SandboxMessage.objects.filter(delivery__notification__subject_kind="transaction")
    return Counter(rows.values_list("address", "channel"))


def both(amina: User, brian: User) -> Counter[tuple[str | None, str]]:
    return Counter(
        (address, channel)
        for user in (amina, brian)
        for address, channel in ((user.msisdn, "SMS"), (user.email, "EMAIL"))
    )


def test_a_completed_payment(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), active_from=clock.now())
    row = send(amina, "brian", "12.50").transaction
    deliver_events()
    assert inbox() == {(str(amina.id), "payment_sent"): 1, (str(brian.id), "payment_received"): 1}
    assert outside() == both(amina, brian)
    told = {message.address: message.body for message in SandboxMessage.objects.filter(channel="SMS")}
    assert "12.60" in told[amina.msisdn] or "12.50" in told[amina.msisdn]
    assert "12.50" in told[brian.msisdn]
    assert "0.10" not in told[brian.msisdn], "what it cost is the payer's business"
    assert all(row.reference in told[user.msisdn] for user in (amina, brian))


def test_a_declined_payment(amina: User, brian: User) -> None:
    send(amina, "brian", 1_000)
    deliver_events()
    assert inbox() == {(str(amina.id), "payment_declined"): 1, (str(brian.id), "payment_not_received"): 1}
    assert outside() == both(amina, brian)
    told = SandboxMessage.objects.filter(address__in=[brian.msisdn, brian.email])
    assert told.count() == 2
    assert not any("balance" in message.body.lower() or "enough" in message.body.lower() for message in told)


def test_a_payment_to_nobody_or_to_oneself_is_told_to_the_payer_alone(amina: User) -> None:
    send(amina, "chidi", 1)
    send(amina, "amina", 1)
    deliver_events()
    assert inbox() == {(str(amina.id), "payment_declined"): 2}
    assert outside() == {(amina.msisdn, "SMS"): 2, (amina.email, "EMAIL"): 2}


def test_messages_that_come_many_times_and_at_once_are_told_once(amina: User, brian: User) -> None:
    send(amina, "brian", 1)
    event = OutboxEvent.objects.get(topic="transactions.completed")
    results = run_together(12, lambda _: run_task("transactions.tell_completed", event.id))
    assert results == [None] * 12
    run_task("transactions.tell_completed", event.id)
    deliver_events()
    assert set(inbox().values()) == {1}
    assert outside() == both(amina, brian)


def test_a_replayed_request_tells_nobody_again(amina: User, brian: User) -> None:
    for _ in range(3):
        send(amina, "brian", 1, key="the same")
    deliver_events()
    assert set(inbox().values()) == {1}
    assert outside() == both(amina, brian)


def test_a_relay_that_dies_before_it_has_noted_what_it_published_tells_nobody_twice(amina: User, brian: User) -> None:
    send(amina, "brian", 1)

    class Died(Exception):
        pass

    def publish_and_die(consumer: str, event_id: object) -> None:
        published.append((consumer, event_id))
        if consumer == "transactions.tell_completed":
            raise Died

    from apps.core.events import relay_due_events

    published: list[tuple[str, object]] = []
    with pytest.raises(Died):
        relay_due_events(publish_and_die)
    again = relay()
    assert ("transactions.tell_completed", OutboxEvent.objects.get(topic="transactions.completed").id) in again
    for consumer, event_id in [*published, *again]:
        run_task(consumer, event_id)  # type: ignore[arg-type]
    assert set(inbox().values()) == {1}
    assert outside() == both(amina, brian)
