"""Agents for tests: outlets with float, people who work there, and open shifts."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from apps.accounts.models import User
from apps.agents.commissions import schemes_cache_key
from apps.agents.models import Agent, CommissionRule, Outlet, Shift, Staff
from apps.agents.models._agents import AgentStatus, Role
from apps.agents.selectors import get_float
from apps.agents.services import open_agent_books, open_outlet_books, open_teller_books
from apps.core import caching, clock
from apps.core.money import Money
from apps.transactions.services import Side, issue_float
from apps.wallets.services import open_float


def open_agent(
    owner: User, *, name: str = "Hassan's Shop", currency: str = "USD", at: datetime | None = None, **fields: Any
) -> Agent:
    """An active agent with its owner's row, the accounts it is paid on, and its main outlet."""
    at = at or clock.now()
    agent = Agent.objects.create(
        **{
            "owner": owner,
            "name": name,
            "legal_name": f"{name} Ltd",
            "country": "KE",
            "city": "Nairobi",
            "currency": currency,
            "status": AgentStatus.ACTIVE,
            "applied_at": at,
            "decided_at": at,
            **fields,
        }
    )
    open_agent_books(agent, at=at)
    employ(agent, owner, Role.OWNER)
    open_outlet(agent, name="Main", is_main=True, at=at)
    return agent


def open_outlet(agent: Agent, *, name: str = "Market", at: datetime | None = None, **fields: Any) -> Outlet:
    """An outlet with an empty float."""
    at = at or clock.now()
    outlet = Outlet.objects.create(
        **{
            "agent": agent,
            "code": f"{100_000 + Outlet.objects.count():06}",
            "name": name,
            "city": agent.city,
            "time_zone": "Africa/Nairobi",
            "opened_at": at,
            **fields,
        }
    )
    open_float(outlet_id=outlet.id, currency=agent.currency, now=at)
    open_outlet_books(outlet, at=at)
    return outlet


def main_outlet(agent: Agent) -> Outlet:
    return Outlet.objects.get(agent=agent, is_main=True)


def employ(agent: Agent, person: User, role: Role = Role.TELLER, *, outlet: Outlet | None = None) -> Staff:
    """Somebody who works for the agent."""
    staff = Staff.objects.create(
        agent=agent, person=person, role=role, outlet=outlet, added_by=agent.owner, added_at=clock.now()
    )
    open_teller_books(staff, at=clock.now())
    return staff


def side_of(outlet: Outlet) -> Side:
    """The outlet as a side of a payment."""
    agent = outlet.agent
    wallet = open_float(outlet_id=outlet.id, currency=agent.currency, now=clock.now())
    return Side(outlet.id, outlet.name, wallet, time_zone=outlet.time_zone, owner_id=agent.owner_id)


def give_float(outlet: Outlet, amount: str | int) -> None:
    """The outlet buys float through the trust bank."""
    money = Money(Decimal(amount), outlet.agent.currency)
    count = Outlet.objects.count()
    outcome = issue_float(
        outlet=side_of(outlet),
        trust_code="trust:equity",
        amount=money,
        key=f"float:{outlet.id}:{float_of(outlet)}:{amount}:{count}",
        at=clock.now(),
    )
    if outcome.replayed or outcome.transaction.failure_code:
        raise AssertionError(f"no float was issued: {outcome}")


def float_of(outlet: Outlet) -> Decimal:
    """What the outlet can sell, as the ledger has it."""
    return get_float(outlet.id, outlet.agent.currency).amount


def open_shift(outlet: Outlet, teller: User, *, cash: str | int = 0, at: datetime | None = None) -> Shift:
    """The teller counts their drawer and begins to serve."""
    return Shift.objects.create(
        agent_id=outlet.agent_id,
        outlet=outlet,
        teller=teller,
        currency=outlet.agent.currency,
        opened_at=at or clock.now(),
        opening_cash=Decimal(cash),
        expected=Decimal(cash),
    )


def set_commission(
    kind: str = "CASH_IN", *, currency: str = "USD", at: datetime | None = None, **fields: Any
) -> CommissionRule:
    """What agents earn by a kind of dealing from now on; the agent gets all of it unless shares are named."""
    rule = CommissionRule.objects.create(kind=kind, currency=currency, active_from=at or clock.now(), **fields)
    caching.forget(schemes_cache_key(kind, currency))
    return rule
