"""Looking at overviews: who looks, what it costs, and by which indexes it is read."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, make_operator

# What a page may cost, with the session, the operator and the sidebar in it.
MOST_STATEMENTS = 40
# Tables of millions.
BIG = {
    "accounts_activity",
    "agents_commissionline",
    "agents_dealing",
    "billers_billpayment",
    "core_exportrecord",
    "core_outboxevent",
    "gateways_message",
    "ledger_entry",
    "merchants_taking",
    "notifications_delivery",
    "notifications_notification",
    "risk_decision",
    "transactions_transaction",
    "transactions_transition",
}


def operator() -> Client:
    """Olga's browser."""
    return browser_of(make_operator())


def operator_once() -> Client:
    """Hers, whether she is there already or not."""
    known = User.objects.filter(is_superuser=True).first()
    return browser_of(known) if known else operator()


def staff_with(*permissions: str) -> Client:
    """Somebody of the staff who may do this and nothing else: `app.codename`."""
    person: User = UserFactory.create(is_staff=True)
    for each in permissions:
        app, codename = each.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return browser_of(person)


def browser_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def look(client: Client, path: str) -> str:
    """A page as text, as somebody reads it: its words, without what is around them."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return words_of(answer.content.decode())


def words_of(page: str) -> str:
    main = page[page.index('class="gp-overview"') :]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def statements_of(client: Client, path: str) -> list[str]:
    """What a page asks the database."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return [query["sql"] for query in captured.captured_queries]


def reads_without_index(statements: list[str]) -> list[str]:
    """Reads of big tables that no index bounds, whatever PostgreSQL thinks of tables this small."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        found = []
        for statement in statements:
            if not statement.startswith("SELECT") or not any(f'"{table}"' in statement for table in BIG):
                continue
            cursor.execute("EXPLAIN (FORMAT JSON) " + statement)
            (answer,) = cursor.fetchone()
            plan = json.loads(answer) if isinstance(answer, str) else answer
            found += [f"{node}: {statement}" for node in _unbounded(plan[0]["Plan"])]
        cursor.execute("RESET enable_seqscan")
    return found


def _unbounded(node: dict[str, Any]) -> Iterator[str]:
    is_scan = node["Node Type"] in {"Seq Scan", "Index Scan", "Index Only Scan"}
    # The newest rows of all, and no more, are read without a condition.
    is_unbounded = "Index Cond" not in node and ("Filter" in node or node["Node Type"] == "Seq Scan")
    if is_scan and is_unbounded and node.get("Relation Name") in BIG:
        yield f"{node['Node Type']} of {node['Relation Name']}"
    for inner in node.get("Plans", []):
        yield from _unbounded(inner)


def older_of(page: str) -> str:
    """Where the next page of a timeline is; empty at its end."""
    found = re.search(r'href="(\?[^"]*before=[^"#]*)', page)
    return unescape(found.group(1)) if found else ""
