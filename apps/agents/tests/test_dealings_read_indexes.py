"""An agent with many past dealings reads as few rows as one with few, asked of PostgreSQL itself (EXPLAIN ANALYZE)."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.agents.models import Acquaintance, Agent, Dealing, Role
from apps.agents.selectors import (
    DealingFilter,
    Member,
    Power,
    get_open_shift,
    list_dealings,
    list_own_dealings,
    require_role,
)
from apps.agents.tests.factories import employ, main_outlet, open_agent, open_shift
from apps.core import clock
from apps.core.ids import earliest_id
from apps.transactions.models import Transaction

pytestmark = pytest.mark.django_db
FEW, MANY, PAGE = 100, 100_000, 20
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# Everyone a minute after the one before, so the many take some seventy days. Ids are in the order of time.
_DEALINGS = """
INSERT INTO agents_dealing (transaction_id, agent_id, outlet_id, teller_id, customer_id, kind, currency, amount,
    commission, at)
SELECT (lpad(to_hex((extract(epoch FROM %(began)s::timestamptz) * 1000)::bigint + number * 60000), 12, '0')
        || '70008000' || lpad(to_hex(number * 2 + %(which)s), 12, '0'))::uuid,
    %(agent)s, %(outlet)s, %(teller)s,
    (%(customers)s::uuid[])[1 + number %% cardinality(%(customers)s::uuid[])],
    CASE WHEN number %% 3 = 0 THEN 'CASH_OUT' ELSE 'CASH_IN' END, 'USD', 1, 0,
    %(began)s::timestamptz + number * interval '1 minute'
  FROM generate_series(0, %(count)s - 1) AS number
"""
_ID = "(lpad(to_hex("


class Desk:
    """An agent, its teller, whom it knows, and so many dealings."""

    def __init__(self, agent: Agent, teller: User, which: int, count: int, customers: list[User]) -> None:
        employ(agent, teller)
        self.teller, self.count = teller, count
        self.owner = require_role(person_id=agent.owner_id, agent_id=agent.id, power=Power.SEE_DEALINGS)
        outlet = main_outlet(agent)
        self.shift = open_shift(outlet, teller)
        self.manager = Member(self.owner.row_id, agent.id, agent.owner_id, Role.MANAGER.value, outlet.id, "ACTIVE")
        values = {
            "began": BEGAN,
            "which": which,
            "agent": agent.id,
            "outlet": outlet.id,
            "teller": teller.id,
            "customers": [customer.id for customer in customers],
            "count": count,
        }
        with connection.cursor() as cursor:
            cursor.execute(_DEALINGS, values)

    def nth(self, number: int) -> UUID:
        return Dealing.objects.filter(teller_id=self.teller.id).order_by("transaction_id")[number].pk


@pytest.fixture
def town() -> tuple[Desk, Desk]:
    """A small agent and a large one, in one table, with the same customers."""
    customers = [make_person(name) for name in ("amina", "brian", "chidi", "esther", "farid")]
    few = Desk(open_agent(make_person("hassan")), make_person("imani"), 0, FEW, customers)
    many = Desk(open_agent(make_person("grace"), name="Large"), make_person("joseph"), 1, MANY, customers)
    now = clock.now()
    for desk in (few, many):
        Acquaintance.objects.bulk_create(
            Acquaintance(
                agent_id=desk.owner.agent_id,
                customer_id=customer.id,
                first_at=now,
                last_at=now,
                dealings=1,
                day=now.date(),
                day_count=1,
                day_total=1,
            )
            for customer in customers
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE agents_dealing")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    return few, many


@pytest.fixture(autouse=True)
def _payments(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands beside a dealing is read by primary key; these have no payments of their own."""
    seen = Transaction(reference="7K2M9QX4AB", fee=0, tax=0)

    class Every(dict[UUID, Transaction]):
        def __missing__(self, key: UUID) -> Transaction:
            return seen

    bulk = type(Transaction.objects.all()).in_bulk

    def in_bulk(rows: Any, ids: Any = None, **named: Any) -> Any:
        return Every(bulk(rows, ids, **named)) if rows.model is Transaction else bulk(rows, ids, **named)

    monkeypatch.setattr(type(Transaction.objects.all()), "in_bulk", in_bulk)


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") == "agents_dealing" or plan["Node Type"] == "Bitmap Index Scan":
        yield plan
    for inner in plan.get("Plans", []):
        yield from scans_of(inner)


