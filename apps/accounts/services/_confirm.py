"""Who may set something going that moves money later: the PIN, the phone's key, and always a code for exactly this.

Whoever pays at once is there. A schedule, an automatic top-up or a newly linked account moves money while nobody looks,
so for them a registered phone does not do without the code.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from apps.accounts.services._authorise import Authority, Proof, authority_part, confirm_authority, why_not
from apps.accounts.services._step_up import require_step_up, use_code
from apps.core import sql


def confirm_with_code(
    authority: Authority, *, binding: bytes, about: dict[str, str], proof: Proof, session_id: UUID, now: datetime
) -> Authority:
    """The authority together with a code for what is bound. Call it outside a transaction.

    Raises StepUpRequired, InvalidCode, PinLocked, TooManyRequests.
    """
    confirm_authority(authority, now=now)
    code_id = require_step_up(
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
    part = authority_part(replace(authority, step_up_id=None), at=now)
    if sql.fetch_one(f"SELECT 1 WHERE {part.text}", part.parameters) is None:
        raise why_not(authority, at=now) or RuntimeError("an authority that neither holds nor fails")
    if authority.step_up_id is not None:
        use_code(authority.step_up_id, now=now)
