"""Each list a person can ask for reads an index bounded by the person, asked of PostgreSQL itself (EXPLAIN ANALYZE)."""

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.core.ids import earliest_id
from apps.transactions import history
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.models import Transaction

# Somebody has paid 1,000 times and been paid as often in two years, of 60,000 payments there are.
HEAVY, OTHERS = uuid4(), [uuid4() for _ in range(12)]
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
PAID, RECEIVED, TOTAL = 1_000, 1_000, 60_000
STEP = timedelta(days=730) / TOTAL
_FILL = """
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_name, payee_name, amount, fee, currency, note, channel, request_id,
    created_at)
SELECT (lpad(to_hex((extract(epoch FROM at) * 1000 + 20)::bigint), 12, '0') || '7' || lpad(to_hex(n %% 4096), 3, '0')
        || '8' || substr(md5(n::text), 1, 15))::uuid,
       'R' || lpad(n::text, 9, '0'),
       -- One in a hundred of hers, on both sides, is rare in one way or another; others have such, too.
       CASE WHEN n %% 6000 IN (60, 90) THEN 'PROMOTION' ELSE 'P2P' END,
       CASE WHEN n %% 6000 IN (120, 150) THEN 'DECLINED' ELSE 'COMPLETED' END,
       CASE WHEN n %% 6000 IN (120, 150) THEN 'insufficient_funds' ELSE '' END,
       %(heavy)s, 'k' || n, 'd', payer, payee, 'Payer Person', 'Payee Person',
       CASE WHEN n %% 6000 IN (180, 210) THEN 900 ELSE 5 END, 0, 'USD',
       CASE WHEN n %% 6000 IN (240, 270) THEN 'a heron' ELSE 'lunch' END,
       'api', '', at
  FROM (SELECT n, %(begin)s::timestamptz + n * %(step)s::interval AS at,
               CASE WHEN n %% 60 = 0 THEN %(heavy)s::uuid ELSE (%(others)s::uuid[])[1 + n %% 12] END AS payer,
               CASE WHEN n %% 60 = 30 THEN %(heavy)s::uuid ELSE (%(others)s::uuid[])[1 + n / 13 %% 12] END AS payee
          FROM generate_series(1, %(total)s) n) rows
"""


@pytest.fixture(scope="module")
def filled(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Sixty thousand payments, written once for all of these tests and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            values: dict[str, Any] = {
                "heavy": HEAVY,
                "others": OTHERS,
                "begin": BEGIN,
                "step": STEP,
                "total": TOTAL,
            }
            cursor.execute(_FILL, values)
            cursor.execute("ANALYZE transactions_transaction")
            # As for a disk without a head to move. Else it is worth it to read on in the table for somebody who has so
            # large a part of it; nobody has in a table of millions.
            cursor.execute("SET LOCAL random_page_cost = 1.1")
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _unblocked(filled: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def plans_of(matching: HistoryFilter, **position: Any) -> list[dict[str, Any]]:
    """The plan of every query of one page, with what it really read."""
    with CaptureQueriesContext(connection) as captured:
        list_transactions(HEAVY, matching=matching, **position)
    return [plan_of(query["sql"]) for query in captured.captured_queries if "%s" not in query["sql"]]


def plan_of(statement: str) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + statement)
        (answer,) = cursor.fetchone()
    found: list[dict[str, Any]] = json.loads(answer) if isinstance(answer, str) else answer
    return dict(found[0]["Plan"])


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from nodes_of(inner)


def read_by(plans: list[dict[str, Any]]) -> int:
    """How many rows and index entries were looked at, also those that were thrown away."""
    read = 0.0
    for plan in plans:
        for node in nodes_of(plan):
            if "Scan" in node["Node Type"]:
                thrown = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
                read += (node["Actual Rows"] + thrown) * node["Actual Loops"]
    return int(read)


MIDDLE = BEGIN + timedelta(days=365)
KINDS = [None, "PROMOTION"]
STATES = [None, "DECLINED", "COMPLETED"]
DIRECTIONS: list[Any] = [None, "in", "out"]
PERIODS = [(None, None), (None, MIDDLE), (MIDDLE, MIDDLE + timedelta(days=7))]
AMOUNTS = [(None, None), (Decimal(800), Decimal(1_000))]
TEXTS = [None, "heron"]
POSITIONS: list[dict[str, Any]] = [{}, {"before": earliest_id(MIDDLE)}, {"after": earliest_id(MIDDLE)}]


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_combination_of_filters_reads_the_table(kind: str | None, direction: Any) -> None:
    """Nor anything of other people's: what is read is at most the person's own history, once for each side."""
    of_heavy = PAID + RECEIVED
    for state, (since, before), (minimum, maximum), text, position in itertools.product(
        STATES, PERIODS, AMOUNTS, TEXTS, POSITIONS
    ):
        matching = HistoryFilter(kind, state, direction, since, before, minimum, maximum, text)
        plans = plans_of(matching, **position)
        for plan in plans:
            for node in nodes_of(plan):
                assert node["Node Type"] != "Seq Scan" or node["Relation Name"] != "transactions_transaction", matching
                if node.get("Index Name", "").startswith("transactions_") and "Filter" not in node:
                    assert "Index Cond" in node, (matching, node)
        # A bitmap names rows before it reads them; of a text the index also tells where to begin.
        bound = of_heavy * (3 if text else 2)
        assert read_by(plans) <= bound, matching


@pytest.mark.parametrize("position", POSITIONS, ids=["first", "before", "after"])
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    ("matching", "bound"),
    [
        # A page of twenty from each side.
        ({}, 50),
        ({"kind": "P2P"}, 50),
        ({"state": "COMPLETED"}, 50),
        ({"minimum": Decimal(1), "maximum": Decimal(6)}, 50),
        # Rare ones have an index that holds nothing else.
        ({"state": "DECLINED"}, 50),
        ({"kind": "PROMOTION"}, 50),
        ({"kind": "PROMOTION", "state": "COMPLETED"}, 60),
        ({"kind": "P2P", "state": "DECLINED"}, 60),
        # A week is read as a week: some ten payments of each side, wherever it lies.
        ({"since": MIDDLE, "before": MIDDLE + timedelta(days=7), "minimum": Decimal(800)}, 100),
        ({"before": BEGIN + timedelta(days=3)}, 100),
        ({"since": BEGIN + timedelta(days=727), "minimum": Decimal(10_000)}, 100),
        # A reference is unique; the text is looked for besides.
        ({"since": MIDDLE, "before": MIDDLE + timedelta(days=7), "text": "heron"}, 200),
    ],
)
def test_what_is_looked_for_decides_what_is_read(
    matching: dict[str, Any], bound: int, direction: Any, position: dict[str, Any]
) -> None:
    plans = plans_of(HistoryFilter(**matching, direction=direction), **position)
    assert read_by(plans) <= bound, json.dumps(plans, indent=1)[:4000]


