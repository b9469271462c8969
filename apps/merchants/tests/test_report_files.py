"""Reports as files: they say what JSON says, no cell is a formula, each is written down, and memory stays small."""

import csv
import io
import tracemalloc
import zipfile
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core.models import AuditRecord
from apps.core.ratelimit import Rate
from apps.merchants import rates
from apps.merchants.models import Merchant
from apps.merchants.services import _take_report
from apps.merchants.tests.factories import open_merchant, open_till
from apps.merchants.tests.settling import MONDAY, TUESDAY, give_back, sell
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
DAYS = {"from": "2026-11-16", "to": "2026-11-17"}
FORMS = ("csv", "xlsx", "pdf")
LINES = 4_000
# What a page of lines takes, and again; all of them take more than twice as much.
BOUND_BYTES = 5 * 1024 * 1024


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


@pytest.fixture
def shop(amina: User) -> Merchant:
    """Two sales, of which one went back in part."""
    shop = open_merchant(join("brian", 0), at=MONDAY)
    open_till(shop, label='=1+1|"till"', at=MONDAY)
    sell(amina, shop, "20.00", discount="0.30", on=MONDAY)
    give_back(sell(amina, shop, "5.00", discount="0.08", on=TUESDAY), "2.00", on=TUESDAY + timedelta(hours=1))
    return shop


@pytest.fixture
def owner(shop: Merchant) -> APIClient:
    return client_of(shop.owner)


def ask(client: APIClient, shop: Merchant, report: str, form: str, **query: Any) -> Any:
    return client.get(f"/api/v1/merchants/{shop.id}/reports/{report}", {**DAYS, "format": form, **query})


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def rows_of(answer: Any) -> list[dict[str, str]]:
    assert answer["Content-Type"].startswith("text/csv") and "attachment" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(content_of(answer).decode())))


@pytest.mark.parametrize("by", ["day", "till", "staff", "store"])
def test_as_csv_the_rows_sum_up_to_the_last(shop: Merchant, owner: APIClient, by: str) -> None:
    totals = ask(owner, shop, "sales", "json", by=by).json()["totals"]
    *rows, last = rows_of(ask(owner, shop, "sales", "csv", by=by))
    assert {row["row"] for row in rows} == {by} and last["row"] == "total"
    for name, total in totals.items():
        assert sum(Decimal(row[name]) for row in rows) == Decimal(last[name]) == Decimal(total), name
    assert {row["currency"] for row in [*rows, last]} == {"USD"}


def test_fees_and_refunds_as_csv(shop: Merchant, owner: APIClient) -> None:
    monday, tuesday, total = rows_of(ask(owner, shop, "fees", "csv"))
    assert [row["fees"] for row in (monday, tuesday, total)] == ["0.30", "0.08", "0.38"]
    (line,) = ask(owner, shop, "refunds", "json").json()["results"]
    refund, total = rows_of(ask(owner, shop, "refunds", "csv"))
    for name in ("reference", "refund_of", "amount", "from_takings", "from_wallet", "currency", "store"):
        assert refund[name] == line[name]
    assert refund["at"] == "2026-11-17T01:00:00.000Z"
    assert (total["row"], total["amount"], total["from_takings"], total["from_wallet"]) == (
        *("total", "2.00", "2.00", "0.00"),
    )
    # Formulas are text.
    assert refund["till"] == '\'=1+1|"till"'


def test_as_a_workbook_no_cell_is_a_formula(shop: Merchant, owner: APIClient) -> None:
    for report, query in (("sales", {"by": "till"}), ("refunds", {})):
        answer = ask(owner, shop, report, "xlsx", **query)
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        with zipfile.ZipFile(io.BytesIO(content_of(answer))) as book:
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet and "'=1+1|" in sheet
        assert "<v>2.00</v>" in sheet, "an amount is a figure"


