"""Stories at the counter over HTTP, from the code to the takings: static, dynamic, and shown by the payer."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants import codes, services
from apps.merchants.models import Role, Till, TipMode
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.paying import CODES, ask, buy, desk, post, takings
from apps.notifications.models import Notification
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def till() -> Till:
    """Of a kitchen that bears 2 % of each sale, where Chidi is the cashier."""
    now = clock.now()
    services.set_discount(currency="USD", percent=Decimal(2), active_from=now, by=None, now=now)
    shop = open_merchant(join("brian", 0))
    employ(shop, join("chidi", 0), Role.CASHIER)
    return open_till(shop, tip_mode=TipMode.PROMPT)


def cashier() -> User:
    return User.objects.get(full_name="Chidi Okafor")


def ends_well(till: Till, expected: str) -> None:
    """The lines say what the account holds, the books agree, and the payer has heard of it."""
    assert takings(till.merchant) == Decimal(expected)
    sales = body_of(client_of(cashier()).get(desk(till.merchant, "/sales")))["results"]
    assert sum(Decimal(each["net"]) for each in sales) == Decimal(expected)
    assert list(verification.verify()) == []


def test_a_printed_code_on_the_counter(amina: User, till: Till) -> None:
    """Amina scans the poster, types 10.00 and a tip, and has typed too much the first time."""
    text, client = codes.till_text(till, till.merchant), client_of(amina)
    scanned = body_of(post(client, "/api/v1/qr/parse", {"text": text}))
    assert scanned, "what the phone shows before anybody pays"
    too_much = buy(client, qr=text, amount="1000.00", currency="USD", key="a-zero-too-many")
    assert body_of(too_much)["code"] == "insufficient_funds"
    paid = buy(client, qr=text, amount="10.00", tip="1.00", total="11.00", currency="USD", key="lunch")
    again = buy(client, qr=text, amount="10.00", tip="1.00", total="11.00", currency="USD", key="lunch")
    assert (paid.status_code, again.content, available(amina)) == (201, paid.content, 89)
    (sale,) = body_of(client_of(cashier()).get(desk(till.merchant, "/sales"), {"till": str(till.id)}))["results"]
    assert (sale["gross"], sale["tip"], sale["discount"], sale["net"]) == ("11.00", "1.00", "0.22", "10.78")
    seen = body_of(client.get(f"/api/v1/transactions/{body_of(paid)['id']}"))
    assert (seen["payee"]["name"], seen["fee"], seen["total"]) == (till.merchant.name, None, "11.00")
    deliver_events()
    told = Notification.objects.filter(person_id=amina.id, subject_kind="transaction").order_by("id")
    assert [each.topic for each in told] == ["payment_declined", "payment_sent"]
    ends_well(till, "10.78")


def test_a_code_on_the_till_s_screen(amina: User, till: Till) -> None:
    """Chidi asks for 12.50, mistypes once and calls it off; Amina scans both, and her friend comes too late."""
    at_till, client = client_of(cashier()), client_of(amina)
    wrong = body_of(ask(at_till, till, "125.00", reference="table 4"))
    path = desk(till.merchant, f"/charges/{wrong['id']}")
    assert body_of(post(at_till, f"{path}/cancel"))["state"] == "CANCELLED"
    right = body_of(ask(at_till, till, "12.50", reference="table 4"))
    assert body_of(buy(client, qr=wrong["qr"]))["code"] == "payment_code_used"
    paid = buy(client, qr=right["qr"], tip="0.50", currency="USD")
    assert (paid.status_code, body_of(paid)["total"], available(amina)) == (201, "13.00", 87)
    friend = client_of(join("farid", 50))
    assert body_of(buy(friend, qr=right["qr"]))["code"] == "payment_code_used"
    seen = body_of(at_till.get(desk(till.merchant, f"/charges/{right['id']}")))
    assert (seen["state"], seen["paid_amount"], seen["payer_name"]) == ("PAID", "13.00", "Amina O.")
    listed = body_of(at_till.get(desk(till.merchant, "/charges"), {"reference": "table 4"}))["results"]
    assert [each["state"] for each in listed] == ["PAID", "CANCELLED"]
    deliver_events()
    ends_well(till, "12.74")


def test_a_code_on_the_payer_s_phone(amina: User, till: Till) -> None:
    """Amina shows a code for up to 20.00; the till asks for too much, then takes 12.50, and cannot take more."""
    at_till, client = client_of(cashier()), client_of(amina)
    made = body_of(post(client, CODES, {"ceiling": "20.00", "currency": "USD", "pin": PIN}))
    path = desk(till.merchant, f"/tills/{till.id}/presented")
    body = {"code": made["qr"], "amount": "21.00", "currency": "USD"}
    assert body_of(post(at_till, path, body))["code"] == "wrong_amount"
    assert body_of(client.get(f"{CODES}/{made['id']}"))["state"] == "LIVE"
    taken = post(at_till, path, {**body, "amount": "12.50", "description": "two teas"}, key="sale-17")
    assert (taken.status_code, body_of(taken)["state"], available(amina)) == (201, "PAID", Decimal("87.50"))
    assert post(at_till, path, {**body, "amount": "12.50", "description": "two teas"}, key="sale-17").status_code == 201
    assert body_of(post(at_till, path, {**body, "amount": "1.00"}))["code"] == "payment_code_used"
    state = body_of(client.get(f"{CODES}/{made['id']}"))
    payment = body_of(client.get(f"/api/v1/transactions/{state['transaction_id']}"))
    assert (state["state"], payment["state"], payment["reference"]) == (
        *("USED", "COMPLETED", body_of(taken)["payment_reference"]),
    )
    deliver_events()
    assert Notification.objects.get(person_id=amina.id, subject_kind="transaction").topic == "payment_sent"
    ends_well(till, "12.25")
