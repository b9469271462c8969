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
from apps.transactions.references import new_reference

pytestmark = pytest.mark.django_db
FEW, MANY, PAGE = 100, 100_000, 20
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# Everyone a minute after the one before, so the many take some seventy days. Ids are in the order of time.
_DEALINGS = """
INSERT INTO agents_dealing (transaction_id, agent_id, outlet_id, teller_id, customer_id, kind, currency, amount,
    commission, at)
SELECT (lpad(to_hex((extract(epoch FROM %(began)s::timestamptz) * 1000)::bigint + number::bigint * 60000), 12, '0')
        || '70008000' || lpad(to_hex(number * 2 + %(which)s), 12, '0'))::uuid,
    %(agent)s, %(outlet)s, %(teller)s,
    (%(customers)s::uuid[])[1 + number %% cardinality(%(customers)s::uuid[])],
    CASE WHEN number %% 3 = 0 THEN 'CASH_OUT' ELSE 'CASH_IN' END, 'USD', 1, 0,
    %(began)s::timestamptz + number * interval '1 minute'
  FROM generate_series(0, %(count)s - 1) AS number
"""


class Desk:
    """An agent, its teller, whom it knows, and so many dealings."""

    def __init__(self, agent: Agent, teller: User, which: int, count: int, customers: list[User]) -> None:
        employ(agent, teller)
        self.teller, self.count = teller, count
        self.owner = require_role(person_id=agent.owner_id, agent_id=agent.id, power=Power.SEE_DEALINGS)
        outlet = main_outlet(agent)
        self.shift = open_shift(outlet, teller)
        self.manager = Member(self.owner.row_id, agent.id, agent.owner_id, Role.MANAGER.value, outlet.id, "ACTIVE")
        values: dict[str, Any] = {
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

        self._pay(*self.ids(0), *self.ids(count // 2 - 50), *self.ids(count - 150))

    def ids(self, first: int) -> list[UUID]:
        rows = Dealing.objects.filter(teller_id=self.teller.id).order_by("transaction_id")
        first = max(0, first)
        return list(rows.values_list("pk", flat=True)[first : first + 150])

    def _pay(self, *ids: UUID) -> None:
        """The payments beside the dealings that will be on a page."""
        Transaction.objects.bulk_create(
            Transaction(
                id=one,
                reference=new_reference(),
                kind="CASH_IN",
                state="COMPLETED",
                initiator_id=self.teller.id,
                idempotency_key=str(one),
                request_digest=b"x" * 32,
                amount=1,
                fee=0,
                currency="USD",
                channel="api",
                created_at=BEGAN,
            )
            for one in set(ids)
        )


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


def scans_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if plan.get("Relation Name") == "agents_dealing" or plan["Node Type"] == "Bitmap Index Scan":
        yield plan
    for inner in plan.get("Plans", []):
        yield from scans_of(inner)


def rows_read(work: Callable[[], Any]) -> tuple[float, int]:
    """How many rows of the dealings were read, and how many statements were asked, once people are remembered."""
    work()
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
    middle = desk.ids(desk.count // 2)[0]
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
        "of the last hour": office(since=last - timedelta(minutes=PAGE)),
        "of the first hour": office(until=BEGAN + timedelta(minutes=PAGE)),
        "my own": lambda: list_own_dealings(teller, matching=DealingFilter(), limit=PAGE),
        "my own, further on": lambda: list_own_dealings(teller, matching=DealingFilter(), before=middle, limit=PAGE),
        "my own with a customer": lambda: list_own_dealings(teller, matching=DealingFilter(q=amina), limit=PAGE),
    }


def test_a_page_reads_as_few_rows_of_a_hundred_thousand_as_of_a_hundred(town: tuple[Desk, Desk]) -> None:
    few, many = (pages(desk) for desk in town)
    for name in few:
        small, large = rows_read(few[name]), rows_read(many[name])
        assert large[0] <= max(small[0], 5 * PAGE), (name, small, large)
        assert large[1] == small[1] <= 7, (name, small, large)
    # An open shift shows what its teller did today, and reads no more than that.
    now = BEGAN + timedelta(minutes=MANY)
    read, statements = rows_read(lambda: get_open_shift(person_id=town[1].teller.id, now=now))
    assert (read <= 25 * 60, statements) == (True, 4)
    # Who is not known costs no look at the dealings, and neither does a reference that is nobody's.
    for filters in (DealingFilter(customer="+254712000022"), DealingFilter(q="7K2M9QX4AB")):
        with CaptureQueriesContext(connection) as captured:
            assert list_dealings(town[1].owner, matching=filters) == []
        assert not [query["sql"] for query in captured if 'FROM "agents_dealing"' in query["sql"]]
    # The ids are in the order of time, or the above would prove nothing.
    at = earliest_id(BEGAN + timedelta(minutes=MANY // 2))
    assert Dealing.objects.filter(teller_id=town[1].teller.id, transaction_id__lt=at).count() == MANY // 2
