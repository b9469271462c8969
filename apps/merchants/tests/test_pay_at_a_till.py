"""Static codes: whoever scans one says how much they pay, and as many as like pay one till at once."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import caching, clock, emvco
from apps.core.tests.parallel import other_transaction
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants import codes, services
from apps.merchants.models import Merchant, MerchantStatus, Store, Taking, Till, TipMode
from apps.merchants.selectors import find_till, till_cache_key
from apps.merchants.tests.factories import open_merchant, open_till
from apps.merchants.tests.paying import buy, pay_till, payers, takings
from apps.notifications.models import Notification
from apps.transactions.models import State, Transaction
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def till(shop: Merchant) -> Till:
    return open_till(shop)


def set_discount(percent: str) -> None:
    """What all merchants bear of a sale."""
    now = clock.now()
    services.set_discount(currency="USD", percent=Decimal(percent), active_from=now, by=None, now=now)


def scanned(till: Till) -> str:
    return codes.till_text(till, till.merchant)


@committing
def test_who_scans_a_till_s_code_pays_what_they_say(amina: User, till: Till) -> None:
    answer = buy(client_of(amina), qr=scanned(till), amount="12.50", currency="USD", note="lunch")
    body = body_of(answer)
    assert (answer.status_code, body["kind"], body["state"]) == (201, "MERCHANT_PAYMENT", "COMPLETED")
    assert (body["amount"], body["fee"], body["total"]) == ("12.50", None, "12.50")
    assert body["payee"] == {"id": str(till.merchant_id), "name": till.merchant.name}
    line = Taking.objects.get()
    assert (line.till_id, line.store_id, line.staff_id, line.gross) == (till.id, till.store_id, None, Decimal("12.50"))
    assert (available(amina), takings(till.merchant)) == (Decimal("87.50"), Decimal("12.50"))
    deliver_events()
    assert Notification.objects.get(subject_kind="transaction").person_id == amina.id
    assert list(verification.verify()) == []


def test_the_same_key_pays_once_and_another_request_under_it_is_refused(amina: User, till: Till) -> None:
    client = client_of(amina)
    first = buy(client, key="once", till_code=till.code, amount="5.00", currency="USD")
    again = buy(client, key="once", till_code=till.code, amount="5.00", currency="USD")
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")
    other = buy(client, key="once", till_code=till.code, amount="6.00", currency="USD")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    assert (available(amina), takings(till.merchant), Taking.objects.count()) == (95, 5, 1)


@committing
def test_a_warm_payment_takes_as_many_statements_as_a_transfer(amina: User, till: Till) -> None:
    """See apps/transactions/tests/test_statements_per_transfer.py."""
    set_discount("1.5")
    client, fields = client_of(amina), {"qr": scanned(till), "amount": "1.00", "currency": "USD"}
    assert buy(client, **fields).status_code == 201
    with CaptureQueriesContext(connection) as captured:
        assert buy(client, **fields).status_code == 201
    look, pay = [query["sql"] for query in captured.captured_queries]
    assert "accounts_pin" in look and look.strip().startswith("SELECT")
    assert pay.startswith("WITH claimed AS (INSERT INTO transactions_transaction")
    assert "merchants_taking" in pay and "FOR NO KEY UPDATE" not in pay.split("merchants_till")[1].split("effect_0")[0]


@committing
def test_sixty_payers_of_one_till_all_pay_and_the_takings_are_exact(till: Till) -> None:
    people = payers(60)
    set_discount("2")

    def one(person: User) -> str:
        try:
            return pay_till(person, till, "10.00").transaction.state
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        states = list(pool.map(one, people))
    assert states == [State.COMPLETED] * 60
    assert (takings(till.merchant), Taking.objects.count()) == (Decimal("588.00"), 60)
    assert {available(person) for person in people} == {Decimal(10)}
    assert list(verification.verify()) == []


@committing
def test_nobody_waits_for_another_payer_who_has_not_committed(till: Till) -> None:
    first, second = payers(2)
    with other_transaction() as there:
        there(lambda: pay_till(first, till, "10.00"))
        # Were there a row that both need, this would wait for the lock_timeout and fail.
        assert pay_till(second, till, "5.00").transaction.state == State.COMPLETED
    assert takings(till.merchant) == 15


@pytest.mark.parametrize("what", ["till", "store", "merchant", "closed"])
def test_what_is_shut_takes_nothing_whatever_the_cache_says(amina: User, till: Till, what: str) -> None:
    find_till(till.code)
    if what == "till":
        Till.objects.filter(pk=till.pk).update(is_open=False)
    elif what == "store":
        Store.objects.filter(pk=till.store_id).update(is_open=False)
    else:
        status = MerchantStatus.SUSPENDED if what == "merchant" else MerchantStatus.CLOSED
        Merchant.objects.filter(pk=till.merchant_id).update(status=status)
    with nothing_moves():
        answer = buy(client_of(amina), qr=scanned(till), amount="5.00", currency="USD")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "merchant_not_active")
    row = Transaction.objects.get(pk=body_of(answer)["transaction_id"])
    assert (row.state, Taking.objects.count()) == (State.DECLINED, 0)


def test_who_owns_the_business_pays_it_nothing(till: Till) -> None:
    owner = till.merchant.owner
    give_wallet(owner, 50)
    with nothing_moves():
        answer = buy(client_of(owner), till_code=till.code, amount="5.00", currency="USD")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "self_transfer")


def test_another_currency_than_the_merchant_s_is_declined(amina: User, till: Till) -> None:
    give_wallet(amina, 50, currency="EUR")
    with nothing_moves():
        answer = buy(client_of(amina), qr=scanned(till), amount="5.00", currency="EUR")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "currency_mismatch")


def test_too_little_money_moves_nothing(amina: User, till: Till) -> None:
    with nothing_moves():
        answer = buy(client_of(amina), till_code=till.code, amount="100.01", currency="USD")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "insufficient_funds")
    assert Taking.objects.count() == 0


def set_tip(till: Till, mode: TipMode, value: str | None = None) -> None:
    Till.objects.filter(pk=till.pk).update(tip_mode=mode, tip_value=Decimal(value) if value else None)
    till.refresh_from_db()
    caching.cache.delete(till_cache_key(till.code))


def test_a_tip_comes_on_top_where_one_is_asked_for(amina: User, till: Till) -> None:
    refused = buy(client_of(amina), till_code=till.code, amount="10.00", tip="1.00", currency="USD")
    assert (refused.status_code, body_of(refused)["errors"][0]["field"]) == (400, "tip")
    set_tip(till, TipMode.PROMPT)
    paid = buy(client_of(amina), qr=scanned(till), amount="10.00", tip="1.50", currency="USD")
    without = buy(client_of(amina), qr=scanned(till), amount="10.00", currency="USD")
    assert [body_of(each)["total"] for each in (paid, without)] == ["11.50", "10.00"]
    assert [(line.tip, line.surcharge) for line in Taking.objects.order_by("at")] == [(Decimal("1.5"), 0), (0, 0)]
    assert takings(till.merchant) == Decimal("21.50")


@pytest.mark.parametrize(
    ("mode", "value", "amount", "surcharge"),
    [
        (TipMode.FIXED, "0.35", "10.00", "0.35"),
        (TipMode.PERCENT, "2.5", "10.00", "0.25"),
        # Half to even: 0.125 and 0.375.
        (TipMode.PERCENT, "1.25", "10.00", "0.12"),
        (TipMode.PERCENT, "3.75", "10.00", "0.38"),
    ],
)
def test_a_convenience_fee_is_added_by_itself(
    amina: User, till: Till, mode: TipMode, value: str, amount: str, surcharge: str
) -> None:
    set_tip(till, mode, value)
    answer = buy(client_of(amina), qr=scanned(till), amount=amount, currency="USD")
    assert body_of(answer)["total"] == str(Decimal(amount) + Decimal(surcharge))
    line = Taking.objects.get()
    assert (line.surcharge, line.tip) == (Decimal(surcharge), 0)
    assert takings(till.merchant) == Decimal(amount) + Decimal(surcharge)
    tipped = buy(client_of(amina), till_code=till.code, amount=amount, tip="1.00", currency="USD")
    assert tipped.status_code == 400
    # Who says what they expect to pay in all pays that or nothing.
    with nothing_moves():
        less = buy(client_of(amina), till_code=till.code, amount=amount, total=amount, currency="USD")
    assert (less.status_code, body_of(less)["code"]) == (422, "wrong_amount")
    both = str(Decimal(amount) + Decimal(surcharge))
    assert buy(client_of(amina), till_code=till.code, amount=amount, total=both, currency="USD").status_code == 201


@committing
def test_yen_have_no_decimals_and_round_half_to_even() -> None:
    chidi = join("chidi", 10_000, currency="JPY")
    shop = open_merchant(join("dalia", 0, currency="JPY"), currency="JPY")
    till = open_till(shop, tip_mode=TipMode.PERCENT, tip_value=Decimal("2.5"))
    client = client_of(chidi)
    totals = [
        body_of(buy(client, qr=scanned(till), amount=amount, currency="JPY"))["total"] for amount in ("100", "140", "1")
    ]
    # 2.5 is 2, 3.5 is 4, 0.025 is nothing.
    assert totals == ["102", "144", "1"]
    assert takings(shop) == 247
    assert buy(client, till_code=till.code, amount="100.5", currency="JPY").status_code == 400
    assert list(verification.verify()) == []


def test_a_fee_that_changed_behind_the_cache_is_asked_for_again(amina: User, till: Till) -> None:
    find_till(till.code)
    Till.objects.filter(pk=till.pk).update(tip_mode=TipMode.FIXED, tip_value=Decimal(1))
    client = client_of(amina)
    with nothing_moves():
        answer = buy(client, key="a", till_code=till.code, amount="5.00", currency="USD")
    assert (answer.status_code, body_of(answer)["code"]) == (409, "terms_changed")
    # It has burnt no key, and the next look finds the till as it is.
    assert body_of(buy(client, key="a", till_code=till.code, amount="5.00", currency="USD"))["total"] == "6.00"


def test_a_repetition_is_answered_also_when_no_tip_is_asked_for_any_more(amina: User, till: Till) -> None:
    set_tip(till, TipMode.PROMPT)
    client, fields = client_of(amina), {"till_code": till.code, "amount": "5.00", "tip": "1.00", "currency": "USD"}
    first = buy(client, key="tipped", **fields)
    set_tip(till, TipMode.NONE)
    assert buy(client, key="tipped", **fields).content == first.content
    Merchant.objects.filter(pk=till.merchant_id).update(status=MerchantStatus.SUSPENDED)
    assert buy(client, key="tipped", **fields).content == first.content
    assert available(amina) == 94


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, ""),
        ({"till_code": "X", "charge_id": str(uuid4())}, ""),
        ({"till_code": "7K2M9QXRT4", "amount": "5.00"}, "currency"),
        ({"till_code": "7K2M9QXRT4", "amount": "5", "currency": "XXQ"}, "currency"),
        ({"till_code": "7K2M9QXRT4", "amount": "0.001", "currency": "USD"}, "amount"),
        ({"till_code": "7K2M9QXRT4", "amount": "5.00", "tip": "0.001", "currency": "USD"}, "tip"),
        ({"till_code": "7K2M9QXRT4", "amount": "-5.00", "currency": "USD"}, "amount"),
        ({"till_code": "7K2M9QXRT4", "amount": 5, "currency": "USD"}, "amount"),
        ({"till_code": "7K2M9QXRT4", "amount": "1e3", "currency": "USD"}, "amount"),
        ({"charge_id": "nonsense"}, "charge_id"),
        ({"qr": "nonsense"}, "qr"),
        ({"qr": "x" * 513}, "qr"),
        ({"charge_id": str(uuid4()), "state": "PAID"}, "state"),
    ],
)
def test_bad_input_is_400_and_names_the_field(amina: User, body: dict[str, Any], field: str) -> None:
    with nothing_moves():
        answer = buy(client_of(amina), **body)
    assert answer.status_code == 400, answer.content
    assert body_of(answer)["errors"][0]["field"] == field
    assert not Transaction.objects.exists()


def test_what_is_no_code_of_a_merchant_here_burns_no_key(amina: User, till: Till) -> None:
    client, text = client_of(amina), scanned(till)
    broken = buy(client, key="k", qr=text[:-1] + ("0" if text[-1] != "0" else "1"), amount="5.00", currency="USD")
    assert (broken.status_code, body_of(broken)["errors"][0]["code"]) == (400, "crc_wrong")
    answer = buy(client, key="k", qr=FOREIGN, amount="5.00", currency="USD")
    assert (answer.status_code, body_of(answer)["code"]) == (409, "not_a_merchant_code")
    nowhere = buy(client, key="k", till_code="ZZZZZZZZZZ", amount="5.00", currency="USD")
    assert (nowhere.status_code, body_of(nowhere)["code"]) == (404, "till_not_found")
    without = buy(client, key="k", qr=text)
    assert (without.status_code, body_of(without)["errors"][0]["field"]) == (400, "amount")
    assert not Transaction.objects.exists()
    assert buy(client, key="k", qr=text, amount="5.00", currency="USD").status_code == 201


# The example of the specification's annex, without its unreserved templates.
FOREIGN = emvco.build(
    [
        ("01", "12"),
        ("29", emvco.template([("00", "D15600000000"), ("05", "A93FO3230Q")])),
        ("52", "4111"),
        ("53", "840"),
        ("58", "CN"),
        ("59", "BEST TRANSPORT"),
        ("60", "BEIJING"),
    ]
)


@committing
def test_a_payment_that_dies_half_way_leaves_nothing(amina: User, till: Till) -> None:
    """The one statement fails at its last part, after the ledger: by a line of takings that stands there already."""
    with nothing_moves(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION boom() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the disk is on fire'; END $$;"
            "CREATE TRIGGER boom BEFORE INSERT ON merchants_taking FOR EACH ROW EXECUTE FUNCTION boom()"
        )
        try:
            with pytest.raises(Exception, match="on fire"):
                pay_till(amina, till, "5.00", key="k")
        finally:
            cursor.execute("DROP FUNCTION boom() CASCADE")
    assert not Transaction.objects.exists()
    assert pay_till(amina, till, "5.00", key="k").transaction.state == State.COMPLETED
    assert takings(till.merchant) == 5
