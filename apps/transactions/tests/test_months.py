"""Money in and out by month: right to the cent and to the hour, at a price that is bounded."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core import clock
from apps.transactions import months
from apps.transactions.history import first_id_since
from apps.transactions.models import Transaction
from apps.transactions.months import COUNTED, SHOWN, Month, list_months
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
NAIROBI = ZoneInfo("Africa/Nairobi")
_MANY = """
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_name, payee_name, amount, fee, currency, note, channel, request_id,
    created_at)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000 + 20)::bigint), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0')
        || '8' || substr(md5(n::text), 1, 15))::uuid,
       'M' || lpad(n::text, 9, '0'), 'P2P', 'COMPLETED', '', gen_random_uuid(), 'm' || n, 'd',
       CASE WHEN n %% 50 = 0 THEN %(me)s::uuid ELSE gen_random_uuid() END,
       CASE WHEN n %% 50 = 25 THEN %(me)s::uuid ELSE gen_random_uuid() END,
       '', '', 5, 0, 'USD', '', 'api', '', at
  FROM (SELECT n, %(now)s::timestamptz - (%(total)s - n) * interval '1 hour' AS at
          FROM generate_series(1, %(total)s) n) rows
"""


def put(person: User | UUID, at: datetime, *, is_in: bool = False, **changes: Any) -> Transaction:
    """A payment of theirs in the past, in the row only."""
    me = person if isinstance(person, UUID) else person.id
    values: dict[str, Any] = {
        "reference": uuid4().hex[:10].upper(),
        "kind": "P2P",
        "state": "COMPLETED",
        "initiator_id": me,
        "idempotency_key": uuid4().hex,
        "request_digest": b"d" * 32,
        "payer_id": uuid4() if is_in else me,
        "payee_id": me if is_in else uuid4(),
        "amount": 10,
        "fee": 0,
        "currency": "USD",
        "channel": "api",
        "created_at": at,
        **changes,
    }
    return Transaction.objects.create(**values)


def months_of(
    person: User | UUID, currency: str = "USD", *, zone: ZoneInfo = NAIROBI, now: datetime = NOW
) -> list[Month]:
    me = person if isinstance(person, UUID) else person.id
    return list_months(me, zone=zone, now=now).get(currency, [])


def test_what_came_and_went_is_summed_with_its_fees() -> None:
    amina, brian = join("amina", 100), join("brian", 100)
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    send(amina, "brian", "10.00")
    send(amina, "brian", "5.25")
    send(brian, "amina", "7.00")
    assert send(amina, "brian", 10_000).transaction.state == "DECLINED"
    shown = months_of(amina, now=clock.now())
    assert len(shown) == SHOWN
    assert (shown[-1].came, shown[-1].went) == (Decimal("7.00"), Decimal("16.25"))
    assert all(month.came == month.went == 0 for month in shown[:-1])
    assert months_of(brian, now=clock.now())[-1].came == Decimal("15.25")


def test_months_are_the_persons_own() -> None:
    """At midnight in Nairobi a month begins, whatever the clocks of the server say."""
    me = uuid4()
    put(me, datetime(2026, 1, 31, 20, 59, 59, tzinfo=UTC), amount=1)
    put(me, datetime(2026, 1, 31, 21, 0, tzinfo=UTC), amount=2)
    assert [month.went for month in months_of(me)[-3:]] == [1, 2, 0]
    assert [month.went for month in months_of(me, zone=ZoneInfo("UTC"))[-3:]] == [3, 0, 0]


def test_it_begins_eleven_months_before_this_one() -> None:
    me = uuid4()
    put(me, datetime(2025, 3, 31, 20, 59, 59, tzinfo=UTC), amount=1)
    put(me, datetime(2025, 3, 31, 21, 0, tzinfo=UTC), amount=2)
    shown = months_of(me)
    assert (shown[0].first_day.isoformat(), shown[-1].first_day.isoformat()) == ("2025-04-01", "2026-03-01")
    assert sum(month.went for month in shown) == 2


def test_a_conversion_leaves_one_currency_and_arrives_in_the_other() -> None:
    me = uuid4()
    more: dict[str, Any] = {
        "kind": "CONVERSION",
        "amount": 10,
        "fee": 1,
        "received_amount": 9,
        "received_currency": "EUR",
        "rate": "0.9",
    }
    put(me, NOW, payee_id=me, **more)
    assert (months_of(me)[-1].came, months_of(me)[-1].went) == (0, 11)
    assert (months_of(me, "EUR")[-1].came, months_of(me, "EUR")[-1].went) == (9, 0)


def test_who_bears_the_fee_decides_where_it_counts() -> None:
    me = uuid4()
    put(me, NOW, amount=10, fee=1, tax=1, fee_bearer="PAYEE")
    put(me, NOW, is_in=True, amount=20, fee=2, tax=1, fee_bearer="PAYEE")
    assert (months_of(me)[-1].came, months_of(me)[-1].went) == (17, 10)


def test_who_has_moved_nothing_has_no_months() -> None:
    assert list_months(uuid4(), zone=NAIROBI, now=NOW) == {}


def test_rows_out_of_step_with_their_ids_are_counted_where_they_were_made() -> None:
    """Seeded or brought along: the id is of now, the payment of last autumn."""
    me = uuid4()
    put(me, datetime(2025, 10, 10, tzinfo=UTC), amount=4)
    assert [month.went for month in months_of(me) if month.went] == [4]


def test_a_month_that_is_not_read_whole_is_not_told_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    me = uuid4()
    for month in (1, 1, 2, 2, 3):
        put(me, datetime(2026, month, 10, tzinfo=UTC), amount=1)
    monkeypatch.setattr(months, "COUNTED", 4)
    assert [(month.first_day.month, month.went) for month in months_of(me)] == [(2, 2), (3, 1)]


def test_other_people_s_payments_are_not_read() -> None:
    """The plan itself: two scans of the indexes that begin with the person, from the first of these months on."""
    me = uuid4()
    total = 24 * 365 * 3
    with connection.cursor() as cursor:
        cursor.execute(_MANY, {"me": me, "now": NOW, "total": total})
        cursor.execute("ANALYZE transactions_transaction")
        cursor.execute("SET LOCAL random_page_cost = 1.1")
    with CaptureQueriesContext(connection) as captured:
        shown = months_of(me)
    assert len(captured) == 2
    begin = datetime(2025, 3, 31, 21, tzinfo=UTC)
    given: dict[str, Any] = {
        "me": me,
        "first": first_id_since(begin),
        "most": COUNTED,
        "zone": NAIROBI.key,
        "since": begin,
    }
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + months._MOVED, given)
        (answer,) = cursor.fetchone()
    nodes = list(_nodes((json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]))
    assert {node.get("Index Name") for node in nodes if "Index Name" in node} == {
        "transactions_by_payer",
        "transactions_by_payee",
    }
    assert not [node for node in nodes if node["Node Type"] == "Seq Scan"]
    read = sum(node["Actual Rows"] for node in nodes if "Index Name" in node)
    assert 2 * 365 * 24 / 50 * 0.9 < read < 2 * 366 * 24 / 50 * 1.1
    paid = Transaction.objects.filter(payer_id=me, created_at__gte=begin).count()
    assert sum(month.went for month in shown) == 5 * paid


def _nodes(plan: dict[str, Any]) -> Any:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)
