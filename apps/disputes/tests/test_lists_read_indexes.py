"""Each list of disputes reads an index, asked of PostgreSQL itself (EXPLAIN ANALYZE)."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.disputes.models import OPEN_STATES, WAITING_STATES, Dispute, State
from apps.disputes.selectors import count_overdue, list_disputes
from apps.disputes.tests.cases import Case, case, later

pytestmark = pytest.mark.django_db
ROWS = 20_000
# A page of each side, and what a scan passes over on its way.
BOUND = 60


@pytest.fixture
def found() -> Case:
    """Twenty thousand disputes, of which Amina opened a thousand and a hundred wait for operators."""
    found = case()
    others = [make_person(name).id for name in ("chidi", "esther", "farid", "grace")]
    now, late = clock.now(), later(days=15)
    with connection.cursor() as cursor:
        # Disputes begin open, one for each payment; so many have not been lived through here.
        cursor.execute("ALTER TABLE disputes_dispute DISABLE TRIGGER USER")
        cursor.execute("DROP INDEX disputes_one_open")
    Dispute.objects.bulk_create(
        Dispute(
            id=uuid7(), transaction=found.payment, reason="OTHER", statement="x", amount=1, currency="USD",
            payer_id=found.amina.id if number % 20 == 0 else others[number % 4], payee_id=found.brian.id,
            held_amount=0, opened_at=now, answer_by=later(days=5), decide_by=late, idempotency_key=str(number),
            request_digest=b"d" * 32, state=State.UNDER_REVIEW if number % 200 == 0 else State.WITHDRAWN,
            decided_at=None if number % 200 == 0 else now,
        )
        for number in range(ROWS)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE disputes_dispute")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return found


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") == "disputes_dispute":
        yield plan
    for inner in plan.get("Plans", []):
        yield from scans_of(inner)


def scans(work: Callable[[], Any]) -> list[dict[str, Any]]:
    with CaptureQueriesContext(connection) as captured:
        work()
    found: list[dict[str, Any]] = []
    for query in captured.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
            (answer,) = cursor.fetchone()
        found += scans_of((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])
    return found


def test_lists_read_no_more_than_a_page(found: Case) -> None:
    middle = list_disputes(found.amina.id, limit=600)[500].id
    lists: dict[str, Callable[[], Any]] = {
        "mine": lambda: list_disputes(found.amina.id),
        "mine, further on": lambda: list_disputes(found.amina.id, before=middle),
        "mine, back": lambda: list_disputes(found.amina.id, after=middle),
        "of payments to me": lambda: list_disputes(found.brian.id),
        "the queue": lambda: list(Dispute.objects.filter(state__in=WAITING_STATES).order_by("decide_by", "pk")[:50]),
        "all": lambda: list(Dispute.objects.order_by("decide_by", "pk")[:50]),
    }
    for name, work in lists.items():
        for scan in scans(work):
            assert "Index" in scan["Node Type"], (name, scan)
            assert scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0) <= BOUND, (name, scan)


def test_what_is_overdue_is_counted_among_what_is_open(found: Case) -> None:
    (scan,) = scans(lambda: count_overdue(later(days=16)))
    assert scan["Index Name"] == "disputes_queue" and count_overdue(later(days=16)) == ROWS // 200
    assert Dispute.objects.filter(state__in=OPEN_STATES).count() == ROWS // 200
