"""Compares what agents' books say of commissions with the ledger, agent by agent. It reads and never writes.

All looks are at one snapshot, so it can run while people are served and paid. What it compares:

- the lines of each account that are in no PAID payout (of none, or of one that failed and is tried again) with what is
  on the account, and all lines of a currency with what the platform has spent on commissions;
- each payout with its lines: how many, what they come to, since when, and that they are all of its account; and each
  PAID one with the payment that paid it;
- each dealing's commission with the lines that it earned, and what was taken back of it: nothing or all;
- each payment of a commission with the payout that asked for it, each line of a registration with one that has earned.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from uuid import UUID

from django.db import connection, transaction

from apps.agents.codes import COMMISSIONS, agent_code, outlet_code, teller_code
from apps.agents.models import Agent, Outlet, Staff
from apps.core import sql
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id

_AT_ONCE = 500
_OWED = """
SELECT l.account_code, l.currency, sum(l.amount) FROM agents_commissionline l
  LEFT JOIN agents_commissionpayout p ON p.id = l.payout_id
 WHERE l.account_code = ANY(%s::text[]) AND p.state IS DISTINCT FROM 'PAID' GROUP BY 1, 2
"""
_SPENT = "SELECT currency, sum(amount) FROM agents_commissionline GROUP BY 1"
_STRAY = """
SELECT 'line ' || l.id, 'its account is not its earner''s' FROM agents_commissionline l
  LEFT JOIN agents_staff s ON l.earner = 'TELLER' AND s.id = l.earner_id
  LEFT JOIN agents_outlet o ON l.earner = 'OUTLET' AND o.id = l.earner_id
  LEFT JOIN agents_agent a ON l.earner IN ('AGENT', 'SUPER') AND a.id = l.earner_id
 WHERE l.account_code IS DISTINCT FROM CASE
       WHEN s.id IS NOT NULL THEN 'teller:' || s.id WHEN o.id IS NOT NULL THEN 'outlet:' || o.id
       WHEN a.id IS NOT NULL THEN 'agent:' || a.id END || ':commission'
UNION ALL
SELECT 'line ' || l.id, 'there is no such payout of its account' FROM agents_commissionline l
  LEFT JOIN agents_commissionpayout p
    ON p.id = l.payout_id AND p.account_code = l.account_code AND p.currency = l.currency
 WHERE l.payout_id IS NOT NULL AND p.id IS NULL
UNION ALL
SELECT 'payout ' || p.id, 'its lines say something else' FROM agents_commissionpayout p
  LEFT JOIN LATERAL (SELECT count(*) AS lines, coalesce(sum(amount), 0) AS gross, min(at) AS since
                       FROM agents_commissionline WHERE payout_id = p.id) l ON true
 WHERE (p.lines, p.gross, p.since) IS DISTINCT FROM (l.lines, l.gross, l.since)
UNION ALL
SELECT 'payout ' || p.id, 'there is no such completed payment' FROM agents_commissionpayout p
  LEFT JOIN transactions_transaction t ON t.id = p.transaction_id
 WHERE p.state = 'PAID' AND (t.kind, t.state, t.counter_code, t.amount, t.tax, t.currency)
       IS DISTINCT FROM ('COMMISSION', 'COMPLETED', p.account_code, p.gross, p.tax, p.currency)
UNION ALL
SELECT 'payment ' || t.id, 'no payout has asked for this commission' FROM transactions_transaction t
 WHERE t.kind = 'COMMISSION' AND t.state = 'COMPLETED'
       AND NOT EXISTS (SELECT FROM agents_commissionpayout p WHERE p.transaction_id = t.id AND p.state = 'PAID')
UNION ALL
SELECT 'dealing ' || d.transaction_id, 'its commission is not what its lines earned' FROM agents_dealing d
  LEFT JOIN LATERAL (SELECT coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS earned,
                            -coalesce(sum(amount) FILTER (WHERE amount < 0), 0) AS back
                       FROM agents_commissionline WHERE transaction_id = d.transaction_id) l ON true
 WHERE l.earned <> d.commission OR l.back NOT IN (0, d.commission)
UNION ALL
SELECT 'line ' || l.id, 'there is no such dealing' FROM agents_commissionline l
 WHERE l.transaction_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM agents_dealing d WHERE d.transaction_id = l.transaction_id)
UNION ALL
SELECT 'line ' || l.id, 'there is no such registration that has earned' FROM agents_commissionline l
 WHERE l.registration_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM agents_registration r WHERE r.id = l.registration_id AND r.state = 'EARNED')
"""


def verify_commissions() -> list[str]:
    """What does not agree, in words; empty when everything does. Call it outside a transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        return list_differences()


def list_differences() -> list[str]:
    """The same, as far as the present transaction sees."""
    found = [f"{subject}: {detail}" for subject, detail in sql.fetch_all(_STRAY)]
    found += _spent()
    last = UUID(int=0)
    while agents := list(Agent.objects.filter(id__gt=last).order_by("id").values_list("id", "currency")[:_AT_ONCE]):
        found += _accounts_of(agents)
        last = agents[-1][0]
    return found


def _spent() -> Iterator[str]:
    """All that was ever earned is what the platform has spent."""
    earned: dict[str, Decimal] = dict(sql.fetch_all(_SPENT))
    accounts = {currency: deferred_account_id(COMMISSIONS, currency) for currency in earned}
    balances = get_balances(list(accounts.values()))
    for currency, account in accounts.items():
        there = balances[account].amount if account in balances else Decimal(0)
        if there != -earned[currency]:
            yield f"{COMMISSIONS} in {currency}: the lines say {_plain(-earned[currency])}, the ledger {_plain(there)}"


def _accounts_of(agents: Sequence[tuple[UUID, str]]) -> Iterator[str]:
    currencies = dict(agents)
    codes = {agent_code(identity): currency for identity, currency in agents}
    for outlet_id, agent_id in Outlet.objects.filter(agent_id__in=currencies).values_list("id", "agent_id"):
        codes[outlet_code(outlet_id)] = currencies[agent_id]
    for staff_id, agent_id in Staff.objects.filter(agent_id__in=currencies).values_list("id", "agent_id"):
        codes[teller_code(staff_id)] = currencies[agent_id]
    owed = {(code, currency): amount for code, currency, amount in sql.fetch_all(_OWED, [list(codes)])}
    expected = {place: Decimal(0) for place in codes.items()} | owed
    accounts = {place: deferred_account_id(*place) for place in expected}
    balances = get_balances(list(accounts.values()))
    for (code, currency), said in expected.items():
        account = accounts[code, currency]
        # An account that nobody has opened yet has nothing on it.
        there = balances[account].amount if account in balances else Decimal(0)
        if there != said:
            yield f"{code} in {currency}: the lines say {_plain(said)}, the ledger {_plain(there)}"


def _plain(figure: Decimal) -> str:
    return f"{figure.normalize():f}"
