"""Bills over HTTP, to a provider that misbehaves: looked up, paid, and each payment ends in the truth."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from apps.accounts.tests.factories import client_of
from apps.billers.tests.bills import (
    API,
    METER,
    OWES_44_71,
    call_back,
    deliver_all,
    look_up,
    look_up_and_pay,
    make_billers,
    on,
    operation_of,
    pay,
    payment,
    send,
)
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.notifications.models import Notification
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
CLEARING = "psp:bills:clearing"


@pytest.fixture
def world(provider: Provider) -> Iterator[Provider]:
    """The sandbox's billers and its gateway; whatever the story, the ledger is right at its end."""
    open_gateways("bills")
    make_billers()
    yield provider
    assert list(verification.verify()) == []


def _held(person: Any) -> Decimal:
    return get_balance(wallet_of(person).held_account).amount


def _told(person: Any) -> list[str]:
    deliver_all()
    return list(Notification.objects.filter(person_id=person.id).order_by("id").values_list("topic", flat=True))


def _bill(client: Any, payment_id: UUID) -> dict[str, Any]:
    bills = client.get(f"{API}/bills").json()["results"]
    return next(one for one in bills if one["id"] == str(payment_id))


def test_a_post_paid_bill_is_paid_in_two_parts(world: Provider) -> None:
    amina = join("amina", 100)
    client = client_of(amina)
    found = look_up(client, "power-post").json()
    assert (found["amount_due"], found["allows_partial"], found["is_prepaid"]) == ("44.71", True, False)
    assert found["account"] == "•••• 4471" and found["customer_name"]
    answer = pay(client, found["lookup_id"], "20.00", note="half")
    body = answer.json()
    assert (answer.status_code, body["state"], body["kind"]) == (202, "PENDING", "BILL_PAYMENT")
    first = UUID(body["id"])
    assert (available(amina), _held(amina)) == (80, 20)
    send(first)
    assert payment(client, first)["state"] == "COMPLETED"
    assert (available(amina), _held(amina)) == (80, 0)
    # It is settled directly: the aggregator only carried the news.
    assert on("biller:power-post:payable") == 20
    # What is left of the bill is the next look-up's.
    assert look_up(client, "power-post").json()["amount_due"] == "24.71"
    second = look_up_and_pay(client, "24.71", "power-post")
    send(second)
    assert on("biller:power-post:payable") == Decimal("44.71")
    assert look_up(client, "power-post").json()["amount_due"] == "0.00"
    assert [one["amount"] for one in client.get(f"{API}/bills?biller=power-post").json()["results"]] == [
        "24.71",
        "20.00",
    ]
    assert _told(amina) == ["bill_paid", "bill_paid"]


def test_a_prepaid_payment_buys_a_token(world: Provider) -> None:
    amina = join("amina", 100)
    client = client_of(amina)
    found = look_up(client, "power-prepaid", METER).json()
    assert (found["amount_due"], found["is_prepaid"]) == (None, True)
    bought = UUID(pay(client, found["lookup_id"], "30.00").json()["id"])
    assert _bill(client, bought)["voucher"] is None
    send(bought)
    bill = _bill(client, bought)
    assert bill["state"] == "COMPLETED" and len(bill["voucher"]) == 24 and bill["units"] == "120.0 kWh"
    assert bill["receipt_number"] and bill["biller"]["code"] == "power-prepaid"
    outside = payment(client, bought)["outside"]
    assert (outside["voucher"], outside["units"]) == (bill["voucher"], bill["units"])
    assert (available(amina), on(CLEARING)) == (70, 30)
    assert _told(amina) == ["bill_paid"]
    assert bill["voucher"] in Notification.objects.get(person_id=amina.id, topic="bill_paid").body


@pytest.mark.parametrize(
    ("code", "number", "amount"), [("school", OWES_44_71, "20.01"), ("power-prepaid", METER, "30.01")]
)
def test_what_the_biller_declines_comes_back(world: Provider, code: str, number: str, amount: str) -> None:
    amina = join("amina", 100)
    client = client_of(amina)
    declined = look_up_and_pay(client, amount, code, number)
    assert _held(amina) == Decimal(amount)
    send(declined)
    bill = _bill(client, declined)
    assert (bill["state"], bill["failure_code"], bill["voucher"]) == ("FAILED", "provider_declined", None)
    assert (available(amina), _held(amina), on(CLEARING)) == (100, 0, 0)
    assert _told(amina) == ["bill_failed"]


@pytest.mark.parametrize(
    ("code", "number", "amount"), [("power-post", OWES_44_71, "20.05"), ("power-prepaid", METER, "30.05")]
)
def test_what_was_paid_though_the_answer_was_lost_is_found_out(
    world: Provider, code: str, number: str, amount: str
) -> None:
    """The connection is dropped after the provider has executed it: nobody knows, until it is asked."""
    amina = join("amina", 100)
    client = client_of(amina)
    lost = look_up_and_pay(client, amount, code, number)
    send(lost)
    assert payment(client, lost)["state"] == "UNKNOWN"
    assert _held(amina) == Decimal(amount)
    send(lost)
    bill = _bill(client, lost)
    assert bill["state"] == "COMPLETED" and bool(bill["voucher"]) == (code == "power-prepaid")
    assert (available(amina), _held(amina)) == (100 - Decimal(amount), 0)
    # The callback that comes at last tells nothing new.
    call_back(client, world)
    assert [one["executions"] for one in world.books(operation_of(lost).id)] == [1]
    assert _told(amina) == ["bill_paid"]


@pytest.mark.parametrize(
    ("code", "number", "amount"), [("power-post", OWES_44_71, "20.10"), ("power-prepaid", METER, "30.10")]
)
def test_what_was_not_paid_though_nobody_said_so_comes_back(
    world: Provider, code: str, number: str, amount: str
) -> None:
    """The answer is lost while the provider still works on it; then it declines."""
    world.behave(drop_after=1)
    amina = join("amina", 100)
    client = client_of(amina)
    lost = look_up_and_pay(client, amount, code, number)
    send(lost)
    assert payment(client, lost)["state"] in ("UNKNOWN", "PENDING")
    world.behave(drop_after=0)
    assert _held(amina) == Decimal(amount)
    world.move_clock(60)
    call_back(client, world)
    if operation_of(lost).due_at:
        send(lost)
    bill = _bill(client, lost)
    assert (bill["state"], bill["voucher"]) == ("FAILED", None)
    assert (available(amina), _held(amina)) == (100, 0)
    assert _told(amina) == ["bill_failed"]
