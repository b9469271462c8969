from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.accounts import rates
from apps.accounts.errors import InvalidCode, ProofRequired, StepUpRequired
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up


@dataclass(frozen=True, slots=True)
class NewAddress:
    """A number or an e-mail address somebody wants to have. `kind` is `number` or `email`.

    `owner_id` is whose it is already: they are told, and no code that anybody could type comes into being.
    """

    kind: str
    address: str
    owner_id: UUID | None


def require_proof(
    *, person_id: UUID, session_id: UUID | None, wanted: NewAddress, proof: StepUpAnswer | None, now: datetime
) -> UUID:
    """The id of the right code that was sent to the new address; without one it is sent.

    Call it outside a transaction. Raises ProofRequired, InvalidCode, TooManyRequests.
    """
    binding = binding_of(f"{wanted.kind}_proof", person_id=person_id, address=wanted.address)
    about = {"action": wanted.kind, wanted.kind: wanted.address}
    if proof is None:
        # Counted whoever asks, so that no stranger is sent more messages than this.
        rates.spend(rates.CODES_BY_NUMBER, wanted.address, now=now)
    try:
        return require_step_up(
            person_id=person_id,
            binding=binding,
            answer=proof,
            about=about,
            address=wanted.address,
            session_id=session_id,
            owner_id=wanted.owner_id,
            now=now,
        )
    except StepUpRequired as asked:
        raise ProofRequired(**asked.extra) from None
    except InvalidCode:
        raise InvalidCode(member="proof") from None


def require_both(
    *,
    person_id: UUID,
    session_id: UUID | None,
    wanted: NewAddress,
    step_up: StepUpAnswer | None,
    proof: StepUpAnswer | None,
    now: datetime,
) -> tuple[UUID, UUID]:
    """The ids of two right codes: the one to the person's number, the other to the new address.

    One after the other: nothing is sent to the new address before the person has confirmed that they mean it.
    A proof is looked at first, so that a mistyped one uses up no attempt at the other code. Call it outside a
    transaction. Raises StepUpRequired, then ProofRequired; InvalidCode, TooManyRequests.
    """
    proof_id = None
    if proof is not None and step_up is not None:
        proof_id = require_proof(person_id=person_id, session_id=session_id, wanted=wanted, proof=proof, now=now)
    step_up_id = require_step_up(
        person_id=person_id,
        binding=binding_of(wanted.kind, person_id=person_id, address=wanted.address),
        answer=step_up,
        about={"action": wanted.kind, wanted.kind: wanted.address},
        session_id=session_id,
        now=now,
    )
    if proof_id is None:
        proof_id = require_proof(person_id=person_id, session_id=session_id, wanted=wanted, proof=None, now=now)
    return step_up_id, proof_id
