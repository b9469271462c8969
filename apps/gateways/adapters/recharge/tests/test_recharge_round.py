"""The recharge aggregator over real HTTP: the sandbox provider speaks its protocol, and misbehaves on request."""

from datetime import timedelta
from uuid import uuid4

import pytest

from apps.core import clock
from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.adapters.recharge import ADAPTER
from apps.gateways.base import BadSignature, Capability, Enquiry, NotDone, Outcome, OutcomeUnknown, Recharge
from apps.gateways.models import Message

# Which of the sandbox's protocols it speaks.
PROTOCOL = "recharge"

pytestmark = pytest.mark.django_db


@pytest.fixture
def aggregator(provider) -> ADAPTER:
    adapter = registry.open_adapter(PROTOCOL, timeout=2.0)
    return ADAPTER(adapter.connection, adapter.http)


def top_up(aggregator: ADAPTER, amount: str = "5.00") -> Recharge:
    """A top-up of a number that is the operator's own."""
    [operator] = [one for one in aggregator.list_operators() if one.code == "savanna"]
    return Recharge(uuid4(), Money.parse(amount, "USD"), "savanna", f"{operator.prefixes[0]}0000101".ljust(13, "0"))


def asked(request: Recharge) -> Enquiry:
    return Enquiry(request.operation_id, Capability.RECHARGE)


def executions(provider, request: Recharge) -> list[int]:
    """How often the provider has done it, by its own books."""
    return [one["executions"] for one in provider.books(request.operation_id) if one["executions"]]


def test_there_is_something_to_buy(aggregator, provider) -> None:
    operators = aggregator.list_operators()
    assert {"savanna", "lakecell", "coastline"} <= {one.code for one in operators}
    assert all(one.prefixes for one in operators)
    products = aggregator.list_products("savanna")
    assert {one.kind for one in products} == {"airtime", "data"}
    assert all(one.amount or one.maximum for one in products)
    assert all(balance.amount > 0 for balance in aggregator.get_balance())


def test_a_number_is_topped_up(aggregator, provider) -> None:
    request = top_up(aggregator)
    before = {one.currency: one for one in aggregator.get_balance()}["USD"]
    result = aggregator.recharge(request)
    assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
    assert result.receipt_number
    assert aggregator.enquire(asked(request)) == result
    assert executions(provider, request) == [1]
    assert {one.currency: one for one in aggregator.get_balance()}["USD"] == before - request.amount


def test_a_bundle_is_bought(aggregator, provider) -> None:
    bundle = next(one for one in aggregator.list_products("savanna") if one.kind == "data")
    plain = top_up(aggregator)
    request = Recharge(plain.operation_id, bundle.amount, "savanna", plain.msisdn, bundle.code)
    result = aggregator.recharge(request)
    assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, bundle.amount)


def test_a_declined_top_up_has_failed(aggregator, provider) -> None:
    request = top_up(aggregator, "5.01")
    result = aggregator.recharge(request)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, "provider_declined")
    assert executions(provider, request) == []


def test_the_same_reference_is_done_twice_and_shown_once(aggregator, provider) -> None:
    request = top_up(aggregator)
    first = aggregator.recharge(request)
    second = aggregator.recharge(request)
    assert first.provider_reference != second.provider_reference
    assert aggregator.enquire(asked(request)) == first
    assert sum(executions(provider, request)) == 2


def test_a_silence_after_executing_is_cleared_up_by_an_enquiry(aggregator, provider) -> None:
    for amount in ("5.04", "5.05"):
        request = top_up(aggregator, amount)
        with pytest.raises(OutcomeUnknown):
            aggregator.recharge(request)
        provider.move_clock(61)
        result = aggregator.enquire(asked(request))
        assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
        assert executions(provider, request) == [1]


def test_a_silence_before_executing_is_never_found(aggregator, provider) -> None:
    for amount in ("5.03", "5.12"):
        request = top_up(aggregator, amount)
        with pytest.raises(OutcomeUnknown):
            aggregator.recharge(request)
        provider.move_clock(61)
        assert aggregator.enquire(asked(request)).outcome is Outcome.NOT_FOUND
        assert executions(provider, request) == []


