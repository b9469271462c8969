"""An operator asks how a break is to be settled, and another one decides: maker and checker.

What is locked and what commits together: both are one transaction that locks the break's row, then its approval. The
decision posts its journal entry in the same one; the entry's id follows from the break's, so it can exist once even
without the locks. Dying before the commit leaves a break that waits as before; dying after it leaves it resolved.

`psp:<gateway>:clearing` is moved to what the provider says; the other leg is `suspense` (what nobody has yet, or nobody
has paid: it stays owed and is looked into) or `losses` (it is ours to bear, or to keep). Where there is nothing to move
(a fee, a day without a file, a late success whose money lies in suspense already) a break is closed without an entry,
by two people as well.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalVoided
from apps.core import events
from apps.core.errors import InvalidInput
from apps.core.procedures import Change
from apps.gateways.services import open_clearing_account
from apps.ledger import services as ledger
from apps.ledger.services import Entry, Leg
from apps.reconciliation.errors import (
    BreakNotFound,
    BreakResolved,
    NothingAsked,
    NotResolvableSo,
    ResolutionAsked,
)
from apps.reconciliation.ids import LOSSES, entry_id
from apps.reconciliation.models import Break, BreakState, Resolution
from apps.reconciliation.selectors import corrections_of, resolutions_of
from apps.reconciliation.services._match import is_as_compared
from apps.transactions.kinds import SUSPENSE

ACTION = "reconciliation.resolve"
LONGEST_NOTE = timedelta(days=30)
_DECISION = [
    "state",
    "resolution",
    "resolved_by_id",
    "approved_by_id",
    "resolved_at",
    "entry_id",
    "asked_resolution",
    "asked_by_id",
]
_ACCOUNTS = {Resolution.SUSPENSE: (SUSPENSE, "LIABILITY"), Resolution.WRITE_OFF: (LOSSES, "EXPENSE")}


def note_break(*, break_id: UUID, note: str, days: int, by: UUID, now: datetime) -> Break:
    """Takes a break out of the queue for some days (at most 30), because it is expected to mend itself; it stays open.

    Raises BreakNotFound, BreakResolved, InvalidInput on `note` and `days`.
    """
    _require(note, "note")
    if not 1 <= days <= LONGEST_NOTE.days:
        raise InvalidInput(errors=[{"field": "days", "code": "invalid", "detail": "From 1 day to 30."}])
    with transaction.atomic():
        row = _lock(break_id)
        row.note, row.noted_until = note.strip()[:200], now + timedelta(days=days)
        row.save(update_fields=["note", "noted_until"])
        _remember(row, "reconciliation.break_noted", by, now)
        return row


def request_resolution(*, break_id: UUID, resolution: str, reason: str, maker_id: UUID, now: datetime) -> Break:
    """Asks for a break to be settled in this way (Resolution); a second person decides.

    Raises BreakNotFound, BreakResolved, ResolutionAsked, NotResolvableSo, InvalidInput on `reason`.
    """
    _require(reason, "reason")
    with transaction.atomic():
        row = _lock(break_id)
        if row.asked_resolution:
            raise ResolutionAsked
        if resolution not in resolutions_of(row):
            raise NotResolvableSo
        row.asked_resolution, row.asked_reason, row.asked_by_id = resolution, reason.strip()[:200], maker_id
        figures = " and ".join(str(one) for one in corrections_of(row)) or "nothing to book"
        approval = approvals.request_approval(
            action=ACTION,
            subject_id=row.id,
            digest=_digest_of(row),
            summary=f"{row.get_reason_display()} ({row.gateway_code}, {row.day}): {resolution.lower()}, {figures}",
            maker_id=maker_id,
            now=now,
            subject_kind="reconciliation.break",
            why=reason,
            changes=[Change("Break", "Open", resolution.capitalize().replace("_", " ")), Change("Booked", "", figures)],
            payload={"break_id": row.id, "resolution": resolution, "gateway": row.gateway_code},
        )
        row.approval_id = approval.id
        row.save(update_fields=["asked_resolution", "asked_reason", "asked_by_id", "approval_id"])
        return row


def approve_resolution(*, break_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> Break:
    """Settles a break as somebody else has asked; posts its entry, if there is something to book.

    Records `reconciliation.break_resolved`. Call it outside a transaction. Raises BreakNotFound, BreakResolved,
    NothingAsked, and what approvals.services.approve raises; what was asked for is dropped if the break has changed.
    """
    try:
        with approvals.deciding(now=now):
            row = _lock_asked(break_id)
            approvals.approve(
                approval_id=_approval_of(row),
                checker_id=checker_id,
                digest=_digest_of(row),
                holds_role=holds_role,
                now=now,
            )
            # A late success may have been booked since it was asked: the same would be booked twice.
            if not is_as_compared(row):
                raise ApprovalVoided(approval_id=str(row.approval_id))
            row.resolution, row.resolved_by_id = row.asked_resolution, row.asked_by_id
            row.approved_by_id, row.resolved_at, row.state = checker_id, now, BreakState.RESOLVED
            row.entry_id = _post(row, now)
            row.asked_resolution, row.asked_by_id = "", None
            row.save(update_fields=_DECISION)
            events.record("reconciliation.break_resolved", {"break_id": str(row.id)}, at=now)
            return row
    except ApprovalVoided:
        # Its approval is void for good, so it must not keep others from asking anew.
        Break.objects.filter(pk=break_id, state=BreakState.OPEN).update(asked_resolution="", asked_by_id=None)
        raise


def reject_resolution(*, break_id: UUID, checker_id: UUID, reason: str, holds_role: bool, now: datetime) -> Break:
    """Leaves a break open. Raises BreakNotFound, BreakResolved, NothingAsked, what approvals.services.reject raises."""
    with transaction.atomic():
        row = _lock_asked(break_id)
        approvals.reject(
            approval_id=_approval_of(row), checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
        )
        return _forget(row)


def withdraw_resolution(*, break_id: UUID, maker_id: UUID, reason: str, now: datetime) -> Break:
    """Takes back what one has asked for. Raises BreakNotFound, BreakResolved, NothingAsked also for somebody else's."""
    with transaction.atomic():
        row = _lock_asked(break_id)
        if row.asked_by_id != maker_id:
            raise NothingAsked
        approvals.void(approval_id=_approval_of(row), reason=reason, by=maker_id, now=now)
        return _forget(row)


