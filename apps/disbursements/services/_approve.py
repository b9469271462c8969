"""A second person decides. Approving is what moves the owner's money, so it is authorised as a payment is.

What is locked and what happens when the process dies:

- Before the transaction the PIN, the signature and a code for exactly this file are looked at; what is wrong stays
  counted.
- One database transaction then locks the disbursement's row, so that of two approvers, or an approval and a
  cancellation, the second finds what the first has done; the cosigner's row, so that nobody is removed and still
  approves; the PIN's row against wrong PINs. It computes the digest of all rows anew, decides the approval, uses up the
  code, moves the whole sum with fees and taxes from the owner's wallet to an account of this disbursement only, counts
  it against the owner's limits, writes the state and the event that starts the paying, and commits.
- Too little money, a limit, a frozen wallet: everything is rolled back, and it still waits for approval.
- Dying before the commit leaves nothing; dying after it leaves a disbursement that is paid in the background, and an
  answer that the same key gets again.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded
from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import get_profile
from apps.accounts.services import Authority, Proof
from apps.approvals import services as approvals
from apps.approvals.errors import OwnApproval
from apps.core import events, sql
from apps.core.money import Money, decimal_string
from apps.disbursements import selectors
from apps.disbursements.errors import OwnerNotActive
from apps.disbursements.ids import account_code, entry_id
from apps.disbursements.models import Cosigner, CosignerState, Disbursement, DisbursementState
from apps.disbursements.services._locks import change, lock_disbursement, require_state
from apps.disbursements.services._submit import content_digest_of
from apps.transactions.errors import IdempotencyKeyReused, PayerNotActive
from apps.transactions.kinds import DISBURSEMENT
from apps.transactions.services import Side, put_aside
from apps.wallets.selectors import Passage, find_wallet, get_standing, good_standing_part


def approve(
    *,
    checker_id: UUID,
    session_id: UUID,
    disbursement_id: UUID,
    key: str,
    digest: bytes,
    proof: Proof,
    now: datetime,
) -> tuple[Disbursement, bool]:
    """Approves it for a cosigner and puts the owner's money aside, once for each `key`; says whether it was before.

    A code is always asked for. Records `disbursements.approved`. Call it outside a transaction. Raises
    DisbursementNotFound, OwnApproval for the owner, DisbursementConflict, StepUpRequired, InvalidCode,
    IdempotencyKeyReused, OwnerNotActive, InsufficientFunds, the Declined that names a limit, NotAllowed,
    ApprovalVoided, and what accounts.services.authorise raises.
    """
    row = _for_checker(checker_id, disbursement_id)
    authority = accounts.authorise(person_id=checker_id, session_id=session_id, proof=proof, now=now)
    if _decided(row, checker_id, key, digest):
        return row, True
    require_state(row, DisbursementState.SUBMITTED)
    try:
        authority = _step_up(row, authority, session_id, key, digest, proof, now)
    except InvalidCode:
        # The same request a moment earlier may have used the code up.
        row.refresh_from_db()
        if _decided(row, checker_id, key, digest):
            return row, True
        raise
    with approvals.deciding(now=now):
        row = lock_disbursement(disbursement_id)
        if _decided(row, checker_id, key, digest):
            return row, True
        require_state(row, DisbursementState.SUBMITTED)
        holds_role = _holds_role(row, checker_id)
        _require_authority(row, authority, session_id, now)
        approvals.approve(
            approval_id=row.approval_id,  # type: ignore[arg-type] # A submitted one has it, says the database.
            checker_id=checker_id,
            digest=content_digest_of(row),
            holds_role=holds_role,
            now=now,
        )
        for effect in accounts.authority_effects(authority, at=now):
            sql.fetch_all(f"{effect.text} {effect.condition}", effect.parameters)
        _put_aside(row, now)
        change(
            row,
            state=DisbursementState.APPROVED,
            approver_id=checker_id,
            approval_key=key,
            approval_digest=digest,
            approved_at=now,
            alive_at=now,
        )
        _announce(row, "disbursements.approved", by=checker_id, now=now)
    return row, False


def _for_checker(checker_id: UUID, disbursement_id: UUID) -> Disbursement:
    row = selectors.get_disbursement(viewer_id=checker_id, disbursement_id=disbursement_id)
    if row.owner_id == checker_id:
        raise OwnApproval
    return row


def _decided(row: Disbursement, checker_id: UUID, key: str, digest: bytes) -> bool:
    """Whether this very request has approved it. Raises IdempotencyKeyReused when the key came with another one."""
    if row.approver_id != checker_id or row.approval_key != key:
        return False
    if row.approval_digest is None or bytes(row.approval_digest) != digest:
        raise IdempotencyKeyReused
    return True


def _step_up(
    row: Disbursement,
    authority: Authority,
    session_id: UUID,
    key: str,
    digest: bytes,
    proof: Proof,
    now: datetime,
) -> Authority:
    """The authority with a code that is good for approving exactly this content in exactly this request."""
    accounts.confirm_authority(authority, now=now)
    content = bytes(row.content_digest or b"").hex()
    code_id = accounts.require_step_up(
        person_id=authority.person_id,
        binding=accounts.binding_of("disbursement", id=row.id, content=content, key=key, digest=digest.hex()),
        answer=proof.step_up,
        about={
            "action": "disbursement",
            "amount": decimal_string(row.debit_total, row.currency),
            "currency": row.currency,
            "rows": row.valid_rows,
            "owner": masked_name(get_profile(row.owner_id).full_name),
        },
        session_id=session_id,
        now=now,
    )
    return replace(authority, step_up_id=code_id)


def _holds_role(row: Disbursement, checker_id: UUID) -> bool:
    """Whether they are still a cosigner; locked, so that whoever removes them waits or is waited for."""
    cosigner = Cosigner.objects.select_for_update(no_key=True).filter(
        owner_id=row.owner_id, person_id=checker_id, state=CosignerState.ACTIVE
    )
    return cosigner.first() is not None


def _require_authority(row: Disbursement, authority: Authority, session_id: UUID, now: datetime) -> None:
    """What must hold at the moment the money moves, whatever was read before it (SECURITY 10)."""
    still = accounts.authority_part(authority, at=now)
    if sql.fetch_one(f"SELECT 1 WHERE {still.text}", still.parameters) is None:
        raise accounts.why_not(authority, at=now) or InvalidCode()
    passage = Passage(
        payer_wallet=row.wallet_id, payee_wallet=None, session_id=session_id, person_id=authority.person_id
    )
    standing = good_standing_part(passage, at=now)
    if sql.fetch_one(f"SELECT 1 WHERE {standing.text}", standing.parameters) is None:
        raise SessionEnded if not get_standing(passage, at=now).session_is_good else OwnerNotActive


def _put_aside(row: Disbursement, now: datetime) -> None:
    owner = get_profile(row.owner_id)
    payer = Side(owner.id, owner.full_name, find_wallet(owner.id, row.currency), owner.kyc_tier)
    try:
        put_aside(
            kind=DISBURSEMENT,
            payer=payer,
            is_cautious=owner.cautious_until is not None and owner.cautious_until > now,
            account_code=account_code(row.id),
            amount=Money(row.amount_total, row.currency),
            debit=Money(row.debit_total, row.currency),
            entry_id=entry_id(row.id, "funding"),
            at=now,
        )
    except PayerNotActive as error:
        raise OwnerNotActive from error


def reject(*, checker_id: UUID, disbursement_id: UUID, reason: str, now: datetime) -> Disbursement:
    """A cosigner says no, for a reason the owner is told. Records `disbursements.rejected`.

    Raises DisbursementNotFound, OwnApproval, DisbursementConflict, NotAllowed, InvalidInput on `reason`.
    """
    _for_checker(checker_id, disbursement_id)
    with transaction.atomic():
        row = lock_disbursement(disbursement_id)
        require_state(row, DisbursementState.SUBMITTED)
        approvals.reject(
            approval_id=row.approval_id,  # type: ignore[arg-type] # A submitted one has it, says the database.
            checker_id=checker_id,
            reason=reason,
            holds_role=_holds_role(row, checker_id),
            now=now,
        )
        change(row, state=DisbursementState.REJECTED, ended_at=now)
        _announce(row, "disbursements.rejected", by=checker_id, now=now, reason=reason.strip()[:200])
    return row


def _announce(row: Disbursement, topic: str, *, by: UUID, now: datetime, **facts: str) -> None:
    events.record(topic, {"disbursement_id": str(row.id), **facts}, at=now)
    accounts.record_activity(person_id=by, action=topic, subject=str(row.id), detail=facts, at=now)