def rows_read(work: Callable[[], Any]) -> tuple[float, int]:
    """How many rows of the dealings were read, and how many statements were asked."""
    with CaptureQueriesContext(connection) as captured:
        work()
    read, scans = 0.0, 0
    for query in captured.captured_queries:
        if '"agents_dealing"' not in query["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"])
            (answer,) = cursor.fetchone()
        for scan in scans_of((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]):
            assert "Seq Scan" not in scan["Node Type"], scan
            read += (scan["Actual Rows"] + scan.get("Rows Removed by Filter", 0)) * scan["Actual Loops"]
            scans += 1
    assert scans
    return read, len(captured)


def pages(desk: Desk) -> dict[str, Callable[[], Any]]:
    """Every way a list is asked for, of this desk."""
    member, teller = desk.owner, desk.teller.id
    middle = desk.nth(desk.count // 2)
    last = BEGAN + timedelta(minutes=desk.count)
    amina = "+254712000001"

    def office(**filters: Any) -> Callable[[], Any]:
        return lambda: list_dealings(member, matching=DealingFilter(**filters), limit=PAGE)

    return {
        "the newest": office(),
        "further on": lambda: list_dealings(member, matching=DealingFilter(), before=middle, limit=PAGE),
        "back": lambda: list_dealings(member, matching=DealingFilter(), after=middle, limit=PAGE),
        "of a manager": lambda: list_dealings(desk.manager, matching=DealingFilter(), limit=PAGE),
        "of a kind": office(kind="CASH_IN"),
        "of an outlet": office(outlet_id=desk.manager.outlet_id),
        "of a teller": office(teller_id=teller),
        "with a customer": office(customer=amina),
        "with nobody they know": office(customer="+254712000022"),
        "by reference": office(q="7K2M9QX4AB"),
        "of the last hour": office(since=last - timedelta(minutes=PAGE)),
        "of the first hour": office(until=BEGAN + timedelta(minutes=PAGE)),
        "my own": lambda: list_own_dealings(teller, matching=DealingFilter(), limit=PAGE),
        "my own, further on": lambda: list_own_dealings(teller, matching=DealingFilter(), before=middle, limit=PAGE),
        "my own with a customer": lambda: list_own_dealings(teller, matching=DealingFilter(q=amina), limit=PAGE),
        "my open shift": lambda: get_open_shift(person_id=teller, now=last),
    }


def test_a_page_reads_as_few_rows_of_a_hundred_thousand_as_of_a_hundred(town: tuple[Desk, Desk]) -> None:
    few, many = (pages(desk) for desk in town)
    for name in few:
        if name in ("with nobody they know", "by reference"):
            continue
        small, large = rows_read(few[name]), rows_read(many[name])
        assert large[0] <= max(small[0], 5 * PAGE), (name, small, large)
        assert large[1] == small[1] <= 7, (name, small, large)


def test_who_is_not_known_costs_no_look_at_the_dealings(town: tuple[Desk, Desk]) -> None:
    for name in ("with nobody they know", "by reference"):
        with CaptureQueriesContext(connection) as captured:
            assert pages(town[1])[name]() == []
        assert not [query["sql"] for query in captured if 'FROM "agents_dealing"' in query["sql"][:400]][1:], name


def test_the_ids_are_in_the_order_of_time(town: tuple[Desk, Desk]) -> None:
    """Else the pages above would prove nothing."""
    many = town[1]
    at = BEGAN + timedelta(minutes=MANY // 2)
    assert Dealing.objects.filter(teller_id=many.teller.id, transaction_id__lt=earliest_id(at)).count() == MANY // 2
