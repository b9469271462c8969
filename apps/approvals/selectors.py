"""Reads of approvals."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Q, QuerySet

from apps.accounts.models import User
from apps.approvals.errors import ApprovalNotFound
from apps.approvals.models import Approval
from apps.core.procedures import Procedure, list_procedures


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


def find_staff(person_id: UUID) -> User | None:
    """A member of staff who may work now, read anew, with the permissions they hold at this moment; or None."""
    user = User.objects.filter(pk=person_id).first()
    return user if user is not None and user.is_active and user.is_staff else None


def may_ask(procedure: Procedure, person_id: UUID) -> bool:
    """Whether this person may ask for it now."""
    staff = find_staff(person_id)
    return staff is not None and staff.has_perm(procedure.ask)


def holds_role(procedure: Procedure, person_id: UUID) -> bool:
    """Whether this person holds the role to decide about it now."""
    staff = find_staff(person_id)
    return staff is not None and bool(procedure.decide) and staff.has_perm(procedure.decide)


def why_not_decide(procedure: Procedure, approval: Approval, person_id: UUID) -> str:
    """Why somebody who holds the role may still not decide about this one; empty when they may."""
    if person_id in procedure.concerns(approval):
        return "Nobody decides about this for themselves: a colleague does."
    return procedure.refuses(approval, person_id) if procedure.refuses else ""


def decidable_actions(user: Any) -> list[str]:
    """The actions this user holds the role to decide about."""
    return [one.action for one in list_procedures() if one.decide and user.has_perm(one.decide)]


def shown_to(user: Any) -> Q:
    """What of it this user sees: their own, what they may ask for or decide about, and what is about what they may see.

    A request tells much of its subject: of an adjustment what is in the wallet.
    """
    if user.is_superuser:
        return Q()
    actions = [
        one.action for one in list_procedures() for right in (one.ask, one.decide) if right and user.has_perm(right)
    ]
    options = (model._meta for model in apps.get_models())
    kinds = [each.label_lower for each in options if user.has_perm(f"{each.app_label}.view_{each.model_name}")]
    own = Q(maker_id=user.pk) | Q(checker_id=user.pk)
    # What was asked for before requests said what they are about has no kind, and tells only what its summary does.
    return own | Q(action__in=sorted(actions)) | Q(subject_kind__in=[*kinds, ""])


def waiting_for(user: Any) -> QuerySet[Approval]:
    """What waits for a decision that this user may make."""
    waiting = Approval.objects.filter(state=Approval.State.REQUESTED, action__in=decidable_actions(user))
    return waiting.exclude(maker_id=user.pk)


def count_waiting_for(user: Any, *, most: int) -> int:
    """How much waits for this user, counted up to `most`."""
    return waiting_for(user).order_by().values("pk")[:most].count()
