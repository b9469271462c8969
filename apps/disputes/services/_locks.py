"""In which order rows are locked: the payment's, the dispute's, and after both the ledger's."""

from uuid import UUID

from apps.disputes.errors import DisputeConflict, DisputeNotFound
from apps.disputes.models import Dispute, State
from apps.transactions.models import Transaction


def lock_payment(transaction_id: UUID) -> Transaction:
    """The payment, its row locked until the transaction ends, as refunds and reversals of it lock it."""
    return Transaction.objects.select_for_update(no_key=True).get(pk=transaction_id)


def lock_dispute(dispute_id: UUID) -> Dispute:
    """The dispute alone, for what moves no money. Raises DisputeNotFound."""
    row = Dispute.objects.select_for_update(no_key=True, of=("self",)).filter(pk=dispute_id).first()
    if row is None:
        raise DisputeNotFound
    return row


def lock_both(dispute_id: UUID) -> tuple[Transaction, Dispute]:
    """The payment and then its dispute, for what moves money. Raises DisputeNotFound."""
    # Which payment it is never changes, so this may be read before anything is locked.
    transaction_id = Dispute.objects.filter(pk=dispute_id).values_list("transaction_id", flat=True).first()
    if transaction_id is None:
        raise DisputeNotFound
    payment = lock_payment(transaction_id)
    return payment, lock_dispute(dispute_id)


def require_open(dispute: Dispute) -> None:
    """Raises DisputeConflict when it was decided or withdrawn."""
    if not dispute.is_open:
        raise DisputeConflict(what_happened(dispute))


def what_happened(dispute: Dispute) -> str:
    """Why somebody who looked at it a moment ago cannot do any more what they meant to."""
    if dispute.state == State.OPEN:
        return "The payee still has time to answer: nothing was changed."
    return f"It is {State(dispute.state).label[0].lower()}{State(dispute.state).label[1:]}: nothing was changed."
