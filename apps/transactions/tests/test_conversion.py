"""Changing one's own money into another currency: all of it in one entry, or nothing."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.selectors import get_balance, get_entry
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.models import Spending, State, Transaction
from apps.transactions.services import set_fee, set_limit, set_tier_limit
from apps.transactions.tests.exchange import ask, body, convert, position, rate, trial_balance
from apps.transactions.tests.payments import body_of, count, nothing_moves
from apps.transactions.tests.test_all_or_nothing import TABLES, broken
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, give_wallet, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    user = join("amina", 1_000)
    give_wallet(user, currency="EUR")
    give_wallet(user, currency="JPY")
    return user


def failure(user: User, amount: str, currency: str = "USD", to: str = "EUR", **changes: Any) -> str:
    return convert(user, amount, currency, to, **changes).transaction.failure_code


# --- What moves ---------------------------------------------------------------------------------------------------


@committing
def test_one_entry_takes_one_currency_and_brings_the_other(amina: User) -> None:
    rate("USD", "EUR", "0.92", "1.5")
    answer = ask(client_of(amina))
    assert answer.status_code == 201, answer.content
    shown = body_of(answer)
    assert (shown["kind"], shown["state"], shown["direction"]) == ("CONVERSION", "COMPLETED", "out")
    assert (shown["amount"], shown["total"], shown["fee"], shown["tax"]) == ("100.00", "100.00", "0.00", "0.00")
    assert shown["received"] == {"amount": "90.62", "currency": "EUR", "rate": "0.9062"}
    assert shown["payer"] == shown["payee"] == {"id": str(amina.id), "name": "Amina Otieno"}
    assert (available(amina), available(amina, "EUR")) == (900, Decimal("90.62"))
    entry = get_entry(Transaction.objects.get().id)
    assert entry is not None
    assert sorted((leg.code.split(":")[0], str(leg.amount)) for leg in entry.legs) == [
        ("fx", "-90.62 EUR"),
        ("fx", "100.00 USD"),
        ("wallet", "-100.00 USD"),
        ("wallet", "90.62 EUR"),
    ]
    assert trial_balance() == {"EUR": 0, "JPY": 0, "USD": 0}
    assert list(verification.verify()) == []


@committing
def test_a_conversion_there_and_back() -> None:
    """The worked story: what it cost is the spread, twice, and stands in the platform's position to the cent."""
    amina = join("amina", 1_000)
    give_wallet(amina, currency="EUR")
    rate("USD", "EUR", "0.80", "1")
    there = convert(amina, "1000.00").transaction
    assert (there.received_amount, available(amina), available(amina, "EUR")) == (Decimal("792.00"), 0, 792)
    assert (position("USD"), position("EUR")) == (1_000, -792)
    back = convert(amina, "792.00", "EUR", "USD").transaction
    # 792 / 0.80 is 990.00; a hundredth of that stays.
    assert (back.received_amount, back.rate) == (Decimal("980.10"), Decimal("1.2375"))
    assert (available(amina), available(amina, "EUR")) == (Decimal("980.10"), 0)
    assert (position("USD"), position("EUR")) == (Decimal("19.90"), 0)
    assert Decimal("19.90") == 1_000 * (1 - (1 - Decimal("0.01")) ** 2), "exactly the spread, twice"
    assert set(trial_balance().values()) == {Decimal(0)}
    assert list(verification.verify()) == []


@committing
def test_yen_have_no_decimals(amina: User) -> None:
    rate("USD", "JPY", "151.375", "1")
    convert(amina, "100.00", to="JPY")
    assert available(amina, "JPY") == 14_986
    convert(amina, "15000", "JPY", "USD")
    assert available(amina, "JPY") == 14_986, "that was more than there is"
    convert(amina, "14986", "JPY", "USD")
    # 14986 / 151.375 is 99.0000 and a little; a hundredth of it stays.
    assert available(amina) == Decimal("900.00") + Decimal("98.01")
    assert ask(client_of(amina), body("100.50", currency="JPY", to_currency="USD")).status_code == 400
    assert list(verification.verify()) == []


