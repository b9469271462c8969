"""The JSON bank over real HTTP: the sandbox provider speaks its protocol, and misbehaves on request."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from defusedxml.ElementTree import fromstring

from apps.core import clock
from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.adapters.jsonbank import ADAPTER
from apps.gateways.base import (
    AccountToLink,
    BadSignature,
    Capability,
    Collect,
    Enquiry,
    NotDone,
    Outcome,
    OutcomeUnknown,
    PayOut,
    Refused,
)
from apps.gateways.models import Message
from apps.gateways.tests.provider import Provider

# Which of the sandbox's protocols it speaks.
PROTOCOL = "jsonbank"
ACCOUNT = AccountToLink("First Bank", "1234567890121234", "Amina Otieno")

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(provider: Provider) -> ADAPTER:
    adapter = registry.open_adapter(PROTOCOL, timeout=2.0)
    return ADAPTER(adapter.connection, adapter.http)


@pytest.fixture
def token(bank: ADAPTER) -> str:
    return bank.link_account(ACCOUNT).token


def pay_out(token: str, amount: str = "5.00") -> PayOut:
    return PayOut(uuid4(), Money.parse(amount, "USD"), token, "Amina Otieno", "Withdrawal")


def asked(request: PayOut | Collect) -> Enquiry:
    capability = Capability.COLLECT if isinstance(request, Collect) else Capability.PAY_OUT
    return Enquiry(request.operation_id, capability)


def executed(provider: Provider, request: PayOut | Collect) -> list[tuple[str, str, int]]:
    """What the provider's own books say of it, and how often it was done."""
    found = provider.books(request.operation_id, gateway=PROTOCOL)
    return [(one["type"], one["amount"], one["executions"]) for one in found if one["executions"]]


def test_an_account_is_linked_under_a_token(bank: ADAPTER) -> None:
    instrument = bank.link_account(ACCOUNT)
    assert (instrument.kind, instrument.masked) == ("BANK_ACCOUNT", "•••• 1234")
    assert (instrument.holder_name, instrument.issuer) == ("Amina Otieno", "First Bank")
    assert ACCOUNT.account_number not in instrument.token


@pytest.mark.parametrize("number", ["0000123412341234", "9999123412341234"])
def test_an_account_that_is_not_theirs_is_refused(bank: ADAPTER, number: str) -> None:
    with pytest.raises(Refused) as refusal:
        bank.link_account(replace(ACCOUNT, account_number=number))
    assert refusal.value.failure_code == "provider_account_invalid"


def test_money_goes_out_and_comes_in(bank: ADAPTER, provider: Provider, token: str) -> None:
    out, back = pay_out(token), Collect(uuid4(), Money.parse("7.00", "USD"), token)
    for request, result in ((out, bank.pay_out(out)), (back, bank.collect(back))):
        assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
        found = bank.enquire(asked(request))
        assert found == result
    assert executed(provider, out) == [("PAY_OUT", "5.00", 1)]
    assert executed(provider, back) == [("COLLECT", "7.00", 1)]


def test_a_declined_payment_has_failed(bank: ADAPTER, provider: Provider, token: str) -> None:
    request = pay_out(token, "5.01")
    result = bank.pay_out(request)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, "provider_declined")
    assert executed(provider, request) == []


def test_the_same_reference_is_done_once(bank: ADAPTER, provider: Provider, token: str) -> None:
    request = pay_out(token)
    assert bank.pay_out(request) == bank.pay_out(request)
    with pytest.raises(OutcomeUnknown):
        bank.pay_out(replace(request, amount=Money.parse("6.00", "USD")))
    assert executed(provider, request) == [("PAY_OUT", "5.00", 1)]


def test_an_account_the_bank_does_not_know_is_refused(bank: ADAPTER, provider: Provider) -> None:
    request = pay_out("acc_nobodys")
    with pytest.raises(Refused) as refusal:
        bank.pay_out(request)
    assert refusal.value.failure_code == "provider_account_invalid"
    assert executed(provider, request) == []


@pytest.mark.parametrize("amount", ["5.04", "5.05"])
def test_a_silence_after_executing_is_cleared_up_by_an_enquiry(
    bank: ADAPTER, provider: Provider, token: str, amount: str
) -> None:
    request = pay_out(token, amount)
    with pytest.raises(OutcomeUnknown):
        bank.pay_out(request)
    result = bank.enquire(asked(request))
    assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
    # Asked again under the same reference, it is still done once.
    assert bank.pay_out(request) == result
    assert executed(provider, request) == [("PAY_OUT", amount, 1)]


@pytest.mark.parametrize("amount", ["5.03", "5.12"])
def test_a_silence_before_executing_is_not_found(bank: ADAPTER, provider: Provider, token: str, amount: str) -> None:
    request = pay_out(token, amount)
    with pytest.raises(OutcomeUnknown):
        bank.pay_out(request)
    assert bank.enquire(asked(request)).outcome is Outcome.NOT_FOUND
    assert bank.pay_out(request).outcome is Outcome.SUCCEEDED
    assert executed(provider, request) == [("PAY_OUT", amount, 1)]


