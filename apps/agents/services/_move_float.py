"""Float goes from outlet to outlet: of one agent (rebalancing), or between a super-agent and an agent of its own.

One statement, as every payment (transactions.services._pay): it looks whether the person may still move float of the
outlet it comes from, whether both outlets are open and both agents in service, and whether the two still belong
together; it locks the two outlets' accounts in the order of their ids and moves the float; and records the event by
which the other side is told. It commits whole or not at all; asked again with the same key, it answers the same.
"""

from datetime import datetime
from uuid import UUID

from apps.accounts.services import Proof
from apps.agents.errors import AgentNotFound, OutletNotFound, RoleRequired
from apps.agents.selectors import Member, Place, Power, get_place, get_place_by_code, get_place_of, require_role
from apps.core import events, sql
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.transactions.errors import AgentNotActive, Declined, SelfTransfer
from apps.transactions.services import Attachment, Outcome, move_float

_MAY_MOVE = """
EXISTS (SELECT FROM agents_staff s WHERE s.id = %s AND s.ended_at IS NULL AND s.role IN ('OWNER', 'MANAGER')
           AND (s.outlet_id IS NULL OR s.outlet_id = %s))
AND EXISTS (SELECT FROM agents_outlet f JOIN agents_agent fa ON fa.id = f.agent_id,
                        agents_outlet t JOIN agents_agent ta ON ta.id = t.agent_id
             WHERE f.id = %s AND t.id = %s AND f.is_open AND t.is_open
               AND fa.status = 'ACTIVE' AND ta.status = 'ACTIVE'
               AND (fa.id = ta.id OR ta.parent_id = fa.id OR fa.parent_id = ta.id))
"""


def transfer_float(
    *,
    person_id: UUID,
    session_id: UUID,
    agent_id: UUID,
    from_outlet_id: UUID,
    to: str,
    amount: Money,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof,
    at: datetime,
) -> Outcome:
    """Moves float from an outlet of the agent to the outlet with the code `to`, once for each of the person's keys.

    Records `agents.float_moved` {transaction_id}. Call it outside a transaction. Raises AgentNotFound, RoleRequired,
    OutletNotFound (the same for a code nobody has and for an outlet that float does not go to), and what
    transactions.services.move_float raises.
    """
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
    source = get_place_of(member, from_outlet_id)
    target = get_place_by_code(to, seen_from=source)
    return move_float(
        initiator_id=person_id,
        session_id=session_id,
        source=source.side,
        target=target.side,
        amount=amount,
        note=note,
        key=key,
        digest=digest,
        proof=proof,
        refusal=_refusal(source, target),
        attachments=(_attachment(member, source, target, at),),
        at=at,
    )


def _refusal(source: Place, target: Place) -> Declined | None:
    if source.outlet_id == target.outlet_id:
        return SelfTransfer()
    return None if source.is_in_service and target.is_in_service else AgentNotActive()


def _attachment(member: Member, source: Place, target: Place, at: datetime) -> Attachment:
    def moved(transaction_id: UUID) -> sql.Part:
        return events.event_part("agents.float_moved", {"transaction_id": str(transaction_id)}, at=at)

    return Attachment(
        condition=sql.Part(_MAY_MOVE, (member.row_id, source.outlet_id, source.outlet_id, target.outlet_id)),
        effects=(moved,),
        why_not=lambda: _why_not(member, source.outlet_id, target.outlet_id),
    )


def _why_not(member: Member, source_id: UUID, target_id: UUID) -> DomainError | None:
    """What is in the way by now; None when nothing is any more."""
    try:
        now = require_role(person_id=member.person_id, agent_id=member.agent_id, power=Power.MOVE_FLOAT)
        source, target = get_place_of(now, source_id), get_place(target_id)
    except (AgentNotFound, OutletNotFound, RoleRequired) as error:
        return error
    if not source.is_of_family(target):
        return OutletNotFound()
    return _refusal(source, target)
