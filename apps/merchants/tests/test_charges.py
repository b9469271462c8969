"""Charges: asked for once, paid once, in time, for their amount; called off, expired, captured or let go of once."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.merchants import codes, services
from apps.merchants.errors import ChargeConflict, MerchantNotTrading
from apps.merchants.models import Charge, ChargeState, HeldSale, Merchant, MerchantStatus, Role, Store, Taking, Till
from apps.merchants.services import Terms, _charges
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.paying import (
    ask,
    buy,
    charge,
    desk,
    money,
    pay_charge,
    payer_of,
    payers,
    payment_of,
    post,
    rule_for_all,
    takings,
)
from apps.transactions.models import State, Transaction
from apps.transactions.services import release_held, return_held
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
TEN_MINUTES = timedelta(minutes=10)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def till(shop: Merchant) -> Till:
    return open_till(shop)


def topics() -> list[str]:
    return list(
        OutboxEvent.objects.filter(topic__startswith="merchants.").order_by("id").values_list("topic", flat=True)
    )


@committing
def test_a_cashier_asks_and_the_amount_is_paid_once(amina: User, till: Till) -> None:
    cashier = join("chidi", 0)
    employ(till.merchant, cashier, store=till.store)
    asked = body_of(ask(client_of(cashier), till, "12.50", description="two teas", reference="A-17"))
    assert (asked["state"], asked["amount"], asked["till_id"], asked["staff_id"], asked["reference"]) == (
        *("OPEN", "12.50", str(till.id), str(cashier.id), "A-17"),
    )
    assert len(asked["code"]) == 22
    answer = buy(client_of(amina), qr=asked["qr"])
    assert (answer.status_code, body_of(answer)["total"]) == (201, "12.50")
    row = Charge.objects.get()
    assert (row.state, row.paid_amount, row.payer_name) == (ChargeState.PAID, Decimal("12.50"), "Amina O.")
    assert str(row.transaction_id) == body_of(answer)["id"]
    seen = body_of(client_of(cashier).get(desk(till.merchant, f"/charges/{row.id}")))
    assert (seen["state"], seen["payment_reference"], seen["code"]) == ("PAID", body_of(answer)["reference"], None)
    line = Taking.objects.get()
    assert (line.charge_id, line.staff_id, line.till_id) == (row.id, cashier.id, till.id)
    assert topics() == ["merchants.charge_paid"]
    assert (
        Activity.objects.filter(person_id=cashier.id, action="merchants.charge_made", subject=str(row.id)).count() == 1
    )
    assert takings(till.merchant) == Decimal("12.50")
    assert list(verification.verify()) == []


def test_the_same_key_asks_once(till: Till) -> None:
    client = client_of(till.merchant.owner)
    first, again = ask(client, till, "5.00", key="k"), ask(client, till, "5.00", key="k")
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")
    other = ask(client, till, "6.00", key="k")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    # Also once it is paid, and the till closed: the answer is what it was.
    pay_charge(join("amina", 100), Charge.objects.get())
    Till.objects.update(is_open=False)
    assert ask(client, till, "5.00", key="k").content == first.content
    assert Charge.objects.count() == 1


def test_two_cashiers_with_the_same_key_do_not_meet(till: Till) -> None:
    cashier = join("chidi", 0)
    employ(till.merchant, cashier)
    first = ask(client_of(cashier), till, "5.00", key="1")
    second = ask(client_of(till.merchant.owner), till, "6.00", key="1")
    assert (first.status_code, second.status_code, Charge.objects.count()) == (201, 201, 2)


@committing
def test_sixteen_at_once_with_one_key_ask_once(till: Till) -> None:
    owner, now = till.merchant.owner_id, clock.now()

    def one(_: int) -> Any:
        return services.charge_at_till(
            merchant_id=till.merchant_id,
            person_id=owner,
            till_id=till.id,
            amount=money("5.00"),
            key="k",
            digest=bytes(32),
            now=now,
        )

    made = run_together(16, one)
    assert len({each.charge.id for each in made}) == 1 == Charge.objects.count()
    assert sorted(each.replayed for each in made) == [False] + [True] * 15


def test_who_may_ask_and_where(till: Till, amina: User) -> None:
    elsewhere = Store.objects.create(merchant=till.merchant, name="Harbour", city="Nairobi", opened_at=clock.now())
    cashier = join("chidi", 0)
    employ(till.merchant, cashier, Role.CASHIER, store=elsewhere)
    assert body_of(ask(client_of(amina), till))["code"] == "merchant_not_found"
    assert body_of(ask(client_of(cashier), till))["code"] == "till_not_found"
    row = charge(till.merchant, till=till)
    client = client_of(cashier)
    for path in (f"/charges/{row.id}", f"/charges/{row.id}/events"):
        assert client.get(desk(till.merchant, path)).status_code == 404
    assert post(client, desk(till.merchant, f"/charges/{row.id}/cancel")).status_code == 404
    assert body_of(client.get(desk(till.merchant, "/charges")))["results"] == []
    other = open_till(open_merchant(join("esther", 0)))
    assert body_of(ask(client_of(till.merchant.owner), other))["code"] == "merchant_not_found"
    body = {"till_id": str(other.id), "amount": "5.00", "currency": "USD"}
    wrong = post(client_of(till.merchant.owner), desk(till.merchant, "/charges"), body)
    assert (wrong.status_code, body_of(wrong)["code"]) == (404, "till_not_found")


@pytest.mark.parametrize("status", [MerchantStatus.SUSPENDED, MerchantStatus.CLOSED])
def test_who_does_not_trade_asks_for_nothing_and_is_paid_nothing(till: Till, amina: User, status: str) -> None:
    row = charge(till.merchant, till=till)
    Merchant.objects.update(status=status)
    answer = ask(client_of(till.merchant.owner), till)
    assert (answer.status_code, body_of(answer)["code"]) == (409, "merchant_not_trading")
    with nothing_moves():
        paid = buy(client_of(amina), charge_id=str(row.id))
    assert (paid.status_code, body_of(paid)["code"]) == (422, "merchant_not_active")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"currency": "EUR"}, 422, "currency_mismatch"),
        ({"expires_in": 29}, 400, "invalid_input"),
        ({"expires_in": 86_401}, 400, "invalid_input"),
        ({"expires_in": "600"}, 400, "invalid_input"),
        ({"amount": "0"}, 400, "invalid_input"),
        ({"amount": "0.001"}, 400, "invalid_input"),
        ({"till_id": "x"}, 400, "invalid_input"),
        ({"till_id": str(uuid4())}, 404, "till_not_found"),
        ({"tip": "1.00"}, 400, "invalid_input"),
        ({"reference": "x" * 65}, 400, "invalid_input"),
    ],
)
def test_what_makes_no_sense_is_refused_and_asks_for_nothing(
    till: Till, fields: dict[str, Any], status: int, code: str
) -> None:
    answer = ask(client_of(till.merchant.owner), till, **{"amount": "5.00", **fields})
    assert (answer.status_code, body_of(answer)["code"], Charge.objects.count()) == (status, code, 0)


def test_another_amount_is_declined_and_recorded_and_the_charge_stays_open(amina: User, till: Till) -> None:
    row, client = charge(till.merchant, "12.50", till=till), client_of(amina)
    text = codes.charge_text(row, till.merchant, till)
    row.amount = Decimal("0.01")
    altered = codes.charge_text(row, till.merchant, till)
    with nothing_moves():
        for fields in (
            {"qr": text, "amount": "12.49", "currency": "USD"},
            {"qr": text, "amount": "12.50", "currency": "EUR"},
            {"qr": altered},
            {"qr": altered, "amount": "0.01", "currency": "USD"},
            {"charge_id": str(row.id), "total": "13.00", "currency": "USD"},
        ):
            answer = buy(client, **fields)
            assert (answer.status_code, body_of(answer)["code"]) == (422, "wrong_amount"), fields
    assert Transaction.objects.filter(state=State.DECLINED, failure_code="wrong_amount").count() == 5
    assert buy(client, qr=text, amount="12.50", currency="USD").status_code == 201


def test_a_tip_on_a_charge_is_as_the_till_had_it(amina: User, till: Till) -> None:
    prompted = charge(till.merchant, "10.00", till=till, tip_mode="PROMPT")
    added = charge(till.merchant, "10.00", till=till, tip_mode="PERCENT", tip_value=Decimal("2.5"))
    plain = charge(till.merchant, "10.00", till=till)
    client = client_of(amina)
    assert body_of(buy(client, charge_id=str(prompted.id), tip="2.00", currency="USD"))["total"] == "12.00"
    assert body_of(buy(client, charge_id=str(added.id)))["total"] == "10.25"
    refused = buy(client, charge_id=str(plain.id), tip="2.00", currency="USD")
    assert (refused.status_code, body_of(refused)["errors"][0]["code"]) == (400, "not_asked")
    figures = Taking.objects.order_by("at").values_list("gross", "tip", "surcharge")
    assert list(figures) == [(12, 2, 0), (Decimal("10.25"), 0, Decimal("0.25"))]
    assert Charge.objects.get(pk=added.id).paid_amount == Decimal("10.25")


def test_what_is_over_is_refused_by_its_time_before_any_sweep(amina: User, till: Till) -> None:
    at = clock.now()
    row = charge(till.merchant, till=till, at=at - TEN_MINUTES)
    with nothing_moves():
        answer = buy(client_of(amina), charge_id=str(row.id))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payment_code_expired")
    assert (services.expire_charges(now=at), services.expire_charges(now=at)) == (1, 0)
    assert pay_charge(amina, row).transaction.failure_code == "payment_code_expired"
    assert topics() == ["merchants.charge_expired"]


def test_a_test_charge_is_nothing_that_anybody_pays(amina: User, till: Till) -> None:
    row = charge(till.merchant, is_live=False)
    client = client_of(amina)
    assert body_of(buy(client, charge_id=str(row.id)))["code"] == "charge_not_found"
    assert body_of(buy(client, qr=codes.charge_text(row, till.merchant)))["code"] == "charge_not_found"
    seen = client_of(till.merchant.owner).get(desk(till.merchant, f"/charges/{row.id}"))
    assert (seen.status_code, Transaction.objects.count()) == (404, 0)


@committing
def test_of_thirty_two_payers_of_one_charge_one_pays(till: Till) -> None:
    people, row = payers(32), charge(till.merchant, "12.50", till=till)
    outcomes = run_together(32, lambda number: pay_charge(people[number], row).transaction)
    assert sorted(each.failure_code for each in outcomes) == [""] + ["payment_code_used"] * 31
    kept = sorted(available(person) for person in people)
    assert kept == [Decimal("7.50")] + [Decimal(20)] * 31
    assert (takings(till.merchant), Taking.objects.count()) == (Decimal("12.50"), 1)
    assert list(verification.verify()) == []


@committing
def test_of_payer_merchant_and_sweep_one_decides(till: Till) -> None:
    (person,) = payers(1, "100")
    for _ in range(6):
        before = available(person)
        row = charge(till.merchant, "1.00", till=till, at=clock.now())
        over = row.expires_at
        doings: list[Callable[[], Any]] = [
            lambda row=row: pay_charge(person, row).transaction.state,  # type: ignore[misc]
            lambda row=row: (
                services.cancel_charge(  # type: ignore[misc]
                    charge_id=row.id, merchant_id=row.merchant_id, now=clock.now()
                ).state
            ),
            lambda over=over: services.expire_charges(now=over),  # type: ignore[misc]
        ]
        run_together(3, lambda number, doings=doings: doings[number]())  # type: ignore[misc]
        row.refresh_from_db()
        paid = row.state == ChargeState.PAID
        assert row.state in (ChargeState.PAID, ChargeState.CANCELLED, ChargeState.EXPIRED, ChargeState.OPEN)
        assert before - available(person) == (1 if paid else 0)
        # The sweep leaves a row that somebody holds to the next one.
        services.expire_charges(now=over)
    told = [topic for topic in topics() if topic != "merchants.charge_paid"]
    assert len(told) == Charge.objects.exclude(state=ChargeState.PAID).count()
    assert takings(till.merchant) == Taking.objects.count()


def test_what_is_called_off_stays_so(amina: User, till: Till) -> None:
    row, client = charge(till.merchant, till=till), client_of(till.merchant.owner)
    path = desk(till.merchant, f"/charges/{row.id}/cancel")
    first, again = post(client, path), post(client, path)
    assert (body_of(first)["state"], again.content) == ("CANCELLED", first.content)
    with nothing_moves():
        answer = buy(client_of(amina), charge_id=str(row.id))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payment_code_used")
    assert topics() == ["merchants.charge_cancelled"]
    paid = charge(till.merchant, till=till)
    pay_charge(amina, paid)
    refused = post(client, desk(till.merchant, f"/charges/{paid.id}/cancel"))
    assert (refused.status_code, body_of(refused)["code"]) == (409, "charge_conflict")


def test_a_repetition_is_answered_by_the_payment_whatever_the_charge_is_by_then(amina: User, till: Till) -> None:
    row, client = charge(till.merchant, till=till), client_of(amina)
    first = buy(client, key="k", charge_id=str(row.id))
    assert buy(client, key="k", charge_id=str(row.id)).content == first.content
    other = buy(client, key="l", charge_id=str(row.id))
    assert (other.status_code, body_of(other)["code"]) == (422, "payment_code_used")
    assert available(amina) == Decimal("87.50")


def test_a_sweep_that_dies_has_ended_whole_batches(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    at = clock.now()
    for _ in range(5):
        charge(till.merchant, till=till, at=at - TEN_MINUTES)
    monkeypatch.setattr("apps.merchants.services._charges.BATCH", 2)
    batches, close = iter(range(4)), _charges.close

    def dies(*args: Any, **named: Any) -> None:
        if next(batches) == 3:
            raise RuntimeError("killed")
        close(*args, **named)

    monkeypatch.setattr(_charges, "close", dies)
    with pytest.raises(RuntimeError):
        services.expire_charges(now=at)
    assert Charge.objects.filter(state=ChargeState.EXPIRED).count() == 2 == len(topics())
    monkeypatch.setattr(_charges, "close", close)
    assert services.expire_charges(now=at) == 3
    assert len(topics()) == 5


@committing
def test_a_payment_of_a_charge_that_dies_half_way_leaves_it_open(amina: User, till: Till) -> None:
    row = charge(till.merchant, till=till)
    with nothing_moves(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the disk is on fire'; END $$;"
            "CREATE TRIGGER boom BEFORE UPDATE ON merchants_charge FOR EACH ROW EXECUTE FUNCTION boom()"
        )
        try:
            with pytest.raises(Exception, match="on fire"):
                pay_charge(amina, row, key="k")
        finally:
            cursor.execute("DROP FUNCTION boom() CASCADE")
    row.refresh_from_db()
    assert (row.state, Transaction.objects.count(), Taking.objects.count()) == (ChargeState.OPEN, 0, 0)
    assert pay_charge(amina, row, key="k").transaction.state == State.COMPLETED


@pytest.fixture
def ordered(amina: User, till: Till) -> Charge:
    """An order that Amina has put 12.50 aside for."""
    row = charge(till.merchant, "12.50", till=till, captures_later=True)
    assert pay_charge(amina, row).transaction.state == State.HELD
    row.refresh_from_db()
    return row


@committing
def test_what_is_put_aside_is_captured_once(amina: User, till: Till, ordered: Charge) -> None:
    assert (ordered.state, available(amina), takings(till.merchant)) == (ChargeState.HELD, Decimal("87.50"), 0)
    assert ordered.capture_before is not None
    paid = payment_of(ordered)
    assert ordered.capture_before - paid.created_at == timedelta(days=7)
    client, path = client_of(till.merchant.owner), desk(till.merchant, f"/charges/{ordered.id}/capture")
    first, again = post(client, path), post(client, path)
    assert (body_of(first)["state"], again.content) == ("PAID", first.content)
    late = post(client, desk(till.merchant, f"/charges/{ordered.id}/void"))
    assert (late.status_code, body_of(late)["code"]) == (409, "charge_conflict")
    assert (available(amina), takings(till.merchant)) == (Decimal("87.50"), Decimal("12.50"))
    assert topics() == ["merchants.charge_held", "merchants.charge_paid"]
    assert list(verification.verify()) == []


@committing
def test_what_is_let_go_of_goes_back_once(amina: User, till: Till, ordered: Charge) -> None:
    client, path = client_of(till.merchant.owner), desk(till.merchant, f"/charges/{ordered.id}/void")
    first, again = post(client, path), post(client, path)
    assert (body_of(first)["state"], again.content) == ("RETURNED", first.content)
    late = post(client, desk(till.merchant, f"/charges/{ordered.id}/capture"))
    assert (late.status_code, body_of(late)["code"]) == (409, "charge_conflict")
    row = payment_of(ordered)
    assert (row.state, row.failure_code) == (State.RETURNED, "cancelled_by_merchant")
    assert (available(amina), takings(till.merchant)) == (100, 0)
    assert list(verification.verify()) == []


def test_what_is_not_captured_in_time_goes_back(amina: User, till: Till, ordered: Charge) -> None:
    over = ordered.capture_before
    assert over is not None
    assert services.return_uncaptured(now=over - timedelta(seconds=1)) == 0
    with pytest.raises(ChargeConflict):
        services.capture_charge(charge_id=ordered.id, merchant_id=till.merchant_id, now=over)
    assert (services.return_uncaptured(now=over), services.return_uncaptured(now=over)) == (1, 0)
    row = payment_of(ordered)
    assert (row.state, row.failure_code, available(amina)) == (State.RETURNED, "not_captured", 100)
    assert Charge.objects.get().state == ChargeState.RETURNED


def test_a_payer_s_process_that_died_before_the_deadline_was_noted_leaves_it_to_the_sweep(
    amina: User, till: Till, ordered: Charge
) -> None:
    Charge.objects.update(capture_before=None)
    assert services.return_uncaptured(now=clock.now()) == 0
    assert Charge.objects.get().capture_before == ordered.capture_before
    assert services.return_uncaptured(now=clock.now() + timedelta(days=8)) == 1


def test_a_suspended_merchant_captures_nothing_but_may_let_go(till: Till, ordered: Charge) -> None:
    Merchant.objects.update(status=MerchantStatus.SUSPENDED)
    with nothing_moves(), pytest.raises(MerchantNotTrading):
        services.capture_charge(charge_id=ordered.id, merchant_id=till.merchant_id, now=clock.now())
    services.void_charge(charge_id=ordered.id, merchant_id=till.merchant_id, now=clock.now())


@committing
def test_of_capture_void_and_sweep_at_once_one_decides(till: Till) -> None:
    (person,) = payers(1, "100")
    for _ in range(4):
        before, taken = available(person), takings(till.merchant)
        row = charge(till.merchant, "1.00", till=till, captures_later=True)
        assert pay_charge(person, row).transaction.state == State.HELD
        row.refresh_from_db()
        named: dict[str, Any] = {"charge_id": row.id, "merchant_id": row.merchant_id, "now": clock.now()}
        doings: list[Callable[[], Any]] = [
            lambda named=named: services.capture_charge(**named).state,  # type: ignore[misc]
            lambda named=named: services.void_charge(**named).state,  # type: ignore[misc]
            lambda row=row: services.return_uncaptured(now=row.capture_before),  # type: ignore[misc]
            lambda named=named: services.capture_charge(**named).state,  # type: ignore[misc]
        ]
        answers = run_together(4, lambda number, doings=doings: doings[number]())  # type: ignore[misc]
        assert not [each for each in answers if isinstance(each, Exception) and not isinstance(each, ChargeConflict)]
        row.refresh_from_db()
        paid = row.state == ChargeState.PAID
        assert row.state in (ChargeState.PAID, ChargeState.RETURNED)
        assert before - available(person) == takings(till.merchant) - taken == (1 if paid else 0)
    assert list(verification.verify()) == []


def test_what_somebody_looks_at_is_not_the_merchant_s_to_decide(amina: User, till: Till) -> None:
    rule_for_all("HOLD")
    row = charge(till.merchant, till=till)
    answer = buy(client_of(amina), charge_id=str(row.id))
    assert (answer.status_code, body_of(answer)["state"]) == (201, "HELD")
    client = client_of(till.merchant.owner)
    seen = body_of(client.get(desk(till.merchant, f"/charges/{row.id}")))
    assert (seen["state"], seen["payer_name"]) == ("HELD", "Amina O.")
    for verb in ("capture", "void", "cancel"):
        refused = post(client, desk(till.merchant, f"/charges/{row.id}/{verb}"))
        assert (refused.status_code, body_of(refused)["code"]) == (409, "charge_conflict")
    assert services.return_uncaptured(now=clock.now() + timedelta(days=30)) == 0
    payment = Transaction.objects.get()
    release_held(transaction_id=payment.id, at=clock.now())
    assert (Charge.objects.get().state, takings(till.merchant)) == (ChargeState.PAID, Decimal("12.50"))
    # An order cannot wait for two at once.
    order = charge(till.merchant, till=till, captures_later=True)
    with nothing_moves():
        refused = buy(client_of(amina), charge_id=str(order.id))
    assert (refused.status_code, body_of(refused)["code"]) == (422, "refused_by_rules")


def test_a_static_payment_that_is_looked_at_and_returned_is_no_sale(amina: User, till: Till) -> None:
    rule_for_all("HOLD")
    outcome = services.pay_till(
        payer=payer_of(amina), code=till.code, terms=Terms(amount=money("5.00")), at=clock.now()
    )
    assert (outcome.transaction.state, HeldSale.objects.count(), Taking.objects.count()) == (State.HELD, 1, 0)
    return_held(transaction_id=outcome.transaction.id, code="returned_by_review", at=clock.now())
    assert (available(amina), takings(till.merchant)) == (100, 0)


def test_sales_and_charges_are_listed_page_by_page_to_whom_they_concern(amina: User, till: Till) -> None:
    other = open_till(till.merchant, label="Till 2")
    branch = Store.objects.create(merchant=till.merchant, name="Harbour", city="Nairobi", opened_at=clock.now())
    far = open_till(till.merchant, label="Till 3", store=branch)
    cashier = join("chidi", 0)
    employ(till.merchant, cashier, store=branch)
    for number, place in enumerate((till, other, far, till, far), 1):
        pay_charge(amina, charge(till.merchant, f"{number}.00", till=place))
    owner, theirs = client_of(till.merchant.owner), client_of(cashier)
    for list_of, figure in (("sales", "gross"), ("charges", "amount")):
        path = desk(till.merchant, f"/{list_of}")
        page = body_of(owner.get(path, {"page_size": "2"}))
        assert [each[figure] for each in page["results"]] == ["5.00", "4.00"]
        second = body_of(owner.get(page["next"]))
        assert [each[figure] for each in second["results"]] == ["3.00", "2.00"]
        back = body_of(owner.get(second["previous"]))
        assert [each[figure] for each in back["results"]] == ["5.00", "4.00"]
        assert [each[figure] for each in body_of(owner.get(path, {"till": str(till.id)}))["results"]] == [
            "4.00",
            "1.00",
        ]
        assert [each[figure] for each in body_of(theirs.get(path))["results"]] == ["5.00", "3.00"]
        assert body_of(theirs.get(path, {"till": str(till.id)}))["results"] == []
        assert client_of(amina).get(path).status_code == 404
        assert owner.get(path, {"till": "x"}).status_code == 400
        assert owner.get(path, {"teller": "x"}).status_code == 400
        assert body_of(owner.get(path, {"to": "2020-01-01T00:00:00Z"}))["results"] == []
    sale = body_of(owner.get(desk(till.merchant, "/sales"), {"kind": "SALE"}))["results"][0]
    assert (sale["store"], sale["till"], sale["net"]) == ("Harbour", "Till 3", "5.00")
    assert body_of(owner.get(desk(till.merchant, "/sales"), {"kind": "REFUND"}))["results"] == []
    assert body_of(owner.get(desk(till.merchant, "/charges"), {"state": "OPEN"}))["results"] == []