@pytest.mark.parametrize(
    ("report", "query"),
    [("sales", {"by": "day"}), ("sales", {"by": "till"}), ("fees", {}), ("refunds", {})],
)
def test_as_pdf(shop: Merchant, owner: APIClient, report: str, query: dict[str, str]) -> None:
    answer = ask(owner, shop, report, "pdf", **query)
    assert answer.status_code == 200 and content_of(answer).startswith(b"%PDF")
    assert f"gopay-{report}" in answer["Content-Disposition"] and ".pdf" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_pdf_of_nothing(owner: APIClient, shop: Merchant) -> None:
    answer = ask(owner, shop, "refunds", "pdf", **{"from": "2026-01-01", "to": "2026-01-31"})
    assert content_of(answer).startswith(b"%PDF")


def test_each_file_is_written_down_and_json_is_not(shop: Merchant, owner: APIClient) -> None:
    for report in ("sales", "fees", "refunds"):
        assert ask(owner, shop, report, "json").status_code == 200
    assert not AuditRecord.objects.exists()
    for report in ("sales", "fees", "refunds"):
        # Written down although nobody has read a byte of it.
        assert ask(owner, shop, report, "csv").status_code == 200
    records = list(AuditRecord.objects.order_by("recorded_at"))
    assert [record.rows for record in records] == [2, 2, 1]
    assert {record.actor_id for record in records} == {shop.owner_id}
    assert [record.what.split(" of merchant ")[0] for record in records] == ["Sales by day", "Fees", "Refunds"]
    assert all(str(shop.id) in record.what and "2026-11-16 to 2026-11-17, CSV" in record.what for record in records)
    lines = Activity.objects.filter(person_id=shop.owner_id, action="merchants.report_taken")
    assert [line.detail["report"] for line in lines.order_by("id")] == ["Sales by day", "Fees", "Refunds"]
    assert {line.detail["from"] for line in lines} == {"2026-11-16"}


def test_who_may_not_leaves_no_record(shop: Merchant) -> None:
    assert ask(client_of(join("chidi")), shop, "sales", "csv").status_code == 404
    assert not AuditRecord.objects.exists()


def test_so_many_an_hour(shop: Merchant, owner: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "REPORTS_BY_PERSON", Rate("merchants.reports.person", 2, 3600))
    assert ask(owner, shop, "sales", "json").status_code == 200
    assert ask(owner, shop, "refunds", "csv").status_code == 200
    answer = ask(owner, shop, "fees", "json")
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0
    # The pages of a list are as cheap as those of any other.
    assert ask(owner, shop, "refunds", "json").status_code == 200


@pytest.fixture
def many(shop: Merchant) -> Merchant:
    """So many refunds of a dollar; the ledger is not asked."""
    till = shop.tills.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO merchants_taking (transaction_id, merchant_id, store_id, till_id, staff_id, sale_id, kind,"
            " currency, gross, tip, surcharge, discount, tax, drawn, net, at)"
            " SELECT gen_random_uuid(), %s, %s, %s, %s, gen_random_uuid(), 'REFUND', 'USD', 1, 0, 0, 0, 0, 1, -1,"
            " %s::timestamptz + number * interval '1 second' FROM generate_series(1, %s) AS number",
            [shop.id, till.store_id, till.id, shop.owner_id, MONDAY, LINES],
        )
    return shop


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_many_refunds_take_no_more_memory_than_one_page(many: Merchant, owner: APIClient, form: str) -> None:
    # The first request of a process reads in all routes, which is not what is measured.
    assert ask(owner, many, "refunds", "json").status_code == 200
    tracemalloc.start()
    try:
        answer = ask(owner, many, "refunds", form)
        length = sum(len(piece) for piece in answer.streaming_content)
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert length > LINES * 10
    assert held < BOUND_BYTES, f"{held / 1024 / 1024:.1f} MB held"
    assert AuditRecord.objects.get().rows == LINES + 1


def test_a_pdf_of_too_many_is_refused_with_the_way_out(
    many: Merchant, owner: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_take_report, "MAX_PDF_ROWS", LINES)
    answer = ask(owner, many, "refunds", "pdf")
    body = answer.json()
    assert (answer.status_code, body["code"], body["lines"], body["maximum"]) == (
        *(422, "report_too_long", LINES + 1, LINES),
    )
    assert not AuditRecord.objects.exists()
