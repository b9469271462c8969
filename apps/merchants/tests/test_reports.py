"""Reports for the people of a merchant: sums that tie to the ledger, fees, refunds, and who may see them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.db.models import Sum
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of
from apps.merchants.models import Merchant, Role, Store, Taking, Till
from apps.merchants.selectors import business_of
from apps.merchants.services import Sale
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.selling import all_books_are_right, takings_of
from apps.merchants.tests.settling import MONDAY, TUESDAY, WEDNESDAY, give_back, sell, settle
from apps.transactions.models import HeldFor, Transaction
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAYS = {"from": "2026-11-16", "to": "2026-11-18"}
REPORTS = ("sales", "fees", "refunds")


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0), at=MONDAY)


@pytest.fixture
def owner(shop: Merchant) -> APIClient:
    return client_of(shop.owner)


@pytest.fixture
def first(shop: Merchant) -> Till:
    """In Main street."""
    return open_till(shop, label="Till 1", at=MONDAY)


@pytest.fixture
def second(shop: Merchant) -> Till:
    """In Harbour."""
    harbour = Store.objects.create(merchant=shop, name="Harbour", city="Mombasa", opened_at=MONDAY)
    return open_till(shop, label="Till 2", at=MONDAY, store=harbour)


@pytest.fixture
def chidi(shop: Merchant, first: Till) -> User:
    """Who takes payments in Main street, and may give back."""
    person = join("chidi")
    employ(shop, person, cap=Decimal(50), store=first.store)
    return person


def at_till(till: Till, person: User | None = None, **fields: Any) -> Sale:
    return Sale(till.merchant_id, till.store_id, till.id, person.id if person else None, **fields)


@pytest.fixture
def traded(shop: Merchant, first: Till, second: Till, chidi: User, amina: User) -> Merchant:
    """Sales on Monday and Wednesday in two stores and from a link, and what went back of two of them."""
    a, b = at_till(first, chidi, tip=Decimal(2)), at_till(second, surcharge=Decimal("0.50"))
    mine = sell(amina, shop, "22.00", discount="0.33", tax="0.05", on=MONDAY, sale=a)
    theirs = sell(amina, shop, "10.50", discount="0.16", on=MONDAY + 23 * HOUR, sale=b)
    sell(amina, shop, "4.00", on=WEDNESDAY + 23.9 * HOUR, sale=Sale(shop.id))
    with time_machine.travel(WEDNESDAY, tick=True):
        path = f"/api/v1/merchants/{shop.id}/sales/{mine.id}/refund"
        fields = {"amount": "5.00", "reason": "cold", "pin": PIN}
        answer = client_of(chidi).post(path, fields, format="json", headers={"Idempotency-Key": str(uuid4())})
        assert answer.status_code == 201, answer.json()
    give_back(theirs, "1.50", on=WEDNESDAY)
    return shop


def ask(client: APIClient, shop: Merchant, report: str = "sales", **query: Any) -> Any:
    return client.get(f"/api/v1/merchants/{shop.id}/reports/{report}", {**DAYS, **query})


def moved(shop: Merchant) -> Decimal:
    """What the payments and refunds of its lines have moved on the takings' account: a payment is its entry's id."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account_id = %s AND entry_id IN"
            " (SELECT transaction_id FROM merchants_taking WHERE merchant_id = %s)",
            [business_of(shop).takings_account, shop.id],
        )
        (total,) = cursor.fetchone()
    return Decimal(total)


