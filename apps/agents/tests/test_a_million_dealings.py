"""An agent of many past dealings: how many statements each page of its desk takes, and what PostgreSQL reads for it.

There are 200,000 here, because a million take most of a minute to write; with DEALINGS=1000000 in the environment all
of this holds for them too, within the same bounds. What was read PostgreSQL itself has counted, in this transaction:
whole scans, rows, and blocks of the tables below and of their indexes, in whatever statement, function or cursor.

test_dealings_read_indexes.py and test_commissions_read_indexes.py ask it of single selectors, and compare plans.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import Acquaintance, Agent, Dealing, Outlet
from apps.agents.tests.factories import employ, main_outlet, open_agent, open_outlet, side_of
from apps.transactions.models import Transaction

pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("DEALINGS", "200000"))
# One a minute. A shift is seventy of them, and a month of commissions is paid at once.
BEGAN, STEP = datetime(2024, 1, 1, tzinfo=UTC), timedelta(minutes=1)
A_SHIFT, A_DAY, A_MONTH, PAGE = 70, 24 * 60, 30 * 24 * 60, 20
# In the middle of them.
DAY = (BEGAN + MANY // 2 * STEP).date()
THAT_DAY = {"from": str(DAY), "to": str(DAY)}
TABLES = (
    "agents_dealing",
    "agents_shift",
    "agents_commissionline",
    "transactions_transaction",
    "ledger_entry",
    "ledger_posting",
)
# The first shift was Joseph's, at the market; Amina has come ten times in all. What one brings the next one fetches.
_MANY = """
CREATE TEMPORARY TABLE many ON COMMIT DROP AS
SELECT n, at, n / %(a_shift)s AS shift, n / %(a_month)s AS month,
       (prefix || lpad(to_hex(n), 12, '0'))::uuid AS id,
       (lpad(to_hex((extract(epoch FROM %(began)s + n / %(a_shift)s * %(a_shift)s * %(step)s) * 1000)::bigint), 12, '0')
           || '70008000' || lpad(to_hex(n / %(a_shift)s), 12, '0'))::uuid AS shift_id,
       CASE WHEN n < %(a_shift)s THEN %(market)s ELSE %(main)s END AS outlet_id,
       CASE WHEN n < %(a_shift)s THEN %(joseph)s ELSE %(imani)s END AS teller_id,
       CASE WHEN n %% (%(many)s / 10) = 7 THEN %(amina)s ELSE (%(others)s::uuid[])[1 + n %% 50] END AS customer_id,
       CASE WHEN n %% 2 = 1 THEN 'CASH_OUT' ELSE 'CASH_IN' END AS kind,
       CASE WHEN n %% 2 = 1 THEN 1 ELSE -1 END AS moved
  FROM (SELECT n, %(began)s + n * %(step)s AS at,
               lpad(to_hex((extract(epoch FROM %(began)s + n * %(step)s) * 1000)::bigint), 12, '0') || '70008000'
                   AS prefix
          FROM generate_series(1, %(many)s) AS n) AS numbers
"""
# Half of it was earned by the agent, and half by the teller.
_EARNED = """
CREATE TEMPORARY VIEW earned AS
SELECT *, CASE WHEN n %% 4 < 2 THEN 'AGENT' ELSE 'TELLER' END AS earner,
       CASE WHEN n %% 4 < 2 THEN %(agent)s ELSE %(row)s END AS earner_id
  FROM many
"""
_WRITTEN = (
    """
INSERT INTO agents_dealing (transaction_id, agent_id, outlet_id, teller_id, shift_id, customer_id, kind, currency,
    amount, commission, at)
SELECT id, %(agent)s, outlet_id, teller_id, shift_id, customer_id, kind, 'USD', 1, 0.01, at FROM many
""",
    """
INSERT INTO agents_shift (id, agent_id, outlet_id, teller_id, currency, state, opened_at, opening_cash, expected,
    cash_in, cash_out, brought, taken, dealings, closed_at, counted_cash, difference, remark, reason)
SELECT shift_id, %(agent)s, outlet_id, teller_id, 'USD', 'CLOSED', min(at), 50, 50, 50, 50, 0, 0, count(*), max(at), 50,
    0, '', ''
  FROM many GROUP BY shift_id, outlet_id, teller_id
""",
    # Shifts of others, as they would have begun meanwhile.
    """
