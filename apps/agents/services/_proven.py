"""What an owner proves with PIN, phone and a code for exactly this.

The PIN is looked at and the code asked for outside any transaction. The transaction of the change then locks the
person's row, which locking a phone and closing an account lock too, and uses the code up: so both commit or neither.
"""

from datetime import datetime
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.errors import SessionEnded
from apps.accounts.models import User
from apps.accounts.services import Authority, Proof
from apps.agents.models import Agent
from apps.wallets.selectors import Passage, get_standing


def confirm(agent: Agent, action: str, *, person_id: UUID, session_id: UUID, proof: Proof, now: datetime) -> Authority:
    """The person's authority with a code for this `action` on this agent.

    Call it outside a transaction. Raises StepUpRequired, InvalidCode, TooManyRequests, and what
    accounts.services.authorise raises.
    """
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of(action, agent_id=agent.id),
        about={"action": action, "agent": agent.name},
        proof=proof,
        session_id=session_id,
        now=now,
    )


def use(authority: Authority, *, session_id: UUID, now: datetime) -> None:
    """Uses the authority up, first of all in the transaction of what it confirms.

    Raises SessionEnded, InvalidCode, and what is in the way of the PIN.
    """
    User.objects.select_for_update(no_key=True).get(pk=authority.person_id)
    passage = Passage(None, None, session_id, authority.person_id)
    if not get_standing(passage, at=now).session_is_good:
        raise SessionEnded
    accounts.use_authority(authority, now=now)