@committing
@pytest.mark.parametrize(
    ("bearer", "left", "arrived", "positioned"),
    [("PAYER", "898.84", "89.10", "100.00"), ("PAYEE", "900.00", "88.07", "98.84")],
)
def test_a_fee_comes_on_top_or_out_of_what_is_converted(
    amina: User, bearer: str, left: str, arrived: str, positioned: str
) -> None:
    rate("USD", "EUR", "0.90", "1")
    price = {"percent": Decimal(1), "tax_percent": Decimal(16), "bearer": bearer}
    set_fee(kind="CONVERSION", currency="USD", active_from=clock.now(), **price)  # type: ignore[arg-type]
    shown = body_of(ask(client_of(amina)))
    assert (shown["fee"], shown["tax"]) == ("1.00", "0.16"), "whoever bears it, it is one person"
    assert (available(amina), available(amina, "EUR")) == (Decimal(left), Decimal(arrived))
    assert position("USD") == Decimal(positioned)
    assert get_balance(deferred_account_id("fees:conversion", "USD")).amount == 1
    assert get_balance(deferred_account_id("taxes", "USD")).amount == Decimal("0.16")
    assert set(trial_balance().values()) == {Decimal(0)}
    assert list(verification.verify()) == []


# --- What is refused ----------------------------------------------------------------------------------------------


@committing
def test_what_is_refused_moves_nothing_and_says_why(amina: User) -> None:
    rate("USD", "EUR", "0.90", "1")
    rate("USD", "JPY", "0.001")
    with nothing_moves():
        assert failure(amina, "1000.01") == "insufficient_funds"
        assert failure(amina, "10.00", "EUR", "JPY") == "no_rate"
        assert failure(amina, "10.00", to="KES") == "no_rate"
        assert failure(amina, "0.01", to="JPY") == "below_minimum"
        assert failure(amina, "900000000000000.00") == "insufficient_funds"
    rate("USD", "KES", "129", "1")
    with nothing_moves():
        assert failure(amina, "10.00", to="KES") == "no_wallet"
        assert failure(amina, "10.00", "KES", "USD") == "no_wallet"
        assert failure(amina, "900000000000000.00", to="KES") == "amount_too_large"
    declined = Transaction.objects.exclude(state=State.DECLINED)
    assert not declined.exists()
    assert not Transaction.objects.exclude(received_amount=None).exists(), "nothing has arrived"
    assert list(verification.verify()) == []


def test_a_missing_rate_is_a_recorded_decline(amina: User) -> None:
    answer = ask(client_of(amina))
    assert answer.status_code == 422
    problem = body_of(answer)
    assert problem["code"] == "no_rate"
    row = Transaction.objects.get(pk=problem["transaction_id"])
    assert (row.state, row.kind, row.received_currency) == ("DECLINED", "CONVERSION", "")


def test_into_the_same_currency_is_a_mistake_and_leaves_nothing(amina: User) -> None:
    for more in ({}, {"quote_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11"}):
        answer = ask(client_of(amina), body(to_currency="USD", **more))
        assert answer.status_code == 400
        assert body_of(answer)["errors"][0]["field"] == "to_currency"
    assert not Transaction.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": "0"},
        {"amount": "-5.00"},
        {"amount": "1e3"},
        {"amount": "１００"},
        {"amount": 100},
        {"amount": "10.001"},
        {"to_currency": "XXX"},
        {"to_currency": "eur"},
        {"currency": "ABC"},
        {"rate": "9.99"},
        {"to": "+254712000002"},
        {"received_amount": "1000"},
        {"quote_id": "x"},
        {"pin": None},
    ],
)
def test_a_body_that_makes_no_sense_is_refused(amina: User, changes: dict[str, Any]) -> None:
    rate("USD", "EUR", "0.90")
    with nothing_moves():
        assert ask(client_of(amina), body(**changes)).status_code == 400
    assert not Transaction.objects.exists()


