"""Who may have something bought later: the PIN, the phone's key, and always a code for exactly this.

Nobody looks when an auto-recharge pays. So a registered phone does not do without the code here.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.services import Authority, Proof
from apps.core import sql


def step_up(
    authority: Authority, *, binding: bytes, about: dict[str, str], proof: Proof, session_id: UUID, now: datetime
) -> Authority:
    """The authority together with a code for what is bound. Call it outside a transaction.

    Raises StepUpRequired, InvalidCode, PinLocked, TooManyRequests.
    """
    accounts.confirm_authority(authority, now=now)
    code_id = accounts.require_step_up(
        person_id=authority.person_id,
        binding=binding,
        answer=proof.step_up,
        about=about,
        session_id=session_id,
        now=now,
    )
    return replace(authority, step_up_id=code_id)


def use_authority(authority: Authority, *, now: datetime) -> None:
    """Uses up the code in the transaction of what it confirms, if all of the authority still holds by then.

    The PIN's row is locked against wrong tries meanwhile. Raises InvalidCode, and what is in the way of the PIN.
    """
    part = accounts.authority_part(replace(authority, step_up_id=None), at=now)
    if sql.fetch_one(f"SELECT 1 WHERE {part.text}", part.parameters) is None:
        raise accounts.why_not(authority, at=now) or RuntimeError("an authority that neither holds nor fails")
    if authority.step_up_id is not None:
        accounts.use_code(authority.step_up_id, now=now)
