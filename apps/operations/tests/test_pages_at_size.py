"""Every list and every page of the operators' site, over many people with a long past: few statements, no whole scan.

There are 60,000 payments of 12,000 people here, because a million take some minutes to write; with
BULK_PAYMENTS=1000000 in the environment all of this holds for those of 200,000 people too, within the same bounds. What
was read PostgreSQL itself has counted, in this transaction: whole scans and rows of the big tables, in whatever
statement, function or cursor.
"""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.agents.models import Agent
from apps.agents.tests.factories import open_agent
from apps.core import clock, sql
from apps.gateways.models import Gateway
from apps.merchants.models import Merchant
from apps.merchants.tests.factories import open_merchant
from apps.operations.bulk import Bulk, seed
from apps.operations.pages import PAGES
from apps.reports import catalogue
from apps.reports.tests.counting import count_what_is_there
from apps.transactions.models import Transaction

PAYMENTS = int(os.environ.get("BULK_PAYMENTS", "60000"))
PEOPLE = PAYMENTS // 5
# What the line allows; most pages take far fewer.
MOST_STATEMENTS = 40
# A page shows 50 rows; completing them, and counting up to "1,000+", reads a few times as many. No table is so small.
MOST_ROWS = 8_000
BIG = (
    "accounts_activity",
    "accounts_user",
    "core_outboxevent",
    "gateways_message",
    "gateways_operation",
    "ledger_account",
    "ledger_entry",
    "ledger_posting",
    "notifications_delivery",
    "notifications_notification",
    "risk_decision",
    "transactions_transaction",
    "transactions_transition",
    "wallets_wallet",
)
_COUNTED = """
SELECT relname, pg_stat_get_xact_tuples_returned(oid) + (
           SELECT coalesce(sum(pg_stat_get_xact_tuples_fetched(i.indexrelid)), 0)
             FROM pg_index i WHERE i.indrelid = pg_class.oid) + pg_stat_get_xact_tuples_fetched(oid)
  FROM pg_class WHERE oid = ANY(%s::regclass[])
"""
MOST_CHOICES = 3 if PAYMENTS < 1_000_000 else 100
MODELS = sorted(f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry)
BIG_LISTS = sorted(
    f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry if model._meta.db_table in BIG
)


@pytest.fixture(scope="module")
def _many(django_db_setup: None, django_db_blocker: Any) -> Iterator[User]:
    with django_db_blocker.unblock():
        cache.clear()
        atomic = transaction.atomic()
        atomic._from_testcase = True  # type: ignore[attr-defined]
        with atomic:
            # First of all: what is written before it would make the transaction look older than its postings.
            seed(Bulk(PEOPLE, PAYMENTS), currency="USD", now=clock.now())
            olga = make_operator()
            Gateway.objects.create(code="bulkbank", title="Bulk bank")
            open_agent(make_person("hassan"))
            open_merchant(make_person("joseph"))
            count_what_is_there()
            with connection.cursor() as cursor:
                cursor.execute("SELECT ledger_take_checkpoint(id, 1) FROM ledger_account WHERE tally = 'DEFERRED'")
                cursor.execute("ANALYZE")
                # As for a disk without a head to move, and in one process, whose counts are all there are.
                cursor.execute("SET LOCAL random_page_cost = 1.1")
                cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
                for table in BIG:
                    cursor.execute(f"SELECT count(*) FROM {table}")
                    assert cursor.fetchone()[0] > MOST_ROWS, table
            yield olga
            transaction.set_rollback(True)
        cache.clear()


@pytest.fixture
def many(_many: User, django_db_blocker: Any) -> Iterator[User]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield _many
        transaction.set_rollback(True)


@pytest.fixture
def site(many: User) -> Client:
    client = Client()
    client.force_login(many)
    return client