def test_no_key_no_conversion(amina: User) -> None:
    answer = client_of(amina).post("/api/v1/conversions", body(), format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (400, "idempotency_key_required")


def test_a_wrong_pin_moves_nothing(amina: User) -> None:
    rate("USD", "EUR", "0.90")
    with nothing_moves():
        answer = ask(client_of(amina), body(pin="000000"))
    assert (answer.status_code, body_of(answer)["code"]) == (403, "wrong_pin")


def test_frozen_and_closed_wallets(amina: User) -> None:
    rate("USD", "EUR", "0.90")
    euros = wallet_of(amina, "EUR")
    freeze_wallet(wallet_id=euros.id, reason="a dispute", now=clock.now())
    assert failure(amina, "10.00") == "", "money still arrives"
    with nothing_moves():
        assert failure(amina, "5.00", "EUR", "USD") == "payer_not_active"
    close_wallet(wallet_id=wallet_of(amina, "JPY").id, reason="asked for", now=clock.now())
    rate("USD", "JPY", "150")
    with nothing_moves():
        assert failure(amina, "10.00", to="JPY") == "payee_not_active"


def test_limits_count_it_and_what_a_wallet_may_hold_is_that_of_what_arrives(amina: User) -> None:
    rate("USD", "EUR", "0.90")
    set_limit(kind="CONVERSION", currency="USD", minimum=Decimal(5))
    set_tier_limit(tier="TIER_0", kind="CONVERSION", currency="USD", daily=Decimal(100))
    set_tier_limit(tier="TIER_0", currency="EUR", maximum_balance=Decimal(80))
    assert failure(amina, "4.99") == "below_minimum"
    assert failure(amina, "90.00") == "payee_limit_exceeded"
    assert failure(amina, "80.00") == ""
    assert failure(amina, "20.01") == "daily_limit_exceeded"
    assert Spending.objects.get().day_total == 80


# --- Once ---------------------------------------------------------------------------------------------------------


def test_asked_again_it_answers_the_same_byte_for_byte(amina: User) -> None:
    rate("USD", "EUR", "0.9137", "1.234")
    client = client_of(amina)
    first = ask(client, key="once")
    rate("USD", "EUR", "0.5")
    again = ask(client, key="once")
    assert (again.status_code, again.content) == (201, first.content)
    assert again["Idempotent-Replayed"] == "true"
    row = Transaction.objects.get()
    shown = body_of(client.get(f"/api/v1/transactions/{row.id}"))
    assert json.loads(first.content) == shown
    other = ask(client, body("99.00"), key="once")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")


def test_a_decline_is_answered_again_after_the_rate_has_come(amina: User) -> None:
    client = client_of(amina)
    first = ask(client, key="once")
    rate("USD", "EUR", "0.9")
    again = ask(client, key="once")
    assert (again.status_code, again.content) == (422, first.content)
    assert available(amina) == 1_000


@committing
def test_of_two_who_convert_the_same_last_money_one_wins() -> None:
    amina = join("amina", 100)
    give_wallet(amina, currency="EUR")
    give_wallet(amina, currency="JPY")
    rate("USD", "EUR", "0.90", "1")
    rate("USD", "JPY", "150", "1")
    outcomes = run_together(2, lambda index: failure(amina, "100.00", to=["EUR", "JPY"][index]))
    assert sorted(outcomes) == ["", "insufficient_funds"]
    assert available(amina) == 0
    assert sorted([available(amina, "EUR") > 0, available(amina, "JPY") > 0]) == [False, True]
    assert list(verification.verify()) == []


@committing
def test_conversions_to_and_fro_at_once_never_wait_in_a_circle() -> None:
    amina = join("amina", 500)
    give_wallet(amina, 500, currency="EUR")
    rate("USD", "EUR", "0.90", "1")
    pairs = [("USD", "EUR"), ("EUR", "USD")]
    outcomes = run_together(12, lambda index: failure(amina, "10.00", *pairs[index % 2]))
    assert outcomes == [""] * 12
    assert set(trial_balance().values()) == {Decimal(0)}
    assert list(verification.verify()) == []


@committing
def test_the_same_key_at_once_converts_once() -> None:
    amina = join("amina", 500)
    give_wallet(amina, currency="EUR")
    rate("USD", "EUR", "0.90")
    outcomes = run_together(8, lambda _: convert(amina, "10.00", key="once"))
    assert len({outcome.transaction.id for outcome in outcomes}) == 1
    assert [outcome.replayed for outcome in outcomes].count(False) == 1
    assert available(amina) == 490


@committing
@pytest.mark.parametrize("table", TABLES)
def test_whatever_cannot_be_written_nothing_is(table: str) -> None:
    """Nobody ever sees one currency gone and the other not there."""
    amina = join("amina", 100)
    give_wallet(amina, currency="EUR")
    rate("USD", "EUR", "0.90")
    client = client_of(amina)
    client.raise_request_exception = False
    before = {name: count(name) for name in TABLES}
    with nothing_moves(), broken(table):
        assert ask(client, key="once").status_code in {500, 503}
    assert {name: count(name) for name in TABLES} == before
    assert ask(client, key="once").status_code == 201, "the key was not burnt"
    assert (available(amina), available(amina, "EUR")) == (0, 90)
    assert list(verification.verify()) == []


def test_it_is_one_statement_after_the_looking(amina: User) -> None:
    rate("USD", "EUR", "0.90")
    convert(amina, "1.00")
    with CaptureQueriesContext(connection) as asked:
        convert(amina, "1.00")
    written = [query["sql"] for query in asked.captured_queries if "INSERT" in query["sql"]]
    assert (len(written), len([query for query in asked.captured_queries if "SAVEPOINT" not in query["sql"]])) == (1, 2)


# --- Quotes -------------------------------------------------------------------------------------------------------


def quoted(client: Any, **changes: Any) -> Any:
    given = {"kind": "CONVERSION", "amount": "100.00", "currency": "USD", "to_currency": "EUR", **changes}
    return client.post("/api/v1/quotes", {k: v for k, v in given.items() if v is not None}, format="json")


@committing
def test_a_quote_fixes_the_rate_for_its_minute(amina: User) -> None:
    client, begun = client_of(amina), clock.now()
    rate("USD", "EUR", "0.92", "1.5", active_from=begun)
    with time_machine.travel(begun + timedelta(seconds=1), tick=False):
        quote = body_of(quoted(client))
    assert (quote["payee_gets"], quote["payee_currency"], quote["rate"]) == ("90.62", "EUR", "0.9062")
    assert (quote["total"], quote["fee"]) == ("100.00", "0.00")
    rate("USD", "EUR", "0.50", active_from=begun + timedelta(seconds=2))
    set_fee(kind="CONVERSION", currency="USD", flat=Decimal(3), active_from=begun + timedelta(seconds=2))
    with time_machine.travel(begun + timedelta(seconds=60), tick=False):
        answer = ask(client, body(quote_id=quote["id"]))
        used = ask(client, body(quote_id=quote["id"]))
    assert answer.status_code == 201, answer.content
    assert body_of(answer)["received"] == {"amount": "90.62", "currency": "EUR", "rate": "0.9062"}
    assert (body_of(answer)["fee"], available(amina, "EUR")) == ("0.00", Decimal("90.62"))
    assert body_of(used)["code"] == "quote_used"
    assert list(verification.verify()) == []


def test_after_a_minute_it_fixes_nothing(amina: User) -> None:
    client, begun = client_of(amina), clock.now()
    rate("USD", "EUR", "0.92", active_from=begun)
    with time_machine.travel(begun, tick=False):
        quote = body_of(quoted(client))
    with time_machine.travel(begun + timedelta(seconds=60), tick=False), nothing_moves():
        answer = ask(client, body(quote_id=quote["id"]))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "quote_expired")


