"""What float and cash an agent's outlets have, and are likely to need: so many statements, however many outlets."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.agents.forecast import DAYS_LOOKED_AT, expected_need, share_left
from apps.agents.models import Agent, DealingKind, OutletDay
from apps.agents.selectors._staff import Member
from apps.core import sql
from apps.core.money import Money
from apps.ledger.selectors import get_balances
from apps.ledger.services import account_id
from apps.transactions.limits import day_of
from apps.wallets.models import available_code, held_code


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert that is not over."""

    id: UUID
    reason: str
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Stocked:
    """An outlet, and what it is to be stocked with."""

    outlet_id: UUID
    agent_id: UUID
    code: str
    name: str
    is_open: bool
    is_in_service: bool
    low_float_at: Decimal | None
    time_zone: str
    opening_hours: Mapping[str, Any]
    currency: str
    wallet_id: UUID | None
    alert: Alert | None

    @property
    def accounts(self) -> list[UUID]:
        """Of its float: what is available, and what is put aside."""
        if self.wallet_id is None:
            return []
        return [account_id(code(self.wallet_id), self.currency) for code in (available_code, held_code)]


@dataclass(frozen=True, slots=True)
class Stock:
    """What an outlet has."""

    place: Stocked
    available: Money
    held: Money
    expected: Money


@dataclass(frozen=True, slots=True)
class Liquidity:
    """What an outlet has, did today, and holds in its drawers."""

    stock: Stock
    cash_in: Money
    cash_out: Money
    in_drawers: Money


@dataclass(frozen=True, slots=True)
class AgentLiquidity:
    """What an agent of a super-agent has, at all its outlets together."""

    id: UUID
    name: str
    status: str
    currency: str
    outlets: int
    available: Money
    held: Money
    alerts: Sequence[Stocked]


_STOCKED = """
SELECT o.id, o.agent_id, o.code, o.name, o.is_open, o.is_open AND a.status = 'ACTIVE', o.low_float_at, o.time_zone,
       o.opening_hours, a.currency, w.id, f.id, f.reason, f.raised_at
  FROM agents_outlet o
  JOIN agents_agent a ON a.id = o.agent_id
  LEFT JOIN wallets_wallet w ON w.outlet_id = o.id AND w.currency = a.currency
  LEFT JOIN agents_floatalert f ON f.outlet_id = o.id AND f.ended_at IS NULL
"""
_HISTORY = """
SELECT o.id, d.day, d.total FROM unnest(%s::uuid[]) AS o (id)
 CROSS JOIN LATERAL (SELECT day, total FROM agents_outletday
                      WHERE outlet_id = o.id AND kind = 'CASH_IN' AND day < %s::date
                      ORDER BY day DESC LIMIT %s) AS d
"""
_DRAWERS = """
SELECT outlet_id, sum(expected) FROM agents_shift WHERE state = 'OPEN' AND outlet_id = ANY(%s::uuid[])
 GROUP BY outlet_id
"""


def _stocked(condition: str, parameters: Sequence[object]) -> list[Stocked]:
    found = []
    for row in sql.fetch_all(_STOCKED + condition, parameters):
        # JSON comes as text on this way.
        hours = json.loads(row[8]) if isinstance(row[8], str) else row[8]
        alert = Alert(*row[11:]) if row[11] else None
        found.append(Stocked(*[*row[:8], hours, *row[9:11], alert]))
    return found


def list_watched(*, after: UUID | None, limit: int, slices: int, slot: int) -> list[Stocked]:
    """Outlets in service, and others with an alert that is not over, by their ids.

    Of `slices` parts, into which ids fall evenly, the part `slot`.
    """
    condition = """
     WHERE (%s::uuid IS NULL OR o.id > %s::uuid) AND (uuid_hash(o.id) & 2147483647) %% %s = %s
       AND (o.is_open AND a.status = 'ACTIVE' OR f.id IS NOT NULL)
     ORDER BY o.id LIMIT %s
    """
    return _stocked(condition, [after, after, slices, slot, limit])


