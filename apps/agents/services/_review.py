"""What operators decide about agents, each for a reason its owner is told.

Every decision locks the agent's row FOR NO KEY UPDATE, looks whether it is still what the operator has seen, and writes
state and event in one transaction: of two operators one decides, the other hears what has become of it. Main outlet,
float and the accounts of a new agent are opened in that transaction too, so an active one has them, whenever a process
dies. Payments read the state in their own statement: what starts after the commit of a suspension is refused.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts.models import KycTier
from apps.accounts.time_zones import zone_or_default
from apps.agents.errors import AgentConflict, DocumentNotFound, OwnAgent, OwnerNotVerified, RegistrationMissing
from apps.agents.models import Agent, AgentStatus, Document, DocumentKind, Role, Staff
from apps.agents.selectors import get_agent, seen_digest
from apps.agents.services._apply import adopted_by
from apps.agents.services._book import open_agent_books, open_teller_books
from apps.agents.services._close import shut_agent
from apps.agents.services._desk import announce, lock_agent, write_down
from apps.agents.services._outlets import main_outlet_of
from apps.core.errors import InvalidInput

_TIERS = list(KycTier.values)


def approve_agent(*, agent_id: UUID, by: UUID, seen: str, super_agent: str | None, now: datetime) -> None:
    """Lets an agent serve: it has a main outlet, an empty float and its accounts from this commit on.

    `seen` is `selectors.seen_digest` of what the operator has looked at; whatever was changed after it has to be looked
    at again. `super_agent` is the code of the main outlet of who supplies it, None for nobody, whoever the owner has
    named. Records `agents.approved`. Raises AgentNotFound, OwnAgent, AgentConflict, RegistrationMissing,
    OwnerNotVerified below settings.AGENT_KYC_TIER, SuperAgentNotFound.
    """
    with transaction.atomic():
        agent = _lock(agent_id, by, AgentStatus.APPLIED, lets_in=True)
        documents = list(Document.objects.filter(agent=agent))
        if not any(document.kind == DocumentKind.REGISTRATION for document in documents):
            raise RegistrationMissing
        if seen != seen_digest(agent):
            raise AgentConflict("It was changed after you looked at it: nothing was decided. Look again.")
        owner = people.get_profile(agent.owner_id)
        if _TIERS.index(owner.kyc_tier) < _TIERS.index(settings.AGENT_KYC_TIER):
            raise OwnerNotVerified
        agent.parent_id = adopted_by(agent, super_agent)
        _require_not_own(agent, by, lets_in=True)
        agent.save(update_fields=["parent"])
        _decide(agent, AgentStatus.ACTIVE, "", by, now)
        open_agent_books(agent, at=now)
        main_outlet_of(agent, time_zone=zone_or_default(owner.time_zone), now=now)
        open_teller_books(Staff.objects.get(agent=agent, role=Role.OWNER, ended_at=None), at=now)
        _tell(agent, "agents.approved", by, now)


def reject_agent(*, agent_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Says what is not right; the owner may correct it and apply again. Records `agents.rejected`.

    Raises AgentNotFound, OwnAgent, AgentConflict, InvalidInput on `reason`.
    """
    reason = words_of(reason)
    with transaction.atomic():
        agent = _lock(agent_id, by, AgentStatus.APPLIED)
        _decide(agent, AgentStatus.REJECTED, reason, by, now)
        _tell(agent, "agents.rejected", by, now)


