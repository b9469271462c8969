"""Reads of agents for reports: what they did, and what they earned by it. To be read in one snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from apps.core.ids import earliest_id
from apps.core.streaming import estimate_rows, stream

# An id is made a moment after a clock was read.
_OLDER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class AgentPerformance:
    """What an agent did in a period, over all its outlets, in its one currency."""

    agent_id: UUID
    name: str
    status: str
    tier: str
    super_agent: str
    outlets: int
    currency: str
    cash_ins: int
    cash_in_total: Decimal
    cash_outs: int
    cash_out_total: Decimal
    commission: Decimal
    registrations: int


# An outlet's day is one row for each kind, counted as its dealings were made: no dealing is read.
_PERFORMANCE = """
SELECT a.id, a.name, a.status, a.tier, coalesce(parent.name, ''),
       (SELECT count(*) FROM agents_outlet o WHERE o.agent_id = a.id),
       a.currency, coalesce(did.ins, 0), coalesce(did.in_total, 0), coalesce(did.outs, 0), coalesce(did.out_total, 0),
       coalesce(did.commission, 0),
       (SELECT count(*) FROM agents_registration r
         WHERE r.agent_id = a.id AND r.registered_at >= %(since)s AND r.registered_at < %(before)s)
  FROM agents_agent a
  LEFT JOIN agents_agent parent ON parent.id = a.parent_id
  LEFT JOIN LATERAL (
       SELECT sum(d.dealings) FILTER (WHERE d.kind = 'CASH_IN') AS ins,
              sum(d.total) FILTER (WHERE d.kind = 'CASH_IN') AS in_total,
              sum(d.dealings) FILTER (WHERE d.kind = 'CASH_OUT') AS outs,
              sum(d.total) FILTER (WHERE d.kind = 'CASH_OUT') AS out_total, sum(d.commission) AS commission
         FROM agents_outlet o JOIN agents_outletday d ON d.outlet_id = o.id
        WHERE o.agent_id = a.id AND d.day >= %(first_day)s AND d.day <= %(last_day)s) AS did ON true
 WHERE (%(currency)s = '' OR a.currency = %(currency)s) AND a.applied_at < %(before)s ORDER BY a.id
"""


def stream_performance(
    *, since: datetime, before: datetime, first_day: date, last_day: date, currency: str = ""
) -> Iterator[AgentPerformance]:
    """Each agent that had applied by then. Days are those of the platform's time zone, as the counters' are."""
    wanted = {"since": since, "before": before, "first_day": first_day, "last_day": last_day, "currency": currency}
    for row in stream(_PERFORMANCE, wanted):
        yield AgentPerformance(*row)


def estimate_performance(
    *, since: datetime, before: datetime, first_day: date, last_day: date, currency: str = ""
) -> int:
    """About how many agents those are."""
    wanted = {"since": since, "before": before, "first_day": first_day, "last_day": last_day, "currency": currency}
    return estimate_rows(_PERFORMANCE, wanted)


@dataclass(frozen=True, slots=True)
class Earned:
    """What one of them earned by one kind of dealing in a period, and what of it was taken back."""

    agent_id: UUID
    agent_name: str
    earner: str
    earner_id: UUID
    kind: str
    currency: str
    lines: int
    earned: Decimal
    taken_back: Decimal


_EARNED = """
SELECT l.agent_id, a.name, l.earner, l.earner_id, l.kind, l.currency, count(*),
       coalesce(sum(l.amount) FILTER (WHERE l.amount > 0), 0), coalesce(-sum(l.amount) FILTER (WHERE l.amount < 0), 0)
  FROM agents_commissionline l JOIN agents_agent a ON a.id = l.agent_id
 WHERE l.id >= %(first)s AND l.at >= %(since)s AND l.at < %(before)s
   AND (%(currency)s = '' OR l.currency = %(currency)s)
 GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 2, 1, 3, 4, 5, 6
"""


def stream_earned(*, since: datetime, before: datetime, currency: str = "") -> Iterator[Earned]:
    """What agents, their outlets, tellers and super-agents earned in [since, before), by kind and currency."""
    wanted = {"first": earliest_id(since - _OLDER), "since": since, "before": before, "currency": currency}
    for row in stream(_EARNED, wanted):
        yield Earned(*row)
