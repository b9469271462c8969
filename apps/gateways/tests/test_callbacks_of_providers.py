"""Callbacks of the five protocols as the sandbox provider signs them: repeated, shuffled, forged, with wrong amounts.

Whatever arrives, each operation is decided once, by what is genuine and agrees with what was asked for.
"""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.gateways import registry
from apps.gateways.base import AccountToLink, Capability, Collect, PayBill, PayOut, Recharge
from apps.gateways.models import Callback, Discrepancy, Message, Operation
from apps.gateways.tests.calling import sent
from apps.gateways.tests.provider import Provider, TakenCallback

pytestmark = pytest.mark.django_db
AMOUNT = Money(Decimal("25.00"), "USD")


def ask(code: str, provider: Provider) -> Operation:
    """Something the provider is asked to do, and does; we have forgotten what it answered."""
    adapter = registry.open_adapter(code)
    if code == "cards":
        operation = sent(code, terms={})
        result = adapter.collect(Collect(operation.id, AMOUNT, return_url="https://example.org/done"))
        provider.pay_checkout(result.next_url)
    elif code == "bills":
        operation = sent(
            code, capability=Capability.PAY_BILL, terms={"biller": "power-post", "account_number": "12345678"}
        )
        bill = PayBill(operation.id, AMOUNT, "power-post", "12345678")
        adapter.pay_bill(bill)
    elif code == "recharge":
        number = "+254701234567"
        operation = sent(code, capability=Capability.RECHARGE, terms={"operator": "savanna", "msisdn": number})
        adapter.recharge(Recharge(operation.id, AMOUNT, "savanna", number))
    else:
        account = adapter.link_account(AccountToLink("Meridian", "1234567890", "Amina Otieno"))
        operation = sent(code, capability=Capability.PAY_OUT, terms={"instrument": account.token})
        adapter.pay_out(PayOut(operation.id, AMOUNT, account.token, "Amina Otieno"))
    return operation


def deliver(taken: TakenCallback) -> Any:
    client: Any = APIClient()
    path = f"/api/v1/callbacks/{taken.gateway}"
    return client.generic("POST", path, taken.body, taken.content_type, headers=taken.wsgi_headers)


@pytest.mark.parametrize("code", ["jsonbank", "xmlbank", "cards", "bills", "recharge"])
def test_each_protocol_is_read_checked_and_applied_once(provider: Provider, recorder, code: str) -> None:
    provider.behave(callbacks=3, shuffle=True, forge=1, wrong_amount=1, seed=7)
    operation = ask(code, provider)
    taken = provider.take_callbacks()
    if code == "recharge":
        # Its event ids are of the operation and what became of it: a wrong amount has the id of the true one.
        taken.sort(key=lambda each: each.kind != "genuine")
    answers = Counter((each.kind, deliver(each).status_code) for each in taken)
    assert {kind for kind, _ in answers} == {"genuine", "forged", "wrong amount"}
    assert {status for kind, status in answers if kind == "forged"} == {401}
    assert {status for kind, status in answers if kind != "forged"} == {200}
    deliver_events()
    assert recorder.told == [("succeeded", operation.id)]
    operation.refresh_from_db()
    assert (operation.state, operation.provider_reference != "") == ("SUCCEEDED", True)
    states = Counter(Callback.objects.values_list("state", flat=True))
    assert states["APPLIED"] == 1
    assert (states["QUARANTINED"] >= 1) is (code != "recharge")
    assert states["RECEIVED"] == 0
    assert set(Discrepancy.objects.values_list("kind", flat=True)) == {"MISMATCH"}
    assert Message.objects.filter(direction="IN", gateway_code=code).count() == answers["forged", 401]
    for each in taken:
        assert deliver(each).status_code == (401 if each.kind == "forged" else 200)
    deliver_events()
    assert len(recorder.told) == 1


def test_a_lie_that_took_the_events_id_first_is_not_applied_and_neither_is_what_follows(
    provider: Provider, recorder
) -> None:
    """The enquiry finds out what is true: nobody says which of two callbacks with one id is."""
    provider.behave(callbacks=1, wrong_amount=1, seed=7)
    operation = ask("recharge", provider)
    taken = sorted(provider.take_callbacks(), key=lambda each: each.kind == "genuine")
    assert [each.kind for each in taken] == ["wrong amount", "genuine"]
    assert [deliver(each).json()["status"] for each in taken] == ["received", "duplicate"]
    deliver_events()
    assert recorder.told == []
    assert Callback.objects.get().state == "QUARANTINED"
    operation.refresh_from_db()
    assert (operation.state, operation.due_at is not None) == ("SUBMITTED", True)