def test_what_it_has_never_heard_of_is_not_found(aggregator, provider) -> None:
    assert aggregator.enquire(asked(top_up(aggregator))).outcome is Outcome.NOT_FOUND


def test_an_answer_that_is_too_late_is_unknown(aggregator, provider) -> None:
    request = top_up(aggregator)
    provider.behave(slow=1, slow_seconds=2)
    with pytest.raises(OutcomeUnknown):
        registry.open_adapter(PROTOCOL, timeout=0.5).recharge(request)


def test_a_provider_that_is_not_there_is_not_done(aggregator, settings, provider) -> None:
    request = top_up(aggregator)
    away = provider.connections[PROTOCOL] | {"base_url": "http://127.0.0.1:1"}
    settings.GATEWAY_CONNECTIONS = {PROTOCOL: away}
    with pytest.raises(NotDone):
        registry.open_adapter(PROTOCOL, timeout=20.0).recharge(request)


def test_a_password_that_is_not_taken_is_not_done(aggregator, settings, provider) -> None:
    request = top_up(aggregator)
    settings.GATEWAY_CONNECTIONS = {PROTOCOL: provider.connections[PROTOCOL] | {"password": "wrong"}}
    with pytest.raises(NotDone):
        registry.open_adapter(PROTOCOL, timeout=20.0).recharge(request)
    assert executions(provider, request) == []


def test_what_is_pending_is_told_of_when_it_is_done(aggregator, provider) -> None:
    provider.behave(callbacks=3)
    done, declined = top_up(aggregator, "5.13"), top_up(aggregator, "5.10")
    assert aggregator.recharge(done).outcome is Outcome.PENDING
    assert aggregator.recharge(declined).outcome is Outcome.PENDING
    provider.move_clock(60)
    now = clock.now() + timedelta(seconds=60)
    events = [
        aggregator.read_callback(one.lower_headers, one.body, now=now)
        for one in provider.take_callbacks()
        if one.gateway == PROTOCOL
    ]
    for request, outcome in ((done, Outcome.SUCCEEDED), (declined, Outcome.FAILED)):
        about = [one for one in events if one.operation_id == request.operation_id and one.result.outcome is outcome]
        assert len(about) >= 3
        # However often it is told, it is the same event.
        assert len({event.event_id for event in about}) == 1
        assert {event.counterparty for event in about} == {request.msisdn}
        assert {event.result.amount for event in about} == {request.amount}


def test_a_forged_callback_is_not_read(aggregator, provider) -> None:
    aggregator.recharge(top_up(aggregator, "5.08"))
    told = provider.take_callbacks()
    assert {one.kind for one in told} == {"forged", "genuine"}
    for one in told:
        if one.kind == "forged":
            with pytest.raises(BadSignature):
                aggregator.read_callback(one.lower_headers, one.body, now=clock.now())
        else:
            assert aggregator.read_callback(one.lower_headers, one.body, now=clock.now()).operation_id


def test_a_settlement_file_lists_what_was_done(aggregator, provider) -> None:
    request = top_up(aggregator)
    result = aggregator.recharge(request)
    file = aggregator.fetch_settlement_file(clock.now().date())
    header, *rows = file.content.decode().splitlines()
    assert header == "reference,provider_reference,type,amount,fee,net,currency,executed_at,counterparty"
    [row] = rows
    assert row.split(",")[:4] == [str(request.operation_id), result.provider_reference, "RECHARGE", "5.00"]


def test_neither_the_password_nor_the_number_is_written_down(aggregator, provider) -> None:
    request = top_up(aggregator)
    aggregator.recharge(request)
    written = "".join(one.path + one.request_body + one.response_body for one in Message.objects.all())
    assert str(request.operation_id) in written
    for secret in (request.msisdn, provider.connections[PROTOCOL]["password"]):
        assert secret not in written
