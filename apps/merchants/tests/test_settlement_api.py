"""Terms and settlements over the API: who may, what they see, and the statement to the line in each form."""

import csv
import io
import json
import tracemalloc
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_operator
from apps.core.models import AuditRecord
from apps.core.money import InvalidMoney
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus, Period, Role, Settlement
from apps.merchants.settlement_errors import TermsRefused
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.settling import MONDAY, TUESDAY, WEDNESDAY, give_back, sell, settle
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LINES = 6_000
# A page of lines takes less than 3 MB, however many there are; the bound leaves no room for 250 bytes of each.
BOUND_BYTES = 4 * 1024 * 1024


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


@pytest.fixture
def shop() -> Merchant:
    shop = open_merchant(join("brian", 0), at=MONDAY)
    open_till(shop, label='=1+1|"till"', at=MONDAY)
    return shop


@pytest.fixture
def owner(shop: Merchant) -> APIClient:
    return client_of(shop.owner)


@pytest.fixture
def row(amina: User, shop: Merchant) -> Settlement:
    """Two sales and a refund, a tenth of which is kept back."""
    services.set_terms(
        merchant_id=shop.id,
        period="DAILY",
        minimum_settlement=Decimal(0),
        reserve_percent=Decimal(10),
        reserve_days=7,
        reason="New",
        by=make_operator().id,
        now=MONDAY,
    )
    sell(amina, shop, "20.00", discount="0.30", on=MONDAY + 9 * HOUR)
    second = sell(amina, shop, "5.00", discount="0.08", on=MONDAY + 10 * HOUR)
    give_back(second, "2.00", on=MONDAY + 11 * HOUR)
    shop.refresh_from_db()
    return settle(shop, now=TUESDAY)


def url(shop: Merchant, *rest: Any) -> str:
    return "/".join(["/api/v1/merchants", str(shop.id), *(str(part) for part in rest)])


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# --- Who may --------------------------------------------------------------------------------------------------------


def test_owner_and_manager_see_settlements_a_cashier_and_a_stranger_do_not(
    shop: Merchant, row: Settlement, owner: APIClient
) -> None:
    manager, cashier = join("chidi"), join("dalia")
    employ(shop, manager, Role.MANAGER)
    employ(shop, cashier, Role.CASHIER)
    paths = [
        url(shop, "settlement-terms"),
        url(shop, "settlements"),
        url(shop, "settlements", row.id),
        url(shop, "settlements", row.id, "statement"),
    ]
    people = {"manager": manager, "cashier": cashier, "stranger": join("esther")}
    clients = {name: client_of(person) for name, person in people.items()}
    for path in paths:
        assert owner.get(path).status_code == 200
        assert clients["manager"].get(path).status_code == 200
        answer = clients["cashier"].get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "merchant_role_required")
        answer = clients["stranger"].get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "merchant_not_found")
    for name, status in (("manager", 403), ("cashier", 403), ("stranger", 404)):
        assert clients[name].put(paths[0], {"period": "WEEKLY"}, format="json").status_code == status
        assert clients[name].post(url(shop, "settlements", row.id, "retry")).status_code == status


def test_whoever_works_in_one_store_sees_no_settlement_of_all(shop: Merchant, row: Settlement) -> None:
    dalia = join("dalia")
    till = shop.tills.first() or open_till(shop)
    employ(shop, dalia, Role.MANAGER, store=till.store)
    client = client_of(dalia)
    for rest in (
        ("settlement-terms",),
        ("settlements",),
        ("settlements", row.id),
        ("settlements", row.id, "statement"),
    ):
        answer = client.get(url(shop, *rest))
        assert (answer.status_code, answer.json()["code"]) == (403, "merchant_role_required"), rest


