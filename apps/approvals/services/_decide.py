"""Asking and deciding, for whoever keeps what is asked for.

Every service is called inside the caller's transaction: an approval and what it allows commit together. Each locks the
approval's row (FOR NO KEY UPDATE) before it looks, so of many who decide at once one decides, and the others find it
decided. Dying before the commit leaves it waiting and nothing done; dying after it leaves it approved and the thing
done.

    with deciding(now=now):
        row = lock the subject
        approve(approval_id=row.approval_id, checker_id=..., digest=digest_of(what the row is now), ...)
        do it

What was edited meanwhile has another digest: `approve` refuses it and everything is rolled back, and `deciding` then
makes the approval void in a transaction of its own, so that changing it back does not bring the approval back. Dying
between the two leaves it waiting, and it is still not good for anything but what was asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.approvals.errors import (
    AlreadyRequested,
    ApprovalDecided,
    ApprovalExpired,
    ApprovalNotFound,
    ApprovalVoided,
    NotAllowed,
    OwnApproval,
)
from apps.approvals.models import Approval
from apps.core import events
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.procedures import Change, find_procedure, plain

CHANGED = "what was to be approved has changed"
EXPIRED = "expired"


def request_approval(
    *,
    action: str,
    subject_id: UUID,
    digest: bytes,
    summary: str,
    maker_id: UUID,
    now: datetime,
    subject_kind: str = "",
    why: str = "",
    changes: Sequence[Change] = (),
    payload: Mapping[str, Any] | None = None,
) -> Approval:
    """Asks for a second person's approval of `action` on the subject as `digest` describes it.

    `action` is `app.verb`, `digest` 32 bytes (`digest_of`), `summary` names the thing for people. So do `why`, the
    maker's reason, and `changes`, what becomes of what; `payload` is what exactly is to be done, and `subject_kind`
    (`app.model`) what kind of row the subject is. None of it holds a secret. After APPROVAL_DAYS it expires, unless
    its procedure says that it does not. Records `approvals.requested` and the maker's activity. Raises
    AlreadyRequested while one waits.
    """
    procedure = find_procedure(action)
    expires = procedure is None or procedure.expires
    try:
        with transaction.atomic():
            approval = Approval.objects.create(
                action=action,
                subject_id=subject_id,
                digest=digest,
                summary=summary[:300],
                maker_id=maker_id,
                requested_at=now,
                subject_kind=subject_kind,
                why=why.strip()[:500],
                changes=[change._asdict() for change in changes],
                payload=plain(payload or {}),
                expires_at=now + timedelta(days=settings.APPROVAL_DAYS) if expires else None,
            )
    except IntegrityError as error:
        if constraint_name(error) == "approvals_asked_for_once":
            raise AlreadyRequested from error
        raise
    _announce(approval, "approvals.requested", by=maker_id, now=now)
    return approval


def approve(*, approval_id: UUID, checker_id: UUID, digest: bytes, holds_role: bool, now: datetime) -> Approval:
    """Approves, for a checker who holds the role for it at this moment, what `digest` says the thing is now.

    Records `approvals.approved` and the checker's activity. Raises ApprovalNotFound, OwnApproval for the maker,
    NotAllowed without the role, ApprovalDecided when it was decided before, ApprovalExpired when its time is up,
    ApprovalVoided (with `approval_id`) when the thing is not what approval was asked for; call it inside `deciding()`,
    which then makes it void.
    """
    approval = _lock_for(approval_id, checker_id, holds_role=holds_role)
    if approval.expires_at is not None and approval.expires_at <= now:
        raise ApprovalExpired
    if bytes(approval.digest) != digest:
        raise ApprovalVoided(approval_id=str(approval_id))
    return _decide(approval, Approval.State.APPROVED, checker_id=checker_id, now=now)


def reject(*, approval_id: UUID, checker_id: UUID, reason: str, holds_role: bool = True, now: datetime) -> Approval:
    """Rejects it, for a reason the maker is told. Records `approvals.rejected` and the checker's activity.

    Raises ApprovalNotFound, OwnApproval (the maker withdraws with `void`), NotAllowed, ApprovalDecided, and
    InvalidInput on `reason` when there is none.
    """
    _require(reason)
    approval = _lock_for(approval_id, checker_id, holds_role=holds_role)
    return _decide(approval, Approval.State.REJECTED, checker_id=checker_id, reason=reason, now=now)


def void(*, approval_id: UUID, reason: str, now: datetime, by: UUID | None = None) -> Approval:
    """Makes what waits void: the thing was edited, the maker (`by`) takes it back, or nobody has decided in time.

    Records `approvals.voided`, and the activity of `by` if somebody did it; of what has expired `approvals.expired`
    instead, which nobody did. Raises ApprovalNotFound, ApprovalDecided, InvalidInput on `reason`.
    """
    _require(reason)
    approval = _lock(approval_id)
    if reason == EXPIRED and approval.expires_at is not None and approval.expires_at <= now:
        return _decide(approval, Approval.State.VOIDED, reason=reason, topic="approvals.expired", now=now)
    return _decide(approval, Approval.State.VOIDED, reason=reason, by=by, now=now)


@contextmanager
def deciding(*, now: datetime) -> Iterator[None]:
    """The transaction in which something is approved and done. When it was edited meanwhile, the approval is void.

    Call it outside a transaction: inside one, the caller's rollback would undo that too.
    """
    try:
        with transaction.atomic():
            yield
    except ApprovalVoided as error:
        # Somebody may have been quicker: decided is decided.
        with suppress(ApprovalDecided), transaction.atomic():
            void(approval_id=UUID(error.extra["approval_id"]), reason=CHANGED, now=now)
        raise


def _require(reason: str) -> None:
    if not reason.strip():
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": "Say why."}])


def _lock(approval_id: UUID) -> Approval:
    approval = Approval.objects.select_for_update(no_key=True, of=("self",)).filter(pk=approval_id).first()
    if approval is None:
        raise ApprovalNotFound
    if approval.state != Approval.State.REQUESTED:
        raise ApprovalDecided(f"It is {approval.get_state_display().lower()} by now: nothing was changed.")
    return approval


def _lock_for(approval_id: UUID, checker_id: UUID, *, holds_role: bool) -> Approval:
    approval = _lock(approval_id)
    if approval.maker_id == checker_id:
        raise OwnApproval
    if not holds_role:
        raise NotAllowed
    return approval


def _decide(
    approval: Approval,
    state: Approval.State,
    *,
    checker_id: UUID | None = None,
    by: UUID | None = None,
    reason: str = "",
    topic: str = "",
    now: datetime,
) -> Approval:
    approval.state, approval.checker_id, approval.decided_at = state, checker_id, now
    approval.reason = reason.strip()[:200]
    approval.save(update_fields=["state", "checker", "decided_at", "reason"])
    _announce(approval, topic or f"approvals.{state.value.lower()}", by=checker_id or by, now=now)
    return approval


def _announce(approval: Approval, topic: str, *, by: UUID | None, now: datetime) -> None:
    payload = {
        "approval_id": str(approval.id),
        "action": approval.action,
        "subject_id": str(approval.subject_id),
        "maker_id": str(approval.maker_id),
        "checker_id": str(approval.checker_id) if approval.checker_id else None,
    }
    events.record(topic, payload, at=now)
    if by is not None:
        accounts.record_activity(
            person_id=by,
            action=topic,
            subject=str(approval.id),
            detail={"action": approval.action, "subject_id": str(approval.subject_id)},
            at=now,
        )
