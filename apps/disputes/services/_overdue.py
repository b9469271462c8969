from datetime import datetime
from uuid import UUID

import structlog
from django.db import transaction

from apps.disputes.models import Dispute, State
from apps.disputes.selectors import count_overdue
from apps.disputes.services._tell import announce

log = structlog.get_logger("gopay.disputes")
# What one round of the sweep takes on.
BATCH = 200


def move_overdue(*, now: datetime, limit: int = BATCH) -> int:
    """Hands to operators what its payee has not answered in time; returns how many disputes.

    Each is moved in a transaction of its own under the lock of its row; two sweeps at once share the work. It also says
    in the log how many disputes an operator should have decided by now.
    """
    due = Dispute.objects.filter(state=State.OPEN, answer_by__lte=now).order_by("answer_by")
    moved = sum(_move(dispute_id, now) for dispute_id in list(due.values_list("id", flat=True)[:limit]))
    if late := count_overdue(now):
        log.warning("disputes wait for a decision past their time", count=late)
    return moved


def _move(dispute_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        waiting = Dispute.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
        dispute = waiting.filter(pk=dispute_id, state=State.OPEN, answer_by__lte=now).first()
        if dispute is None:
            return False
        dispute.state = State.UNDER_REVIEW
        dispute.save(update_fields=["state"])
        announce(dispute, "disputes.unanswered", by=None, now=now)
    return True
