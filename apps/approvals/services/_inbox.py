"""Deciding about anything that waits, through the services of whoever it belongs to.

Whether the checker holds the role is read anew here, at the moment of the decision: what a session, a page or a list of
chosen rows says is older than that.
"""

from datetime import datetime
from uuid import UUID

from apps.approvals.errors import ApprovalDecided, DecidedElsewhere, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.approvals.selectors import get_approval, holds_role, why_not_decide
from apps.approvals.services._changes import approve_change, reject_change, withdraw_change
from apps.core.procedures import Procedure, find_procedure

DONE = "Approved and done."


def decide_approve(*, approval_id: UUID, checker_id: UUID, now: datetime) -> str:
    """Approves and has done what was asked for; returns in words what became of it. Call it outside a transaction.

    Raises ApprovalNotFound, ApprovalDecided, OwnApproval, NotAllowed, DecidedElsewhere, ApprovalVoided,
    ApprovalExpired, and what the owner's own service raises.
    """
    approval, procedure = _open(approval_id, checker_id)
    may = holds_role(procedure, checker_id)
    if procedure.approve is not None:
        # Some owners find, after the approval, that nothing can be moved, and say so.
        return procedure.approve(approval, checker_id=checker_id, holds_role=may, now=now) or DONE
    approve_change(approval_id=approval_id, checker_id=checker_id, holds_role=may, now=now)
    return DONE


def decide_reject(*, approval_id: UUID, checker_id: UUID, reason: str, now: datetime) -> Approval:
    """Decides against it, for a reason its maker is told; raises what `decide_approve` raises, InvalidInput."""
    approval, procedure = _open(approval_id, checker_id)
    may = holds_role(procedure, checker_id)
    if procedure.reject is not None:
        procedure.reject(approval, checker_id=checker_id, holds_role=may, reason=reason, now=now)
    else:
        reject_change(approval_id=approval_id, checker_id=checker_id, holds_role=may, reason=reason, now=now)
    return get_approval(approval_id)


def take_back(*, approval_id: UUID, maker_id: UUID, reason: str, now: datetime) -> Approval:
    """Takes back what one has asked for, with the row it belongs to.

    Raises ApprovalNotFound, ApprovalDecided, NotAllowed for somebody else's, InvalidInput on `reason`, and what the
    owner's own service raises.
    """
    approval = get_approval(approval_id)
    if approval.maker_id != maker_id:
        raise NotAllowed("Only whoever has asked takes it back.")
    _require_waiting(approval)
    procedure = find_procedure(approval.action)
    if procedure is not None and procedure.withdraw is not None:
        procedure.withdraw(approval, reason=reason, now=now)
    elif procedure is not None and procedure.is_change:
        withdraw_change(approval_id=approval_id, maker_id=maker_id, reason=reason, now=now)
    else:
        raise DecidedElsewhere
    return get_approval(approval_id)


def _open(approval_id: UUID, checker_id: UUID) -> tuple[Approval, Procedure]:
    approval = get_approval(approval_id)
    _require_waiting(approval)
    procedure = find_procedure(approval.action)
    if procedure is None or not procedure.decide:
        raise DecidedElsewhere
    if approval.maker_id == checker_id:
        raise OwnApproval
    if not holds_role(procedure, checker_id):
        raise NotAllowed
    if reason := why_not_decide(procedure, approval, checker_id):
        raise NotAllowed(reason)
    return approval, procedure


def _require_waiting(approval: Approval) -> None:
    if approval.state != Approval.State.REQUESTED:
        raise ApprovalDecided(f"It is {approval.get_state_display().lower()} by now: nothing was changed.")
