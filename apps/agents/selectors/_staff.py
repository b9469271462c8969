"""Who may do what at an agent. Every door of its office begins with `require_role`, of its desk with `get_desk`."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from apps.agents.errors import AgentNotFound, RoleRequired
from apps.agents.models import Staff
from apps.agents.models._agents import Role


class Power(Enum):
    """What a role may allow."""

    SERVE = "serve customers, and see what they did themselves"
    SEE_DEALINGS = "see what others did"
    SUPERVISE = "approve cash without a phone, and differences of shifts"
    MOVE_FLOAT = "move float between outlets, buy it and sell it back"
    RUN_OUTLETS = "open, change and close outlets"
    EMPLOY = "add and end staff"
    REPORT = "see reports and commissions of all"
    GOVERN = "change the business"


_ALL = frozenset(Power)
POWERS: dict[str, frozenset[Power]] = {
    Role.OWNER.value: _ALL,
    Role.MANAGER.value: _ALL - {Power.GOVERN},
    Role.TELLER.value: frozenset({Power.SERVE}),
}
# What concerns all outlets, so that a manager of one does not do it.
OF_ALL_OUTLETS = frozenset({Power.RUN_OUTLETS, Power.GOVERN})


@dataclass(frozen=True, slots=True)
class Member:
    """A person at an agent. `outlet_id` None is all outlets."""

    row_id: UUID
    agent_id: UUID
    person_id: UUID
    role: str
    outlet_id: UUID | None
    status: str

    def may(self, power: Power) -> bool:
        if self.outlet_id is not None and power in OF_ALL_OUTLETS:
            return False
        return power in POWERS[self.role]

    def is_at(self, outlet_id: UUID) -> bool:
        """Whether the outlet is one of theirs."""
        return self.outlet_id in (None, outlet_id)


def require_role(*, person_id: UUID, agent_id: UUID, power: Power) -> Member:
    """What the person is at the agent, at this moment. One statement.

    Raises AgentNotFound for who is nothing there, RoleRequired for who may not.
    """
    row = (
        Staff.objects.filter(agent_id=agent_id, person_id=person_id, ended_at=None)
        .values_list("id", "agent_id", "person_id", "role", "outlet_id", "agent__status")
        .first()
    )
    if row is None:
        raise AgentNotFound
    member = Member(*row)
    if not member.may(power):
        raise RoleRequired
    return member


def works_for(agent_id: UUID, person_id: UUID) -> bool:
    """Whether the person has any role at the agent now."""
    return Staff.objects.filter(agent_id=agent_id, person_id=person_id, ended_at=None).exists()


def those_who_work_for_agents(people: Collection[UUID]) -> set[UUID]:
    """Of these people those who work for an agent, its owner among them."""
    return set(Staff.objects.filter(person_id__in=people, ended_at=None).values_list("person_id", flat=True))
