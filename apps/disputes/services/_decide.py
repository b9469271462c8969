from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money
from apps.disputes.errors import DisputeConflict, DisputeNotFound, EvidenceNotFound, OwnDispute
from apps.disputes.models import WAITING_STATES, Dispute, DisputeEvidence, State
from apps.disputes.services._locks import lock_both, what_happened
from apps.disputes.services._money import give_back, let_go
from apps.disputes.services._tell import DECIDED, announce
from apps.transactions.models import Transaction


def decide_for_payer(
    *, dispute_id: UUID, amount: Decimal | None = None, reason: str, by: UUID, now: datetime
) -> Dispute:
    """An operator gives the payer what they dispute, or `amount` of it: what is held, and what else the payee has.

    What is not there is the dispute's `shortfall`; the payee's wallet never goes below nothing. What was put aside and
    not given goes back to the payee. Raises DisputeNotFound, OwnDispute, DisputeConflict for one that is decided or
    still waits for the payee's answer, InvalidInput on `amount` and `reason`, PayeeNotActive when the payer's wallet is
    closed.
    """
    _require_reason(reason)
    with transaction.atomic():
        payment, dispute = _lock(dispute_id, by)
        awarded = _awarded(dispute, amount)
        paid, refund_id = give_back(payment, dispute, awarded, at=now)
        dispute.awarded, dispute.shortfall = awarded.amount, (awarded - paid).amount
        dispute.refund_transaction_id = refund_id
        _end(dispute, State.DECIDED_FOR_PAYER, reason, by, now)
    return dispute


def decide_for_payee(*, dispute_id: UUID, reason: str, by: UUID, now: datetime) -> Dispute:
    """An operator leaves the money with the payee: what was put aside is theirs again. Raises as `decide_for_payer`."""
    _require_reason(reason)
    with transaction.atomic():
        payment, dispute = _lock(dispute_id, by)
        let_go(payment, dispute, at=now)
        _end(dispute, State.DECIDED_FOR_PAYEE, reason, by, now)
    return dispute


def may_decide(dispute: Dispute, *, by: UUID) -> bool:
    """Whether it waits for a decision, and this operator is neither of its sides."""
    return dispute.state in WAITING_STATES and by not in (dispute.payer_id, dispute.payee_id)


def look_at_evidence(*, dispute_id: UUID, evidence_id: UUID, by: UUID, now: datetime) -> DisputeEvidence:
    """A picture for an operator, and writes down that it was seen.

    Raises DisputeNotFound, EvidenceNotFound, OwnDispute.
    """
    dispute = Dispute.objects.filter(pk=dispute_id).first()
    if dispute is None:
        raise DisputeNotFound
    _require_another(dispute, by)
    evidence = DisputeEvidence.objects.filter(pk=evidence_id, dispute=dispute).first()
    if evidence is None:
        raise EvidenceNotFound
    accounts.record_activity(
        person_id=by,
        action="disputes.evidence_seen",
        subject=str(dispute.id),
        detail={**_sides(dispute), "evidence_id": str(evidence.id), "side": evidence.side},
        at=now,
    )
    return evidence


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": "Say why."}])


def _require_another(dispute: Dispute, by: UUID) -> None:
    if by in (dispute.payer_id, dispute.payee_id):
        raise OwnDispute


def _lock(dispute_id: UUID, by: UUID) -> tuple[Transaction, Dispute]:
    payment, dispute = lock_both(dispute_id)
    _require_another(dispute, by)
    if dispute.state not in WAITING_STATES:
        raise DisputeConflict(what_happened(dispute))
    return payment, dispute


def _awarded(dispute: Dispute, amount: Decimal | None) -> Money:
    most = Money(dispute.amount, dispute.currency)
    try:
        awarded = most if amount is None else Money(amount, dispute.currency)
    except InvalidMoney as error:
        refusal = {"field": "amount", "code": "too_many_decimals", "detail": error.detail}
        raise InvalidInput(error.detail, errors=[refusal]) from error
    if not Money.zero(dispute.currency) < awarded <= most:
        words = f"This is more than zero and at most {most}."
        raise InvalidInput(words, errors=[{"field": "amount", "code": "out_of_range", "detail": words}])
    return awarded


def _end(dispute: Dispute, state: State, reason: str, by: UUID, now: datetime) -> None:
    dispute.state, dispute.decided_at, dispute.decided_by_id = state, now, by
    dispute.decision_reason = reason.strip()
    dispute.save(
        update_fields=[
            "state",
            "decided_at",
            "decided_by",
            "decision_reason",
            "awarded",
            "shortfall",
            "refund_transaction",
        ]
    )
    announce(dispute, DECIDED, by=by, now=now, outcome=state.value, **_sides(dispute))


def _sides(dispute: Dispute) -> dict[str, Any]:
    """In the operator's own log: whose dispute it was."""
    return {"payer_id": str(dispute.payer_id), "payee_id": str(dispute.payee_id)}