def _counted() -> dict[str, int]:
    """Rows read so far of each big table, by scans and by indexes."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [list(BIG)])
        return {name: int(rows) for name, rows in cursor.fetchall()}


def _scans(plan: dict[str, Any], *, is_cut: bool = False) -> Iterator[str]:
    """The big tables a plan reads from end to end. What LIMIT or EXISTS end early the count of rows judges."""
    is_cut = is_cut or plan["Node Type"] == "Limit" or plan.get("Parent Relationship") in {"InitPlan", "SubPlan"}
    if plan["Node Type"] == "Seq Scan" and plan["Relation Name"] in BIG and not is_cut:
        yield plan["Relation Name"]
    for part in plan.get("Plans", ()):
        yield from _scans(part, is_cut=is_cut)


def _explained(statement: str) -> list[str]:
    """The ORM's statements are captured with their values, those of apps.core.sql with placeholders."""
    text, _ = sql._compile(statement)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({'FORMAT JSON' if text == statement else 'GENERIC_PLAN, FORMAT JSON'}) {text}")
        (plans,) = cursor.fetchone()
    return list(_scans(plans[0]["Plan"]))


def look(site: Client, address: str, *, most_rows: int = MOST_ROWS) -> str:
    """Opens a page, for the second time, and holds it to the bounds.

    Savepoints are not counted: there are some only because this test is in a transaction.
    """
    assert site.get(address).status_code == 200, address
    before = _counted()
    with CaptureQueriesContext(connection) as captured:
        answer = site.get(address)
        content: bytes = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
    after = _counted()
    assert answer.status_code == 200, address
    asked = [one["sql"] for one in captured.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= MOST_STATEMENTS, f"{address} takes {len(asked)} statements"
    read = {name: after[name] - before[name] for name in BIG if after[name] > before[name]}
    assert sum(read.values()) <= most_rows, f"{address} reads {read}"
    for statement in asked:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            assert not (whole := _explained(statement)), f"{address} scans {whole}: {statement[:1500]}"
    return content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_each_list(site: Client, model: str) -> None:
    look(site, reverse(f"admin:{model}_changelist"))


@pytest.mark.parametrize("model", MODELS)
def test_each_row_s_page(site: Client, model: str) -> None:
    """Of the newest row, where the bulk data has one."""
    app, name = model.split("_", 1)
    admins = {f"{one._meta.app_label}_{one._meta.model_name}": one for one in admin.site._registry}
    row = admins[f"{app}_{name}"]._default_manager.order_by("-pk").first()
    if row is not None:
        look(site, reverse(f"admin:{model}_change", args=[row.pk]))


def _day(days_ago: int) -> str:
    return (clock.now() - timedelta(days=days_ago)).date().isoformat()


def _searches() -> list[tuple[str, dict[str, str]]]:
    return [
        ("transactions_transaction", {"state": "DECLINED"}),
        ("transactions_transaction", {"since": "week"}),
        ("transactions_transaction", {"kind": "WITHDRAWAL"}),
        ("transactions_transaction", {"kind": "ADJUSTMENT"}),
        ("transactions_transaction", {"state": "UNKNOWN", "since": "quarter"}),
        ("transactions_transaction", {"q": "B000000123"}),
        ("transactions_transaction", {"from": _day(60), "to": _day(50)}),
        ("transactions_transaction", {"from": _day(60), "to": _day(50), "kind": "ADJUSTMENT"}),
        ("transactions_transaction", {"to": _day(80), "state": "UNKNOWN"}),
        ("transactions_transaction", {"p": "20"}),
        ("accounts_user", {"q": "Amani"}),
        ("accounts_user", {"q": "+2547900001"}),
        ("accounts_user", {"status": "LOCKED"}),
        ("accounts_user", {"q": "Nobody of that name"}),
        ("accounts_activity", {"since": "today"}),
        ("accounts_activity", {"from": _day(60), "to": _day(50)}),
        ("accounts_activity", {"q": "+254790000000"}),
        ("gateways_message", {"gateway_code": "bulkbank"}),
        ("gateways_message", {"gateway_code": "nobody"}),
        ("gateways_message", {"from": _day(60), "to": _day(50)}),
        ("gateways_operation", {"q": "+254790000000"}),
        ("ledger_journalentry", {"from": _day(60), "to": _day(50)}),
        ("ledger_ledgeraccount", {"q": "psp:bulkbank"}),
        ("risk_decision", {"from": _day(60), "to": _day(50)}),
        ("wallets_wallet", {"q": "+2547900001"}),
        ("notifications_delivery", {"state": "FAILED"}),
        ("core_outboxevent", {"state": "stuck"}),
        ("gateways_operation", {"state": "UNKNOWN"}),
        ("risk_decision", {"result": "BLOCK"}),
    ]


@pytest.mark.parametrize(("model", "query"), _searches(), ids=str)
def test_narrowed_lists(site: Client, model: str, query: dict[str, str]) -> None:
    if "to" in query and PAYMENTS <= 100_000:
        # Ids bound a range's end only in tables that are larger than any demo's (RecentFilter).
        query = {name: value for name, value in query.items() if name != "to"}
    look(site, reverse(f"admin:{model}_changelist", query=query))


@pytest.mark.parametrize("page", [page.name for page in PAGES if "<" not in page.path])
def test_each_page_of_its_own(site: Client, page: str) -> None:
    look(site, reverse(f"admin:{page}"))


@pytest.mark.parametrize("model", BIG_LISTS)
def test_each_choice_of_each_filter_of_long_lists(site: Client, model: str) -> None:
    """Also of what there is none of: looking for that must not mean looking at everything."""
    address = reverse(f"admin:{model}_changelist")
    answer: Any = site.get(address)
    found = answer.context_data["cl"]
    slow = []
    for narrowing in found.filter_specs:
        # Of fifty reasons for a decline the last ones do here.
        for choice in list(narrowing.choices(found))[-MOST_CHOICES:]:
            if choice.get("query_string", "?") != "?":
                try:
                    look(site, address + choice["query_string"])
                except AssertionError as error:
                    slow.append(str(error).partition("\n")[0])
    assert slow == []


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("find", {"q": "Amani"}),
        ("find", {"q": "+2547900001"}),
        ("find", {"q": "nobody@example.org"}),
        ("content/messages", {}),
        ("limit_preview", {"tier": "TIER_1", "daily": "100"}),
        ("fee_preview", {"kind": "WITHDRAWAL", "amount": "12.50"}),
        *(("report_ask", {"code": code}) for code in catalogue.REPORTS),
    ],
    ids=str,
)
def test_pages_that_are_asked_something(site: Client, page: str, query: dict[str, str]) -> None:
    if page == "report_ask":
        look(site, reverse("admin:report_ask", args=[query["code"]]))
    elif page == "content/messages":
        look(site, reverse("admin:message_text", args=["payment_sent"]))
    else:
        look(site, reverse(f"admin:{page}", query=query))