def test_all_of_a_rare_kind_is_found_and_in_order() -> None:
    found = list_transactions(HEAVY, matching=HistoryFilter(kind="PROMOTION"), limit=100)
    wanted = Transaction.objects.filter(kind="PROMOTION", payer_id=HEAVY) | Transaction.objects.filter(
        kind="PROMOTION", payee_id=HEAVY
    )
    assert [row.id for row in found] == list(wanted.order_by("-id").values_list("id", flat=True))
    assert found


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_a_period_as_ids_is_the_period(direction: Any) -> None:
    """To the moment: a payment at `since` is in it, one at `before` is not."""
    at = list(
        Transaction.objects.filter(payer_id=HEAVY, created_at__gte=MIDDLE).order_by("id").values_list("created_at")[:9]
    )
    since, before = at[2][0], at[6][0]
    found = list_transactions(HEAVY, matching=HistoryFilter(since=since, before=before, direction=direction), limit=100)
    every = list_transactions(HEAVY, matching=HistoryFilter(direction=direction), limit=TOTAL)
    assert [row.id for row in found] == [row.id for row in every if since <= row.created_at < before]


def test_who_has_rows_out_of_step_with_their_ids_finds_them_all_the_same() -> None:
    """Seeded or brought along: the id is of now, the payment of years ago."""
    somebody, payment = uuid4(), Transaction.objects.filter(payer_id=HEAVY).first()
    assert payment is not None
    values = {field.attname: getattr(payment, field.attname) for field in Transaction._meta.concrete_fields}
    values |= {"id": earliest_id(MIDDLE), "reference": "OUTOFSTEP1", "idempotency_key": "o", "payer_id": somebody}
    old = datetime(2020, 2, 1, tzinfo=UTC)
    with transaction.atomic():
        Transaction.objects.create(**values | {"created_at": old})
        period = HistoryFilter(since=old, before=old + timedelta(days=1))
        assert [row.created_at for row in list_transactions(somebody, matching=period)] == [old]
        # The other side of it finds it too.
        payee = HistoryFilter(since=old, before=old + timedelta(days=1), direction="in")
        assert len(list_transactions(values["payee_id"], matching=payee)) == 1
        transaction.set_rollback(True)


def test_asking_whether_anything_is_out_of_step_reads_two_empty_indexes() -> None:
    statement = history._ROWS_OUT_OF_STEP.replace("%s", f"'{HEAVY}'")
    plan = plan_of(statement)
    used = {node["Index Name"] for node in nodes_of(plan) if "Index Name" in node}
    assert used == {"transactions_payer_out_of_step", "transactions_payee_out_of_step"}
    assert read_by([plan]) <= 2


def test_a_reference_is_found_however_old_it_is() -> None:
    row = Transaction.objects.filter(payer_id=HEAVY).earliest("id")
    found = list_transactions(HEAVY, matching=HistoryFilter(text=row.reference.lower()))
    assert [one.id for one in found] == [row.id]
    of_others = Transaction.objects.filter(payer_id=OTHERS[0], payee_id=OTHERS[1]).first()
    assert of_others is not None
    assert list_transactions(HEAVY, matching=HistoryFilter(text=of_others.reference)) == []


def test_a_text_is_looked_for_in_the_newest_payments_of_the_chosen_time(monkeypatch: pytest.MonkeyPatch) -> None:
    every = list_transactions(HEAVY, matching=HistoryFilter(text="heron", direction="out"), limit=100)
    assert len(every) >= 2
    monkeypatch.setattr(history, "SEARCHED", 500)
    newest = list_transactions(HEAVY, matching=HistoryFilter(direction="out"), limit=500)
    found = list_transactions(HEAVY, matching=HistoryFilter(text="heron", direction="out"), limit=100)
    assert [row.id for row in found] == [row.id for row in newest if row.note == "a heron"]
    # Whoever means an older one says when.
    oldest = every[-1]
    period = HistoryFilter(text="heron", direction="out", before=oldest.created_at + timedelta(seconds=1))
    assert [row.id for row in list_transactions(HEAVY, matching=period)] == [oldest.id]
    assert UUID(str(oldest.id)) == oldest.id


def test_what_was_given_back_of_a_payment_is_found_by_index() -> None:
    statement = f"SELECT sum(amount) FROM transactions_transaction WHERE parent_id = '{uuid4()}'"
    assert "transactions_by_parent" in json.dumps(plan_of(statement))
