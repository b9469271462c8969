from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded
from apps.accounts.services import Authority, Proof
from apps.core import sql
from apps.core.money import Money, decimal_string
from apps.disputes.errors import DisputeConflict, NotYourStep
from apps.disputes.models import Dispute, State
from apps.disputes.selectors import get_dispute
from apps.disputes.services._locks import lock_both, lock_dispute
from apps.disputes.services._money import give_back
from apps.disputes.services._tell import DECIDED, announce
from apps.transactions.errors import IdempotencyKeyReused, PayeeNotActive, PayerNotActive
from apps.transactions.models import Transaction
from apps.transactions.takings import find_business
from apps.wallets.selectors import Passage, get_standing, good_standing_part

_CONTESTED = ["state", "answered_at", "answer", "answer_key", "answer_digest"]
_ACCEPTED = [
    *_CONTESTED,
    "is_accepted",
    "decided_at",
    "decided_by",
    "awarded",
    "shortfall",
    "refund_transaction",
]


def contest(
    *, payee_id: UUID, dispute_id: UUID, statement: str, key: str, digest: bytes, now: datetime
) -> tuple[Dispute, bool]:
    """The payee says why the money is theirs: from here on operators decide. True when it was said before.

    Locks the dispute's row. Raises DisputeNotFound, NotYourStep for its payer, DisputeConflict when it is no longer
    open or the time to answer is over, IdempotencyKeyReused.
    """
    _check_side(payee_id, dispute_id)
    with transaction.atomic():
        dispute = lock_dispute(dispute_id)
        if _is_replay(dispute, key, digest):
            return dispute, True
        _require_time(dispute, now)
        dispute.state, dispute.answered_at, dispute.answer = State.ANSWERED, now, statement
        dispute.answer_key, dispute.answer_digest = key, digest
        dispute.save(update_fields=_CONTESTED)
        announce(dispute, "disputes.answered", by=payee_id, now=now)
    return dispute, False


def accept(
    *,
    payee_id: UUID,
    session_id: UUID,
    dispute_id: UUID,
    statement: str,
    key: str,
    digest: bytes,
    proof: Proof,
    now: datetime,
) -> tuple[Dispute, bool]:
    """The payee agrees: the dispute is decided for the payer, and the money follows. True when it was so before.

    It gives money away, so it is proven like a payment: PIN and the phone's signature, or PIN and a code (SECURITY 3).
    Locks the PIN's row, the payment's, the dispute's, then the ledger's accounts. Call it outside a transaction.
    Raises what `contest` raises, what accounts.services.authorise and require_step_up raise, and PayerNotActive,
    PayeeNotActive, SessionEnded when no money may leave the payee's wallet or reach the payer's.
    """
    found = _check_side(payee_id, dispute_id)
    authority = accounts.authorise(person_id=payee_id, session_id=session_id, proof=proof, now=now)
    if _is_replay(found, key, digest):
        return found, True
    _require_time(found, now)
    try:
        authority = _confirm(authority, found, session_id, proof, key, digest, now)
    except InvalidCode:
        # The same request a moment earlier may have used the code up.
        again = get_dispute(person_id=payee_id, dispute_id=dispute_id)
        if _is_replay(again, key, digest):
            return again, True
        raise
    with transaction.atomic():
        _hold_pin(authority, now)
        payment, dispute = lock_both(dispute_id)
        if _is_replay(dispute, key, digest):
            return dispute, True
        _require_time(dispute, now)
        if authority.step_up_id is not None:
            accounts.use_code(authority.step_up_id, now=now)
        _require_good_standing(payment, payee_id, session_id, now)
        paid, refund_id = give_back(payment, dispute, Money(dispute.amount, dispute.currency), at=now)
        dispute.state, dispute.is_accepted = State.DECIDED_FOR_PAYER, True
        dispute.answered_at = dispute.decided_at = now
        dispute.answer, dispute.answer_key, dispute.answer_digest = statement, key, digest
        dispute.decided_by_id, dispute.awarded = payee_id, dispute.amount
        dispute.shortfall, dispute.refund_transaction_id = dispute.amount - paid.amount, refund_id
        dispute.save(update_fields=_ACCEPTED)
        announce(dispute, DECIDED, by=payee_id, now=now, accepted=True)
    return dispute, False


def _check_side(person_id: UUID, dispute_id: UUID) -> Dispute:
    dispute = get_dispute(person_id=person_id, dispute_id=dispute_id)
    if dispute.payee_id != person_id:
        raise NotYourStep("Only who was paid answers a dispute.")
    return dispute


def _is_replay(dispute: Dispute, key: str, digest: bytes) -> bool:
    if dispute.answer_key != key:
        return False
    if dispute.answer_digest is None or bytes(dispute.answer_digest) != digest:
        raise IdempotencyKeyReused
    return True


def _require_time(dispute: Dispute, now: datetime) -> None:
    if dispute.state != State.OPEN:
        raise DisputeConflict("This dispute was answered, or the time to answer is over.")
    # Whether or not the sweep has come by.
    if dispute.answer_by <= now:
        raise DisputeConflict("The time to answer is over. An operator decides.")


def _confirm(
    authority: Authority,
    dispute: Dispute,
    session_id: UUID,
    proof: Proof,
    key: str,
    digest: bytes,
    now: datetime,
) -> Authority:
    """The authority, and where there is no registered phone a code for exactly this."""
    accounts.confirm_authority(authority, now=now)
    if authority.device_id is not None:
        return authority
    code_id = accounts.require_step_up(
        person_id=authority.person_id,
        binding=accounts.binding_of("dispute", key=key, digest=digest.hex(), dispute_id=dispute.id),
        answer=proof.step_up,
        about={
            "action": "payment",
            "amount": decimal_string(dispute.amount, dispute.currency),
            "currency": dispute.currency,
            "to": dispute.transaction.payer_name,
        },
        session_id=session_id,
        now=now,
    )
    return replace(authority, step_up_id=code_id)


def _hold_pin(authority: Authority, now: datetime) -> None:
    """Sees that the PIN is still the one that was shown, and locks its row against wrong tries meanwhile."""
    part = accounts.authority_part(replace(authority, step_up_id=None), at=now)
    if sql.fetch_one(f"SELECT 1 WHERE {part.text}", part.parameters) is None:
        raise accounts.why_not(authority, at=now) or DisputeConflict("Your PIN was locked meanwhile. Ask again.")


def _require_good_standing(payment: Transaction, payee_id: UUID, session_id: UUID, now: datetime) -> None:
    """As for a payment from the payee to the payer: what was frozen, locked, closed or ended before stops it.

    For a business that is its owner's wallet: it may have to pay a part. Raises NotYourStep for who owns it no more.
    """
    business = find_business(payment)
    if business and business.owner_id != payee_id:
        # It was handed over: what goes back would come out of somebody else's takings and wallet.
        raise NotYourStep("The business has another owner by now. Say how it was, and operators decide.")
    own = business.wallet.id if business and business.wallet else payment.payee_wallet_id
    passage = Passage(
        payer_wallet=own,
        payee_wallet=payment.payer_wallet_id,
        session_id=session_id,
        person_id=payee_id,
    )
    part = good_standing_part(passage, at=now)
    if sql.fetch_one(f"SELECT 1 WHERE {part.text}", part.parameters) is not None:
        return
    standing = get_standing(passage, at=now)
    if not standing.session_is_good:
        raise SessionEnded
    raise PayeeNotActive if not standing.can_receive else PayerNotActive
