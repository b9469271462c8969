"""Reports read the lines of their own merchant and days, asked of PostgreSQL itself (EXPLAIN ANALYZE)."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.ids import uuid7
from apps.merchants.models import Merchant
from apps.merchants.report_days import Days
from apps.merchants.selectors import By, count_refunds, iterate_refunds, list_refunds, sum_lines
from apps.merchants.tests.factories import open_merchant, open_till
from apps.merchants.tests.settling import MONDAY
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
OTHERS, ITS = 20_000, 1_000
# One in fifty of its lines is a refund.
REFUNDS = ITS // 50
DAYS = Days(date(2026, 11, 16), date(2026, 11, 17))
_LINES = """
INSERT INTO merchants_taking (transaction_id, merchant_id, store_id, till_id, sale_id, kind, currency, gross, tip,
    surcharge, discount, tax, drawn, net, at)
SELECT gen_random_uuid(), (%(merchants)s::uuid[])[1 + number %% cardinality(%(merchants)s::uuid[])],
    %(store)s, %(till)s,
    CASE WHEN number %% 50 = 0 THEN gen_random_uuid() END, CASE WHEN number %% 50 = 0 THEN 'REFUND' ELSE 'SALE' END,
    'USD', 1, 0, 0, 0, 0, CASE WHEN number %% 50 = 0 THEN 1 ELSE 0 END, CASE WHEN number %% 50 = 0 THEN -1 ELSE 1 END,
    %(since)s::timestamptz + number * (interval '2 days' / %(count)s)
  FROM generate_series(0, %(count)s - 1) AS number
"""


@pytest.fixture
def shop() -> Merchant:
    """Its thousand lines among twenty thousand of other merchants, at the same times."""
    shop = open_merchant(join("brian", 0))
    till = open_till(shop)
    others: dict[str, Any] = {"merchants": [uuid7() for _ in range(19)], "store": None, "till": None, "count": OTHERS}
    its: dict[str, Any] = {"merchants": [shop.id], "store": till.store_id, "till": till.id, "count": ITS}
    with connection.cursor() as cursor:
        for lines in (others, its):
            cursor.execute(_LINES, {**lines, "since": MONDAY})
        cursor.execute("ANALYZE merchants_taking")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return shop


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") == "merchants_taking" or plan["Node Type"] == "Bitmap Index Scan":
        yield plan
    for inner in plan.get("Plans", []):
        yield from scans_of(inner)


def scans(work: Callable[[], Any]) -> list[dict[str, Any]]:
    with CaptureQueriesContext(connection) as captured:
        work()
    found: list[dict[str, Any]] = []
    for query in captured.captured_queries:
        if "merchants_taking" in query["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
                (answer,) = cursor.fetchone()
            found += scans_of((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])
    assert found
    return found


def read_by(scan: dict[str, Any]) -> float:
    return float((scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) * scan["Actual Loops"])


@pytest.mark.parametrize("by", ["day", "till", "staff", "store"])
@pytest.mark.parametrize("in_one_store", [False, True])
def test_sums_read_the_lines_of_their_merchant_only(shop: Merchant, by: By, in_one_store: bool) -> None:
    store_id = shop.stores.get().id if in_one_store else None
    with CaptureQueriesContext(connection) as captured:
        groups = sum_lines(shop.id, days=DAYS, by=by, store_id=store_id)
    assert sum(group.sums.sales + group.sums.refunds for group in groups) == ITS
    # One aggregate, and one look for each kind of names.
    assert len(captured) <= 3
    for scan in scans(lambda: sum_lines(shop.id, days=DAYS, by=by, store_id=store_id)):
        assert "Seq Scan" not in scan["Node Type"], scan
        assert scan.get("Index Name", "merchants_takings_by_time") == "merchants_takings_by_time", scan
        assert read_by(scan) <= ITS, scan


def test_refunds_pass_over_no_sales(shop: Merchant) -> None:
    middle = list_refunds(shop.id, days=DAYS)[10].transaction_id
    reads: dict[str, Callable[[], Any]] = {
        "a page": lambda: list_refunds(shop.id, days=DAYS, limit=5),
        "further on": lambda: list_refunds(shop.id, days=DAYS, before=middle, limit=5),
        "back": lambda: list_refunds(shop.id, days=DAYS, after=middle, limit=5),
        "how many": lambda: count_refunds(shop.id, days=DAYS),
        "all": lambda: list(iterate_refunds(shop.id, days=DAYS)),
    }
    assert count_refunds(shop.id, days=DAYS) == REFUNDS == len(list(iterate_refunds(shop.id, days=DAYS)))
    for name, work in reads.items():
        for scan in scans(work):
            assert "Seq Scan" not in scan["Node Type"], (name, scan)
            assert read_by(scan) <= REFUNDS, (name, scan)
