"""Reads of agents, their papers, outlets and people."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from apps.agents.errors import AgentNotFound, OutletNotFound, StaffNotFound
from apps.agents.models import Agent, AgentStatus, Document, Outlet, Rank, Staff

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Employment:
    """An agent, and what the person is there, with its papers and the codes of its main outlet and its super-agent's.

    A code is empty for who has no main outlet yet, or nobody above.
    """

    agent: Agent
    role: str
    outlet_id: UUID | None
    person_id: UUID
    code: str = ""
    parent_code: str = ""
    documents: list[Document] = field(default_factory=list)

    @property
    def id(self) -> UUID:
        return self.agent.id


@dataclass(frozen=True, slots=True)
class Supplied:
    """An agent below a super-agent, or one that has applied for it."""

    agent: Agent
    code: str

    @property
    def id(self) -> UUID:
        return self.agent.id


def get_agent(agent_id: UUID) -> Agent:
    """The agent, whatever its status. For whoever may see it: see `require_role`. Raises AgentNotFound."""
    row = Agent.objects.filter(pk=agent_id).first()
    if row is None:
        raise AgentNotFound
    return row


def get_employment(person_id: UUID, agent_id: UUID) -> Employment:
    """An agent somebody owns or works for. Raises AgentNotFound, also where they are nothing."""
    rows = Staff.objects.filter(person_id=person_id, agent_id=agent_id, ended_at=None)
    row = rows.select_related("agent__parent").first()
    if row is None:
        raise AgentNotFound
    return _employments([row])[0]


def list_employments(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Employment]:
    """The agents somebody owns or works for, the newest first: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = Staff.objects.filter(person_id=person_id, ended_at=None).select_related("agent__parent")
    if after is not None:
        rows = rows.filter(agent_id__gt=after).order_by("agent_id")
    else:
        rows = rows.order_by("-agent_id")
        if before is not None:
            rows = rows.filter(agent_id__lt=before)
    return _employments(list(rows[:limit]))


def _employments(rows: Sequence[Staff]) -> list[Employment]:
    ids = [row.agent_id for row in rows]
    documents: dict[UUID, list[Document]] = {}
    for document in Document.objects.filter(agent_id__in=ids).order_by("kind", "id"):
        documents.setdefault(document.agent_id, []).append(document)
    codes = main_codes([*ids, *(row.agent.parent_id for row in rows if row.agent.parent_id)])
    return [
        Employment(
            row.agent,
            row.role,
            row.outlet_id,
            row.person_id,
            codes.get(row.agent_id, ""),
            codes.get(row.agent.parent_id, "") if row.agent.parent_id else "",
            documents.get(row.agent_id, []),
        )
        for row in rows
    ]


def main_codes(agent_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The codes of their main outlets. One statement."""
    return dict(Outlet.objects.filter(agent_id__in=agent_ids, is_main=True).values_list("agent_id", "code"))


def find_super_agent(code: str, *, currency: str) -> Agent | None:
    """The active super-agent of a currency whose main outlet has this code."""
    return Agent.objects.filter(
        rank=Rank.SUPER,
        status=AgentStatus.ACTIVE,
        currency=currency,
        pk__in=Outlet.objects.filter(code=code, is_main=True).values("agent_id"),
    ).first()


def list_supplied(
    parent_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Supplied]:
    """The agents below a super-agent, those that have applied for it too, the newest first. Two statements."""
    rows = _page(Agent.objects.filter(parent_id=parent_id), before, after, limit)
    codes = main_codes([row.id for row in rows])
    return [Supplied(row, codes.get(row.id, "")) for row in rows]


def list_documents(agent_id: UUID) -> list[Document]:
    """What was sent, one of a kind at most."""
    return list(Document.objects.filter(agent_id=agent_id).order_by("kind", "id"))


def seen_digest(agent: Agent) -> str:
    """What an approval is bound to: all that a reviewer looks at, so that any change of it asks for another look."""
    documents = [(row.kind, row.file_key) for row in list_documents(agent.id)]
    facts = (agent.name, agent.legal_name, agent.rank, agent.country, agent.parent_id, agent.owner_id, documents)
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def get_outlet(*, agent_id: UUID, outlet_id: UUID) -> Outlet:
    """One of its outlets, open or closed. Raises OutletNotFound."""
    row = Outlet.objects.filter(pk=outlet_id, agent_id=agent_id).first()
    if row is None:
        raise OutletNotFound
    return row


def list_outlets(
    agent_id: UUID,
    *,
    outlet_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Outlet]:
    """Its outlets, or only the one, the newest first: see `list_employments` for `before` and `after`."""
    rows = Outlet.objects.filter(agent_id=agent_id)
    if outlet_id is not None:
        rows = rows.filter(pk=outlet_id)
    return _page(rows, before, after, limit)


def get_staff(*, agent_id: UUID, staff_id: UUID) -> Staff:
    """Somebody who works there. Raises StaffNotFound, also for who does no longer."""
    row = Staff.objects.filter(pk=staff_id, agent_id=agent_id, ended_at=None).select_related("person").first()
    if row is None:
        raise StaffNotFound
    return row


def list_staff(
    agent_id: UUID,
    *,
    outlet_id: UUID | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Staff]:
    """Who works there, or at one outlet only, the newest first."""
    rows = Staff.objects.filter(agent_id=agent_id, ended_at=None).select_related("person")
    if outlet_id is not None:
        rows = rows.filter(outlet_id=outlet_id)
    return _page(rows, before, after, limit)


def _page(rows: QuerySet[Row], before: UUID | None, after: UUID | None, limit: int) -> list[Row]:
    if after is not None:
        return list(rows.filter(pk__gt=after).order_by("pk")[:limit])
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return list(rows.order_by("-pk")[:limit])