# --- Sales ----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_by_day_each_day_has_a_row_and_all_tie_to_the_ledger(traded: Merchant, owner: APIClient) -> None:
    body = ask(owner, traded).json()
    assert {name: body[name] for name in ("from", "to", "by", "currency", "time_zone", "store_id")} == {
        **DAYS,
        "by": "day",
        "currency": "USD",
        "time_zone": "UTC",
        "store_id": None,
    }
    monday, tuesday, wednesday = body["rows"]
    nobody = dict.fromkeys(("store_id", "store", "till_id", "till", "staff_id", "staff"))
    assert monday == {
        **nobody,
        "day": "2026-11-16",
        "sales": 2,
        "gross": "32.50",
        "tip": "2.00",
        "convenience_fee": "0.50",
        "discount": "0.49",
        "tax": "0.05",
        "refunds": 0,
        "refunded": "0.00",
        "from_takings": "0.00",
        "net": "31.96",
    }
    assert (tuesday["day"], tuesday["sales"], tuesday["refunds"], tuesday["net"]) == ("2026-11-17", 0, 0, "0.00")
    assert {wednesday[name] for name in ("refunded", "from_takings")} == {"6.50"}
    assert (wednesday["sales"], wednesday["gross"], wednesday["refunds"], wednesday["net"]) == (1, "4.00", 2, "-2.50")
    totals = body["totals"]
    assert (totals["sales"], totals["refunds"], totals["gross"], totals["net"]) == (3, 2, "36.50", "29.46")
    assert Decimal(totals["net"]) == takings_of(traded) == moved(traded)
    # What is settled has left the takings, and was sold all the same.
    settle(traded, now=WEDNESDAY + 24 * HOUR)
    assert takings_of(traded) == 0
    assert ask(owner, traded).json()["totals"] == totals
    assert all_books_are_right()


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("till", [("Harbour", "Till 2", 1, 1, "8.84"), ("Main street", "Till 1", 1, 1, "16.62")]),
        ("store", [("Harbour", None, 1, 1, "8.84"), ("Main street", None, 1, 1, "16.62")]),
    ],
)
def test_by_till_and_store(traded: Merchant, owner: APIClient, by: str, expected: Any) -> None:
    body = ask(owner, traded, by=by).json()
    names = ("store", "till", "sales", "refunds", "net")
    # What a link was paid with names neither, and comes last.
    assert [tuple(row[name] for name in names) for row in body["rows"]] == [*expected, (None, None, 1, 0, "4.00")]
    assert all((row["store_id"] is None) == (row["store"] is None) for row in body["rows"])
    assert body["totals"] == ask(owner, traded).json()["totals"]


def test_by_person_who_gave_back_is_who_it_counts_for(traded: Merchant, owner: APIClient, chidi: User) -> None:
    body = ask(owner, traded, by="staff").json()
    hers, nobodys = body["rows"]
    assert (hers["staff_id"], hers["staff"]) == (str(chidi.id), chidi.full_name)
    assert (hers["sales"], hers["refunds"], hers["net"]) == (1, 1, "16.62")
    assert (nobodys["staff_id"], nobodys["staff"], nobodys["sales"], nobodys["refunds"]) == (None, None, 2, 1)
    assert body["totals"] == ask(owner, traded).json()["totals"]


def test_days_are_those_of_utc_and_both_included(traded: Merchant, owner: APIClient) -> None:
    def nets(first: str, last: str) -> list[str]:
        body = ask(owner, traded, **{"from": first, "to": last}).json()
        return [row["net"] for row in body["rows"]]

    assert nets("2026-11-16", "2026-11-16") == ["31.96"], "a sale an hour before midnight is Monday's"
    assert nets("2026-11-17", "2026-11-18") == ["0.00", "-2.50"], "one of Wednesday's last minutes is Wednesday's"
    assert nets("2026-11-19", "2026-11-19") == ["0.00"]


def test_what_is_held_or_declined_was_not_sold(shop: Merchant, first: Till, amina: User, owner: APIClient) -> None:
    sell(amina, shop, "5.00", on=MONDAY, hold=HeldFor.ORDER)
    assert sell(amina, shop, "5000.00", on=MONDAY).state == "DECLINED"
    assert {ask(owner, shop, by=by).json()["totals"]["sales"] for by in ("day", "till", "staff", "store")} == {0}
    assert ask(owner, shop, by="till").json()["rows"] == []


