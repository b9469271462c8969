"""What is paid is what was looked up: by whom, how much, in time, once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import BillLookUp, BillPayment, Product
from apps.billers.tests.bills import OWES_44_71, asked_for, biller, looked_up, make_billers, pay
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.gateways.models import Operation
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _billers() -> None:
    make_billers()


@pytest.mark.parametrize(
    ("code", "due", "facts", "amount", "refusal"),
    [
        ("water", "44.71", {"maximum": 44.71}, "44.70", "bill_amount_not_exact"),
        ("water", "44.71", {"maximum": 44.71}, "44.72", "bill_amount_not_exact"),
        ("water", "0.00", {}, "1.00", "bill_nothing_due"),
        ("power-post", "44.71", {"allows_partial": True, "maximum": 44.71}, "44.72", "bill_amount_too_large"),
        ("power-post", "44.71", {"allows_partial": True, "maximum": 44.71}, "0.99", "bill_amount_too_small"),
        ("power-post", "0.00", {"allows_partial": True, "maximum": 0}, "1.00", "bill_nothing_due"),
        ("power-prepaid", None, {}, "0.50", "bill_amount_too_small"),
        ("power-prepaid", None, {}, "5000.01", "bill_amount_too_large"),
    ],
)
def test_the_amount_is_one_the_biller_takes(
    code: str, due: str | None, facts: dict[str, Any], amount: str, refusal: str
) -> None:
    amina = join("amina", 9000)
    found = looked_up(amina.id, code, due, **facts)
    with nothing_moves():
        answer = pay(client_of(amina), found.id, amount)
    assert (answer.status_code, answer.json()["code"]) == (422, refusal)
    # It is not recorded, and the look-up is still good.
    assert not Transaction.objects.exists() and BillLookUp.objects.get().paid_by is None


@pytest.mark.parametrize(
    ("code", "due", "facts", "amount"),
    [
        ("water", "44.71", {"maximum": 44.71}, "44.71"),
        ("power-post", "44.71", {"allows_partial": True}, "1.00"),
        ("power-post", "0.40", {"allows_partial": True}, "0.40"),
        ("power-prepaid", None, {}, "5000.00"),
    ],
)
def test_what_it_takes_is_put_aside(code: str, due: str | None, facts: dict[str, Any], amount: str) -> None:
    amina = join("amina", 9000)
    found, client = looked_up(amina.id, code, due, **facts), client_of(amina)
    answer = pay(client, found.id, amount, note="home")
    assert answer.status_code == 202
    row = BillPayment.objects.select_related("transaction").get()
    assert (str(row.transaction_id), row.look_up_id, row.biller.code) == (answer.json()["id"], found.id, code)
    is_direct = row.biller.settled_by == "DIRECT"
    assert row.transaction.counter_code == (f"biller:{code}:payable" if is_direct else "")
    assert Operation.objects.get().terms == {"biller": code, "account_number": OWES_44_71, "shown": "•••• 4471"}
    assert client.get(f"/api/v1/transactions/{row.transaction_id}").json()["outside"]["account"] == "•••• 4471"
    assert Activity.objects.filter(
        person_id=amina.id, action="billers.bill_paid", subject=str(row.transaction_id)
    ).exists()


def test_a_look_up_is_good_for_fifteen_minutes_and_a_repetition_for_ever() -> None:
    amina = join("amina", 100)
    client, key = client_of(amina), str(uuid4())
    found = looked_up(amina.id, "water", "44.71", at=clock.now() - timedelta(minutes=16))
    with nothing_moves():
        answer = pay(client, found.id, "44.71", key=key)
    assert (answer.status_code, answer.json()["code"]) == (422, "bill_lookup_expired")
    fresh = looked_up(amina.id, "water", "44.71", at=clock.now() - timedelta(minutes=14, seconds=50))
    # What was refused like this has burnt no key.
    first = pay(client, fresh.id, "44.71", key=key)
    assert first.status_code == 202
    again = pay(client, fresh.id, "44.71", key=key)
    assert (again.status_code, again["Idempotent-Replayed"]) == (202, "true")
    assert again.json() == first.json()
    later = services.pay_bill(
        person_id=amina.id,
        session_id=None,
        look_up_id=fresh.id,
        amount=Decimal("44.71"),
        key=key,
        digest=bytes(Transaction.objects.get().request_digest),
        now=clock.now() + timedelta(hours=1),
    )
    assert later.replayed and str(later.transaction.id) == first.json()["id"]
    assert BillPayment.objects.count() == 1


def test_a_look_up_pays_once_whatever_the_key() -> None:
    amina = join("amina", 100)
    client, found = client_of(amina), looked_up(amina.id, "water", "44.71")
    assert pay(client, found.id, "44.71").status_code == 202
    with nothing_moves():
        answer = pay(client, found.id, "44.71")
    assert (answer.status_code, answer.json()["code"]) == (422, "bill_lookup_used")


@committing
def test_of_eight_who_pay_with_one_look_up_one_pays() -> None:
    amina = join("amina", 400)
    client, found = client_of(amina), looked_up(amina.id, "water", "44.71")
    answers = run_together(8, lambda _: pay(client, found.id, "44.71"))
    assert sorted(answer.status_code for answer in answers) == [202] + [422] * 7
    assert {answer.json()["code"] for answer in answers if answer.status_code == 422} == {"bill_lookup_used"}
    assert (BillPayment.objects.count(), available(amina)) == (1, 400 - BillPayment.objects.get().transaction.amount)
    assert list(verification.verify()) == []


def test_without_the_money_it_is_declined_and_the_look_up_stays_good() -> None:
    amina = join("amina", 10)
    client, found = client_of(amina), looked_up(amina.id, "water", "44.71")
    with nothing_moves():
        answer = pay(client, found.id, "44.71")
    assert (answer.status_code, answer.json()["code"]) == (422, "insufficient_funds")
    assert BillLookUp.objects.get().paid_by is None and not BillPayment.objects.exists()


def test_it_costs_what_was_quoted_and_the_biller_gets_the_amount() -> None:
    set_fee(kind="BILL_PAYMENT", currency="USD", flat=Decimal("0.30"), active_from=clock.now() - timedelta(days=1))
    amina = join("amina", 100)
    client, found = client_of(amina), looked_up(amina.id, "water", "44.71")
    quoted = client.post(
        "/api/v1/quotes", {"kind": "BILL_PAYMENT", "amount": "44.71", "currency": "USD"}, format="json"
    ).json()
    set_fee(kind="BILL_PAYMENT", currency="USD", flat=Decimal(9), active_from=clock.now())
    answer = pay(client, found.id, "44.71", quote_id=quoted["id"])
    assert (answer.status_code, answer.json()["fee"], answer.json()["total"]) == (202, "0.30", "45.01")
    assert (available(amina), Operation.objects.get().amount) == (Decimal("54.99"), Decimal("44.71"))


def test_a_package_has_its_price() -> None:
    amina = join("amina", 100)
    client = client_of(amina)
    found = looked_up(amina.id, "tv", "9.90")
    assert pay(client, found.id, "9.90", product="none").json()["code"] == "product_not_found"
    assert pay(client, found.id, "9.90", product="family").json()["code"] == "product_amount_differs"
    assert pay(client, found.id, "9.90", product="basic").status_code == 202
    assert BillPayment.objects.get().product == Product.objects.get(code="basic")
    assert client.get("/api/v1/bills").json()["results"][0]["product"] == "Basic"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"currency": "EUR"}, "bill_currency_differs"),
        ({"amount": "44.711"}, "invalid_amount"),
        ({"amount": 44.71}, "invalid_input"),
        ({"amount": "-1.00"}, "invalid_input"),
        ({"lookup_id": "x"}, "invalid_input"),
        ({"account_number": OWES_44_71}, "invalid_input"),
    ],
)
def test_a_body_that_makes_no_sense_moves_nothing(change: dict[str, Any], code: str) -> None:
    amina = join("amina", 100)
    found = looked_up(amina.id, "water", "44.71")
    given = {"lookup_id": str(found.id), "amount": "44.71", **change}
    with nothing_moves():
        answer = pay(client_of(amina), given.pop("lookup_id"), given.pop("amount"), **given)
    assert answer.status_code in (400, 422) and answer.json()["code"] == code


def test_a_biller_switched_off_meanwhile_is_not_paid() -> None:
    amina = join("amina", 100)
    found = looked_up(amina.id, "water", "44.71")
    services.set_active(biller_id=biller("water").id, is_active=False, reason="r", by=amina.id, now=clock.now())
    with nothing_moves():
        assert pay(client_of(amina), found.id, "44.71").status_code == 404


def test_what_was_said_and_paid_for_is_never_changed() -> None:
    row = asked_for(join("amina", 100).id, "water", "44.71", at=clock.now())
    other = biller("tv").id
    for attempt in (
        lambda: BillLookUp.objects.update(maximum=9999),
        lambda: BillLookUp.objects.update(paid_by=None),
        lambda: BillPayment.objects.update(biller_id=other),
        lambda: BillPayment.objects.update(masked="•••• 1111"),
        lambda: BillPayment.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
