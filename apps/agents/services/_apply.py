"""Applying, correcting what was applied with, and applying again.

What is locked and what happens when the process dies: applying locks the person's row, under which their agents are
counted, and writes agent, owner's row and event in one transaction. Changing and sending again lock the agent's row,
which a reviewer's decision holds too. Dying before the end leaves what was there before.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts.models import User
from apps.agents import rates
from apps.agents.errors import (
    AgentConflict,
    AgentNamedAlready,
    NoWalletForIt,
    RegistrationMissing,
    SuperAgentNotFound,
    TooManyAgents,
)
from apps.agents.models import Agent, AgentStatus, Document, DocumentKind, Rank, Role, Staff
from apps.agents.selectors import Power, find_super_agent
from apps.agents.services._desk import announce, lock_for, require_not_closed, write_down
from apps.core.ratelimit import spend
from apps.wallets.errors import CurrencyNotOffered
from apps.wallets.models import Wallet

MAX_AGENTS = 5
# Who an agent is: looked at by a reviewer, and fixed once it serves.
REVIEWED = frozenset({"name", "legal_name", "rank", "country", "parent_id"})


def apply_as_agent(
    *,
    person_id: UUID,
    name: str,
    legal_name: str,
    currency: str,
    country: str,
    city: str,
    rank: str = Rank.AGENT,
    super_agent: str | None = None,
    address: str = "",
    description: str = "",
    now: datetime,
) -> Agent:
    """Applies for an agent of the person's own, who is its owner from the first moment on.

    `super_agent` is the code of the main outlet of who is to supply it, which is told; a reviewer confirms that. How
    well we know the person is looked at when it is approved, not now. Records `agents.applied`. Raises
    CurrencyNotOffered, NoWalletForIt without an open wallet in its currency, SuperAgentNotFound, TooManyAgents,
    AgentNamedAlready, AgentConflict for a super-agent below another one, TooManyRequests.
    """
    spend(rates.APPLICATIONS, str(person_id), now=now)
    if currency not in settings.WALLET_CURRENCIES:
        raise CurrencyNotOffered
    parent_id = parent_of(super_agent, rank=rank, currency=currency)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if not Wallet.objects.filter(holder_id=person_id, currency=currency).exclude(status="CLOSED").exists():
            raise NoWalletForIt
        if _owned(person_id).count() >= MAX_AGENTS:
            raise TooManyAgents
        _require_unused(person_id, name)
        agent = Agent.objects.create(
            owner_id=person_id,
            rank=rank,
            parent_id=parent_id,
            name=name,
            legal_name=legal_name,
            currency=currency,
            country=country,
            city=city,
            address=address,
            description=description,
            applied_at=now,
        )
        Staff.objects.create(agent=agent, person_id=person_id, role=Role.OWNER, added_by_id=person_id, added_at=now)
        announce(agent, "agents.applied", by=person_id, now=now)
    return agent


def change_agent(*, person_id: UUID, agent_id: UUID, changes: Mapping[str, Any], now: datetime) -> Agent:
    """Writes what its owner says of it: who it is while nobody has approved it, where it is found at any time.

    `super_agent` among the changes is a code, or None for nobody. A reviewer who has looked at it has to look again
    (`approve_agent`). Raises AgentNotFound, RoleRequired, AgentConflict, AgentNamedAlready, SuperAgentNotFound,
    TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        agent, _ = lock_for(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
        require_not_closed(agent)
        written = dict(changes)
        if "super_agent" in written:
            rank = written.get("rank", agent.rank)
            written["parent_id"] = parent_of(written.pop("super_agent"), rank=rank, currency=agent.currency)
        changed = {name for name, value in written.items() if getattr(agent, name) != value}
        undecided = agent.status in (AgentStatus.APPLIED, AgentStatus.REJECTED)
        if changed & REVIEWED and not undecided:
            raise AgentConflict("Who an agent is changes only before it is approved.")
        if "name" in changed:
            _require_unused(agent.owner_id, written["name"], besides=agent.id)
        if changed:
            for name in changed:
                setattr(agent, name, written[name])
            if agent.rank == Rank.SUPER and agent.parent_id is not None:
                raise AgentConflict("A super-agent stands below nobody.")
            agent.save(update_fields=sorted(changed))
            write_down(agent, "agents.changed", by=person_id, now=now, fields=sorted(changed))
    return agent


def submit_again(*, person_id: UUID, agent_id: UUID, now: datetime) -> Agent:
    """Applies again after a rejection. Records `agents.applied`.

    Raises AgentNotFound, RoleRequired, AgentConflict when it is not rejected, RegistrationMissing, TooManyRequests.
    """
    spend(rates.APPLICATIONS, str(person_id), now=now)
    with transaction.atomic():
        agent, _ = lock_for(person_id=person_id, agent_id=agent_id, power=Power.GOVERN)
        if agent.status != AgentStatus.REJECTED:
            raise AgentConflict
        if not Document.objects.filter(agent=agent, kind=DocumentKind.REGISTRATION).exists():
            raise RegistrationMissing
        agent.status, agent.status_reason, agent.applied_at = AgentStatus.APPLIED, "", now
        agent.decided_at, agent.decided_by = None, None
        agent.save(update_fields=["status", "status_reason", "applied_at", "decided_at", "decided_by"])
        announce(agent, "agents.applied", by=person_id, now=now)
    return agent


def parent_of(code: str | None, *, rank: str, currency: str) -> UUID | None:
    """Whom a code names as super-agent. Raises SuperAgentNotFound, AgentConflict for one that is to be one itself."""
    if not code:
        return None
    if rank == Rank.SUPER:
        raise AgentConflict("A super-agent stands below nobody.")
    parent = find_super_agent(code, currency=currency)
    if parent is None:
        raise SuperAgentNotFound
    return parent.id


def adopted_by(agent: Agent, code: str | None) -> UUID | None:
    """Whom a code names, locked, so that no super-agent closes while somebody is put below it.

    The caller holds the lock of the agent below, which closing the one above does not take. Raises SuperAgentNotFound,
    AgentConflict.
    """
    parent_id = parent_of(code, rank=agent.rank, currency=agent.currency)
    if parent_id is None:
        return None
    parent = Agent.objects.select_for_update(no_key=True, of=("self",)).get(pk=parent_id)
    if parent.status != AgentStatus.ACTIVE:
        raise SuperAgentNotFound
    return parent_id


def _owned(person_id: UUID) -> Any:
    return Agent.objects.filter(owner_id=person_id).exclude(status=AgentStatus.CLOSED)


def _require_unused(person_id: UUID, name: str, besides: UUID | None = None) -> None:
    """So that an application sent twice is one."""
    if _owned(person_id).filter(name=name).exclude(pk=besides).exists():
        raise AgentNamedAlready