INSERT INTO agents_shift (id, agent_id, outlet_id, teller_id, currency, state, opened_at, opening_cash, expected,
    cash_in, cash_out, brought, taken, dealings, closed_at, counted_cash, difference, remark, reason)
SELECT id, other, other, other, 'USD', 'CLOSED', at, 0, 0, 0, 0, 0, 0, 0, at, 0, 0, '', ''
  FROM (SELECT id, at, (%(others)s::uuid[])[1 + n %% 50] AS other FROM many WHERE n %% 5 = 3) AS more
""",
    """
INSERT INTO agents_outletday (outlet_id, day, kind, dealings, total, commission)
SELECT outlet_id, at::date, kind, count(*), count(*), count(*) * 0.01 FROM many GROUP BY 1, 2, 3
""",
    """
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_wallet_id, payee_wallet_id, payer_name, payee_name, amount, fee, currency,
    note, channel, request_id, created_at)
SELECT id, 'R' || lpad(n::text, 9, '0'), kind, 'COMPLETED', '', teller_id, n::text, 'd',
    CASE kind WHEN 'CASH_IN' THEN outlet_id ELSE customer_id END,
    CASE kind WHEN 'CASH_IN' THEN customer_id ELSE outlet_id END,
    CASE kind WHEN 'CASH_IN' THEN %(wallet)s END, CASE kind WHEN 'CASH_OUT' THEN %(wallet)s END,
    CASE kind WHEN 'CASH_IN' THEN 'Main' ELSE 'Amina Otieno' END,
    CASE kind WHEN 'CASH_IN' THEN 'Amina Otieno' ELSE 'Main' END, 1, 0, 'USD', '', 'api', '', at
  FROM many
""",
    # Float was moved a few times, long ago.
    """
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_name, payee_name, amount, fee, currency, note, channel, request_id,
    created_at)
SELECT md5(n::text)::uuid, 'F' || lpad(n::text, 9, '0'), 'FLOAT_TRANSFER', 'COMPLETED', '', imani, 'f' || n, 'd', main,
    market, 'Main', 'Market', 1, 0, 'USD', '', 'api', '', %(began)s
  FROM generate_series(1, 7) AS n, (SELECT %(imani)s::uuid AS imani, %(main)s::uuid AS main, %(market)s::uuid AS market)
""",
    """
INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, accounts, currencies, amounts)
SELECT id, kind, at, at, ARRAY[%(account)s], ARRAY['USD'], ARRAY[moved] FROM many
""",
    """
INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount, balance_after)
SELECT %(account)s, n, id, at, moved, n %% 2 FROM many
""",
    "UPDATE ledger_account SET postings = %(many)s WHERE id = %(account)s",
    """
INSERT INTO agents_commissionline (id, entry_id, transaction_id, agent_id, outlet_id, earner, earner_id, account_code,
    kind, currency, amount, payout_id, at)
SELECT id, id, id, %(agent)s, outlet_id, earner, earner_id, lower(earner) || ':' || earner_id || ':commission', kind,
    'USD', 0.01, CASE WHEN month < %(many)s / %(a_month)s THEN md5(earner || month)::uuid END, at
  FROM earned
""",
    """
INSERT INTO agents_commissionpayout (id, agent_id, earner, earner_id, account_code, currency, since, until, lines,
    gross, tax, net, state, failure_code, attempts, transaction_id, made_at, paid_at)
SELECT md5(earner || month)::uuid, %(agent)s, earner, earner_id, lower(earner) || ':' || earner_id || ':commission',
    'USD', min(at), max(at) + %(step)s, count(*), count(*) * 0.01, 0, count(*) * 0.01, 'PAID', '', 1,
    gen_random_uuid(), max(at) + %(step)s, max(at) + %(step)s
  FROM earned WHERE month < %(many)s / %(a_month)s GROUP BY month, earner, earner_id
""",
)
# Filling them and making them is much quicker than keeping them while rows come.
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i
 WHERE i.indrelid = ANY(%s::regclass[])
   AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
_COUNTED = """
SELECT c.relname, s.seq_scan, s.idx_tup_fetch + s.seq_tup_read, pg_stat_get_xact_blocks_fetched(c.oid) + (
    SELECT sum(pg_stat_get_xact_blocks_fetched(i.indexrelid)) FROM pg_index i WHERE i.indrelid = c.oid)
  FROM pg_class c JOIN pg_stat_xact_user_tables s ON s.relid = c.oid WHERE c.oid = ANY(%s::regclass[])
