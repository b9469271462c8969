"""What a merchant's server does with payments: asks, lists, calls off, captures and gives back."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from apps.accounts.models import User
from apps.checkout import payment_objects
from apps.checkout.tests.servers import PAYMENTS, pay, server_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.merchants import codes
from apps.merchants.models import Charge, Merchant, TipMode
from apps.merchants.services import expire_charges
from apps.merchants.tests.factories import open_merchant, open_till
from apps.merchants.tests.selling import all_books_are_right, takings_of
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def topics(charge_id: str) -> list[str]:
    rows = OutboxEvent.objects.order_by("pk")
    return [row.topic for row in rows if row.payload.get("charge_id") == charge_id]


def test_a_payment_is_asked_for_and_told_whole(shop: Merchant) -> None:
    till = open_till(shop)
    metadata = {"basket": "b-77", "note": ""}
    body = server_of(shop).asked(
        "24.90",
        description="Order 1042",
        reference="1042",
        metadata=metadata,
        expires_in=900,
        return_url="https://lamps.example/thanks?order=1042",
        till_code=till.code,
    )
    charge = Charge.objects.get(pk=body["id"])
    assert body == {
        "id": str(charge.id),
        "object": "payment",
        "live": True,
        "state": "open",
        "amount": "24.90",
        "currency": "USD",
        "paid_amount": None,
        "tip": None,
        "refunded": "0.00",
        "description": "Order 1042",
        "reference": "1042",
        "metadata": metadata,
        "capture": "automatic",
        "checkout_url": f"http://testserver/pay/{charge.code}",
        "qr": codes.charge_text(charge, shop, till),
        "return_url": "https://lamps.example/thanks?order=1042",
        "expires_at": payment_objects.moment(charge.created_at + timedelta(minutes=15)),
        "capture_before": None,
        "transaction": None,
        "payer": None,
        "created_at": payment_objects.moment(charge.created_at),
    }
    assert (charge.source, charge.till_id, charge.store_id, charge.staff_id) == ("API", till.id, till.store_id, None)
    assert codes.read(body["qr"]).code == charge.code


def test_what_is_paid_says_by_what_and_by_whom(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    asked = server.asked("24.90")
    row = pay(amina, asked["id"])
    told = server.get(f"{PAYMENTS}/{asked['id']}").json()
    changed = {name: value for name, value in told.items() if asked[name] != value}
    assert changed == {
        "state": "paid",
        "paid_amount": "24.90",
        "tip": "0.00",
        "transaction": {"id": str(row.id), "reference": row.reference},
        "payer": {"name": "Amina O."},
    }
    # Webhooks tell it alike, from nobody's request.
    assert payment_objects.payment_object(Charge.objects.get(pk=asked["id"]), origin="http://testserver") == told


def test_a_tip_at_a_till_is_told(shop: Merchant, amina: User) -> None:
    charge = Charge.objects.create(
        merchant=shop, source="TILL", code="t" * 22, amount="10.00", currency="USD", tip_mode=TipMode.FIXED,
        tip_value="0.50", expires_at=clock.now() + timedelta(hours=1), created_at=clock.now(),
    )  # fmt: skip
    pay(amina, charge.id)
    told = server_of(shop).get(f"{PAYMENTS}/{charge.id}").json()
    assert (told["amount"], told["paid_amount"], told["tip"]) == ("10.00", "10.50", "0.50")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": 24.9}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"amount": "9" * 16}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"description": "x" * 141}, "description"),
        ({"description": "a\x00b"}, "description"),
        ({"reference": 1042}, "reference"),
        ({"reference": "x" * 65}, "reference"),
        ({"metadata": []}, "metadata"),
        ({"metadata": {"a": 1}}, "metadata.a"),
        ({"metadata": {"a": {"b": "c"}}}, "metadata.a"),
        ({"metadata": {"a": "x" * 501}}, "metadata.a"),
        ({"metadata": {"a": "x\x00"}}, "metadata.a"),
        ({"metadata": {"x\x00": "a"}}, "metadata"),
        ({"metadata": {"": "a"}}, "metadata"),
        ({"metadata": {"k" * 41: "a"}}, "metadata"),
        ({"metadata": {str(n): "" for n in range(21)}}, "metadata"),
        ({"metadata": {"pan": "4111111111111111"}}, "metadata.pan"),
        ({"capture": "later"}, "capture"),
        ({"expires_in": 299}, "expires_in"),
        ({"expires_in": 2_592_001}, "expires_in"),
        ({"expires_in": "900"}, "expires_in"),
        ({"return_url": "http://lamps.example"}, "return_url"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"return_url": "https://user@lamps.example"}, "return_url"),
        ({"return_url": "http://localhost:3000/thanks"}, "return_url"),
        ({"return_url": ""}, "return_url"),
        ({"state": "PAID"}, "state"),
        ({"is_live": False}, "is_live"),
        ({"merchant_id": str(uuid4())}, "merchant_id"),
        ({"source": "TILL"}, "source"),
        ({"paid_amount": "24.90"}, "paid_amount"),
        ({"tip": "1.00"}, "tip"),
    ],
)
def test_what_makes_no_sense_is_refused_and_burns_no_key(shop: Merchant, changes: dict[str, Any], field: str) -> None:
    server = server_of(shop)
    body = {"amount": "24.90", "currency": "USD", **changes}
    answer = server.post(PAYMENTS, body, format="json", headers={"Idempotency-Key": "k"})
    assert answer.status_code == 400, answer.content
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Charge.objects.exists()
    assert server.ask(key="k").status_code == 201


def test_other_refusals(shop: Merchant) -> None:
    server = server_of(shop)
    elsewhere = open_till(open_merchant(join("grace"), name="Grace's"))
    closed = open_till(shop, label="closed", is_open=False)
    for answer, status, code in (
        (server.post(PAYMENTS, {"amount": "1.00", "currency": "USD"}, format="json"), 400, "idempotency_key_required"),
        (server.ask(key="two words"), 400, "idempotency_key_invalid"),
        (server.ask(currency="KES"), 422, "currency_mismatch"),
        (server.ask(till_code=elsewhere.code), 404, "till_not_found"),
        (server.ask(till_code=closed.code), 404, "till_not_found"),
        (server.post(PAYMENTS, "[]", content_type="application/json"), 400, "invalid_input"),
        (server.post(PAYMENTS, "{", content_type="application/json"), 400, "malformed_json"),
        (server.get(f"{PAYMENTS}/{uuid4()}"), 404, "charge_not_found"),
        (server.get(f"{PAYMENTS}?state=lost"), 400, "invalid_input"),
        (server.get(f"{PAYMENTS}?sort=amount"), 400, "invalid_input"),
        (server.get(f"{PAYMENTS}?from=yesterday"), 400, "invalid_input"),
        (server.get(f"{PAYMENTS}?cursor=x"), 400, "invalid_input"),
        (server.get(f"{PAYMENTS}?page_size=101"), 400, "invalid_input"),
        (server.put(PAYMENTS, {}, format="json"), 405, "method_not_allowed"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (status, code), answer.content
    assert not Charge.objects.exists()


def test_the_same_request_is_answered_the_same(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    first = server.ask(key="order-1042", metadata={"b": "2", "a": "1"})
    pay(amina, first.json()["id"])
    again = server_of(shop).ask(key="order-1042", metadata={"a": "1", "b": "2"})
    assert (again.status_code, again.json(), again["Idempotent-Replayed"]) == (201, first.json(), "true")
    assert "Idempotent-Replayed" not in first
    other = server.ask("24.91", key="order-1042")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert Charge.objects.count() == 1
    long = "k" * 255
    assert len({server.ask(key=long).json()["id"] for _ in range(2)}) == 1


@AT_ONCE
def test_thirty_two_at_once_with_one_key_make_one_payment(shop: Merchant) -> None:
    servers = [server_of(shop) for _ in range(4)]
    answers = run_together(32, lambda n: servers[n % 4].ask(key="order-1042"))
    assert {one.status_code for one in answers} <= {201, 409}
    assert len({one.json()["id"] for one in answers if one.status_code == 201}) == Charge.objects.count() == 1
    assert sum("Idempotent-Replayed" not in one for one in answers if one.status_code == 201) == 1


def test_payments_are_listed_and_filtered(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    start = clock.now().replace(microsecond=0) - timedelta(minutes=5)
    made = []
    for number in range(5):
        with time_machine.travel(start + timedelta(minutes=number), tick=False):
            made.append(server.asked(f"{number + 1}.00", reference=f"ref-{number % 2}")["id"])
    pay(amina, made[3])

    def listed(**query: str) -> list[str]:
        return [one["id"] for one in server.get(PAYMENTS, query).json()["results"]]

    assert listed() == made[::-1]
    assert listed(state="paid") == [made[3]]
    assert listed(reference="ref-1") == [made[3], made[1]]
    assert listed(reference="ref") == []
    moment = (start + timedelta(minutes=2)).isoformat()
    assert (listed(**{"from": moment}), listed(to=moment)) == (made[:1:-1], made[1::-1])
    first = server.get(f"{PAYMENTS}?page_size=2&state=open").json()
    second = server.get(first["next"]).json()
    assert [one["id"] for one in first["results"] + second["results"]] == [made[n] for n in (4, 2, 1, 0)]
    back = server.get(second["previous"]).json()
    assert (back["results"], second["next"]) == (first["results"], None)


def test_a_page_of_payments_costs_a_few_statements(
    shop: Merchant, amina: User, django_assert_max_num_queries: Any
) -> None:
    server = server_of(shop)
    for number in range(6):
        pay(amina, server.asked(f"{number + 1}.00")["id"])
    server.get(PAYMENTS)
    with django_assert_max_num_queries(8):
        assert len(server.get(PAYMENTS).json()["results"]) == 6


def test_an_open_payment_is_called_off_once(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked()["id"]
    first, again = server.do(payment, "cancel"), server.do(payment, "cancel")
    assert (first.status_code, first.json()["state"], again.json()) == (200, "cancelled", first.json())
    assert topics(payment) == ["merchants.charge_cancelled"]
    with nothing_moves():
        assert pay(amina, payment).failure_code
    refused = [server.do(payment, verb) for verb in ("expire", "capture")] + [server.give_back(payment)]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(409, "charge_conflict")] * 3


def test_the_time_of_an_open_payment_is_ended(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked()["id"]
    assert [server.do(payment, "expire").json()["state"] for _ in range(2)] == ["expired", "expired"]
    assert topics(payment) == ["merchants.charge_expired"]
    with nothing_moves():
        assert pay(amina, payment).failure_code
    assert server.do(payment, "cancel").json()["code"] == "charge_conflict"
    later = server.asked(expires_in=300)["id"]
    expire_charges(now=clock.now() + timedelta(seconds=301))
    assert server.state_of(later) == "expired"


def test_a_paid_payment_is_neither_called_off_nor_ended(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked()["id"]
    pay(amina, payment)
    with nothing_moves():
        for verb in ("cancel", "expire", "capture"):
            answer = server.do(payment, verb)
            assert (answer.status_code, answer.json()["code"]) == (409, "charge_conflict")
    assert server.state_of(payment) == "paid"


def test_what_is_captured_later_is_put_aside_first(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked("30.00", capture="manual")["id"]
    pay(amina, payment)
    held = server.get(f"{PAYMENTS}/{payment}").json()
    assert (held["state"], held["paid_amount"], held["payer"]) == ("held", "30.00", {"name": "Amina O."})
    assert held["capture_before"] is not None
    assert (available(amina), takings_of(shop)) == (70, 0)
    refused = server.give_back(payment)
    assert (refused.status_code, refused.json()["code"]) == (409, "charge_conflict")
    first, again = server.do(payment, "capture"), server.do(payment, "capture")
    assert (first.status_code, first.json()["state"], again.json()) == (200, "paid", first.json())
    assert (available(amina), takings_of(shop)) == (70, 30)
    assert server.do(payment, "cancel").json()["code"] == "charge_conflict"
    assert topics(payment) == ["merchants.charge_held", "merchants.charge_paid"]


def test_what_is_put_aside_is_let_go(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked("30.00", capture="manual")["id"]
    pay(amina, payment)
    assert [server.do(payment, "cancel").json()["state"] for _ in range(2)] == ["returned", "returned"]
    assert (available(amina), takings_of(shop)) == (100, 0)
    assert server.do(payment, "capture").json()["code"] == "charge_conflict"


@AT_ONCE
def test_of_a_capture_and_a_cancel_at_once_one_decides(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked("30.00", capture="manual")["id"]
    pay(amina, payment)
    answers = run_together(8, lambda n: server_of(shop).do(payment, "capture" if n % 2 else "cancel"))
    assert {one.status_code for one in answers} == {200, 409}
    state = server.state_of(payment)
    assert {one.json()["state"] for one in answers if one.status_code == 200} == {state}
    assert (available(amina), takings_of(shop)) == ((70, 30) if state == "paid" else (100, 0))
    assert all_books_are_right()


def test_a_payment_is_given_back_in_parts(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked("30.00")["id"]
    pay(amina, payment)
    first = server.give_back(payment, "12.50", key="r1", reason="one lamp was broken")
    assert first.status_code == 201, first.content
    row = Transaction.objects.get(pk=first.json()["id"])
    assert first.json() == {
        "id": str(row.id),
        "object": "refund",
        "live": True,
        "state": "completed",
        "payment": payment,
        "amount": "12.50",
        "currency": "USD",
        "reason": "one lamp was broken",
        "reference": row.reference,
        "created_at": payment_objects.moment(row.created_at),
    }
    assert (available(amina), takings_of(shop)) == (82.5, 17.5)
    again = server.give_back(payment, "12.50", key="r1", reason="one lamp was broken")
    assert (again.status_code, again.json(), again["Idempotent-Replayed"]) == (201, first.json(), "true")
    assert server.give_back(payment, "12.51", key="r1").json()["code"] == "idempotency_key_reused"
    with nothing_moves():
        large = server.give_back(payment, "17.51")
    assert (large.status_code, large.json()["code"]) == (422, "refund_too_large")
    rest = server.give_back(payment)
    assert rest.json()["amount"] == "17.50"
    assert server.give_back(payment).json()["code"] == "nothing_left_to_refund"
    told = server.get(f"{PAYMENTS}/{payment}").json()
    assert (told["state"], told["refunded"]) == ("paid", "30.00")
    listed = server.get(f"{PAYMENTS}/{payment}/refunds").json()
    assert listed["results"] == [rest.json(), first.json()]
    page = server.get(f"{PAYMENTS}/{payment}/refunds?page_size=1").json()
    assert server.get(page["next"]).json()["results"] == [first.json()]
    assert (available(amina), takings_of(shop)) == (100, 0)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"amount": 1}, "amount"),
        ({"reason": "x" * 141}, "reason"),
        ({"currency": "USD"}, "currency"),
    ],
)
def test_a_refund_that_makes_no_sense(shop: Merchant, amina: User, body: dict[str, Any], field: str) -> None:
    server = server_of(shop)
    payment = server.asked("30.00")["id"]
    pay(amina, payment)
    with nothing_moves():
        answer = server.do(payment, "refunds", body, **{"Idempotency-Key": "r"})
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (400, [field])
    assert server.do(payment, "refunds").json()["code"] == "idempotency_key_required"


@AT_ONCE
def test_refunds_at_once_never_give_back_more_than_was_paid(shop: Merchant, amina: User) -> None:
    server = server_of(shop)
    payment = server.asked("30.00")["id"]
    pay(amina, payment)
    key = [str(uuid4()) for _ in range(4)]
    # Four keys, each asked four times: 40.00 in all.
    answers = run_together(16, lambda n: server_of(shop).give_back(payment, "10.00", key=key[n % 4]))
    given = {one.json()["id"] for one in answers if one.status_code == 201}
    assert len(given) == 3 and {one.status_code for one in answers} <= {201, 409, 422}
    assert (available(amina), takings_of(shop)) == (100, 0)
    assert all_books_are_right()


def test_ids_are_read_strictly(shop: Merchant) -> None:
    server = server_of(shop)
    payment = UUID(server.asked()["id"])
    for text in (payment.hex, str(payment).upper(), "1", "%00", "..%2f"):
        assert server.get(f"{PAYMENTS}/{text}").status_code == 404
