"""The card processor over real HTTP: the sandbox provider speaks its protocol, and misbehaves on request."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from apps.core import clock
from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.adapters.cards import ADAPTER
from apps.gateways.base import (
    BadSignature,
    CallbackEvent,
    Capability,
    Collect,
    Enquiry,
    Instrument,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
)
from apps.gateways.http import Http
from apps.gateways.models import Message

RECORDED = Path(__file__).parent.parent / "recorded"
# Which of the sandbox's protocols it speaks.
PROTOCOL = "cards"
NUMBER = "4242424242424242"

pytestmark = pytest.mark.django_db


def opened(timeout: float = 2.0) -> ADAPTER:
    connection = registry.connection_of(PROTOCOL)
    return ADAPTER(connection, Http(connection, timeout=timeout))


@pytest.fixture
def cards(provider) -> ADAPTER:
    return opened()


def order(amount: str = "12.50", *, currency: str = "USD", card: str = "", keep: bool = False) -> Collect:
    return Collect(
        operation_id=uuid4(),
        amount=Money.parse(amount, currency),
        instrument=card,
        description="Top-up",
        return_url="https://gopay.example/back",
        keep_instrument=keep,
    )


def asked(request: Collect, provider_reference: str = "") -> Enquiry:
    return Enquiry(request.operation_id, Capability.COLLECT, provider_reference=provider_reference)


def executions(provider, request: Collect) -> list[tuple[str, int]]:
    """What the provider's own books say of it: the amount, and how often it was done."""
    return [(one["amount"], one["executions"]) for one in provider.books(reference=str(request.operation_id))]


def told(cards: ADAPTER, provider, *, after: int = 0) -> list[CallbackEvent]:
    taken = [one for one in provider.take_callbacks() if one.gateway == PROTOCOL]
    now = clock.now() + timedelta(seconds=after)
    return [cards.read_callback(one.lower_headers, one.body, now=now) for one in taken]


def saved_card(cards: ADAPTER, provider) -> Instrument:
    request = order(keep=True)
    provider.pay_checkout(cards.collect(request).next_url, number=NUMBER)
    instrument = cards.enquire(asked(request)).instrument
    assert instrument is not None
    return instrument


def test_a_payer_pays_on_the_processors_page(cards, provider) -> None:
    request = order()
    opened = cards.collect(request)
    assert (opened.outcome, opened.amount) == (Outcome.PENDING, request.amount)
    assert cards.collect(request) == opened
    assert cards.enquire(asked(request)) == opened
    provider.pay_checkout(opened.next_url, number=NUMBER)
    paid = cards.enquire(asked(request, opened.provider_reference))
    assert (paid.outcome, paid.amount, paid.next_url) == (Outcome.SUCCEEDED, request.amount, "")
    # Nobody asked for the card to be kept.
    assert paid.instrument is None
    assert executions(provider, request) == [("12.50", 1)]
    events = told(cards, provider)
    assert events
    assert {event.operation_id for event in events} == {request.operation_id}
    assert {event.result for event in events} == {paid}
    assert len({event.event_id for event in events}) == 1


@pytest.mark.parametrize(
    ("number", "code"),
    [("4000000000000002", "provider_declined"), ("4000000000009995", "provider_insufficient_funds")],
)
def test_a_card_that_is_declined_on_the_page_has_failed(cards, provider, number: str, code: str) -> None:
    request = order()
    provider.pay_checkout(cards.collect(request).next_url, number=number)
    result = cards.enquire(asked(request))
    assert (result.outcome, result.failure_code, result.instrument) == (Outcome.FAILED, code, None)
    assert [event.result.failure_code for event in told(cards, provider)][:1] == [code]
    assert all(times == 0 for _, times in executions(provider, request))


def test_a_card_that_was_kept_is_charged_again(cards, provider) -> None:
    card = saved_card(cards, provider)
    assert (card.kind, card.masked, card.issuer) == ("CARD", "•••• 4242", "visa")
    assert card.expires_on is not None
    assert NUMBER not in repr(card)
    provider.take_callbacks()
    request = order("7.00", card=card.token)
    result = cards.collect(request)
    assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
    assert cards.enquire(asked(request)) == result
    assert cards.enquire(asked(request, result.provider_reference)) == result
    [event] = {event.event_id: event for event in told(cards, provider)}.values()
    assert (event.operation_id, event.counterparty, event.result) == (request.operation_id, card.token, result)