def _post(row: Break, now: datetime) -> UUID | None:
    account = _ACCOUNTS.get(Resolution(row.resolution))
    if account is None:
        return None
    code, kind = account
    legs: list[Leg] = []
    for correction in corrections_of(row):
        clearing = open_clearing_account(gateway_code=row.gateway_code, currency=correction.currency, at=now)
        other = ledger.open_account(code=code, kind=kind, currency=correction.currency, floor=None, at=now)
        legs += [Leg(clearing, correction), Leg(other, -correction)]
    entry = Entry(entry_id(row.id, "resolution"), "RECONCILIATION", legs, now)
    ledger.post([entry])
    return entry.id


def _digest_of(row: Break) -> bytes:
    """What exactly is approved."""
    return approvals.digest_of(
        {
            "action": ACTION,
            "break_id": row.id,
            "resolution": row.asked_resolution,
            "reason": row.asked_reason,
            "ours": [row.our_effect, row.our_currency],
            "theirs": [row.their_effect, row.their_currency],
            "gateway": row.gateway_code,
        }
    )


def _lock(break_id: UUID) -> Break:
    row = Break.objects.select_for_update(no_key=True).filter(pk=break_id).first()
    if row is None:
        raise BreakNotFound
    if row.state != BreakState.OPEN:
        raise BreakResolved
    return row


def _lock_asked(break_id: UUID) -> Break:
    row = _lock(break_id)
    if not row.asked_resolution:
        raise NothingAsked
    return row


def _approval_of(row: Break) -> UUID:
    if row.approval_id is None:
        raise NothingAsked
    return row.approval_id


def _forget(row: Break) -> Break:
    row.asked_resolution, row.asked_by_id = "", None
    row.save(update_fields=["asked_resolution", "asked_by_id"])
    return row


def _require(text: str, field: str) -> None:
    if not text.strip() or len(text) > 200:
        raise InvalidInput(errors=[{"field": field, "code": "required", "detail": "Say it in 200 characters."}])


def _remember(row: Break, action: str, by: UUID, now: datetime) -> None:
    accounts.record_activity(
        person_id=by, action=action, subject=str(row.id), detail={"reason": row.reason, "note": row.note}, at=now
    )
