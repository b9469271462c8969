"""Statements, lists and payouts read what they are about, asked of PostgreSQL itself (EXPLAIN ANALYZE)."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import make_operator, make_person
from apps.agents.models import Agent
from apps.agents.selectors import _commissions as reads
from apps.agents.selectors import list_commission_payouts
from apps.agents.services import _pay_commissions
from apps.agents.tests.factories import open_agent
from apps.core import sql

pytestmark = pytest.mark.django_db
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
OTHERS, ITS = 6_000, 6_000
# A line every half hour; two hundred and fifty are a payout, and the last thousand wait.
STEP, EACH = timedelta(minutes=30), 250
WAITING = 1_000
_LINES = """
INSERT INTO agents_commissionline (id, entry_id, transaction_id, agent_id, outlet_id, earner, earner_id, account_code,
    kind, currency, amount, payout_id, at)
SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), %(agent)s, gen_random_uuid(), 'AGENT', %(agent)s,
    (%(codes)s::text[])[1 + number %% cardinality(%(codes)s::text[])], 'CASH_IN', 'USD', 1,
    CASE WHEN number < %(paid)s THEN md5(%(agent)s::text || number / %(each)s)::uuid END, %(since)s + number * %(step)s
  FROM generate_series(0, %(count)s - 1) AS number
"""
_PAYOUTS = """
INSERT INTO agents_commissionpayout (id, agent_id, earner, earner_id, account_code, currency, since, until, lines,
    gross, tax, net, state, failure_code, attempts, transaction_id, made_at, paid_at)
SELECT md5(%(agent)s::text || number)::uuid, %(agent)s, 'AGENT', %(agent)s, %(code)s, 'USD',
    %(since)s + number * %(each)s * %(step)s, %(since)s + (number + 1) * %(each)s * %(step)s, %(each)s,
    %(each)s, 0, %(each)s, 'PAID', '', 1, gen_random_uuid(), %(since)s + (number + 1) * %(each)s * %(step)s,
    %(since)s + (number + 1) * %(each)s * %(step)s
  FROM generate_series(0, %(payouts)s - 1) AS number