def test_another_merchants_settlement_is_not_there(row: Settlement) -> None:
    other = open_merchant(join("chidi"), name="Other")
    client = client_of(other.owner)
    for path in (("settlements", row.id), ("settlements", row.id, "statement")):
        answer = client.get(url(other, *path))
        assert (answer.status_code, answer.json()["code"]) == (404, "settlement_not_found")
    assert client.post(url(other, "settlements", row.id, "retry")).status_code == 404


# --- What they see --------------------------------------------------------------------------------------------------


def test_a_settlement_says_what_it_is_made_of(shop: Merchant, row: Settlement, owner: APIClient) -> None:
    body = owner.get(url(shop, "settlements", row.id)).json()
    # A tenth of 22.62.
    assert {name: body[name] for name in ("gross", "discount", "tax", "refunded", "reserved", "released", "net")} == {
        "gross": "25.00",
        "discount": "0.38",
        "tax": "0.00",
        "refunded": "2.00",
        "reserved": "2.26",
        "released": "0.00",
        "net": "20.36",
    }
    assert (body["sales"], body["refunds"], body["state"], body["paid_at"]) == (2, 1, "OPEN", None)
    assert owner.get(url(shop, "settlements")).json()["results"] == [body]
    assert owner.post(url(shop, "settlements", row.id, "retry")).json()["code"] == "settlement_conflict"


def test_a_list_costs_the_same_however_long_it_is(amina: User, shop: Merchant, owner: APIClient) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert owner.get(url(shop, "settlements")).status_code == 200
        return len(captured)

    sell(amina, shop, "1.00", on=MONDAY)
    settle(shop, now=TUESDAY)
    owner.get(url(shop, "settlements"))
    few = queries()
    for day in range(1, 6):
        sell(amina, shop, "1.00", on=MONDAY + timedelta(days=day))
        settle(shop, now=TUESDAY + timedelta(days=day))
    assert queries() == few
    first = owner.get(url(shop, "settlements"), {"page_size": 4}).json()
    second = owner.get(first["next"]).json()
    assert [len(page["results"]) for page in (first, second)] == [4, 2]
    times = [one["until"] for page in (first, second) for one in page["results"]]
    assert times == sorted(times, reverse=True) and second["next"] is None


def test_where_the_money_is(shop: Merchant, row: Settlement, amina: User, owner: APIClient) -> None:
    sell(amina, shop, "7.00", on=TUESDAY)
    body = owner.get(url(shop, "settlement-terms")).json()
    assert {name: body[name] for name in ("takings", "payable", "sending", "reserve")} == {
        "takings": "7.00",
        "payable": "20.36",
        "sending": "0.00",
        "reserve": "2.26",
    }
    assert (body["period"], body["reserve_percent"], body["reserve_days"], body["minimum"]) == (
        "DAILY",
        "10",
        7,
        "0.00",
    )
    assert body["next_settlement_at"] == "2026-11-18T00:00:00Z"


# --- Terms ----------------------------------------------------------------------------------------------------------


def test_an_owner_chooses_how_often(shop: Merchant, owner: APIClient) -> None:
    body = owner.put(url(shop, "settlement-terms"), {"period": "WEEKLY", "minimum": "20.00"}, format="json").json()
    assert (body["period"], body["minimum"]) == ("WEEKLY", "20.00")
    assert body["periods"] == ["INSTANT", "HOURLY", "DAILY", "WEEKLY"]
    shop.refresh_from_db()
    assert shop.settle_due_at is not None
    assert (shop.settle_due_at.weekday(), shop.settle_due_at.hour) == (0, 0)
    # The least amount stays as it was where it is not said.
    assert owner.put(url(shop, "settlement-terms"), {"period": "HOURLY"}, format="json").json()["minimum"] == "20.00"
    line = Activity.objects.filter(person_id=shop.owner_id, action="merchants.terms_chosen").first()
    assert line is not None and line.detail["after"]["period"] == "WEEKLY"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"period": "YEARLY"},
        {"period": 1},
        {"period": "DAILY", "minimum": "-1"},
        {"period": "DAILY", "minimum": "1e3"},
        {"period": "DAILY", "minimum": 5},
        {"period": "DAILY", "minimum": "0.001"},
        {"period": "DAILY", "reserve_percent": "0"},
    ],
)
def test_what_an_owner_may_not_say_is_refused(shop: Merchant, owner: APIClient, fields: dict[str, Any]) -> None:
    before = Merchant.objects.filter(pk=shop.id).values().get()
    assert owner.put(url(shop, "settlement-terms"), fields, format="json").status_code == 400
    assert Merchant.objects.filter(pk=shop.id).values().get() == before


