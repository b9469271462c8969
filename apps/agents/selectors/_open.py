"""What keeps an agent or an outlet open: cash, float, customers' codes, orders, and what somebody is owed."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from apps.agents.codes import agent_code, outlet_code, teller_code
from apps.agents.models import (
    Agent,
    AgentStatus,
    CashOutCode,
    CashOutRequest,
    CashOutState,
    FloatOrder,
    OrderState,
    Outlet,
    RequestState,
    Shift,
    ShiftState,
    Staff,
)
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.wallets.models import Wallet


def what_waits(outlet_ids: Iterable[UUID]) -> str | None:
    """In a sentence, what has to be ended at these outlets first; None when nothing has."""
    ids = list(outlet_ids)
    if Shift.objects.filter(outlet_id__in=ids, state=ShiftState.OPEN).exists():
        return "A shift is open there."
    if CashOutCode.objects.filter(outlet_id__in=ids, state=CashOutState.WAITING).exists():
        return "A customer has a code for cash there."
    if CashOutRequest.objects.filter(outlet_id__in=ids, state=RequestState.OPEN).exists():
        return "A customer is asked about cash there."
    if FloatOrder.objects.filter(outlet_id__in=ids, state__in=[OrderState.REQUESTED, OrderState.PROPOSED]).exists():
        return "An order of float waits there."
    return None


def commissions_of(agent: Agent) -> list[Decimal]:
    """What agent, outlets and staff have earned there and were not paid yet; below zero is what they owe."""
    outlets = Outlet.objects.filter(agent=agent).values_list("id", flat=True)
    staff = Staff.objects.filter(agent=agent).values_list("id", flat=True)
    codes = [agent_code(agent.id), *map(outlet_code, outlets), *map(teller_code, staff)]
    accounts = [deferred_account_id(code, agent.currency) for code in codes]
    return [balance.amount for balance in get_balances(accounts).values()]


def is_owed_to(person_id: UUID, currency: str | None = None) -> bool:
    """Whether somebody owns an agent (of this currency) that may serve, or that holds something still, or has earned a
    commission that was not paid yet."""
    theirs = Agent.objects.filter(owner_id=person_id)
    roles = Staff.objects.filter(person_id=person_id)
    if currency is not None:
        theirs, roles = theirs.filter(currency=currency), roles.filter(agent__currency=currency)
    agents = list(theirs)
    if any(agent.status in (AgentStatus.ACTIVE, AgentStatus.SUSPENDED) for agent in agents):
        return True
    closed = [agent for agent in agents if agent.status == AgentStatus.CLOSED]
    if any(_holds_float(agent) or any(owed > 0 for owed in commissions_of(agent)) for agent in closed):
        return True
    earned = [
        deferred_account_id(teller_code(staff_id), of) for staff_id, of in roles.values_list("id", "agent__currency")
    ]
    return any(balance.amount > 0 for balance in get_balances(earned).values())


def _holds_float(agent: Agent) -> bool:
    outlets = Outlet.objects.filter(agent=agent).values("id")
    wallets = Wallet.objects.filter(outlet_id__in=outlets)
    accounts = [account for one in wallets for account in (one.available_account, one.held_account)]
    return any(balance.amount for balance in get_balances(accounts).values())
