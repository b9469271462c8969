from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.disputes.errors import NotYourStep
from apps.disputes.models import Dispute, State
from apps.disputes.selectors import get_dispute
from apps.disputes.services._locks import lock_both, require_open
from apps.disputes.services._money import let_go
from apps.disputes.services._tell import announce


def withdraw(*, payer_id: UUID, dispute_id: UUID, now: datetime) -> Dispute:
    """Ends a dispute at the wish of whoever opened it: the payee has their money again.

    Asked again, it answers the same. Locks the payment's row, the dispute's, then the ledger's accounts. Raises
    DisputeNotFound, NotYourStep for the payee, DisputeConflict when it was decided.
    """
    if get_dispute(person_id=payer_id, dispute_id=dispute_id).payer_id != payer_id:
        raise NotYourStep("Only who opened a dispute withdraws it.")
    with transaction.atomic():
        payment, dispute = lock_both(dispute_id)
        if dispute.state == State.WITHDRAWN:
            return dispute
        require_open(dispute)
        let_go(payment, dispute, at=now)
        dispute.state, dispute.decided_at = State.WITHDRAWN, now
        dispute.save(update_fields=["state", "decided_at"])
        announce(dispute, "disputes.withdrawn", by=payer_id, now=now)
    return dispute
