"""The last two decimals of an amount say how a provider behaves the first time a reference comes."""

import http.client

import pytest

from apps.gateways.adapters.sandbox.tests.clients import (
    DECLINED,
    DONE,
    PENDING,
    Cards,
    amount_and_status,
    ask,
    event_id_of,
    is_signed,
    new_reference,
    pay,
    status_of,
)
from apps.gateways.tests.provider import Provider

each = pytest.mark.parametrize("gateway", sorted(DONE))
# What cannot be read: neither JSON nor a fault. An HTML page, as from the proxy in front of a program that has died.
NO_ANSWER = (ValueError,)
# What the replies that were lost look like.
LOST = (http.client.HTTPException, ConnectionError)


def executions(provider: Provider, reference: str) -> int:
    entries = provider.books(reference)
    return entries[0]["executions"] if entries else 0


@each
def test_01_is_declined(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    assert pay(provider, gateway, reference, "10.01")[1] == DECLINED[gateway]
    assert status_of(provider, gateway, reference) == DECLINED[gateway]
    (callback,) = provider.take_callbacks()
    assert is_signed(callback)
    assert amount_and_status(callback)[1] == DECLINED[gateway]
    assert executions(provider, reference) == 0


@each
def test_03_answers_500_and_does_nothing_and_then_behaves(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    with pytest.raises(NO_ANSWER):
        pay(provider, gateway, reference, "10.03")
    assert status_of(provider, gateway, reference) == ""
    assert provider.take_callbacks() == []
    assert pay(provider, gateway, reference, "10.03")[1] == DONE[gateway]
    assert executions(provider, reference) == 1


@each
def test_04_answers_500_after_doing_it(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    with pytest.raises(NO_ANSWER):
        pay(provider, gateway, reference, "10.04")
    assert status_of(provider, gateway, reference) == DONE[gateway]
    assert executions(provider, reference) == 1
    assert len(provider.take_callbacks()) == 1


@each
def test_05_drops_the_connection_after_doing_it(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    with pytest.raises(LOST):
        pay(provider, gateway, reference, "10.05")
    assert status_of(provider, gateway, reference) == DONE[gateway]
    assert executions(provider, reference) == 1


@each
def test_12_drops_the_connection_and_does_nothing_and_then_behaves(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    with pytest.raises(LOST):
        pay(provider, gateway, reference, "10.12")
    assert status_of(provider, gateway, reference) == ""
    assert pay(provider, gateway, reference, "10.12")[1] == DONE[gateway]
    assert executions(provider, reference) == 1


@each
def test_06_tells_the_same_event_five_times(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    assert pay(provider, gateway, reference, "10.06")[1] == DONE[gateway]
    callbacks = provider.take_callbacks()
    assert len(callbacks) == 5
    assert len({event_id_of(one) for one in callbacks}) == 1
    assert all(is_signed(one) for one in callbacks)


@each
def test_07_tells_only_after_30_seconds(provider: Provider, gateway: str) -> None:
    pay(provider, gateway, new_reference(), "10.07")
    assert provider.take_callbacks() == []
    assert len(provider.waiting_callbacks()) == 1
    provider.move_clock(31)
    assert len(provider.take_callbacks()) == 1


@each
def test_08_is_forged_first(provider: Provider, gateway: str) -> None:
    pay(provider, gateway, new_reference(), "10.08")
    forged, genuine = provider.take_callbacks()
    assert not is_signed(forged)
    assert amount_and_status(forged)[1] in {DONE[gateway], "paid"}
    assert is_signed(genuine)
    assert [forged.kind, genuine.kind] == ["forged", "genuine"]


@each
def test_09_names_a_wrong_amount_first(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    pay(provider, gateway, reference, "10.09")
    wrong, right = provider.take_callbacks()
    assert is_signed(wrong)
    assert is_signed(right)
    amounts = [amount_and_status(one)[0].replace(".", "") for one in (wrong, right)]
    assert amounts == ["1109", "1009"]
    assert provider.books(reference)[0]["total"] == "10.09"


@each
def test_10_is_pending_then_declined(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    assert pay(provider, gateway, reference, "10.10")[1] == PENDING[gateway]
    assert status_of(provider, gateway, reference) == PENDING[gateway]
    assert provider.take_callbacks() == []
    provider.move_clock(3)
    assert status_of(provider, gateway, reference) == DECLINED[gateway]
    assert len(provider.take_callbacks()) == 1
    assert executions(provider, reference) == 0


@each
def test_11_is_pending_then_done_and_nobody_is_told(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    assert pay(provider, gateway, reference, "10.11")[1] == PENDING[gateway]
    provider.move_clock(3)
    assert status_of(provider, gateway, reference) == DONE[gateway]
    provider.move_clock(90_000)
    assert provider.waiting_callbacks() == []


@each
def test_13_is_done_after_ten_seconds(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    assert pay(provider, gateway, reference, "10.13")[1] == PENDING[gateway]
    provider.move_clock(9)
    assert status_of(provider, gateway, reference) == PENDING[gateway]
    assert executions(provider, reference) == 0
    provider.move_clock(2)
    assert status_of(provider, gateway, reference) == DONE[gateway]
    (callback,) = provider.take_callbacks()
    assert amount_and_status(callback)[1] == DONE[gateway]


@each
def test_14_is_pending_for_ever(provider: Provider, gateway: str) -> None:
    reference = new_reference()
    assert pay(provider, gateway, reference, "10.14")[1] == PENDING[gateway]
    provider.move_clock(30 * 86_400)
    assert status_of(provider, gateway, reference) == PENDING[gateway]
    assert provider.waiting_callbacks() == []


@pytest.mark.parametrize(
    ("amount", "at_once", "later"),
    [(1200, "paid", "paid"), (1201, "failed", "failed"), (1210, "open", "failed"), (1211, "open", "paid")],
)
def test_a_checkout_misbehaves_when_it_is_paid(provider: Provider, amount: int, at_once: str, later: str) -> None:
    cards = Cards(provider)
    checkout = cards.checkout(new_reference(), amount).json
    assert checkout["status"] == "open"
    assert provider.pay_checkout(checkout["id"])["status"] == at_once
    provider.move_clock(3)
    assert cards.get(f"checkouts/{checkout['id']}").json["status"] == later
    # Whoever pays twice pays once.
    assert provider.pay_checkout(checkout["id"])["status"] == later
    assert executions(provider, checkout["reference"]) == (later == "paid")


def test_a_checkout_whose_reply_was_lost_is_found_by_its_reference(provider: Provider) -> None:
    cards, reference = Cards(provider), new_reference()
    with pytest.raises(LOST):
        cards.checkout(reference, 1205)
    found = cards.get(f"checkouts?reference={reference}").json
    assert cards.checkout(reference, 1205).json == found
    assert provider.pay_checkout(found["url"])["status"] == "paid"


def test_amounts_without_decimals_are_not_magic(provider: Provider) -> None:
    assert Cards(provider).checkout(new_reference(), 1205, currency="JPY").status == 201
    assert ask(provider, "GET", "/livez").json == {"status": "ok"}