def test_another_merchants_sales_are_not_counted(traded: Merchant, amina: User) -> None:
    other = open_merchant(join("dalia", 0), name="Other", at=MONDAY)
    sell(amina, other, "7.00", on=MONDAY)
    client = client_of(other.owner)
    assert ask(client, other).json()["totals"]["gross"] == "7.00"
    assert ask(client, other, "refunds").json()["results"] == []


def test_without_days_it_is_this_month_until_today(shop: Merchant) -> None:
    with time_machine.travel(WEDNESDAY + HOUR, tick=True):
        client = client_of(shop.owner)
        body = client.get(f"/api/v1/merchants/{shop.id}/reports/sales").json()
        assert (body["from"], body["to"], len(body["rows"])) == ("2026-11-01", "2026-11-18", 18)
        body = client.get(f"/api/v1/merchants/{shop.id}/reports/fees", {"to": "2026-10-10"}).json()
    assert (body["from"], body["to"]) == ("2026-10-01", "2026-10-10")


# --- Fees -----------------------------------------------------------------------------------------------------------


def test_fees_are_the_payments_fees_day_by_day(traded: Merchant, owner: APIClient) -> None:
    body = ask(owner, traded, "fees").json()
    assert [tuple(row.values()) for row in body["rows"]] == [
        ("2026-11-16", 2, "32.50", "0.49", "0.05", "0.54"),
        ("2026-11-17", 0, "0.00", "0.00", "0.00", "0.00"),
        ("2026-11-18", 1, "4.00", "0.00", "0.00", "0.00"),
    ]
    assert body["totals"] == {"sales": 3, "gross": "36.50", "discount": "0.49", "tax": "0.05", "fees": "0.54"}
    charged = Transaction.objects.filter(payee_id=traded.id).aggregate(fee=Sum("fee"), tax=Sum("tax"))
    assert (charged["fee"], charged["tax"]) == (Decimal("0.49"), Decimal("0.05"))


# --- Refunds --------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_refund_says_what_the_takings_gave_and_what_the_wallet(
    shop: Merchant, first: Till, amina: User, owner: APIClient
) -> None:
    sale = sell(amina, shop, "10.00", on=MONDAY)
    settle(shop, now=TUESDAY)
    sell(amina, shop, "8.00", on=TUESDAY)
    pay_in(wallet_of(shop.owner), 3)
    refund = give_back(sale, on=TUESDAY + HOUR).transaction
    assert refund.state == "COMPLETED"
    (line,) = ask(owner, shop, "refunds").json()["results"]
    assert line == {
        "at": "2026-11-17T01:00:00Z",
        "transaction_id": str(refund.id),
        "reference": refund.reference,
        "sale_id": str(sale.id),
        "refund_of": sale.reference,
        "store": "Main street",
        "till": "Till 1",
        "staff": None,
        "amount": "10.00",
        "from_takings": "8.00",
        "from_wallet": "2.00",
        "currency": "USD",
    }
    totals = ask(owner, shop).json()["totals"]
    assert (totals["gross"], totals["refunded"], totals["from_takings"], totals["net"]) == (
        "18.00",
        "10.00",
        "8.00",
        "10.00",
    )
    assert Decimal(totals["net"]) == moved(shop)
    assert (takings_of(shop), available(shop.owner)) == (0, Decimal(1))
    assert all_books_are_right()


def test_refunds_come_in_pages_newest_first(shop: Merchant, first: Till, amina: User, owner: APIClient) -> None:
    sale = sell(amina, shop, "10.00", on=MONDAY)
    for number in range(5):
        give_back(sale, f"0.1{number}", on=MONDAY + (number + 1) * HOUR)
    page = ask(owner, shop, "refunds", page_size=2).json()
    amounts = [line["amount"] for line in page["results"]]
    while page["next"]:
        page = owner.get(page["next"]).json()
        amounts += [line["amount"] for line in page["results"]]
    assert amounts == ["0.14", "0.13", "0.12", "0.11", "0.10"]
    back = owner.get(page["previous"]).json()
    assert [line["amount"] for line in back["results"]] == ["0.12", "0.11"]
    assert ask(owner, shop, "refunds", **{"from": "2026-11-17"}).json()["results"] == []


