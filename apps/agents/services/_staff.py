"""Who works for an agent, as what, and until when.

Each change locks the agent's row and looks under that lock what the one who asks may do, so that a manager whose role
has just been taken away adds nobody. Somebody's row and the account of their commission come into being together. The
row of somebody who left stays, with the moment; who comes back gets a new one. A shift that is open then serves nobody
any more: payments look at the row in their own statement.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.agents import rates
from apps.agents.errors import AgentConflict, EmployedAlready, OwnerStays, OwnRole, RoleRequired, TooManyStaff
from apps.agents.models import Agent, Role, Staff
from apps.agents.selectors import Member, Power, get_outlet, get_staff, require_role
from apps.agents.services._book import open_teller_books
from apps.agents.services._desk import announce, lock_agent, lock_for, require_approved, require_outlet
from apps.core.ratelimit import spend
from apps.transactions import services as transactions

MAX_STAFF = 500


def employ(
    *, person_id: UUID, agent_id: UUID, to: str, role: str, outlet_id: UUID | None = None, now: datetime
) -> Staff:
    """Makes somebody a manager or a teller, of which they are told; they may leave at any time.

    `to` is a number, @handle or e-mail address, looked up and counted as a payee is. Only the owner makes managers.
    Records `agents.staff_added`. Call it outside a transaction. Raises AgentNotFound, RoleRequired, NobodyToPay,
    EmployedAlready, TooManyStaff, OutletNotFound, AgentConflict, TooManyRequests.
    """
    require_role(person_id=person_id, agent_id=agent_id, power=Power.EMPLOY)
    found = transactions.resolve_payee(person_id=person_id, to=to, at=now)
    with transaction.atomic():
        agent, member = lock_for(person_id=person_id, agent_id=agent_id, power=Power.EMPLOY)
        require_approved(agent)
        _require_rank(member, role)
        _check_place(agent, member, outlet_id)
        there = Staff.objects.filter(agent=agent, ended_at=None)
        if there.filter(person_id=found.person_id).exists():
            raise EmployedAlready
        if there.count() >= MAX_STAFF:
            raise TooManyStaff
        row = Staff.objects.create(
            agent=agent,
            person_id=found.person_id,
            role=role,
            outlet_id=outlet_id,
            added_by_id=person_id,
            added_at=now,
        )
        open_teller_books(row, at=now)
        _announce(agent, "agents.staff_added", row, person_id, now)
    return row


def change_staff(
    *, person_id: UUID, agent_id: UUID, staff_id: UUID, changes: Mapping[str, Any], now: datetime
) -> Staff:
    """Changes role or outlet of somebody, who is told; nobody's own, and never the owner's. It holds at once.

    Records `agents.staff_changed`. Raises AgentNotFound, RoleRequired, StaffNotFound, OwnRole, OwnerStays,
    OutletNotFound, AgentConflict, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        agent, member = lock_for(person_id=person_id, agent_id=agent_id, power=Power.EMPLOY)
        require_approved(agent)
        row = get_staff(agent_id=agent_id, staff_id=staff_id)
        if row.person_id == person_id:
            raise OwnRole
        if row.role == Role.OWNER:
            raise OwnerStays
        _require_rank(member, row.role)
        require_outlet(member, row.outlet_id)
        for name, value in changes.items():
            setattr(row, name, value)
        _require_rank(member, row.role)
        _check_place(agent, member, row.outlet_id)
        row.save(update_fields=sorted(changes))
        _announce(agent, "agents.staff_changed", row, person_id, now)
    return row


def end_employment(*, person_id: UUID, agent_id: UUID, staff_id: UUID, now: datetime) -> None:
    """Ends somebody's role at once, or one's own, which everybody may but the owner. Records `agents.staff_ended`.

    Raises AgentNotFound, RoleRequired, StaffNotFound, OwnerStays.
    """
    # Everybody who is anything there may leave, also an agent that is closed.
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.SERVE)
    is_own = member.row_id == staff_id
    with transaction.atomic():
        agent = lock_agent(agent_id)
        if not is_own:
            member = require_role(person_id=person_id, agent_id=agent_id, power=Power.EMPLOY)
        row = get_staff(agent_id=agent_id, staff_id=staff_id)
        if row.role == Role.OWNER:
            raise OwnerStays
        if not is_own:
            _require_rank(member, row.role)
            require_outlet(member, row.outlet_id)
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        _announce(agent, "agents.staff_ended", row, person_id, now)


def end_of_person(*, person_id: UUID, now: datetime) -> int:
    """Ends the roles of somebody whose account was closed, but where they are the owner. Returns how many."""
    with transaction.atomic():
        theirs = Staff.objects.filter(person_id=person_id, ended_at=None).exclude(role=Role.OWNER)
        return theirs.update(ended_at=now)


def _require_rank(member: Member, role: str) -> None:
    """The owner makes and changes managers; managers only tellers. Nobody makes an owner here."""
    if role != Role.TELLER and member.role != Role.OWNER:
        raise RoleRequired("Only the owner makes or changes managers.")


def _check_place(agent: Agent, member: Member, outlet_id: UUID | None) -> None:
    """Nobody gives what they do not have: another outlet than their own."""
    if outlet_id is not None and not get_outlet(agent_id=agent.id, outlet_id=outlet_id).is_open:
        raise AgentConflict("This outlet is closed.")
    require_outlet(member, outlet_id)


def _announce(agent: Agent, topic: str, row: Staff, by: UUID, now: datetime) -> None:
    announce(agent, topic, by=by, now=now, staff_id=str(row.id), person_id=str(row.person_id), role=row.role)