def test_while_something_is_kept_back_only_operators_settle_at_once(shop: Merchant, row: Settlement) -> None:
    with pytest.raises(TermsRefused):
        services.choose_period(merchant_id=shop.id, period="INSTANT", person_id=shop.owner_id, now=TUESDAY)
    services.set_terms(
        merchant_id=shop.id,
        period="INSTANT",
        minimum_settlement=Decimal(0),
        reserve_percent=Decimal(10),
        reserve_days=7,
        reason="Known for years",
        by=User.objects.get(is_staff=True).id,
        now=TUESDAY,
    )
    shop.refresh_from_db()
    assert (shop.period, shop.settle_due_at) == (Period.INSTANT, TUESDAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"period": "YEARLY"},
        {"reserve_percent": Decimal(100)},
        {"reserve_percent": Decimal(-1)},
        {"reserve_percent": Decimal("1.00001")},
        {"reserve_days": 0},
        {"reserve_days": 366},
        {"minimum_settlement": Decimal(-1)},
        {"minimum_settlement": Decimal("0.001")},
    ],
)
def test_terms_that_make_no_sense_are_refused(shop: Merchant, changes: dict[str, Any]) -> None:
    terms = {
        "period": "DAILY",
        "minimum_settlement": Decimal(1),
        "reserve_percent": Decimal(5),
        "reserve_days": 3,
        **changes,
    }
    with pytest.raises((TermsRefused, InvalidMoney)):
        services.set_terms(merchant_id=shop.id, **terms, reason="x", by=make_operator().id, now=MONDAY)


def test_a_closed_merchant_has_no_terms_to_choose(shop: Merchant) -> None:
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED)
    with pytest.raises(TermsRefused):
        services.choose_period(merchant_id=shop.id, period="DAILY", person_id=shop.owner_id, now=MONDAY)


# --- The statement --------------------------------------------------------------------------------------------------


def test_the_statement_ties_to_the_settlement(shop: Merchant, row: Settlement, owner: APIClient) -> None:
    body = json.loads(content_of(owner.get(url(shop, "settlements", row.id, "statement"))))
    assert [line["kind"] for line in body["lines"]] == ["SALE", "SALE", "REFUND"]
    sale, refund = body["lines"][1:]
    assert (refund["refund_of"], refund["refunded"], refund["from_takings"], refund["net"]) == (
        sale["reference"],
        "2.00",
        "2.00",
        "-2.00",
    )
    assert (sale["gross"], sale["discount"], sale["net"], sale["store"]) == ("5.00", "0.08", "4.92", "Main street")
    totals = body["totals"]
    assert (totals["count"], totals["gross"], totals["discount"], totals["net"]) == (3, "25.00", "0.38", "22.62")
    assert Decimal(totals["net"]) - Decimal(body["settlement"]["reserved"]) == Decimal(body["settlement"]["net"])


def test_as_csv_the_column_of_what_reaches_the_merchant_sums_up(
    shop: Merchant, row: Settlement, owner: APIClient
) -> None:
    answer = owner.get(url(shop, "settlements", row.id, "statement"), {"format": "csv"})
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(content_of(answer).decode())))
    assert [one["row"] for one in rows] == ["sale", "sale", "refund", "kept back", "total"]
    assert sum(Decimal(one["net"]) for one in rows[:-1]) == Decimal(rows[-1]["net"]) == row.net
    # Formulas are text.
    assert {one["till"] for one in rows[:3]} == {'\'=1+1|"till"'}
    record = AuditRecord.objects.get()
    assert (record.actor_id, record.rows) == (shop.owner_id, 3)