@pytest.mark.parametrize(
    "changes", [{"amount": "100.01"}, {"to_currency": "JPY"}, {"currency": "EUR", "to_currency": "USD"}]
)
def test_it_is_good_for_the_conversion_it_was_asked_for_only(amina: User, changes: dict[str, str]) -> None:
    for other in ("EUR", "JPY"):
        rate("USD", other, "0.92")
    pay_in(wallet_of(amina, "EUR"), 500)
    client = client_of(amina)
    quote = body_of(quoted(client))
    with nothing_moves():
        answer = ask(client, body(**changes, quote_id=quote["id"]))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "quote_mismatch")


def test_a_quote_of_a_transfer_converts_nothing_and_the_other_way_round(amina: User) -> None:
    join("brian")
    rate("USD", "EUR", "0.92")
    client = client_of(amina)
    transfer = body_of(quoted(client, kind="P2P", to_currency=None))
    assert body_of(ask(client, body(quote_id=transfer["id"])))["code"] == "quote_mismatch"
    conversion = body_of(quoted(client))
    paid = client.post(
        "/api/v1/transfers",
        {
            "to": "+254712000002",
            "amount": "100.00",
            "currency": "USD",
            "pin": body()["pin"],
            "quote_id": conversion["id"],
        },
        format="json",
        headers={"Idempotency-Key": "a transfer".replace(" ", "-")},
    )
    assert body_of(paid)["code"] == "quote_mismatch"


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"to_currency": None}, 400, "invalid_input"),
        ({"to_currency": "USD"}, 400, "invalid_input"),
        ({"to": "+254712000002"}, 400, "invalid_input"),
        ({"kind": "P2P"}, 400, "invalid_input"),
        ({"kind": "PROMOTION"}, 400, "invalid_input"),
        ({"to_currency": "KES"}, 422, "no_rate"),
        ({"amount": "0.01", "to_currency": "JPY"}, 422, "below_minimum"),
        ({"amount": "900000000000000.00", "to_currency": "BHD"}, 422, "amount_too_large"),
    ],
)
def test_a_quote_that_can_be_none_is_refused(amina: User, changes: dict[str, Any], status: int, code: str) -> None:
    rate("USD", "EUR", "0.92")
    rate("USD", "JPY", "0.001")
    rate("USD", "BHD", "2")
    answer = quoted(client_of(amina), **changes)
    assert (answer.status_code, body_of(answer)["code"]) == (status, code)


# --- Afterwards ---------------------------------------------------------------------------------------------------


def test_it_stands_once_in_the_history_and_in_the_activity(amina: User) -> None:
    rate("USD", "EUR", "0.92")
    client = client_of(amina)
    ask(client)
    for query in ("", "?kind=CONVERSION", "?direction=out", "?q=Amina"):
        shown = body_of(client.get(f"/api/v1/transactions{query}"))["results"]
        assert [row["kind"] for row in shown] == ["CONVERSION"], query
    assert shown[0]["received"]["amount"] == "92.00"
    assert Activity.objects.filter(action="transactions.completed").count() == 1


@committing
def test_who_converts_is_told_once_with_what_arrived() -> None:
    amina = join("amina", 100)
    give_wallet(amina, currency="EUR")
    rate("USD", "EUR", "0.92", "1.5")
    convert(amina, "100.00")
    convert(amina, "100.00")
    deliver_events()
    made, declined = Notification.objects.filter(subject_kind="transaction").order_by("id")
    assert (made.topic, made.title) == ("conversion_made", "You converted 100.00 USD to 90.62 EUR")
    assert "1 USD brought 0.9062 EUR" in made.body
    assert (declined.topic, declined.title) == ("conversion_declined", "Conversion of 100.00 USD declined")