# --- Who may --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", REPORTS)
def test_owner_and_manager_see_reports_a_cashier_and_a_stranger_do_not(
    traded: Merchant, owner: APIClient, chidi: User, report: str
) -> None:
    manager, stranger = join("dalia"), join("farid")
    employ(traded, manager, Role.MANAGER)
    for form in ("json", "csv"):
        assert ask(owner, traded, report, format=form).status_code == 200
        assert ask(client_of(manager), traded, report, format=form).status_code == 200
        answer = ask(client_of(chidi), traded, report, format=form)
        assert (answer.status_code, answer.json()["code"]) == (403, "merchant_role_required")
        answer = ask(client_of(stranger), traded, report, format=form)
        assert (answer.status_code, answer.json()["code"]) == (404, "merchant_not_found")
        assert ask(APIClient(), traded, report, format=form).status_code == 401


def test_a_manager_of_one_store_sees_only_that_one(traded: Merchant, second: Till) -> None:
    manager = join("dalia")
    employ(traded, manager, Role.MANAGER, store=second.store)
    client = client_of(manager)
    body = ask(client, traded).json()
    assert body["store_id"] == str(second.store_id)
    assert (body["totals"]["sales"], body["totals"]["gross"], body["totals"]["net"]) == (1, "10.50", "8.84")
    for by in ("till", "store"):
        assert [row["store"] for row in ask(client, traded, by=by).json()["rows"]] == ["Harbour"]
    assert [row["staff"] for row in ask(client, traded, by="staff").json()["rows"]] == [None]
    assert ask(client, traded, "fees").json()["totals"]["fees"] == "0.16"
    assert [line["amount"] for line in ask(client, traded, "refunds").json()["results"]] == ["1.50"]
    text = b"".join(ask(client, traded, "refunds", format="csv").streaming_content).decode()
    assert text.count("\r\n") == 3 and "Main street" not in text


# --- Bad input ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ({"from": "2026-11-19"}, "from", "after_to"),
        ({"from": "2025-11-17"}, "from", "too_long"),
        ({"from": "1969-12-31"}, "from", "out_of_range"),
        ({"to": "9999-12-31"}, "to", "out_of_range"),
        ({"from": "2026-11-16T00:00:00Z"}, "from", "invalid"),
        ({"from": "2026-02-30"}, "from", "invalid"),
        ({"to": ""}, "to", "invalid"),
        ({"to": "2026-1-1"}, "to", "invalid"),
        ({"format": "xls"}, "format", "invalid_choice"),
        ({"store": "x"}, "store", "unknown_field"),
    ],
)
def test_bad_input_is_refused(
    shop: Merchant, owner: APIClient, report: str, query: dict[str, str], field: str, code: str
) -> None:
    answer = ask(owner, shop, report, **query)
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]


def test_what_a_report_cannot_be_by_or_paged_by_is_refused(shop: Merchant, owner: APIClient) -> None:
    for report, query, field in [
        ("sales", {"by": "payer"}, "by"),
        ("fees", {"by": "till"}, "by"),
        ("sales", {"cursor": "x"}, "cursor"),
        ("refunds", {"cursor": "x"}, "cursor"),
        ("refunds", {"page_size": "101"}, "page_size"),
        ("refunds", {"page_size": "10", "format": "csv"}, "page_size"),
        ("refunds", {"cursor": "x", "format": "pdf"}, "cursor"),
    ]:
        answer = ask(owner, shop, report, **query)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field), query
    assert not Taking.objects.exists()


def test_a_leap_years_days_are_the_most(shop: Merchant, owner: APIClient) -> None:
    body = ask(owner, shop, **{"from": "2024-01-01", "to": "2024-12-31"}).json()
    assert len(body["rows"]) == 366 and body["rows"][59]["day"] == "2024-02-29"