def suspend_agent(*, agent_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Stops all dealings at its outlets until it is resumed. Records `agents.suspended`.

    Raises AgentNotFound, OwnAgent, AgentConflict when it is not active, InvalidInput on `reason`.
    """
    reason = words_of(reason)
    with transaction.atomic():
        agent = _lock(agent_id, by, AgentStatus.ACTIVE)
        _decide(agent, AgentStatus.SUSPENDED, reason, by, now)
        _tell(agent, "agents.suspended", by, now)


def resume_agent(*, agent_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Lets a suspended one serve again. Records `agents.resumed`.

    Raises AgentNotFound, OwnAgent, AgentConflict when it is not suspended, InvalidInput on `reason`.
    """
    reason = words_of(reason)
    with transaction.atomic():
        agent = _lock(agent_id, by, AgentStatus.SUSPENDED, lets_in=True)
        _decide(agent, AgentStatus.ACTIVE, "", by, now)
        _tell(agent, "agents.resumed", by, now, reason=reason)


def close_agent(*, agent_id: UUID, by: UUID, reason: str, now: datetime) -> None:
    """Ends it for good, with all its outlets, once nothing is open and nobody is owed. Records `agents.closed`.

    What it owes of commissions taken back stays on its accounts. Raises AgentNotFound, OwnAgent, AgentConflict when it
    is neither active nor suspended, AgentNotEmpty, InvalidInput on `reason`.
    """
    reason = words_of(reason)
    with transaction.atomic():
        agent = _lock(agent_id, by, AgentStatus.ACTIVE, AgentStatus.SUSPENDED)
        shut_agent(agent, by=by, may_owe=True, now=now)
        _decide(agent, AgentStatus.CLOSED, reason, by, now)
        _tell(agent, "agents.closed", by, now)


def look_at_document(*, agent_id: UUID, kind: str, by: UUID, now: datetime) -> Document:
    """A paper for a reviewer, and writes down that it was seen.

    Raises AgentNotFound, OwnAgent, DocumentNotFound.
    """
    agent = get_agent(agent_id)
    _require_not_own(agent, by, lets_in=True)
    document = Document.objects.filter(agent=agent, kind=kind).first()
    if document is None:
        raise DocumentNotFound
    write_down(agent, "agents.document_seen", by=by, now=now, kind=kind, file=document.file_key)
    return document


def may_let_in(agent: Agent, *, by: UUID) -> bool:
    """Whether this operator may see its papers, approve it, let it go on and set its terms.

    Not who works or has worked there, nor at the super-agent that earns beside it.
    """
    theirs = [agent.id, *([agent.parent_id] if agent.parent_id else [])]
    return not (agent.owner_id == by or Staff.objects.filter(agent_id__in=theirs, person_id=by).exists())


def _lock(agent_id: UUID, by: UUID, *states: AgentStatus, lets_in: bool = False) -> Agent:
    agent = lock_agent(agent_id)
    _require_not_own(agent, by, lets_in=lets_in)
    if agent.status not in states:
        raise AgentConflict(_what_happened(agent))
    return agent


def _require_not_own(agent: Agent, by: UUID, *, lets_in: bool) -> None:
    """Nobody decides about their own, and nobody who works or worked there lets it in.

    They may stop it: else an agent would name all operators its staff and could not be stopped by any.
    """
    if agent.owner_id == by or (lets_in and not may_let_in(agent, by=by)):
        raise OwnAgent


def _decide(agent: Agent, status: AgentStatus, reason: str, by: UUID, now: datetime) -> None:
    agent.status, agent.status_reason = status, reason
    agent.decided_at, agent.decided_by_id = now, by
    agent.save(update_fields=["status", "status_reason", "decided_at", "decided_by"])


def _tell(agent: Agent, topic: str, by: UUID, now: datetime, *, reason: str = "") -> None:
    """The event, the operator's log with their reason, and the owner's without their name."""
    announce(agent, topic, by=None, now=now, reason=agent.status_reason)
    write_down(agent, f"{topic}_by_me", by=by, now=now, reason=reason or agent.status_reason)
    write_down(agent, topic, by=agent.owner_id, now=now)


def words_of(reason: str) -> str:
    """A reason in one line. Raises InvalidInput for none, or one that is too long."""
    words = " ".join(reason.split())
    if not words or len(words) > 500:
        detail = "Say in up to 500 characters why."
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": detail}])
    return words


def _what_happened(agent: Agent) -> str:
    """Why somebody who looked at it a moment ago cannot do any more what they meant to."""
    decider = people.find_person(str(agent.decided_by_id)) if agent.decided_by_id else None
    who = f" by {decider.full_name}" if decider else ""
    return f"It is {agent.status.lower()}{who} by now: nothing was changed."
