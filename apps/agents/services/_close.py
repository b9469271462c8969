"""The end of an agent, by its owner or with its owner's account: only when nothing is open there and nobody is owed.

Under the agent's lock its outlets are locked and closed, each with its wallet (`_outlets.shut`). No shift is open then,
so no dealing can earn a commission any more, and what is owed is read after that. All of it is one transaction.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts.services import Proof
from apps.agents.errors import AgentConflict, AgentNotEmpty, OutletNotEmpty
from apps.agents.models import Agent, AgentStatus, Outlet
from apps.agents.selectors import Power, commissions_of, get_agent, require_role
from apps.agents.services._desk import announce, lock_for
from apps.agents.services._outlets import shut
from apps.agents.services._proven import confirm, use

_APPLICATION = frozenset({AgentStatus.APPLIED, AgentStatus.REJECTED})
# One that is suspended is an operator's to close: it may be that something has to stay.
_OWNERS_TO_CLOSE = _APPLICATION | {AgentStatus.ACTIVE}


def close_own_agent(*, person_id: UUID, session_id: UUID, agent_id: UUID, proof: Proof, now: datetime) -> Agent:
    """Closes the owner's agent for good, or takes back an application.

    Records `agents.closed`, or `agents.withdrawn` for what was never approved. Call it outside a transaction. Raises
    AgentNotFound, RoleRequired, AgentConflict when it is suspended or closed, AgentNotEmpty, StepUpRequired,
    InvalidCode, TooManyRequests, SessionEnded, and what accounts.services.authorise raises.
    """
    require_role(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
    agent = get_agent(agent_id)
    _require_closable(agent)
    authority = confirm(agent, "agent_close", person_id=person_id, session_id=session_id, proof=proof, now=now)
    with transaction.atomic():
        use(authority, session_id=session_id, now=now)
        agent, _ = lock_for(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
        _require_closable(agent)
        if agent.status not in _APPLICATION:
            shut_agent(agent, by=person_id, may_owe=False, now=now)
        _close(agent, by=person_id, now=now)
    return agent


def withdraw_of_person(*, person_id: UUID, now: datetime) -> int:
    """Takes back what somebody has applied for whose account was closed. Returns how many.

    Whatever was approved keeps an account from being closed (`selectors.is_owed_to`).
    """
    with transaction.atomic():
        theirs = Agent.objects.filter(owner_id=person_id, status__in=_APPLICATION)
        rows = list(theirs.select_for_update(no_key=True, of=("self",)).order_by("pk"))
        for agent in rows:
            _close(agent, by=None, now=now)
    return len(rows)


def shut_agent(agent: Agent, *, by: UUID, may_owe: bool, now: datetime) -> None:
    """Closes all that belongs to an agent whose row is locked. Raises AgentNotEmpty.

    `may_owe`: whether commissions that were taken back may stay owed to us.
    """
    if Agent.objects.filter(parent=agent).exclude(status=AgentStatus.CLOSED).exists():
        raise AgentNotEmpty("There are agents below it. They need another super-agent first, or none.")
    try:
        shut(Outlet.objects.filter(agent=agent, is_open=True).values_list("id", flat=True), by=by, now=now)
    except OutletNotEmpty as error:
        raise AgentNotEmpty(error.detail) from None
    owed = commissions_of(agent)
    if any(amount > 0 for amount in owed):
        raise AgentNotEmpty("Commission is owed still. It is paid out first.")
    if not may_owe and any(amount < 0 for amount in owed):
        raise AgentNotEmpty("Commission that was taken back is owed to us still.")


def _require_closable(agent: Agent) -> None:
    if agent.status not in _OWNERS_TO_CLOSE:
        raise AgentConflict(f"The agent is {agent.status.lower()}.")


def _close(agent: Agent, *, by: UUID | None, now: datetime) -> None:
    is_application = agent.status in _APPLICATION
    agent.status, agent.status_reason = AgentStatus.CLOSED, ""
    agent.decided_at, agent.decided_by = now, None
    agent.save(update_fields=["status", "status_reason", "decided_at", "decided_by"])
    announce(agent, "agents.withdrawn" if is_application else "agents.closed", by=by, now=now, reason="")
