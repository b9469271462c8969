"""Test mode: the whole API and page work, and neither ledger nor payments nor takings are ever touched."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from apps.checkout import services
from apps.checkout.models import TrialRefund
from apps.checkout.tests.servers import PAYMENTS, Server, live_books, pay, server_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants.errors import ChargeConflict, ChargeNotFound
from apps.merchants.models import Charge, Merchant
from apps.merchants.services import expire_charges, return_uncaptured
from apps.merchants.tests.factories import open_merchant
from apps.merchants.verification import verify_takings
from apps.transactions.errors import PaymentCodeExpired
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def server(shop: Merchant) -> Server:
    return server_of(shop, is_live=False)


def simulate(server: Server, payment: str, outcome: str | None = None) -> Any:
    return server.do(payment, "simulate", {"outcome": outcome} if outcome else {})


def topics() -> list[str]:
    rows = OutboxEvent.objects.filter(topic__startswith="merchants.").order_by("pk")
    assert all("transaction_id" not in row.payload for row in rows)
    return [row.topic.removeprefix("merchants.") for row in rows]


@AT_ONCE
def test_the_whole_api_and_the_page_without_a_trace_in_the_books(shop: Merchant, server: Server) -> None:
    amina = join("amina", 100)
    live = server_of(shop)
    pay(amina, live.asked("3.00")["id"])
    deliver_events()
    before = live_books()

    paid = server.asked("24.90", reference="1042", metadata={"a": "b"}, return_url="http://localhost:3000/thanks")
    assert (paid["live"], paid["state"]) == (False, "open")
    told = simulate(server, paid["id"]).json()
    assert (told["state"], told["paid_amount"], told["transaction"]) == ("paid", "24.90", None)
    assert told["payer"] == {"name": "Test P."}
    part = server.give_back(paid["id"], "4.90", key="r1", reason="broken")
    again = server.give_back(paid["id"], "4.90", key="r1", reason="broken")
    assert (part.status_code, again.json(), again["Idempotent-Replayed"]) == (201, part.json(), "true")
    assert server.give_back(paid["id"], "4.91", key="r1").json()["code"] == "idempotency_key_reused"
    assert server.give_back(paid["id"], "20.01").json()["code"] == "refund_too_large"
    assert server.give_back(paid["id"]).json()["amount"] == "20.00"
    assert server.give_back(paid["id"]).json()["code"] == "nothing_left_to_refund"
    assert server.get(f"{PAYMENTS}/{paid['id']}").json()["refunded"] == "24.90"
    refunds = server.get(f"{PAYMENTS}/{paid['id']}/refunds").json()["results"]
    assert [one["amount"] for one in refunds] == ["20.00", "4.90"] and refunds[1] == part.json()

    captured, let_go = server.asked("5.00", capture="manual")["id"], server.asked("5.00", capture="manual")["id"]
    assert [simulate(server, one).json()["state"] for one in (captured, let_go)] == ["held", "held"]
    assert server.get(f"{PAYMENTS}/{captured}").json()["capture_before"] is not None
    for _ in range(2):
        assert server.do(captured, "capture").json()["state"] == "paid"
        assert server.do(let_go, "cancel").json()["state"] == "returned"
    declined = server.asked("7.01")["id"]
    refusal = simulate(server, declined)
    assert (refusal.status_code, refusal.json()["code"]) == (422, "insufficient_funds")
    assert server.do(declined, "cancel").json()["state"] == "cancelled"
    ended = server.asked("7.00")["id"]
    assert server.do(ended, "expire").json()["state"] == "expired"
    over = server.asked("7.00", expires_in=300)["id"]
    expire_charges(now=clock.now() + timedelta(seconds=301))
    assert server.state_of(over) == "expired"
    looked_at = server.asked("9.04")["id"]
    assert simulate(server, looked_at).json()["state"] == "held"
    assert simulate(server, looked_at, "paid").json()["state"] == "paid"
    on_page = server.asked("6.00")
    page = on_page["checkout_url"].removeprefix("http://testserver")
    shown = server.get(page)
    assert shown.status_code == 200 and "6.00" in shown.content.decode()
    services.pay_test_charge(charge_id=UUID(on_page["id"]), outcome="paid", now=clock.now())
    assert server.get(page).status_code == 200
    states = [one["state"] for one in server.get(PAYMENTS).json()["results"]]
    assert sorted(states) == sorted(["paid"] * 4 + ["returned", "cancelled", "expired", "expired"])
    return_uncaptured(now=clock.now() + timedelta(days=30))
    deliver_events()

    assert live_books() == before
    assert not Charge.objects.filter(is_live=False, transaction_id__isnull=False).exists()
    assert list(verification.verify()) == [] and verify_takings() == []
    # A live key has seen none of it.
    assert [one["amount"] for one in live.get(PAYMENTS).json()["results"]] == ["3.00"]


def test_it_tells_what_live_mode_would_tell(shop: Merchant, server: Server) -> None:
    payment = server.asked("5.00", capture="manual")["id"]
    simulate(server, payment), server.do(payment, "capture"), server.give_back(payment, "1.00")
    server.do(server.asked()["id"], "cancel"), server.do(server.asked()["id"], "expire")
    assert topics() == ["charge_held", "charge_paid", "refunded", "charge_cancelled", "charge_expired"]
    refund = OutboxEvent.objects.get(topic="merchants.refunded").payload
    assert refund == {"charge_id": payment, "merchant_id": str(shop.id), "refund_id": str(TrialRefund.objects.get().id)}


@pytest.mark.parametrize(
    ("amount", "status", "result"),
    [
        ("7.00", 200, "paid"),
        ("7.01", 422, "insufficient_funds"),
        ("107.01", 422, "insufficient_funds"),
        ("7.02", 422, "refused_by_rules"),
        ("7.03", 422, "payer_not_active"),
        ("7.04", 200, "held"),
        ("7.10", 200, "paid"),
        ("1.00", 200, "paid"),
    ],
)
def test_what_becomes_of_it_goes_by_the_amount(server: Server, amount: str, status: int, result: str) -> None:
    payment = server.asked(amount)["id"]
    answer = simulate(server, payment)
    assert (answer.status_code, answer.json()["state" if status == 200 else "code"]) == (status, result)
    assert server.state_of(payment) == (result if status == 200 else "open")


def test_the_last_digits_are_those_of_the_currency(shop: Merchant) -> None:
    """Yen have no decimals: 701 ends in 01, and 1 does too."""
    tokyo = open_merchant(shop.owner, name="Sakura", currency="JPY")
    server = server_of(tokyo, is_live=False)
    for amount, code in (("701", "insufficient_funds"), ("1", "insufficient_funds"), ("710", None)):
        payment = server.ask(amount, currency="JPY").json()["id"]
        assert simulate(server, payment).json().get("code") == code


def test_who_simulates_chooses(server: Server) -> None:
    for outcome, status, result in (("paid", 200, "paid"), ("held", 200, "held"), ("declined", 422, "open")):
        payment = server.asked("7.01")["id"]
        assert simulate(server, payment, outcome).status_code == status
        assert server.state_of(payment) == result
    answer = simulate(server, server.asked()["id"], "stolen")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "outcome")


def test_what_is_decided_is_decided(server: Server) -> None:
    payment = server.asked("5.00")["id"]
    assert simulate(server, payment, "returned").json()["code"] == "charge_conflict"
    simulate(server, payment)
    for answer in (simulate(server, payment), server.do(payment, "capture"), server.do(payment, "cancel")):
        assert (answer.status_code, answer.json()["code"]) == (409, "charge_conflict")
    looked_at = server.asked("5.04")["id"]
    simulate(server, looked_at)
    # What somebody looks at is not the merchant's to decide.
    for verb in ("capture", "cancel"):
        assert server.do(looked_at, verb).json()["code"] == "charge_conflict"
    assert simulate(server, looked_at, "returned").json()["state"] == "returned"
    assert server.give_back(looked_at).json()["code"] == "charge_conflict"


def test_what_is_over_by_its_time_is_not_paid(server: Server) -> None:
    charge_id = UUID(server.asked("5.00", expires_in=300)["id"])
    with pytest.raises(PaymentCodeExpired):
        services.pay_test_charge(charge_id=charge_id, outcome="paid", now=clock.now() + timedelta(seconds=300))


def test_what_nobody_captures_goes_back(server: Server) -> None:
    payment = server.asked("5.00", capture="manual")["id"]
    simulate(server, payment)
    later = clock.now() + timedelta(days=7, minutes=1)
    with pytest.raises(ChargeConflict):
        services.capture_test_charge(charge_id=UUID(payment), now=later)
    assert services.return_uncaptured_test_charges(now=later - timedelta(minutes=2)) == 0
    assert services.return_uncaptured_test_charges(now=later) == 1
    assert (services.return_uncaptured_test_charges(now=later), server.state_of(payment)) == (0, "returned")


def test_a_refund_that_ends_in_one_is_declined(server: Server) -> None:
    payment = server.asked("5.00")["id"]
    simulate(server, payment)
    refusal = server.give_back(payment, "1.01")
    assert (refusal.status_code, refusal.json()["code"]) == (422, "insufficient_funds")
    assert not TrialRefund.objects.exists()


def test_a_live_charge_is_no_test(shop: Merchant) -> None:
    live = server_of(shop)
    charge_id = UUID(live.asked("5.00")["id"])
    answer = simulate(live, str(charge_id))
    assert (answer.status_code, answer.json()["code"]) == (404, "charge_not_found")
    now = clock.now()
    for attempt in (
        lambda: services.pay_test_charge(charge_id=charge_id, outcome="paid", now=now),
        lambda: services.capture_test_charge(charge_id=charge_id, now=now),
        lambda: services.void_test_charge(charge_id=charge_id, now=now),
        lambda: services.refund_test_charge(
            charge_id=charge_id, amount=None, reason="", key="k", digest=bytes(32), now=now
        ),
    ):
        with pytest.raises(ChargeNotFound):
            attempt()
    assert live.state_of(str(charge_id)) == "open"


def test_nobody_pays_a_test_charge_with_money(shop: Merchant, server: Server) -> None:
    amina = join("amina", 100)
    payment = server.asked("5.00")["id"]
    before = live_books()
    with pytest.raises(ChargeNotFound):
        pay(amina, payment)
    assert live_books() == before and server.state_of(payment) == "open"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE merchants_charge SET transaction_id = gen_random_uuid() WHERE id = %s",
        "UPDATE merchants_charge SET is_live = true WHERE id = %s",
        "UPDATE merchants_charge SET refunded = 5.01 WHERE id = %s",
    ],
)
def test_the_database_says_so_too(server: Server, statement: str) -> None:
    payment = server.asked("5.00")["id"]
    simulate(server, payment)
    with pytest.raises(Exception, match=r"merchants_charge|fixed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [payment])


def test_what_a_test_gave_back_stays_as_it_was(server: Server) -> None:
    payment = server.asked("5.00")["id"]
    simulate(server, payment), server.give_back(payment, "1.00", key="k")
    for statement in ("UPDATE checkout_trialrefund SET amount = 2", "DELETE FROM checkout_trialrefund"):
        with pytest.raises(Exception, match="fixed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    row = TrialRefund.objects.get()
    row.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@AT_ONCE
def test_many_at_once_decide_a_test_once(shop: Merchant, server: Server) -> None:
    payment = server.asked("30.00")["id"]
    answers = run_together(6, lambda n: simulate(server_of(shop, is_live=False), payment))
    assert sorted(one.status_code for one in answers) == [200, 409, 409, 409, 409, 409]
    key = [str(uuid4()) for _ in range(4)]
    answers = run_together(8, lambda n: server_of(shop, is_live=False).give_back(payment, "10.00", key=key[n % 4]))
    assert len({one.json()["id"] for one in answers if one.status_code == 201}) == TrialRefund.objects.count() == 3
    assert topics() == ["charge_paid"] + ["refunded"] * 3


def test_dying_half_way_leaves_a_test_as_it_was(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    payment = server.asked("5.00")["id"]

    def die(*arguments: object, **more: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr("apps.checkout.services._test_mode.events.record", die)
        with pytest.raises(SystemExit):
            simulate(server, payment)
    assert server.state_of(payment) == "open"
    assert simulate(server, payment).json()["state"] == "paid"
    with monkeypatch.context() as patch:
        patch.setattr("apps.checkout.services._test_mode.events.record", die)
        with pytest.raises(SystemExit):
            server.give_back(payment, "1.00", key="k")
    assert (TrialRefund.objects.count(), Charge.objects.get(pk=payment).refunded) == (0, 0)