"""


@dataclass(slots=True)
class Read:
    """What some work took: statements, and of the big tables whole scans by name, rows, and blocks with those of
    indexes."""

    statements: int = 0
    whole: tuple[str, ...] = ()
    rows: int = 0
    blocks: int = 0


class Shop:
    """Hassan's, with two outlets, two tellers, and a long past."""

    def __init__(self) -> None:
        self.agent: Agent = open_agent(make_person("hassan"))
        self.main: Outlet = main_outlet(self.agent)
        self.market = open_outlet(self.agent)
        self.imani, self.joseph, self.amina = (make_person(name) for name in ("imani", "joseph", "amina"))
        row, _ = (employ(self.agent, teller) for teller in (self.imani, self.joseph))
        Acquaintance.objects.create(
            agent_id=self.agent.id,
            customer_id=self.amina.id,
            first_at=BEGAN,
            last_at=BEGAN,
            dealings=10,
            day=BEGAN.date(),
            day_count=1,
            day_total=1,
        )
        wallet = side_of(self.main).wallet
        assert wallet is not None
        values: dict[str, Any] = {
            "agent": self.agent.id,
            "main": self.main.id,
            "market": self.market.id,
            "imani": self.imani.id,
            "joseph": self.joseph.id,
            "amina": self.amina.id,
            "others": [UUID(int=number) for number in range(1, 51)],
            "wallet": wallet.id,
            "account": wallet.available_account,
            "row": row.id,
            "many": MANY,
            "began": BEGAN,
            "step": STEP,
            "a_shift": A_SHIFT,
            "a_month": A_MONTH,
        }
        with connection.cursor() as cursor, _without_indexes(cursor):
            # Nothing of this came to pass by the guards' rules; no row is counted twice for it.
            cursor.execute("SET LOCAL session_replication_role = replica")
            for statement in (_MANY, _EARNED, *_WRITTEN):
                cursor.execute(statement, values)
            cursor.execute("DROP TABLE many CASCADE")
            cursor.execute("SET LOCAL session_replication_role = origin")
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(TABLES)}")
            # As for a disk without a head to move, and in one process, whose counts are all there are.
            cursor.execute("SET LOCAL random_page_cost = 1.1")
            cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")

    @property
    def office(self) -> str:
        return f"/api/v1/agents/{self.agent.id}"


@contextmanager
def _without_indexes(cursor: Any) -> Iterator[None]:
    cursor.execute(_INDEXES, [list(TABLES)])
    indexes = cursor.fetchall()
    for name, _ in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _, definition in indexes:
        cursor.execute(definition)


