"""Reads of approvals."""

from uuid import UUID

from apps.approvals.errors import ApprovalNotFound
from apps.approvals.models import Approval


def get_approval(approval_id: UUID) -> Approval:
    """Raises ApprovalNotFound."""
    approval = find_approval(approval_id)
    if approval is None:
        raise ApprovalNotFound
    return approval


def find_approval(approval_id: UUID) -> Approval | None:
    """An approval with the people it names, or None."""
    return Approval.objects.filter(pk=approval_id).select_related("maker", "checker").first()


def find_requested(*, action: str, subject_id: UUID) -> Approval | None:
    """What waits for a second person about this, if anything does."""
    return Approval.objects.filter(action=action, subject_id=subject_id, state=Approval.State.REQUESTED).first()


def list_of_subject(subject_id: UUID, *, limit: int = 20) -> list[Approval]:
    """All that was ever asked for about this, newest first."""
    return list(
        Approval.objects.filter(subject_id=subject_id).select_related("maker", "checker").order_by("-id")[:limit]
    )


def may_decide(approval: Approval, *, by: UUID) -> bool:
    """Whether it waits for a second person, and this is one; whether they hold the role, the caller knows."""
    return approval.state == Approval.State.REQUESTED and approval.maker_id != by
