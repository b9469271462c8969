"""Who hears what of an agent: its owner, whoever works there, and the super-agent above it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import find_person
from apps.agents.models import Agent, Role, Staff
from apps.notifications import services as notifications
from apps.notifications.services import Telling

_ROLES = {Role.OWNER.value: "owner", Role.MANAGER.value: "manager", Role.TELLER.value: "teller"}


def tell_owner(
    *,
    agent_id: UUID,
    template: str,
    facts: Mapping[str, str],
    occurred_at: datetime,
    security: bool,
    cause: UUID,
    now: datetime,
) -> None:
    """Tells the owner what was decided or changed; with `security` on every channel."""
    agent = Agent.objects.get(pk=agent_id)
    context = {"agent": agent.name, "occurred_at": occurred_at.isoformat(), **facts}
    _tell([(agent.owner_id, template)], agent, context, cause, now, security=security)


def tell_super_agent(*, agent_id: UUID, occurred_at: datetime, cause: UUID, now: datetime) -> None:
    """Tells the owner of the super-agent that an application has named that it has."""
    agent = Agent.objects.select_related("parent").get(pk=agent_id)
    if agent.parent is None:
        return
    context = {"agent": agent.name, "super_agent": agent.parent.name, "occurred_at": occurred_at.isoformat()}
    told = [(agent.parent.owner_id, "agent_applied_below")]
    _tell(told, agent.parent, context, cause, now, security=False)


def tell_staff(*, topic: str, staff_id: UUID, by: UUID, occurred_at: datetime, cause: UUID, now: datetime) -> None:
    """Tells whoever was added, changed or let go, and the owner of what they have not done themselves."""
    row = Staff.objects.select_related("agent").get(pk=staff_id)
    person, agent = find_person(str(row.person_id)), row.agent
    context = {
        "agent": agent.name,
        "person": masked_name(person.full_name) if person else "",
        "role": _ROLES[row.role],
        "occurred_at": occurred_at.isoformat(),
    }
    template = f"agent_{topic.rpartition('.')[2]}"
    told = [(row.person_id, template)] if row.person_id != by else []
    if agent.owner_id != by:
        told.append((agent.owner_id, f"{template}_owner"))
    _tell(told, agent, context, cause, now, security=True)


def _tell(
    told: list[tuple[UUID, str]],
    agent: Agent,
    context: Mapping[str, Any],
    cause: UUID,
    now: datetime,
    *,
    security: bool,
) -> None:
    tellings = [
        Telling(
            person_id=person_id,
            template=template,
            context=context,
            cause=cause,
            subject_kind="agent",
            subject_id=agent.id,
            security=security,
        )
        for person_id, template in told
    ]
    notifications.send_after_commit(notifications.tell_all(tellings, now=now), now=now)
