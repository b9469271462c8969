"""Staff give sales back: whole or in parts, within their cap, out of the takings and then the owner's wallet."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import PIN, client_of, plain_client_with, tokens_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.merchants import services
from apps.merchants.errors import MerchantNotFound, MerchantNotTrading, OwnPurchase, RoleRequired
from apps.merchants.models import Merchant, MerchantStatus, RefundSpending, Role, Store, Taking
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.selling import all_books_are_right, give_back, sell, takings_of
from apps.transactions.errors import NotRefundable, TransactionNotFound
from apps.transactions.models import HeldFor, Transaction
from apps.transactions.services import PLATFORM_ID, return_held
from apps.transactions.tests.payments import DIGEST, body_of, nothing_moves
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, give_wallet, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def chidi(shop: Merchant) -> User:
    """A cashier who may give back 20 a day."""
    person = join("chidi")
    employ(shop, person, cap=Decimal("20.00"))
    return person


def ask(client: APIClient, shop: Merchant, sale: Any, *, key: str | None = None, **fields: Any) -> Response:
    """POST /merchants/{id}/sales/{id}/refund."""
    return client.post(
        f"/api/v1/merchants/{shop.id}/sales/{getattr(sale, 'id', sale)}/refund",
        {"reason": "too salty", "pin": PIN, **fields},
        format="json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def counted(person: User) -> Decimal:
    row = RefundSpending.objects.filter(staff_row_id=person.merchant_roles.get().id).first()
    return row.total if row else Decimal(0)


def test_a_cashier_gives_a_sale_back_in_parts(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop, "10.00", discount="0.15")
    client = client_of(chidi)
    answer = ask(client, shop, sale, amount="4.00")
    body = body_of(answer)
    assert answer.status_code == 201, body
    assert set(body) == {
        *("id", "reference", "sale_id", "state", "amount", "currency", "payer_name", "reason", "created_at")
    }
    assert (body["sale_id"], body["state"], body["amount"]) == (str(sale.id), "COMPLETED", "4.00")
    assert (body["payer_name"], body["reason"]) == ("Amina O.", "too salty")
    row = Transaction.objects.get(pk=body["id"])
    assert (row.kind, row.payer_id, row.payee_id, row.initiator_id) == ("REFUND", shop.id, amina.id, chidi.id)
    line = Taking.objects.get(pk=row.id)
    assert (line.staff_id, line.sale_id, line.gross, line.drawn) == (chidi.id, sale.id, 4, 4)
    assert Activity.objects.filter(person_id=chidi.id, action="transactions.completed", subject=str(row.id)).exists()
    assert (available(amina), takings_of(shop), counted(chidi)) == (94, Decimal("5.85"), 4)
    with nothing_moves():
        over = ask(client, shop, sale, amount="6.01")
    assert (over.status_code, body_of(over)["code"]) == (422, "refund_too_large")
    assert counted(chidi) == 4, "what was declined is not counted"
    # The discount stays borne: 5.85 is there, 6.00 goes back, and the owner's wallet pays the rest.
    with nothing_moves():
        assert body_of(ask(client, shop, sale))["code"] == "insufficient_funds"
    pay_in(wallet_of(shop.owner), 1)
    assert ask(client, shop, sale).status_code == 201, "all that is left"
    assert (available(amina), takings_of(shop), available(shop.owner)) == (100, 0, Decimal("0.85"))
    assert body_of(ask(client, shop, sale))["code"] == "nothing_left_to_refund"
    assert all_books_are_right()


def test_the_same_key_gives_back_once(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop)
    client = client_of(chidi)
    first = ask(client, shop, sale, key="k", amount="3.00")
    with nothing_moves():
        again = ask(client, shop, sale, key="k", amount="3.00")
        other = ask(client, shop, sale, key="k", amount="2.00")
    assert body_of(first) == body_of(again)
    assert (first.headers.get("Idempotent-Replayed"), again.headers["Idempotent-Replayed"]) == (None, "true")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    declined = [ask(client, shop, sale, key="d", amount="8.00") for _ in range(2)]
    assert [body_of(one)["code"] for one in declined] == ["refund_too_large"] * 2
    assert body_of(declined[0])["transaction_id"] == body_of(declined[1])["transaction_id"]
    missing = client.post(
        f"/api/v1/merchants/{shop.id}/sales/{sale.id}/refund", {"reason": "r", "pin": PIN}, format="json"
    )
    assert body_of(missing)["code"] == "idempotency_key_required"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1.00"}, "amount"),
        ({"amount": "1e1"}, "amount"),
        ({"amount": "1.001"}, "amount"),
        ({"amount": 3}, "amount"),
        ({"reason": ""}, "reason"),
        ({"reason": "x" * 141}, "reason"),
        ({"currency": "USD"}, "currency"),
    ],
)
def test_bad_input_is_refused(amina: User, shop: Merchant, chidi: User, fields: dict[str, Any], field: str) -> None:
    sale = sell(amina, shop)
    with nothing_moves():
        answer = ask(client_of(chidi), shop, sale, **fields)
    assert (answer.status_code, body_of(answer)["errors"][0]["field"]) == (400, field)
    assert not Transaction.objects.filter(kind="REFUND").exists()


def test_who_may_give_back(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop)
    dalia, esther, farid = (join(name) for name in ("dalia", "esther", "farid"))
    employ(shop, dalia)
    employ(shop, esther, Role.MANAGER)
    with nothing_moves():
        uncapped = ask(client_of(dalia), shop, sale)
        stranger = ask(client_of(farid), shop, sale)
        payer = ask(client_of(amina), shop, sale)
        nowhere = ask(client_of(shop.owner), Merchant(id=uuid7()), sale)
        anonymous = ask(plain_client_with("nonsense"), shop, sale)
    assert (uncapped.status_code, body_of(uncapped)["code"]) == (403, "merchant_role_required")
    for answer in (stranger, payer, nowhere):
        assert (answer.status_code, body_of(answer)["code"]) == (404, "merchant_not_found")
    assert anonymous.status_code == 401
    for person in (esther, shop.owner):
        assert ask(client_of(person), shop, sale, amount="1.00").status_code == 201
    assert not RefundSpending.objects.exists(), "who has no cap is not counted"


def test_a_wrong_pin_gives_nothing_back_and_a_new_phone_needs_a_code(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop)
    with nothing_moves():
        wrong = ask(client_of(chidi), shop, sale, pin="000001")
        elsewhere = ask(plain_client_with(tokens_of(chidi).access), shop, sale)
    assert (wrong.status_code, elsewhere.status_code) == (403, 403)
    assert (body_of(wrong)["code"], body_of(elsewhere)["code"]) == ("wrong_pin", "step_up_required")


def test_only_sales_of_this_merchant_and_this_store(amina: User, shop: Merchant) -> None:
    here = open_till(shop)
    there = Store.objects.create(merchant=shop, name="Harbour", city="Mombasa", opened_at=clock.now())
    esther = join("esther")
    employ(shop, esther, Role.MANAGER, store=there)
    other = open_merchant(join("grace"), name="Grace's Books")
    sale, foreign = sell(amina, shop, till=here), sell(amina, other)
    refund = give_back(shop.owner, shop, sale, "1.00").transaction
    declined = sell(amina, shop, "1000.00", till=here)
    assert declined.state == "DECLINED"
    with nothing_moves():
        for by, what in (
            (esther, sale),
            (shop.owner, foreign),
            (shop.owner, refund),
            (shop.owner, declined),
            (shop.owner, uuid7()),
        ):
            with pytest.raises(TransactionNotFound):
                give_back(by, shop, what)
    till = open_till(shop, label="Till 2", store=there)
    assert give_back(esther, shop, sell(amina, shop, till=till)).transaction.state == "COMPLETED"


def test_nobody_gives_back_what_they_have_paid(shop: Merchant, chidi: User) -> None:
    pay_in(wallet_of(chidi), 20)
    sale = sell(chidi, shop)
    with nothing_moves(), pytest.raises(OwnPurchase):
        give_back(chidi, shop, sale)
    assert ask(client_of(chidi), shop, sale).status_code == 403


def test_what_is_held_or_went_back_otherwise_is_not_given_back(amina: User, shop: Merchant) -> None:
    held = sell(amina, shop, hold=HeldFor.ORDER.value)
    with nothing_moves(), pytest.raises(NotRefundable):
        give_back(shop.owner, shop, held)
    return_held(transaction_id=held.id, code="cancelled_by_merchant", at=clock.now())
    with nothing_moves(), pytest.raises(NotRefundable):
        give_back(shop.owner, shop, held)
    answer = ask(client_of(shop.owner), shop, held, amount="1.00")
    assert (answer.status_code, body_of(answer)["code"]) == (409, "not_refundable")


def test_a_cap_holds_for_a_day(amina: User, shop: Merchant, chidi: User) -> None:
    first, second = sell(amina, shop, "15.00"), sell(amina, shop, "15.00")
    assert give_back(chidi, shop, first).transaction.state == "COMPLETED"
    with nothing_moves():
        answer = ask(client_of(chidi), shop, second)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "refund_cap_exceeded")
    assert counted(chidi) == 15
    assert give_back(chidi, shop, second, "5.00").transaction.state == "COMPLETED", "up to the cap"
    with nothing_moves():
        assert give_back(chidi, shop, second, "0.01").transaction.failure_code == "refund_cap_exceeded"
    tomorrow = clock.now() + timedelta(days=1)
    with patch("apps.core.clock.now", return_value=tomorrow):
        assert give_back(chidi, shop, second).transaction.state == "COMPLETED"
    assert all_books_are_right()


def test_a_cap_of_nothing_lets_a_manager_give_nothing_back(amina: User, shop: Merchant) -> None:
    esther = join("esther")
    employ(shop, esther, Role.MANAGER, cap=Decimal(0))
    sale = sell(amina, shop)
    with nothing_moves():
        assert give_back(esther, shop, sale).transaction.failure_code == "refund_cap_exceeded"


def test_refunds_at_once_stay_within_the_cap(amina: User, shop: Merchant, chidi: User) -> None:
    sales = [sell(amina, shop, "3.00") for _ in range(32)]
    outcomes = run_together(32, lambda number: give_back(chidi, shop, sales[number]))
    codes = [outcome.transaction.failure_code for outcome in outcomes]
    assert (codes.count(""), codes.count("refund_cap_exceeded")) == (6, 26)
    assert (counted(chidi), available(amina), takings_of(shop)) == (18, 22, 78)
    assert all_books_are_right()


def test_parts_at_once_never_exceed_the_sale(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop, "10.00")
    sell(amina, shop, "20.00")
    outcomes = run_together(16, lambda _: give_back(shop.owner, shop, sale, "3.00"))
    codes = [outcome.transaction.failure_code for outcome in outcomes]
    assert (codes.count(""), codes.count("refund_too_large")) == (3, 13)
    assert (available(amina), takings_of(shop)) == (79, 21)
    assert all_books_are_right()


def test_all_that_is_left_at_once_is_counted_once(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop, "10.00")
    outcomes = run_together(8, lambda _: give_back(chidi, shop, sale))
    assert [outcome.transaction.state for outcome in outcomes].count("COMPLETED") == 1
    assert (available(amina), counted(chidi)) == (100, 10)
    assert all_books_are_right()


def test_the_payers_wallet_is_closed(amina: User, shop: Merchant, chidi: User) -> None:
    pay_in(wallet_of(shop.owner), 5)
    sale = sell(amina, shop, "100.00")
    close_wallet(wallet_id=wallet_of(amina).id, reason="leaves", now=clock.now())
    with nothing_moves():
        assert give_back(chidi, shop, sale, "1.00").transaction.failure_code == "payee_not_active"
    assert counted(chidi) == 0


def test_a_frozen_wallet_of_the_owner_stops_only_what_it_would_pay(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop, "10.00", discount="0.50")
    pay_in(wallet_of(shop.owner), 5)
    freeze_wallet(wallet_id=wallet_of(shop.owner).id, reason="looked at", now=clock.now())
    with nothing_moves():
        assert give_back(shop.owner, shop, sale).transaction.failure_code == "payer_not_active"
    assert give_back(shop.owner, shop, sale, "9.50").transaction.state == "COMPLETED"
    assert all_books_are_right()


def test_of_what_is_suspended_only_operators_give_back(amina: User, shop: Merchant, chidi: User) -> None:
    """Or its owner would give what was taken from others to an accomplice."""
    sale = sell(amina, shop)
    Merchant.objects.filter(pk=shop.pk).update(status=MerchantStatus.SUSPENDED)
    for person in (chidi, shop.owner):
        with nothing_moves(), pytest.raises(MerchantNotTrading):
            give_back(person, shop, sale)
    outcome = services.refund_for_merchant(
        merchant_id=shop.id,
        transaction_id=sale.id,
        amount=None,
        reason="asked",
        key="by operators",
        digest=DIGEST,
        at=clock.now(),
    )
    assert (outcome.transaction.state, available(amina)) == ("COMPLETED", 100)


def test_of_what_is_closed_the_owner_still_gives_back(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop)
    Merchant.objects.filter(pk=shop.pk).update(status=MerchantStatus.CLOSED)
    with nothing_moves(), pytest.raises(MerchantNotTrading):
        give_back(chidi, shop, sale)
    assert give_back(shop.owner, shop, sale, "4.00").transaction.state == "COMPLETED"
    assert by_key(shop, sale).transaction.state == "COMPLETED"
    assert (available(amina), takings_of(shop)) == (100, 0)


def test_who_was_let_go_meanwhile_gives_nothing_back(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop)
    row = chidi.merchant_roles.get()
    look = services._refund.get_sale_payment

    def let_go_meanwhile(**names: Any) -> Transaction:
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        return look(**names)

    meanwhile = patch.object(services._refund, "get_sale_payment", let_go_meanwhile)
    with nothing_moves(), meanwhile, pytest.raises(RoleRequired):
        give_back(chidi, shop, sale)
    with pytest.raises(MerchantNotFound):
        give_back(chidi, shop, sale)
    assert counted_of(row.id) == 0


def counted_of(staff_row_id: Any) -> int:
    return RefundSpending.objects.filter(staff_row_id=staff_row_id).count()


def by_key(shop: Merchant, sale: Transaction, key: str = "k", amount: Any = None, digest: bytes = DIGEST) -> Any:
    return services.refund_by_key(
        merchant_id=shop.id,
        transaction_id=sale.id,
        amount=amount,
        reason="sold out",
        key=key,
        digest=digest,
        at=clock.now(),
    )


def test_a_server_gives_back_by_its_key(amina: User, shop: Merchant) -> None:
    other = open_merchant(join("grace"), name="Grace's Books")
    sale, foreign = sell(amina, shop), sell(amina, other)
    long = "k" * 255
    first, again = by_key(shop, sale, long), by_key(shop, sale, long)
    assert (first.replayed, again.replayed, first.transaction.id) == (False, True, again.transaction.id)
    row = first.transaction
    assert (row.state, row.initiator_id, row.note) == ("COMPLETED", PLATFORM_ID, "sold out")
    assert Taking.objects.get(pk=row.id).staff_id is None
    # The same key of another merchant's is another key.
    assert by_key(other, foreign, long).transaction.state == "COMPLETED"
    with nothing_moves(), pytest.raises(TransactionNotFound):
        by_key(shop, foreign, "another")
    assert all_books_are_right()


def dies(*_: Any, **__: Any) -> None:
    raise SystemExit("the process ends here")


@pytest.mark.parametrize(
    "at_this_point",
    [
        "apps.transactions.services._pay.ledger.lock_deferred",
        "apps.transactions.services._pay._write",
        "apps.merchants.services._book.TakingsBook.gave_back",
        "apps.core.metrics.PAYMENTS.labels",
    ],
)
def test_dying_between_leaves_nothing(amina: User, shop: Merchant, chidi: User, at_this_point: str) -> None:
    sale = sell(amina, shop)
    with nothing_moves(), patch(at_this_point, dies), pytest.raises(SystemExit):
        give_back(chidi, shop, sale, key="k")
    assert (counted(chidi), Transaction.objects.filter(kind="REFUND").count()) == (0, 0)
    assert give_back(chidi, shop, sale, key="k").transaction.state == "COMPLETED", "who asks again is served"
    assert (available(amina), counted(chidi)) == (100, 10)
    assert all_books_are_right()


def test_dying_after_it_leaves_a_refund_that_its_key_answers_for(amina: User, shop: Merchant, chidi: User) -> None:
    sale = sell(amina, shop)
    real: Callable[..., Any] = services._refund.transactions.refund

    def dies_after(**names: Any) -> None:
        real(**names)
        raise SystemExit("the answer was never sent")

    with patch.object(services._refund.transactions, "refund", dies_after), pytest.raises(SystemExit):
        give_back(chidi, shop, sale, key="k")
    again = give_back(chidi, shop, sale, key="k")
    assert (again.replayed, again.transaction.state, available(amina), counted(chidi)) == (True, "COMPLETED", 100, 10)
    assert all_books_are_right()


def test_refunds_settlements_and_sales_do_not_wait_in_a_circle(amina: User, shop: Merchant) -> None:
    give_wallet(shop.owner, 20)
    sales = [sell(amina, shop, "2.00") for _ in range(6)]

    def work(number: int) -> Any:
        if number % 2:
            return sell(amina, shop, "1.00", till=None)
        return give_back(shop.owner, shop, sales[number // 2]).transaction

    rows = run_together(12, work)
    assert {row.state for row in rows} == {"COMPLETED"}
    assert all_books_are_right()
