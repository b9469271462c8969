"""What all changes of an agent have in common: whose it is, the lock, and what is written down of them."""

from datetime import datetime
from uuid import UUID

from apps.accounts import services as accounts
from apps.agents.errors import AgentConflict, AgentNotFound, RoleRequired
from apps.agents.models import Agent, AgentStatus
from apps.agents.selectors import Member, Power, require_role
from apps.core import events

_NOT_APPROVED = (AgentStatus.APPLIED, AgentStatus.REJECTED)


def lock_agent(agent_id: UUID) -> Agent:
    """The agent, locked FOR NO KEY UPDATE; payments do not wait for it. Raises AgentNotFound."""
    row = Agent.objects.select_for_update(no_key=True, of=("self",)).filter(pk=agent_id).first()
    if row is None:
        raise AgentNotFound
    return row


def lock_for(*, person_id: UUID, agent_id: UUID, power: Power) -> tuple[Agent, Member]:
    """The agent, locked, and what the person is there under that lock: a role that was taken away counts no more.

    Who may not is refused before the lock as well, so that no stranger holds it. Raises AgentNotFound, RoleRequired.
    """
    require_role(person_id=person_id, agent_id=agent_id, power=power)
    agent = lock_agent(agent_id)
    return agent, require_role(person_id=person_id, agent_id=agent_id, power=power)


def require_not_closed(agent: Agent) -> None:
    """Raises AgentConflict for one that is closed for good."""
    if agent.status == AgentStatus.CLOSED:
        raise AgentConflict("This agent is closed.")


def require_approved(agent: Agent) -> None:
    """Raises AgentConflict for one that was never approved, or is closed: it has no people and places but its owner."""
    require_not_closed(agent)
    if agent.status in _NOT_APPROVED:
        raise AgentConflict("This agent is not approved yet.")


def require_outlet(member: Member, outlet_id: UUID | None) -> None:
    """Raises RoleRequired when somebody of one outlet reaches for another one, or for all."""
    if member.outlet_id is not None and member.outlet_id != outlet_id:
        raise RoleRequired("Your role is for one outlet only.")


def write_down(agent: Agent, action: str, *, by: UUID, now: datetime, **detail: object) -> None:
    """In the activity log of whoever did it."""
    accounts.record_activity(
        person_id=by, action=action, subject=str(agent.id), detail={"agent": agent.name, **detail}, at=now
    )


def announce(agent: Agent, topic: str, *, by: UUID | None, now: datetime, **facts: str) -> None:
    """Records what happened to an agent, and the same in the log of whoever did it, nobody for None.

    Belongs into the transaction of what it tells about.
    """
    events.record(topic, {"agent_id": str(agent.id), **({"by": str(by)} if by else {}), **facts}, at=now)
    if by is not None:
        write_down(agent, topic, by=by, now=now, **facts)