def get_stock(places: Sequence[Stocked], *, at: datetime) -> list[Stock]:
    """What each of these outlets has and is likely to need until its day is over. Two statements."""
    today = day_of(at)
    balances = get_balances([account for place in places for account in place.accounts])
    history: dict[UUID, list[tuple[date, Decimal]]] = {}
    for outlet_id, day, total in sql.fetch_all(_HISTORY, [[one.outlet_id for one in places], today, DAYS_LOOKED_AT]):
        history.setdefault(outlet_id, []).append((day, total))
    found = []
    for place in places:
        nothing = Money.zero(place.currency)
        available, held = [balances.get(account, nothing) for account in place.accounts] or (nothing, nothing)
        expected = expected_need(
            history.get(place.outlet_id, ()),
            today=today,
            share_left=share_left(place.opening_hours, place.time_zone, at),
            currency=place.currency,
        )
        found.append(Stock(place, available, held, expected))
    return found


def list_liquidity(member: Member, *, at: datetime) -> list[Liquidity]:
    """The member's outlets, the oldest first. Five statements."""
    condition = "WHERE o.agent_id = %s::uuid AND (%s::uuid IS NULL OR o.id = %s::uuid) ORDER BY o.id"
    places = _stocked(condition, [member.agent_id, member.outlet_id, member.outlet_id])
    ids = [one.outlet_id for one in places]
    days = OutletDay.objects.filter(outlet_id__in=ids, day=day_of(at)).values_list("outlet_id", "kind", "total")
    today = {(outlet_id, kind): total for outlet_id, kind, total in days}
    drawers = dict(sql.fetch_all(_DRAWERS, [ids]))

    def money(amount: Decimal | None, place: Stocked) -> Money:
        return Money(amount or Decimal(0), place.currency)

    return [
        Liquidity(
            stock,
            money(today.get((stock.place.outlet_id, DealingKind.CASH_IN.value)), stock.place),
            money(today.get((stock.place.outlet_id, DealingKind.CASH_OUT.value)), stock.place),
            money(drawers.get(stock.place.outlet_id), stock.place),
        )
        for stock in get_stock(places, at=at)
    ]


def list_agents_liquidity(
    super_id: UUID, *, before: UUID | None, after: UUID | None, limit: int
) -> list[AgentLiquidity]:
    """The agents of a super-agent with what they have, newest first, or those nearest after one. Three statements."""
    rows = Agent.objects.filter(parent_id=super_id)
    if after is not None:
        agents = list(rows.filter(pk__gt=after).order_by("pk")[:limit])
    else:
        agents = list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])
    places = _stocked("WHERE o.agent_id = ANY(%s::uuid[]) ORDER BY o.id", [[one.id for one in agents]])
    return _by_agent(agents, places)


def get_agents_totals(super_id: UUID) -> list[AgentLiquidity]:
    """What all agents of a super-agent have together, in each of their currencies. Three statements."""
    agents = list(Agent.objects.filter(parent_id=super_id))
    places = _stocked("WHERE a.parent_id = %s::uuid", [super_id])
    return _by_agent(agents, places)


def _by_agent(agents: Sequence[Agent], places: Sequence[Stocked]) -> list[AgentLiquidity]:
    balances = get_balances([account for place in places for account in place.accounts])
    found = []
    by_agent: dict[UUID, list[Stocked]] = {}
    for place in places:
        by_agent.setdefault(place.agent_id, []).append(place)
    for agent in agents:
        own = by_agent.get(agent.id, [])
        sums = [Money.zero(agent.currency), Money.zero(agent.currency)]
        for place in own:
            for index, account in enumerate(place.accounts):
                sums[index] += balances.get(account, Money.zero(agent.currency))
        alerts = [place for place in own if place.alert]
        found.append(
            AgentLiquidity(agent.id, agent.name, agent.status, agent.currency, len(own), sums[0], sums[1], alerts)
        )
    return found
