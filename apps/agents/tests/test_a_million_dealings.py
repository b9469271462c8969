"""scratch"""

import time
import pytest
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import Acquaintance, Agent, Dealing, Outlet
from apps.agents.tests.factories import employ, main_outlet, open_agent, open_outlet, open_shift, side_of
from apps.core import clock
import os
pytestmark = pytest.mark.django_db
MANY = int(os.environ.get("MANY", 200_000))
A_SHIFT, A_MONTH = 100, 30 * 24 * 60
_ROWS = """
CREATE TEMPORARY TABLE many ON COMMIT DROP AS
SELECT n,
       (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70008000' || lpad(to_hex(n), 12, '0'))::uuid
           AS id,
       (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '70009000'
           || lpad(to_hex(n / %(a_shift)s), 12, '0'))::uuid AS entry_id,
       (lpad(to_hex((extract(epoch FROM %(began)s + n / %(a_shift)s * %(a_shift)s * %(step)s) * 1000)::bigint), 12, '0')
           || '70008000' || lpad(to_hex(n / %(a_shift)s), 12, '0'))::uuid AS shift_id,
       CASE WHEN n <= %(a_shift)s THEN %(market)s ELSE %(main)s END AS outlet_id,
       CASE WHEN n <= %(a_shift)s THEN %(joseph)s ELSE %(imani)s END AS teller_id,
       CASE WHEN n %% (%(many)s / 10) = 7 THEN %(amina)s ELSE (%(others)s::uuid[])[1 + n %% 50] END AS customer_id,
       CASE WHEN n %% 2 = 1 THEN 'CASH_OUT' ELSE 'CASH_IN' END AS kind,
       at
  FROM (SELECT n, %(began)s + n * %(step)s AS at FROM generate_series(1, %(many)s) AS n) AS numbers
"""
_DEALINGS = """
INSERT INTO agents_dealing (transaction_id, agent_id, outlet_id, teller_id, shift_id, customer_id, kind, currency, amount,
    commission, at, float_after, drawer_after)
SELECT id, %(agent)s, outlet_id, teller_id, shift_id, customer_id, kind, 'USD', 1, 0.01, at, n %% 2, 50 FROM many
"""
_SHIFTS = """
INSERT INTO agents_shift (id, agent_id, outlet_id, teller_id, currency, state, opened_at, opening_cash, expected, cash_in,
    cash_out, brought, taken, dealings, closed_at, counted_cash, difference, remark, reason)
SELECT shift_id, %(agent)s, min(outlet_id::text)::uuid, min(teller_id::text)::uuid, 'USD', 'CLOSED', min(at), 50, 50, 50, 50, 0, 0, %(a_shift)s,
    max(at), 50, 0, '', '' FROM many GROUP BY shift_id
"""
_PAYMENTS = """
INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id, idempotency_key,
    request_digest, payer_id, payee_id, payer_wallet_id, payee_wallet_id, payer_name, payee_name, amount, fee, currency, note, channel, request_id,
    created_at)
SELECT id, 'R' || lpad(n::text, 9, '0'), kind, 'COMPLETED', '', teller_id, 'k' || n, 'd',
    CASE kind WHEN 'CASH_IN' THEN outlet_id ELSE customer_id END,
    CASE kind WHEN 'CASH_IN' THEN customer_id ELSE outlet_id END,
    CASE kind WHEN 'CASH_IN' THEN %(wallet)s END, CASE kind WHEN 'CASH_OUT' THEN %(wallet)s END,
    CASE kind WHEN 'CASH_IN' THEN 'Main' ELSE 'Amina Otieno' END, CASE kind WHEN 'CASH_IN' THEN 'Amina Otieno' ELSE 'Main' END, 1, 0, 'USD', '', 'api', '', at
  FROM many
"""
_ENTRIES = """
INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, accounts, currencies, amounts)
SELECT id, kind, at, at, ARRAY[%(account)s], ARRAY['USD'], ARRAY[1] FROM many
"""
_POSTINGS = """
INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount, balance_after)
SELECT %(account)s, n, id, at, CASE n %% 2 WHEN 1 THEN 1 ELSE -1 END, n %% 2 FROM many
"""
_ACCOUNT = """
UPDATE ledger_account SET postings = %(many)s, balance = 0 WHERE id = %(account)s
"""
_LINES = """
INSERT INTO agents_commissionline (id, entry_id, transaction_id, agent_id, outlet_id, earner, earner_id, account_code,
    kind, currency, amount, payout_id, at)
SELECT gen_random_uuid(), id, id, %(agent)s, outlet_id, 'AGENT', %(agent)s, %(code)s, kind, 'USD', 0.01,
    CASE WHEN n / %(a_month)s < %(many)s / %(a_month)s THEN md5((n / %(a_month)s)::text)::uuid END, at FROM many
"""
_PAYOUTS = """
INSERT INTO agents_commissionpayout (id, agent_id, earner, earner_id, account_code, currency, since, until, lines,
    gross, tax, net, state, failure_code, attempts, transaction_id, made_at, paid_at)
SELECT md5((n / %(a_month)s)::text)::uuid, %(agent)s, 'AGENT', %(agent)s, %(code)s, 'USD', min(at), max(at) + %(step)s, count(*), count(*) * 0.01, 0,
       count(*) * 0.01, 'PAID', '', 1, gen_random_uuid(), max(at) + %(step)s, max(at) + %(step)s
  FROM many WHERE n / %(a_month)s < %(many)s / %(a_month)s GROUP BY n / %(a_month)s
"""
_DAYS = """
INSERT INTO agents_outletday (outlet_id, day, kind, dealings, total, commission)
SELECT outlet_id, at::date, kind, count(*), count(*), count(*) * 0.01 FROM many GROUP BY 1, 2, 3
"""
def test_time():
    hassan = make_person("hassan")
    agent = open_agent(hassan)
    main, market = main_outlet(agent), open_outlet(agent)
    imani, joseph, amina = (make_person(name) for name in ("imani", "joseph", "amina"))
    for one in (imani, joseph): employ(agent, one)
    wallet = side_of(main).wallet
    others = [UUID(int=i) for i in range(1, 51)]
    v = {"agent": agent.id, "main": main.id, "market": market.id, "imani": imani.id, "joseph": joseph.id, "amina": amina.id, "others": others,
    "many": MANY, "a_shift": A_SHIFT, "a_month": A_MONTH, "step": timedelta(minutes=1), "began": datetime(2024,1,1,tzinfo=UTC), "wallet": wallet.id,
    "account": wallet.available_account, "code": f"agent:{agent.id}:commission"}
    with connection.cursor() as c:
        c.execute("select version()"); print(c.fetchone())
        c.execute("SET LOCAL session_replication_role = replica")
        c.execute("SET LOCAL maintenance_work_mem='128MB'")
        t = time.monotonic()
        c.execute("""SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i WHERE i.indrelid = ANY(ARRAY['agents_dealing','transactions_transaction','agents_commissionline','ledger_entry','ledger_posting']::regclass[])
 AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)""")
        defs = c.fetchall()
        for n, d in defs: c.execute(f"DROP INDEX {n}")
        print("drop", len(defs), round(time.monotonic() - t, 2))
        for name, s in list(globals().items()):
            if name.startswith("_") and name.isupper():
                t = time.monotonic()
                c.execute(s, v)
                print(name, c.rowcount, round(time.monotonic() - t, 2))
        t = time.monotonic()
        for n, d in defs: c.execute(d)
        print("index", len(defs), round(time.monotonic() - t, 2))
        t = time.monotonic()
        c.execute("SET LOCAL session_replication_role = origin")
        c.execute("ANALYZE agents_dealing, agents_shift, transactions_transaction, ledger_entry, ledger_posting, agents_commissionline")
        print("analyze", round(time.monotonic() - t, 2))
        c.execute("select count(*) from pg_indexes where tablename='transactions_transaction'"); print(c.fetchone())
        c.execute("select relname, seq_scan, seq_tup_read, idx_tup_fetch, pg_stat_get_xact_blocks_fetched(relid) from pg_stat_xact_user_tables where relname='agents_dealing'"); print(c.fetchone())
