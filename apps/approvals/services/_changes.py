"""Changes that are written down nowhere but in their approval: asked for, approved and done, all by their procedure.

What is locked and what happens when the process dies: deciding is one transaction. `state` of the procedure locks the
subject, then the approval's row is locked, so that of two who decide at once one does and the other finds it decided;
then `apply` does it. Approval and what it allows commit together: dying before that leaves a request that waits and
nothing done; dying after it leaves it approved and done. What `apply` refuses leaves the request as it was.

The digest binds the action, the subject, the payload, and what the subject was when it was asked for. If the subject is
something else by the time somebody approves, the approval is void: nobody approves a diff that is none any more.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.approvals.digests import digest_of
from apps.approvals.errors import NotAllowed, NothingToChange
from apps.approvals.models import Approval
from apps.approvals.selectors import get_approval, may_ask, why_not_decide
from apps.approvals.services._decide import approve, deciding, reject, request_approval, void
from apps.core.errors import InvalidInput
from apps.core.procedures import Change, Procedure, find_procedure, plain


def request_change(
    *,
    action: str,
    subject_kind: str,
    subject_id: UUID,
    summary: str,
    why: str,
    changes: Sequence[Change],
    payload: Mapping[str, Any],
    maker_id: UUID,
    now: datetime,
) -> Approval:
    """Asks for a change of `action`'s procedure; once a second person approves, its `apply` gets the approval.

    `changes` says it to people, `payload` is what `apply` does and holds text, whole numbers, true, false, None,
    Decimal, UUID, dates, and lists and mappings of these; it comes back as JSON gives it. Neither holds a secret.
    Records `approvals.requested`. Raises KeyError for an unknown action, NotAllowed for a maker without the permission
    to ask or whom it concerns, NothingToChange without `changes`, AlreadyRequested while the same waits, InvalidInput
    on `why`, and what the procedure's `state` raises.
    """
    procedure = _procedure_of(action)
    if not why.strip() or len(why.strip()) > 500:
        detail = "Say why, in at most 500 characters."
        raise InvalidInput(errors=[{"field": "why", "code": "required", "detail": detail}])
    if not changes:
        raise NothingToChange
    if not may_ask(procedure, maker_id):
        raise NotAllowed("You may not ask for this.")
    exactly = plain(payload)
    asked = Approval(action=action, subject_id=subject_id, payload=exactly, maker_id=maker_id)
    if maker_id in procedure.concerns(asked):
        raise NotAllowed("Nobody asks for this for themselves: a colleague does.")
    with transaction.atomic():
        return request_approval(
            action=action,
            subject_id=subject_id,
            digest=_digest_of(procedure, subject_id, exactly),
            summary=summary,
            maker_id=maker_id,
            now=now,
            subject_kind=subject_kind,
            why=why,
            changes=changes,
            payload=exactly,
        )


def approve_change(*, approval_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> Approval:
    """Does what was asked for, once, for a second person who holds the role. Call it outside a transaction.

    The role is looked up again here, whatever the caller has found. Raises what `approve` raises, NotAllowed for whom
    it concerns, and what the procedure's `state` and `apply` raise; then nothing was done and it waits as before.
    """
    with deciding(now=now):
        asked = get_approval(approval_id)
        procedure = _procedure_of(asked.action)
        digest = _digest_of(procedure, asked.subject_id, asked.payload)
        _require_stranger(procedure, asked, checker_id, holds_role=holds_role)
        approval = approve(
            approval_id=approval_id, checker_id=checker_id, digest=digest, holds_role=holds_role, now=now
        )
        if procedure.apply is not None:
            procedure.apply(approval, by=checker_id, now=now)
        return approval


def reject_change(*, approval_id: UUID, checker_id: UUID, reason: str, holds_role: bool, now: datetime) -> Approval:
    """Decides against it. Raises what `reject` raises, and NotAllowed for whom it concerns."""
    with transaction.atomic():
        asked = get_approval(approval_id)
        _require_stranger(_procedure_of(asked.action), asked, checker_id, holds_role=holds_role)
        return reject(approval_id=approval_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now)


def withdraw_change(*, approval_id: UUID, maker_id: UUID, reason: str, now: datetime) -> Approval:
    """Takes it back. Raises NotAllowed for somebody else's, and what `void` raises."""
    with transaction.atomic():
        if get_approval(approval_id).maker_id != maker_id:
            raise NotAllowed("Only whoever has asked takes it back.")
        return void(approval_id=approval_id, reason=reason, by=maker_id, now=now)


def _procedure_of(action: str) -> Procedure:
    procedure = find_procedure(action)
    if procedure is None or not procedure.is_change:
        raise KeyError(action)
    return procedure


def _digest_of(procedure: Procedure, subject_id: UUID, payload: Mapping[str, Any]) -> bytes:
    """What exactly is approved."""
    state = procedure.state(subject_id, payload) if procedure.state else {}
    return digest_of({"action": procedure.action, "subject_id": subject_id, "payload": payload, "state": plain(state)})


def _require_stranger(procedure: Procedure, asked: Approval, checker_id: UUID, *, holds_role: bool) -> None:
    # Whoever asked, or lacks the role, is told so by what follows.
    if holds_role and asked.maker_id != checker_id and (reason := why_not_decide(procedure, asked, checker_id)):
        raise NotAllowed(reason)