def test_an_answer_that_is_too_late_is_unknown_and_found(bank: ADAPTER, provider: Provider, token: str) -> None:
    provider.behave(slow=1, slow_seconds=2)
    request = pay_out(token)
    with pytest.raises(OutcomeUnknown):
        registry.open_adapter(PROTOCOL, timeout=0.5).pay_out(request)
    provider.behave(slow=0)
    result = bank.pay_out(request)
    assert result.outcome is Outcome.SUCCEEDED
    assert executed(provider, request) == [("PAY_OUT", "5.00", 1)]


def test_what_it_has_never_heard_of_is_not_found(bank: ADAPTER) -> None:
    assert bank.enquire(asked(pay_out("acc_any"))).outcome is Outcome.NOT_FOUND


def test_a_provider_that_is_not_there_is_not_done(settings: Any, provider: Provider, token: str) -> None:
    away = provider.connections[PROTOCOL] | {"base_url": "http://127.0.0.1:1"}
    settings.GATEWAY_CONNECTIONS = {PROTOCOL: away}
    with pytest.raises(NotDone):
        registry.open_adapter(PROTOCOL, timeout=20.0).pay_out(pay_out(token))


def test_credentials_that_are_not_taken_are_not_done(settings: Any, provider: Provider, token: str) -> None:
    settings.GATEWAY_CONNECTIONS = {PROTOCOL: provider.connections[PROTOCOL] | {"client_secret": "wrong"}}
    request = pay_out(token)
    with pytest.raises(NotDone):
        registry.open_adapter(PROTOCOL, timeout=20.0).pay_out(request)
    assert executed(provider, request) == []


def test_a_token_that_has_expired_there_is_renewed(bank: ADAPTER, provider: Provider, token: str) -> None:
    provider.move_clock(400)
    assert bank.pay_out(pay_out(token)).outcome is Outcome.SUCCEEDED
    asked_for = Message.objects.filter(path="/oauth/token", status=200).count()
    assert Message.objects.filter(path="/v1/payments").order_by("id").first().status == 401  # type: ignore[union-attr]
    assert bank.pay_out(pay_out(token)).outcome is Outcome.SUCCEEDED
    assert Message.objects.filter(path="/oauth/token").count() == asked_for


def test_what_is_pending_is_told_of_when_it_is_done(bank: ADAPTER, provider: Provider, token: str) -> None:
    provider.behave(callbacks=3)
    request, declined = pay_out(token, "5.13"), pay_out(token, "5.10")
    assert bank.pay_out(request).outcome is Outcome.PENDING
    assert bank.pay_out(declined).outcome is Outcome.PENDING
    provider.move_clock(60)
    now = clock.now() + timedelta(seconds=60)
    told = [one for one in provider.take_callbacks() if one.gateway == PROTOCOL]
    events = [bank.read_callback(one.lower_headers, one.body, now=now) for one in told]
    for asked_for, outcome in ((request, Outcome.SUCCEEDED), (declined, Outcome.FAILED)):
        about = [event for event in events if event.operation_id == asked_for.operation_id]
        done = [event for event in about if event.result.outcome is outcome]
        # However often it is told, it is the same event.
        assert len(done) >= 3
        assert len({event.event_id for event in done}) == 1
        assert {event.counterparty for event in done} == {token}
        assert {event.result.amount for event in done} == {asked_for.amount}


def test_a_forged_callback_is_not_read_and_a_wrong_amount_is(bank: ADAPTER, provider: Provider, token: str) -> None:
    forged, wrong = pay_out(token, "5.08"), pay_out(token, "5.09")
    bank.pay_out(forged)
    bank.pay_out(wrong)
    amounts = []
    for one in provider.take_callbacks():
        if one.kind == "forged":
            with pytest.raises(BadSignature):
                bank.read_callback(one.lower_headers, one.body, now=clock.now())
            continue
        event = bank.read_callback(one.lower_headers, one.body, now=clock.now())
        if one.reference == str(wrong.operation_id):
            amounts.append(event.result.amount == wrong.amount)
    assert set(amounts) == {True, False}


def test_the_statement_of_a_day_lists_what_was_done(bank: ADAPTER, provider: Provider, token: str) -> None:
    request = pay_out(token)
    result = bank.pay_out(request)
    file = bank.fetch_settlement_file(clock.now().date())
    assert file.media_type == "application/xml"
    document = fromstring(file.content)
    space = {"camt": "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"}
    entries = {
        entry.findtext(".//camt:EndToEndId", "", space): entry.findtext(".//camt:AcctSvcrRef", "", space)
        for entry in document.iterfind(".//camt:Ntry", space)
    }
    assert entries == {str(request.operation_id): result.provider_reference}


def test_neither_secrets_nor_account_numbers_are_written_down(bank: ADAPTER, provider: Provider, token: str) -> None:
    bank.pay_out(pay_out(token))
    messages = list(Message.objects.all())
    assert len(messages) >= 2
    written = "".join(message.path + message.request_body + message.response_body for message in messages)
    for secret in (ACCOUNT.account_number, token, provider.connections[PROTOCOL]["client_secret"], "Amina Otieno"):
        assert secret not in written