def _counted() -> dict[str, tuple[int, int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, [list(TABLES)])
        return {name: (int(scans), int(rows), int(blocks)) for name, scans, rows, blocks in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class Page:
    """What somebody asks for: it takes so many statements, reads at most so many rows, and shows so many."""

    person: User
    path: str
    statements: int
    shown: int
    query: dict[str, str] = field(default_factory=dict)
    # A page of dealings or shifts and of their payments; of a kind every second one is.
    rows: int = 4 * PAGE
    of: str = "results"


def ask(client: APIClient, page: Page) -> Any:
    answer: Any = client.get(page.path, page.query)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, (page, content)
    return json.loads(content)


def read_for(page: Page) -> tuple[Read, Any]:
    """What asking for it took, when it had been asked for before, and the answer."""
    client = client_of(page.person)
    ask(client, page)
    before = _counted()
    with CaptureQueriesContext(connection) as captured:
        answer = ask(client, page)
    found = Read(len(captured))
    for name, counts in _counted().items():
        scans, rows, blocks = (now - then for now, then in zip(counts, before[name], strict=True))
        found.whole += (name,) if scans else ()
        found.rows += rows
        found.blocks += blocks
    return found, answer


def shown_in(answer: Any, page: Page) -> int:
    """How many rows it shows, or says it does."""
    shown = answer[page.of]
    return shown if isinstance(shown, int) else len(shown)


def pages_of(shop: Shop) -> dict[str, Page]:
    owner, imani, joseph = shop.agent.owner, shop.imani, shop.joseph
    middle = Dealing.objects.get(pk=Transaction.objects.get(reference=f"R{MANY // 2:09}").id)
    reference, number, shift_id = f"R{MANY // 2:09}", str(shop.amina.msisdn), str(middle.shift_id)
    hour = {"from": f"{DAY}T08:00:00Z", "to": f"{DAY}T09:00:00Z"}
    office, own, shifts = f"{shop.office}/dealings", "/api/v1/agent/dealings", f"{shop.office}/shifts"
    main = f"{shop.office}/outlets/{shop.main.id}"
    return {
        "dealings": Page(owner, office, 5, PAGE),
        "of a kind": Page(owner, office, 5, PAGE, {"kind": "CASH_OUT"}),
        "at an outlet": Page(owner, office, 5, PAGE, {"outlet": str(shop.main.id)}),
        "at an outlet, long ago": Page(owner, office, 5, PAGE, {"outlet": str(shop.market.id)}),
        "of a teller": Page(owner, office, 5, PAGE, {"teller": str(imani.id)}),
        "of a teller, long ago": Page(owner, office, 5, PAGE, {"teller": str(joseph.id)}),
        "of a shift": Page(owner, office, 5, PAGE, {"shift": shift_id}),
        "with a customer": Page(owner, office, 6, 10, {"customer": number}),
        "by number": Page(owner, office, 6, 10, {"q": number}),
        "by reference": Page(owner, office, 6, 1, {"q": reference}),
        "of an hour": Page(owner, office, 5, PAGE, hour),
        "own": Page(imani, own, 5, PAGE),
        "own, long ago": Page(joseph, own, 5, PAGE),
        "own of a kind": Page(imani, own, 5, PAGE, {"kind": "CASH_OUT"}),
        "own of a shift": Page(imani, own, 5, PAGE, {"shift": shift_id}),
        "own by number": Page(imani, own, 6, 9, {"q": number}),
        "own by reference": Page(imani, own, 6, 1, {"q": reference}),
        "own of an hour": Page(imani, own, 5, PAGE, hour),
        "own shifts": Page(imani, "/api/v1/agent/shifts", 2, PAGE),
        "shifts": Page(owner, shifts, 2, PAGE),
        "shifts at an outlet": Page(owner, shifts, 2, 1, {"outlet": str(shop.market.id)}),
        "shifts of a teller": Page(owner, shifts, 2, 1, {"teller": str(joseph.id)}),
        "shifts that differ": Page(owner, shifts, 2, 0, {"state": "DIFFERENT"}),
        "shifts of an hour": Page(owner, shifts, 2, 1, {**hour, "to": f"{DAY}T09:10:00Z"}),
        "payouts": Page(owner, f"{shop.office}/commission-payouts", 4, min(PAGE, 2 * (MANY // A_MONTH))),
        "movements": Page(owner, f"{main}/float-movements", 4, 7),
        "liquidity": Page(owner, f"{shop.office}/liquidity", 7, 2, of="outlets"),
        "a shift's report": Page(owner, f"{shifts}/{shift_id}/report", 9, A_SHIFT, rows=3 * A_SHIFT, of="dealings"),
        "own report": Page(
            imani, f"/api/v1/agent/shifts/{shift_id}/report", 9, A_SHIFT, rows=3 * A_SHIFT, of="dealings"
        ),
        # A day's lines with their entries and dealings, and its few shifts.
        "a day": Page(owner, f"{shop.office}/days/{DAY}", 16, 2, rows=4 * A_DAY, of="outlets"),
        "a float's statement": Page(owner, f"{main}/statement", 13, A_DAY, THAT_DAY, 4 * A_DAY, "lines"),
        # What waited at both ends is what was earned since the month began, whoever is paid when it is over.
        "commissions": Page(owner, f"{shop.office}/commissions", 11, A_DAY, THAT_DAY, 2 * A_MONTH + 3 * A_DAY, "lines"),
        "own commissions": Page(
            imani, "/api/v1/agent/commissions", 8, A_DAY // 2, THAT_DAY, A_MONTH + 3 * A_DAY, "lines"
        ),
    }


def test_what_is_asked_for_decides_what_is_read_and_not_how_long_the_past_is() -> None:
    shop = Shop()
    for name, page in pages_of(shop).items():
        read, answer = read_for(page)
        assert (read.statements, read.whole, shown_in(answer, page)) == (page.statements, (), page.shown), name
        # Each row may cost a way down an index and a block.
        assert read.rows <= page.rows and read.blocks <= 50 + 4 * page.rows, (name, read)
        if "next" in answer and page.shown == PAGE:
            further = replace(page, path=answer["next"], query={})
            read, answer = read_for(further)
            assert (read.statements, read.whole, shown_in(answer, page)) == (page.statements, (), page.shown), name
            assert read.rows <= page.rows, (name, read)