def test_a_currency_without_decimals_is_charged_as_it_is(cards, provider) -> None:
    request = order("1250", currency="JPY", card=saved_card(cards, provider).token)
    assert cards.collect(request).amount == request.amount
    assert [(Money.parse(amount, "JPY"), times) for amount, times in executions(provider, request)] == [
        (request.amount, 1)
    ]


def test_a_charge_that_is_declined_has_failed(cards, provider) -> None:
    request = order("7.01", card=saved_card(cards, provider).token)
    result = cards.collect(request)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, "provider_declined")


def test_a_card_the_processor_does_not_know_is_refused(cards, provider) -> None:
    with pytest.raises(Refused):
        cards.collect(order(card="card_nobodys"))


def test_a_silence_after_executing_is_cleared_up_by_an_enquiry(cards, provider) -> None:
    card = saved_card(cards, provider).token
    for request in (order("7.05", card=card), order("7.04", card=card)):
        with pytest.raises(OutcomeUnknown):
            cards.collect(request)
        result = cards.enquire(asked(request))
        assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
        # Asked again under the same reference, it is still done once.
        assert cards.collect(request) == result
        assert executions(provider, request) == [(str(request.amount.amount), 1)]


def test_a_silence_before_executing_is_not_found(cards, provider) -> None:
    card = saved_card(cards, provider).token
    for request in (order("7.12", card=card), order("7.03", card=card)):
        with pytest.raises(OutcomeUnknown):
            cards.collect(request)
        assert cards.enquire(asked(request)).outcome is Outcome.NOT_FOUND


def test_what_it_has_never_heard_of_is_not_found(cards, provider) -> None:
    assert cards.enquire(asked(order())).outcome is Outcome.NOT_FOUND


def test_an_answer_that_is_too_late_is_unknown(cards, provider) -> None:
    card = saved_card(cards, provider).token
    provider.behave(slow=1, slow_seconds=2)
    with pytest.raises(OutcomeUnknown):
        opened(timeout=0.5).collect(order(card=card))


def test_keys_that_are_not_taken_are_not_done(settings, provider) -> None:
    settings.GATEWAY_CONNECTIONS = {PROTOCOL: provider.connections[PROTOCOL] | {"api_key": "wrong"}}
    with pytest.raises(NotDone):
        opened().collect(order())


def test_a_forged_callback_is_told_from_a_true_one(cards, provider) -> None:
    request = order("7.08", card=saved_card(cards, provider).token)
    provider.take_callbacks()
    cards.collect(request)
    good, forged = [], 0
    for one in provider.take_callbacks():
        try:
            good.append(cards.read_callback(one.lower_headers, one.body, now=clock.now()))
        except BadSignature:
            forged += 1
    assert forged
    assert {event.operation_id for event in good} == {request.operation_id}


def test_what_was_recorded_is_what_it_really_says(cards, provider) -> None:
    def fields(name: str) -> dict:
        return json.loads((RECORDED / name).read_bytes())

    request = order(keep=True)
    provider.pay_checkout(cards.collect(request).next_url)
    really = cards._get(f"/v1/checkouts?reference={request.operation_id}").json()
    assert really.keys() == fields("checkout-paid.json").keys()
    assert really["card"].keys() == fields("checkout-paid.json")["card"].keys()
    charge = order("7.00", card=really["card"]["token"])
    cards.collect(charge)
    assert (
        cards._get(f"/v1/charges?reference={charge.operation_id}").json().keys()
        == fields("charge-succeeded.json").keys()
    )
    assert json.loads(provider.take_callbacks()[0].body).keys() == fields("webhook-checkout-paid.json").keys()
    assert cards._get("/v1/charges?reference=none").json()["error"].keys() == fields("not-found.json")["error"].keys()


def test_a_settlement_file_lists_what_was_done(cards, provider) -> None:
    request = order("7.00", card=saved_card(cards, provider).token)
    result = cards.collect(request)
    file = cards.fetch_settlement_file(clock.now().date())
    header, *rows = file.content.decode().splitlines()
    assert header == "reference,provider_reference,type,amount,fee,net,currency,executed_at,counterparty"
    [row] = [row for row in rows if row.startswith(str(request.operation_id))]
    assert row.split(",")[1:4] == [result.provider_reference, "COLLECT", "7.00"]


def test_no_cards_number_and_no_key_is_written_down(cards, provider) -> None:
    card = saved_card(cards, provider).token
    cards.collect(order("7.00", card=card))
    written = "".join(one.request_body + one.response_body + one.path for one in Message.objects.all())
    for secret in (NUMBER, card, provider.connections[PROTOCOL]["api_key"]):
        assert secret not in written
