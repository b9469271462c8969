"""What nobody has decided in time becomes void, and goes back to whoever it belongs to.

Each request is a transaction of its own, by the owner's own service, which locks its row first and the approval after
it, as deciding does; so of an expiry and a decision at once one wins. Dying in between leaves what is due for the next
sweep. What cannot be taken back now is tried again by the next one and keeps nobody else from expiring.
"""

import logging
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.approvals.errors import ApprovalDecided
from apps.approvals.models import Approval
from apps.approvals.services._decide import EXPIRED, void
from apps.core.errors import DomainError
from apps.core.procedures import find_procedure

logger = logging.getLogger(__name__)


def expire_due(*, now: datetime, limit: int = 500) -> int:
    """Makes void what was to be decided by now; returns how many were. Records `approvals.expired` of each."""
    due = Approval.objects.filter(state=Approval.State.REQUESTED, expires_at__lte=now).order_by("expires_at")
    return sum(_expire(identity, now) for identity in list(due.values_list("pk", flat=True)[:limit]))


def _expire(approval_id: UUID, now: datetime) -> bool:
    approval = Approval.objects.get(pk=approval_id)
    procedure = find_procedure(approval.action)
    try:
        with transaction.atomic():
            if procedure is not None and procedure.withdraw is not None:
                procedure.withdraw(approval, reason=EXPIRED, now=now)
            # Its owner has nothing, or nothing any more, that waits for it.
            if _still_waits(approval_id):
                void(approval_id=approval_id, reason=EXPIRED, now=now)
    except ApprovalDecided:
        return False
    except DomainError as error:
        if not _still_waits(approval_id):
            return False
        # Whatever it belonged to is past taking back: then nothing waits for this any more.
        logger.warning("approval %s expired, but its owner says %s", approval_id, error.code)
        with suppress(ApprovalDecided), transaction.atomic():
            void(approval_id=approval_id, reason=EXPIRED, now=now)
    except Exception:
        # It stands first in every sweep from now on, and the others are due too. Nobody can approve it any more.
        logger.exception("approval %s cannot be ended", approval_id)
        return False
    return True


def _still_waits(approval_id: UUID) -> bool:
    return Approval.objects.filter(pk=approval_id, state=Approval.State.REQUESTED).exists()