def test_as_a_workbook_no_cell_is_a_formula(shop: Merchant, row: Settlement, owner: APIClient) -> None:
    answer = owner.get(url(shop, "settlements", row.id, "statement"), {"format": "xlsx"})
    assert answer["Content-Type"].endswith("spreadsheetml.sheet")
    with zipfile.ZipFile(io.BytesIO(content_of(answer))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "'=1+1|" in sheet
    assert "<v>20.36</v>" in sheet and "<v>-2.26</v>" in sheet


def test_as_pdf(shop: Merchant, row: Settlement, owner: APIClient) -> None:
    answer = owner.get(url(shop, "settlements", row.id, "statement"), {"format": "pdf"})
    assert answer.status_code == 200 and content_of(answer).startswith(b"%PDF")
    assert owner.get(url(shop, "settlements", row.id, "statement"), {"format": "xls"}).status_code == 400


@pytest.fixture
def long(shop: Merchant) -> Settlement:
    """So many sales of a cent, as if they had been settled: the ledger is not asked."""
    row = Settlement.objects.create(
        merchant=shop,
        currency="USD",
        since=MONDAY,
        until=TUESDAY,
        sales=LINES,
        refunds=0,
        gross=LINES,
        discount=0,
        tax=0,
        refunded=0,
        reserved=0,
        released=0,
        net=LINES,
        made_at=TUESDAY,
    )
    till = shop.tills.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO merchants_taking (transaction_id, merchant_id, store_id, till_id, staff_id, kind, currency,"
            " gross, tip, surcharge, discount, tax, drawn, net, settlement_id, at)"
            " SELECT gen_random_uuid(), %s, %s, %s, %s, 'SALE', 'USD', 1, 0, 0, 0, 0, 0, 1, %s,"
            " %s::timestamptz + number * interval '1 second' FROM generate_series(1, %s) AS number",
            [shop.id, till.store_id, till.id, shop.owner_id, row.id, MONDAY, LINES],
        )
    return row


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_thousands_of_lines_take_no_more_memory_than_one_page(
    shop: Merchant, long: Settlement, owner: APIClient, form: str
) -> None:
    # The first request of a process reads in all routes, which is not what is measured.
    assert owner.get(url(shop, "settlements")).status_code == 200
    tracemalloc.start()
    try:
        answer: Any = owner.get(statement(shop, long, form))
        length = sum(len(piece) for piece in answer.streaming_content)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length > LINES * 10
    assert held < BOUND_BYTES, f"{held / 1024 / 1024:.1f} MB held"


def statement(shop: Merchant, row: Settlement, form: str) -> str:
    return f"{url(shop, 'settlements', row.id, 'statement')}?format={form}"


def test_a_pdf_of_so_many_is_refused_with_the_way_out(shop: Merchant, long: Settlement, owner: APIClient) -> None:
    answer = owner.get(statement(shop, long, "pdf"))
    assert (answer.status_code, answer.json()["code"]) == (422, "settlement_too_long")
    assert not AuditRecord.objects.exists()


def test_a_statement_that_does_not_tie_is_not_finished(shop: Merchant, row: Settlement, owner: APIClient) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO merchants_taking (transaction_id, merchant_id, kind, currency, gross, tip, surcharge,"
            " discount, tax, drawn, net, settlement_id, at)"
            " VALUES (%s, %s, 'SALE', 'USD', 1, 0, 0, 0, 0, 0, 1, %s, %s)",
            [uuid4(), shop.id, row.id, WEDNESDAY],
        )
    answer = owner.get(statement(shop, row, "json"))
    with pytest.raises(RuntimeError):
        content_of(answer)
