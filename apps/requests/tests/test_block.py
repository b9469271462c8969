"""Blocking a requester: they see no difference, and whoever blocked sees and hears nothing."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Delivery, Notification
from apps.requests import rates, services
from apps.requests.errors import RequestNotFound, RequestNotPending
from apps.requests.models import PaymentRequest, RequestBlock
from apps.requests.tests.asking import (
    REQUESTS,
    accept,
    asked,
    body,
    deliver_what_will_be,
    later,
    number_of,
    pay,
    post,
    state_of,
)
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
BLOCKS = f"{REQUESTS}/blocks"


@pytest.fixture
def amina() -> User:
    return join("amina")


@pytest.fixture
def brian() -> User:
    return join("brian", 100)


@pytest.fixture
def client(brian: User) -> APIClient:
    """Brian, who blocks."""
    return client_of(brian)


def block(client: APIClient, person: str = "amina") -> Any:
    return client.post(BLOCKS, {"person": number_of(person)}, format="json")


def without_ids(told: dict[str, Any]) -> dict[str, Any]:
    varying = {"id", "group_id", "created_at", "expires_at", "payer"}
    return {name: value for name, value in told.items() if name not in varying}


def test_the_asker_sees_no_difference_and_the_blocker_nothing(amina: User, brian: User, client: APIClient) -> None:
    join("chidi", 100)
    answer = block(client)
    assert (answer.status_code, body_of(answer)["person"]["name"]) == (201, "Amina O.")
    asks = client_of(amina)
    told = body_of(post(asks, body("brian", "chidi")))
    to_brian, to_chidi = told["requests"]
    assert without_ids(to_brian) == without_ids(to_chidi)
    deliver_events()
    assert not Notification.objects.filter(person_id=brian.id, topic="request_received").exists()
    assert not Delivery.objects.filter(person_id=brian.id).exists()
    assert body_of(client.get(REQUESTS))["results"] == []
    one = f"{REQUESTS}/{to_brian['id']}"
    with nothing_moves():
        assert client.get(one).status_code == 404
        assert accept(client, to_brian["id"]).status_code == 404
        assert client.post(f"{one}/decline").status_code == 404
    # Reminding and looking are answered as for everybody else.
    assert body_of(asks.post(f"{one}/remind"))["reminders"] == 1
    assert body_of(asks.get(one))["state"] == "PENDING"
    services.expire_due(now=later(8))
    deliver_what_will_be()
    assert body_of(asks.get(one))["state"] == "EXPIRED"
    assert Notification.objects.filter(person_id=amina.id, topic="request_expired").count() == 2
    assert not Delivery.objects.filter(person_id=brian.id).exists()


def test_what_waits_is_hidden_too_and_what_was_decided_stays(amina: User, brian: User, client: APIClient) -> None:
    paid, waits = asked(amina, "brian", "1.00"), asked(amina, "brian", "2.00")
    pay(brian, paid)
    block(client)
    shown = body_of(client.get(REQUESTS))["results"]
    assert [one["id"] for one in shown] == [str(paid.id)]
    with nothing_moves():
        assert accept(client, waits.id).status_code == 404


def test_an_unblocked_one_may_ask_again_and_what_was_hidden_stays_so(amina: User, client: APIClient) -> None:
    hidden = asked(amina, "brian")
    block_id = body_of(block(client))["id"]
    assert client.delete(f"{BLOCKS}/{block_id}").status_code == 204
    assert client.delete(f"{BLOCKS}/{block_id}").status_code == 404
    shown = asked(amina, "brian")
    assert [one["id"] for one in body_of(client.get(REQUESTS))["results"]] == [str(shown.id)]
    assert PaymentRequest.objects.get(pk=hidden.pk).is_hidden
    actions = Activity.objects.filter(action__startswith="requests.").order_by("id").values_list("action", flat=True)
    assert list(actions)[1:3] == ["requests.blocked", "requests.unblocked"]


def test_blocking_twice_is_one_block(amina: User, client: APIClient) -> None:
    assert body_of(block(client)) == body_of(block(client))
    listed = body_of(client.get(BLOCKS))
    assert len(listed["results"]) == 1 == RequestBlock.objects.count()
    assert Activity.objects.filter(action="requests.blocked").count() == 1


def test_ones_blocks_are_ones_own(amina: User, client: APIClient) -> None:
    block_id = body_of(block(client))["id"]
    other = client_of(amina)
    assert body_of(other.get(BLOCKS))["results"] == []
    assert other.delete(f"{BLOCKS}/{block_id}").status_code == 404
    assert RequestBlock.objects.count() == 1


@pytest.mark.parametrize(
    ("person", "status", "code"),
    [
        ("+254712999999", 422, "payee_not_found"),
        ("b20470bd-e499-462f-ac64-342e340d023a", 422, "payee_not_found"),
        ("+254712000002", 422, "asked_oneself"),
        ("", 400, "invalid_input"),
        (None, 400, "invalid_input"),
        (7, 400, "invalid_input"),
    ],
)
def test_whom_one_cannot_block(client: APIClient, person: Any, status: int, code: str) -> None:
    answer = client.post(BLOCKS, {"person": person}, format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (status, code)
    assert not RequestBlock.objects.exists()


def test_numbers_can_be_tried_only_so_often(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "BLOCKING", rates.Rate("requests.block.person", 2, rates.DAY))
    tried = [client.post(BLOCKS, {"person": "+254712999999"}, format="json").status_code for _ in range(3)]
    assert tried == [422, 422, 429]


def test_asking_and_blocking_at_once_leaves_nothing_to_see(amina: User, brian: User) -> None:
    """Whichever comes first, afterwards the blocker sees nothing that waits."""

    def act(index: int) -> Any:
        if index == 5:
            return services.block_requester(person_id=brian.id, requester=str(amina.id), now=clock.now())
        return asked(amina, "brian", "1.00")

    outcomes = run_together(12, act)
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert PaymentRequest.objects.count() == 11
    assert not PaymentRequest.objects.filter(is_hidden=False).exists()


def test_who_blocks_while_being_asked_waits_and_hides_it(amina: User, brian: User) -> None:
    make_person("chidi")
    with other_transaction() as there:
        row = there(lambda: asked(amina, "brian"))
        blocking = in_background(
            lambda: services.block_requester(person_id=brian.id, requester=str(amina.id), now=clock.now())
        )
        wait_until_blocked()
    blocking.result(60)
    assert PaymentRequest.objects.get(pk=row.pk).is_hidden


def test_who_blocks_while_paying_waits_and_the_payment_stands(amina: User, brian: User) -> None:
    row = asked(amina, "brian")
    with other_transaction() as there:
        there(lambda: pay(brian, row))
        blocking = in_background(
            lambda: services.block_requester(person_id=brian.id, requester=str(amina.id), now=clock.now())
        )
        wait_until_blocked()
    blocking.result(60)
    row.refresh_from_db()
    assert (row.state, row.is_hidden, available(amina)) == ("PAID", False, 30)


def test_who_pays_while_blocking_waits_and_finds_nothing(amina: User, brian: User) -> None:
    row = asked(amina, "brian")
    with nothing_moves():
        with other_transaction() as there:
            there(lambda: services.block_requester(person_id=brian.id, requester=str(amina.id), now=clock.now()))
            paying = in_background(lambda: pay(brian, row))
            wait_until_blocked()
        assert isinstance(paying.exception(30), (RequestNotFound, RequestNotPending))
    assert state_of(row) == "PENDING" and not Transaction.objects.exists()