@pytest.mark.parametrize("query", ["", "?range=7", "?range=30", "?range=90", f"?from={_day(200)}"])
def test_the_dashboard(site: Client, query: str) -> None:
    assert "Completed" in look(site, reverse("admin:index") + query)


def test_everything_about_an_agent_a_merchant_and_a_rail(site: Client) -> None:
    """The rail is the one through which all deposits and withdrawals of the bulk data went."""
    for address in (
        reverse("admin:agent_360", args=[Agent.objects.get().id]),
        reverse("admin:merchant_360", args=[Merchant.objects.get().id]),
        reverse("admin:gateway_360", args=["bulkbank"]),
        reverse("admin:gateways_gateway_change", args=["bulkbank"]),
    ):
        look(site, address)


def test_the_payments_of_the_busiest_person(site: Client) -> None:
    """They are in every tenth payment: to count 1,000 of theirs in the newest of all is to read ten times as many."""
    address = reverse("admin:transactions_transaction_changelist", query={"q": "+254790000000"})
    look(site, address, most_rows=2 * MOST_ROWS)


def test_the_busiest_person_and_one_of_their_payments(site: Client, many: User) -> None:
    """The first of all people takes part in every tenth payment."""
    busiest = User.objects.get(msisdn="+254790000000")
    payment = Transaction.objects.filter(payer_id=busiest.id).latest("id")
    outside = Transaction.objects.filter(payer_id=busiest.id, kind="WITHDRAWAL").latest("id")
    for address in (
        reverse("admin:accounts_user_change", args=[busiest.id]),
        reverse("admin:person_360", args=[busiest.id]),
        reverse("admin:transactions_transaction_change", args=[payment.id]),
        reverse("admin:request_trace", args=[payment.request_id]),
        reverse("admin:payment_life", args=[payment.id]),
        reverse("admin:payment_life", args=[outside.id]),
        reverse("admin:request_trace", args=[outside.request_id]),
    ):
        look(site, address)
