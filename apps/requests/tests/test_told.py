"""Who hears of what, each once, and what stands in a person's data export."""

import pytest

from apps.accounts.exports import contributions
from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events, run_task
from apps.notifications.models import Delivery, Notification
from apps.requests import services
from apps.requests.tests.asking import REQUESTS, asked, body, deliver_what_will_be, later, pay, post
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina")


@pytest.fixture
def brian() -> User:
    return join("brian", 100)


def heard(person: User) -> list[str]:
    """The titles of what they were told of requests, the first told first."""
    rows = Notification.objects.filter(person_id=person.id, subject_kind="payment_request").order_by("id")
    return [row.title for row in rows]


def test_those_who_are_asked_hear_of_it_once(amina: User, brian: User) -> None:
    chidi = join("chidi")
    post(client_of(amina), body("brian", "chidi", amount="10.01", note="dinner"))
    deliver_events()
    assert heard(brian) == ["Amina Otieno asks you for 5.01 USD"]
    assert heard(chidi) == ["Amina Otieno asks you for 5.00 USD"]
    assert heard(amina) == []
    row = Notification.objects.get(person_id=brian.id, topic="request_received")
    assert "dinner" in row.body and "until" in row.body
    assert sorted(row.deliveries.values_list("channel", "state")) == [("EMAIL", "SENT"), ("SMS", "SENT")]
    event = OutboxEvent.objects.get(topic="requests.asked")
    run_task("requests.tell_asked", event.id)
    services.tell_asked(group_id=event.payload["group_id"], cause=event.id, now=clock.now())
    assert len(heard(brian)) == 1 and Delivery.objects.filter(person_id=brian.id).count() == 2


def test_each_step_is_told_to_whom_it_concerns(amina: User, brian: User) -> None:
    declined, cancelled, expired = (asked(amina, "brian", amount) for amount in ("1.00", "2.00", "3.00"))
    deliver_events()
    services.decline_request(person_id=brian.id, request_id=declined.id, now=clock.now())
    services.cancel_request(person_id=amina.id, request_id=cancelled.id, now=clock.now())
    services.remind(person_id=amina.id, request_id=expired.id, now=clock.now())
    deliver_events()
    services.expire_due(now=later(8))
    deliver_what_will_be()
    assert heard(amina) == [
        "Brian M. declined to pay 1.00 USD",
        "Brian M. did not pay 3.00 USD",
    ]
    assert sorted(heard(brian)[3:]) == [
        "A request for 3.00 USD has ended",
        "Amina Otieno reminds you of 3.00 USD",
        "You need not pay 2.00 USD any more",
    ]


def test_a_payment_tells_both_sides_of_itself(amina: User, brian: User) -> None:
    row = asked(amina, "brian")
    pay(brian, row)
    deliver_events()
    topics = Notification.objects.filter(subject_kind="transaction").values_list("person_id", "topic")
    assert sorted(topics, key=str) == sorted([(amina.id, "payment_received"), (brian.id, "payment_sent")], key=str)


def test_what_was_taken_back_before_it_was_told_is_not_told(amina: User, brian: User) -> None:
    row = asked(amina, "brian")
    services.cancel_request(person_id=amina.id, request_id=row.id, now=clock.now())
    deliver_events()
    assert heard(brian) == ["You need not pay 30.00 USD any more"]


def test_the_sweep_is_a_task(amina: User, brian: User) -> None:
    from apps.requests import tasks

    asked(amina, "brian", at=later(-8))
    tasks.expire_due()
    assert services.expire_due(now=clock.now()) == 0


def test_ones_data_holds_ones_requests_and_nothing_of_others(amina: User, brian: User) -> None:
    parts = {part.name: part for part in contributions()}
    asked(amina, "brian")
    services.block_requester(person_id=brian.id, requester=str(amina.id), now=clock.now())
    asked(brian, "amina", "5.00")
    asked(join("chidi"), "amina")
    of_brian = list(parts["payment_requests"].rows(brian.id))
    assert [(one["direction"], one["amount"], one["payer"]) for one in of_brian] == [("sent", "5.00", "Amina O.")]
    of_amina = [(one["direction"], one["payer"]) for one in parts["payment_requests"].rows(amina.id)]
    assert of_amina == [("sent", "Brian M."), ("received", "Amina Otieno"), ("received", "Amina Otieno")]
    assert parts["payment_requests"].expected(amina.id) == 3
    assert [one["person_id"] for one in parts["blocked_requesters"].rows(brian.id)] == [amina.id]
    assert list(parts["blocked_requesters"].rows(amina.id)) == []


def test_a_notification_leads_to_its_request(amina: User, brian: User) -> None:
    row = asked(amina, "brian")
    deliver_events()
    told = Notification.objects.get(person_id=brian.id, topic="request_received")
    assert (told.subject_kind, told.subject_id) == ("payment_request", row.id)
    assert client_of(brian).get(f"{REQUESTS}/{told.subject_id}").status_code == 200
