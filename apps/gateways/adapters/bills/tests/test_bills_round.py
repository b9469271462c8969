"""The biller aggregator over real HTTP: the sandbox provider speaks its protocol, and misbehaves on request."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from apps.core import clock
from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.adapters.bills import ADAPTER
from apps.gateways.base import (
    BadSignature,
    BillLookUp,
    Capability,
    Enquiry,
    NotDone,
    Outcome,
    OutcomeUnknown,
    PayBill,
    Refused,
)
from apps.gateways.http import Http
from apps.gateways.models import Message

RECORDED = Path(__file__).parent.parent / "recorded"
# Which of the sandbox's protocols it speaks.
PROTOCOL = "bills"

pytestmark = pytest.mark.django_db


def opened(timeout: float = 2.0) -> ADAPTER:
    connection = registry.connection_of(PROTOCOL)
    return ADAPTER(connection, Http(connection, timeout=timeout))


@pytest.fixture
def bills(provider) -> ADAPTER:
    return opened()


def order(amount: str = "64.20", *, biller: str = "power-post", account: str = "40012345") -> PayBill:
    return PayBill(uuid4(), Money.parse(amount, "USD"), biller=biller, account_number=account)


def asked(request: PayBill) -> Enquiry:
    return Enquiry(request.operation_id, Capability.PAY_BILL)


def executions(provider, request: PayBill) -> list[tuple[str, int]]:
    """What the provider's own books say of it: the amount, and how often it was done."""
    return [(one["amount"], one["executions"]) for one in provider.books(reference=str(request.operation_id))]


def test_a_bill_is_looked_up_and_paid_in_parts(bills, provider) -> None:
    question = BillLookUp("power-post", "40012345", "USD")
    before = bills.look_up_bill(question)
    assert before.amount_due is not None
    assert before.allows_partial
    assert not before.is_prepaid
    request = order("5.00")
    result = bills.pay_bill(request)
    assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
    assert result.receipt_number
    assert bills.look_up_bill(question).amount_due == before.amount_due - request.amount
    assert executions(provider, request) == [("5.00", 1)]


def test_a_prepaid_meter_gets_its_token(bills, provider) -> None:
    question = BillLookUp("power-prepaid", "14123456789", "USD")
    bill = bills.look_up_bill(question)
    assert (bill.amount_due, bill.is_prepaid) == (None, True)
    request = order("10.00", biller="power-prepaid", account="14123456789")
    result = bills.pay_bill(request)
    assert result.outcome is Outcome.SUCCEEDED
    assert len(result.voucher.replace("-", "")) == 20
    assert result.units
    assert bills.enquire(asked(request)).voucher == result.voucher


def test_an_account_nobody_has_is_refused(bills, provider) -> None:
    for biller, account in (("water", "00012345"), ("nobody", "40012345")):
        with pytest.raises(Refused):
            bills.look_up_bill(BillLookUp(biller, account, "USD"))


def test_a_declined_payment_has_failed(bills, provider) -> None:
    request = order("5.01")
    result = bills.pay_bill(request)
    assert (result.outcome, result.failure_code) == (Outcome.FAILED, "provider_declined")
    assert all(times == 0 for _, times in executions(provider, request))


def test_a_silence_after_executing_is_cleared_up_by_an_enquiry(bills, provider) -> None:
    for request in (order("5.05"), order("5.04")):
        with pytest.raises(OutcomeUnknown):
            bills.pay_bill(request)
        result = bills.enquire(asked(request))
        assert (result.outcome, result.amount) == (Outcome.SUCCEEDED, request.amount)
        # Asked again under the same reference, it is still done once.
        assert bills.pay_bill(request) == result
        assert executions(provider, request) == [(str(request.amount.amount), 1)]


def test_a_silence_before_executing_is_not_found(bills, provider) -> None:
    for request in (order("5.12"), order("5.03")):
        with pytest.raises(OutcomeUnknown):
            bills.pay_bill(request)
        assert bills.enquire(asked(request)).outcome is Outcome.NOT_FOUND
        assert bills.pay_bill(request).outcome is Outcome.SUCCEEDED
        assert executions(provider, request) == [(str(request.amount.amount), 1)]