"""


@pytest.fixture
def shop() -> Agent:
    """Its lines among those of others, at the same times."""
    agent = open_agent(make_person("dalia"), at=SINCE, pays_out="MONTHLY")
    other = open_agent(make_person("hassan"), at=SINCE)
    its: dict[str, Any] = {
        "agent": agent.id,
        "codes": [f"agent:{agent.id}:commission"],
        "count": ITS,
        "paid": ITS - WAITING,
    }
    others: dict[str, Any] = {
        "agent": other.id,
        "codes": [f"agent:{number}:commission" for number in range(20)],
        "count": OTHERS,
        "paid": OTHERS // 2,
    }
    times: dict[str, Any] = {"since": SINCE, "step": STEP, "each": EACH}
    with connection.cursor() as cursor:
        for lines in (others, its):
            cursor.execute(_LINES, {**lines, **times})
        payouts: dict[str, Any] = {"agent": agent.id, "code": its["codes"][0], "payouts": (ITS - WAITING) // EACH}
        cursor.execute(_PAYOUTS, {**payouts, **times})
        payouts = {"agent": other.id, "code": "agent:0:commission", "payouts": 1_000}
        cursor.execute(_PAYOUTS, {**payouts, **times})
        cursor.execute("ANALYZE agents_commissionline, agents_commissionpayout")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return agent


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if str(plan.get("Relation Name", "")).startswith("agents_commission") and plan["Node Type"] != "ModifyTable":
        yield plan
    for inner in plan.get("Plans", []):
        yield from scans_of(inner)


def scans(work: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """How each statement of this work reads lines and payouts."""
    asked: list[tuple[str, Any]] = []
    real = sql.fetch_all

    def noted(statement: str, parameters: Any = ()) -> Any:
        asked.append((statement, parameters))
        return real(statement, parameters)

    with monkeypatch.context() as patched, CaptureQueriesContext(connection) as captured:
        patched.setattr(sql, "fetch_all", noted)
        work()
    # The statements of core.sql are known with their values, Django's own as they were sent.
    prepared = {statement for statement, _ in asked}
    asked += [(query["sql"].replace("%", "%%"), None) for query in captured if query["sql"] not in prepared]
    found: list[dict[str, Any]] = []
    for statement, parameters in asked:
        if not re.search(r"agents_commission(line|payout)", statement):
            continue
        with connection.cursor() as cursor:
            if parameters is None:
                cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement.replace("%%", "%"))
            else:
                cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement, parameters)
            (answer,) = cursor.fetchone()
        found += scans_of((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"])
    assert found
    return found


def read_by(found: list[dict[str, Any]]) -> float:
    """How many rows these scans looked at in all; none of them may look at a whole table."""
    for scan in found:
        assert "Seq Scan" not in scan["Node Type"], scan
    return sum((scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) * scan["Actual Loops"] for scan in found)


def test_what_was_there_reads_what_waited_then(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"agent:{shop.id}:commission"]
    # In the middle of the fourth payout, and of the eighth.
    since, until = SINCE + 875 * STEP, SINCE + 1_875 * STEP
    assert reads.get_commission_ends(codes, since=since, until=until) == (125, 125)
    found = scans(lambda: reads.get_commission_ends(codes, since=since, until=until), monkeypatch)
    # The lines of one payout for each end, and the payouts themselves.
    assert read_by(found) <= 2 * (EACH + 2 * (ITS - WAITING) // EACH)
    now = SINCE + (ITS + 1) * STEP
    assert reads.get_commission_ends(codes, since=now, until=now) == (WAITING, WAITING)
    found = scans(lambda: reads.get_commission_ends(codes, since=now, until=now), monkeypatch)
    assert read_by(found) <= 2 * (WAITING + 2 * (ITS - WAITING) // EACH)


def test_the_lines_of_some_days_are_read_and_no_others(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = [reads.CommissionAccount(f"agent:{shop.id}:commission", "AGENT", shop.id, shop.name)]
    days = {"since": SINCE + timedelta(days=30), "until": SINCE + timedelta(days=40)}
    lines = timedelta(days=10) // STEP
    assert len(list(reads.iterate_earned(accounts, agent_id=shop.id, **days))) == lines
    works: list[Callable[[], Any]] = [
        lambda: list(reads.iterate_earned(accounts, agent_id=shop.id, **days)),
        lambda: list(reads.iterate_paid(accounts, **days)),
        lambda: reads.count_commission_lines([accounts[0].code], **days),
    ]
    for work in works:
        assert read_by(scans(work, monkeypatch)) <= lines + (ITS - WAITING) // EACH


def test_a_page_of_payouts_reads_a_page(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    middle = list_commission_payouts(shop.id, limit=10)[-1].id
    works: list[Callable[[], Any]] = [
        lambda: list_commission_payouts(shop.id, limit=5),
        lambda: list_commission_payouts(shop.id, before=middle, limit=5),
        lambda: list_commission_payouts(shop.id, after=middle, limit=5),
    ]
    for work in works:
        assert read_by(scans(work, monkeypatch)) <= 5


def test_looking_for_what_is_due_reads_no_line_of_who_waits_for_the_month(
    shop: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All that is before this month is paid; its thousand lines since are not looked at every half minute."""
    month = SINCE + (ITS - WAITING) * STEP
    now = month + WAITING * STEP

    def look() -> None:
        for way, until in (("INSTANT", now), ("MONTHLY", month)):
            _pay_commissions._list_owed(ways=(way,), until=until, now=now, limit=500)

    found = [one for one in scans(look, monkeypatch) if one["Relation Name"] == "agents_commissionline"]
    assert read_by(found) == 0


def test_the_operators_lists_read_a_page(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    client.force_login(make_operator())
    for model, term in (
        ("commissionline", ""),
        ("commissionline", str(shop.id)),
        ("commissionpayout", ""),
        ("commissionpayout", str(shop.id)),
    ):
        url = f"/admin/agents/{model}/"
        assert client.get(url, {"q": term}).status_code == 200
        found = scans(lambda url=url, term=term: client.get(url, {"q": term}), monkeypatch)  # type: ignore[misc]
        for scan in found:
            assert "Seq Scan" not in scan["Node Type"] or scan["Actual Rows"] <= 1_001, scan