def test_an_answer_that_is_too_late_is_unknown(provider) -> None:
    provider.behave(slow=1, slow_seconds=2)
    request = order("5.00")
    with pytest.raises(OutcomeUnknown):
        opened(timeout=0.5).pay_bill(request)


def test_a_provider_that_is_not_there_is_not_done(settings, provider) -> None:
    connections = {PROTOCOL: provider.connections[PROTOCOL] | {"base_url": "http://127.0.0.1:1/bills"}}
    settings.GATEWAY_CONNECTIONS = connections
    with pytest.raises(NotDone):
        opened().pay_bill(order())


def test_what_it_has_never_heard_of_is_not_found(bills, provider) -> None:
    assert bills.enquire(asked(order())).outcome is Outcome.NOT_FOUND


def test_keys_that_are_not_taken_are_not_done(settings, provider) -> None:
    for wrong in ({"api_key": "wrong"}, {"signing_key": "wrong"}):
        settings.GATEWAY_CONNECTIONS = {PROTOCOL: provider.connections[PROTOCOL] | wrong}
        request = order()
        with pytest.raises(NotDone):
            opened().pay_bill(request)
        assert executions(provider, request) == []


def test_what_is_pending_is_told_of_when_it_is_done(bills, provider) -> None:
    provider.behave(pending=1, callbacks=2)
    request = order("5.00")
    assert bills.pay_bill(request).outcome is Outcome.PENDING
    provider.move_clock(60)
    told = [one for one in provider.take_callbacks() if one.gateway == PROTOCOL]
    now = clock.now() + timedelta(seconds=60)
    events = [bills.read_callback(one.lower_headers, one.body, now=now) for one in told]
    done = [event for event in events if event.result.outcome is Outcome.SUCCEEDED]
    assert done
    for event in done:
        assert (event.operation_id, event.counterparty) == (request.operation_id, request.account_number)
        assert event.result.amount == request.amount
    # However often it is told, it is the same event.
    assert len({event.event_id for event in done}) == 1


def test_a_callback_under_a_secret_of_somebody_elses_is_refused(bills, provider) -> None:
    provider.behave(forge=1)
    request = order("5.00")
    bills.pay_bill(request)
    good, forged = [], 0
    for one in provider.take_callbacks():
        try:
            good.append(bills.read_callback(one.lower_headers, one.body, now=clock.now()))
        except BadSignature:
            forged += 1
    assert forged
    assert {event.result.outcome for event in good} == {Outcome.SUCCEEDED}


def test_what_was_recorded_is_what_it_really_says(bills, provider) -> None:
    request = order("10.00", biller="power-prepaid", account="14123456789")
    paid = json.loads((RECORDED / "paid-prepaid.json").read_bytes())
    bills.pay_bill(request)
    assert bills._get(f"/v1/payments/{request.operation_id}").json().keys() == paid.keys()
    callback = json.loads(provider.take_callbacks()[0].body)
    recorded = json.loads((RECORDED / "callback.json").read_bytes())
    assert (callback.keys(), callback["payment"].keys()) == (recorded.keys(), paid.keys())


def test_a_settlement_file_lists_what_was_done(bills, provider) -> None:
    request = order("5.00")
    result = bills.pay_bill(request)
    file = bills.fetch_settlement_file(clock.now().date())
    header, *rows = file.content.decode().splitlines()
    assert header == "reference,provider_reference,type,amount,fee,net,currency,executed_at,counterparty"
    [row] = [row for row in rows if row.startswith(str(request.operation_id))]
    assert row.split(",")[1:4] == [result.provider_reference, "PAY_BILL", "5.00"]


def test_neither_keys_nor_account_numbers_are_written_down(bills, provider) -> None:
    bills.pay_bill(order("5.00", account="40012345"))
    [message] = Message.objects.all()
    written = message.request_body + message.response_body + message.path
    for secret in ("40012345", *provider.connections[PROTOCOL]["callback_secrets"], "sandbox-bills-signing"):
        assert secret not in written
