"""What a provider says and what we have written down are made to agree: one operator proposes how, another approves.

What is locked and what happens when the process dies: deciding is one database transaction. It locks the discrepancy's
row, then the approval's, then whatever the resolution locks (the operation, its payment, the ledger's accounts in the
order of their ids, the payer's counters). The approval, the discrepancy and what was moved commit together; dying
before leaves all three waiting. A resolved row never changes again (gateways/sql/guards.sql), and each entry has one id
that is derived from what it answers (the mirror of the suspense entry or of the payment's, the row's own id, the
payment's key), so nothing is moved twice even by whoever gets around the lock.

What failed after it had succeeded is undone as if the provider had said so in time: when news comes must not change
what somebody pays. So the payment's whole entry is mirrored (`_undo`), our fee and its tax included, on the clearing
account it was booked on:

- TAKE_BACK, of money that came: the wallet gives what it was credited, the platform its fee, and the provider owes us
  nothing for it any more. Of a customer who has spent it the platform claims what is missing (a Receivable).
- PAY_BACK, of money that went: the provider owes us what it did not pay out, and the payer has all of it again. The
  limits do not count it any more, on the day and in the month it was counted in; none applies to what comes back.

The payment stays COMPLETED, for a state never goes back; a payment of kind REVERSAL, its child, tells of the rest. The
operation is decided for good by then and needs no lock. Suspense is not touched: no money moved that nobody has.

What is approved is bound: kind, amounts, the operation as it stands, the choice and its reason. When the provider has
told the truth meanwhile, the approval is void and nothing is done.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction

from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalDecided, ApprovalVoided, NotAllowed
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.procedures import Change
from apps.gateways.base import Outcome, Result
from apps.gateways.errors import (
    DiscrepancyNotFound,
    DiscrepancyResolved,
    NothingProposed,
    NotResolvable,
    ResolutionProposed,
)
from apps.gateways.models import (
    Discrepancy,
    DiscrepancyKind,
    DiscrepancyState,
    Operation,
    OperationState,
    Resolution,
)
from apps.gateways.services import apply_result
from apps.ledger import services as ledger
from apps.ledger.services import Entry, Leg
from apps.transactions.kinds import KINDS, LOSSES, SUSPENSE, Direction
from apps.transactions.models import PaidBack, State, Transaction
from apps.transactions.refusals import Refusal
from apps.transactions.services._adjust import adjust
from apps.transactions.services._held import uncount
from apps.transactions.services._paid_back import lock_original
from apps.transactions.services._undo import NotUndone, undo

ACTION = "gateways.resolve"
# In words of what was to be undone here.
_NOT_UNDONE = {
    Refusal.WALLET_FROZEN: "The customer's wallet is frozen. Unfreeze it first, or leave the money there.",
    Refusal.ACCOUNT_CLOSED: "The customer's wallet is closed: neither can it be taken from nor paid into.",
}
MAX_REASON = 500
_UNDOING = (Resolution.TAKE_BACK, Resolution.PAY_BACK)


def choices_for(row: Discrepancy) -> Sequence[Resolution]:
    """What can be decided about it, as it stands now."""
    if row.state != DiscrepancyState.OPEN:
        return ()
    if row.in_suspense > 0:
        return (Resolution.PAY_CUSTOMER, Resolution.SENT_BACK, Resolution.WRITE_OFF)
    if row.in_suspense < 0:
        return (Resolution.SENT_BACK, Resolution.WRITE_OFF)
    if row.kind == DiscrepancyKind.SILENT and _is_under_way(row):
        return (Resolution.DONE, Resolution.NOT_DONE)
    way_back = _way_back(row)
    return (way_back, Resolution.NOTED) if way_back else (Resolution.NOTED,)


def _way_back(row: Discrepancy) -> Resolution | None:
    """How a customer's payment is undone that failed after it had succeeded; None where nothing is to be undone."""
    payment = Transaction.objects.filter(pk=row.transaction_id).first() if row.transaction_id else None
    if row.kind != DiscrepancyKind.LATE_FAILURE or payment is None or payment.state != State.COMPLETED:
        return None
    if PaidBack.objects.filter(pk=payment.id, is_reversed=True).exists():
        return None
    direction = KINDS[payment.kind].outside
    if direction is Direction.IN and payment.payee_wallet_id:
        return Resolution.TAKE_BACK
    # What the platform itself has paid out is nobody's wallet's.
    return Resolution.PAY_BACK if direction is Direction.OUT and payment.payer_wallet_id else None


def propose_resolution(*, discrepancy_id: UUID, choice: str, reason: str, maker_id: UUID, now: datetime) -> Discrepancy:
    """Proposes how to resolve it; a second person decides.

    Raises DiscrepancyNotFound, DiscrepancyResolved, ResolutionProposed while another proposal waits, NotAllowed for
    whose payment it is, InvalidInput on `choice` (one of `choices_for`) and `reason`.
    """
    with transaction.atomic():
        row = _lock(discrepancy_id)
        if row.proposal:
            raise ResolutionProposed
        _check_input(row, choice, reason)
        _require_stranger(row, maker_id)
        row.proposal, row.reason, row.resolved_by_id = choice, reason.strip(), maker_id
        moved = row.amount if choice in _UNDOING else abs(row.in_suspense)
        amount = f", {decimal_string(moved, row.currency)} {row.currency}" if moved else ""
        approval = approvals.request_approval(
            action=ACTION,
            subject_id=row.id,
            digest=_digest_of(row),
            summary=f"{row.get_kind_display()} ({row.gateway_code}{amount}): {row.get_proposal_display()}",
            maker_id=maker_id,
            now=now,
            subject_kind="gateways.discrepancy",
            why=reason,
            changes=[Change("Discrepancy", "Open", str(row.get_proposal_display()))],
            payload={"discrepancy_id": row.id, "choice": choice, "moves": str(moved), "currency": row.currency},
        )
        row.approval_id = approval.id
        row.save(update_fields=["proposal", "reason", "resolved_by_id", "approval_id"])
        return row


def approve_resolution(*, discrepancy_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> Discrepancy:
    """Does what was proposed, for a second person who holds the role. Call it outside a transaction.

    Raises DiscrepancyNotFound, DiscrepancyResolved, NothingProposed, NotResolvable when it cannot be done (the proposal
    stays), NotAllowed for whose payment it is, and what approvals.services.approve raises; when what was proposed is
    not so any more, it is withdrawn.
    """
    try:
        with approvals.deciding(now=now):
            row = _lock(discrepancy_id)
            _require_stranger(row, checker_id)
            approvals.approve(
                approval_id=_approval_of(row),
                checker_id=checker_id,
                digest=_digest_of(row),
                holds_role=holds_role,
                now=now,
            )
            _carry_out(row, now)
            row.state, row.resolution, row.resolved_at = DiscrepancyState.RESOLVED, row.proposal, now
            row.approved_by_id = checker_id
            row.save(update_fields=["state", "resolution", "resolved_at", "approved_by_id"])
            return row
    except ApprovalVoided as error:
        # Its approval is void for good, so it must not keep others from proposing anew.
        _forget(discrepancy_id, UUID(error.extra["approval_id"]))
        raise


def reject_resolution(
    *, discrepancy_id: UUID, checker_id: UUID, reason: str, holds_role: bool, now: datetime
) -> Discrepancy:
    """Decides against the proposal; another one can be made.

    Raises DiscrepancyNotFound, DiscrepancyResolved, NothingProposed, NotAllowed for whose payment it is, and what
    approvals.services.reject raises.
    """
    with transaction.atomic():
        row = _lock(discrepancy_id)
        _require_stranger(row, checker_id)
        approvals.reject(
            approval_id=_approval_of(row), checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
        )
        return _clear(row)


def withdraw_resolution(*, discrepancy_id: UUID, maker_id: UUID, reason: str, now: datetime) -> Discrepancy:
    """Takes a proposal back, by whoever has made it.

    Raises DiscrepancyNotFound, DiscrepancyResolved, NothingProposed (also for somebody else's), InvalidInput on
    `reason`.
    """
    with transaction.atomic():
        row = _lock(discrepancy_id)
        approval_id = _approval_of(row)
        if row.resolved_by_id != maker_id:
            raise NothingProposed
        # Void already: whoever found it changed died before the proposal was taken off.
        with suppress(ApprovalDecided):
            approvals.void(approval_id=approval_id, reason=reason, by=maker_id, now=now)
        return _clear(row)


def _lock(discrepancy_id: UUID) -> Discrepancy:
    row = Discrepancy.objects.select_for_update(no_key=True).filter(pk=discrepancy_id).first()
    if row is None:
        raise DiscrepancyNotFound
    if row.state != DiscrepancyState.OPEN:
        raise DiscrepancyResolved
    return row


def _approval_of(row: Discrepancy) -> UUID:
    if row.approval_id is None:
        raise NothingProposed
    return row.approval_id


def _clear(row: Discrepancy) -> Discrepancy:
    row.proposal, row.reason, row.resolved_by_id, row.approval_id = "", "", None, None
    row.save(update_fields=["proposal", "reason", "resolved_by_id", "approval_id"])
    return row


def _forget(discrepancy_id: UUID, approval_id: UUID) -> None:
    Discrepancy.objects.filter(pk=discrepancy_id, state=DiscrepancyState.OPEN, approval_id=approval_id).update(
        proposal="", reason="", resolved_by_id=None, approval_id=None
    )


def _check_input(row: Discrepancy, choice: str, reason: str) -> None:
    errors = []
    if choice not in choices_for(row):
        errors.append({"field": "choice", "code": "invalid_choice", "detail": "This cannot be done with it."})
    if not reason.strip() or len(reason) > MAX_REASON:
        errors.append(
            {"field": "reason", "code": "required", "detail": f"Say why, in at most {MAX_REASON} characters."}
        )
    if errors:
        raise InvalidInput(errors=errors)


def _operation_of(row: Discrepancy) -> Operation | None:
    return Operation.objects.filter(pk=row.operation_id).first() if row.operation_id else None


def _require_stranger(row: Discrepancy, operator_id: UUID) -> None:
    """An operator pays through providers too: whose money it is neither proposes nor decides."""
    operation = _operation_of(row)
    if operation is not None and operation.person_id == operator_id:
        raise NotAllowed("Nobody decides about their own payment: a colleague does.")


def _is_under_way(row: Discrepancy) -> bool:
    operation = _operation_of(row)
    return operation is not None and operation.state in (OperationState.SUBMITTED, OperationState.UNKNOWN)


def _digest_of(row: Discrepancy) -> bytes:
    """What exactly is approved."""
    operation = _operation_of(row)
    return approvals.digest_of(
        {
            "action": ACTION,
            "discrepancy_id": row.id,
            "kind": row.kind,
            "gateway": row.gateway_code,
            "in_suspense": f"{row.in_suspense:.4f} {row.currency}",
            # Of what moves no money and decides nothing it does not matter what became of the operation.
            "operation": _as_it_stands(operation) if operation and row.proposal != Resolution.NOTED else "",
            "choice": row.proposal,
            "reason": row.reason,
        }
    )


def _as_it_stands(operation: Operation) -> str:
    """A decision only depends on whether it is decided: being asked about once more changes nothing."""
    under_way = operation.state in (OperationState.SUBMITTED, OperationState.UNKNOWN)
    state = "under way" if under_way else operation.state
    return f"{operation.id} {operation.gateway_code} {operation.amount:.4f} {operation.currency} {state}"


def _carry_out(row: Discrepancy, now: datetime) -> None:
    """Raises NotResolvable, and then nothing was moved."""
    match Resolution(row.proposal):
        case Resolution.DONE:
            _decide(row, Outcome.SUCCEEDED, now)
        case Resolution.NOT_DONE:
            _decide(row, Outcome.FAILED, now)
        case Resolution.PAY_CUSTOMER:
            _pay_customer(row, now)
        case Resolution.SENT_BACK:
            # Where it came from: the mirror of the entry that put it on suspense, which there can be once.
            ledger.reverse(entry_id=uuid5(_needed(row).id, "late"), effective_at=now, kind="SUSPENSE_RETURNED")
        case Resolution.WRITE_OFF:
            _write_off(row, now)
        case Resolution.TAKE_BACK | Resolution.PAY_BACK:
            _undo(row, now)
        case Resolution.NOTED:
            pass


def _needed(row: Discrepancy) -> Operation:
    operation = _operation_of(row)
    if operation is None:
        raise NotResolvable
    return operation


def _decide(row: Discrepancy, outcome: Outcome, now: datetime) -> None:
    """On the provider's written word, as if it had said so itself."""
    operation = _needed(row)
    result = Result(
        outcome,
        amount=Money(operation.amount, operation.currency),
        failure_code="provider_declined" if outcome is Outcome.FAILED else "",
    )
    apply_result(operation_id=operation.id, gateway_code=operation.gateway_code, result=result, now=now)


def _pay_customer(row: Discrepancy, now: datetime) -> None:
    outcome = adjust(
        person_id=_needed(row).person_id,
        amount=Money(row.in_suspense, row.currency),
        parent_id=row.transaction_id,
        note="Money that arrived after its payment had ended",
        key=f"discrepancy:{row.id}",
        at=now,
    )
    if outcome.transaction.state != State.COMPLETED:
        raise NotResolvable("The customer cannot be paid: there is no wallet in this currency, or it is closed.")


def _undo(row: Discrepancy, now: datetime) -> None:
    """On the provider's word that it was not done after all, or came back."""
    if row.transaction_id is None or _way_back(row) != row.proposal:
        raise NotResolvable
    payment = lock_original(row.transaction_id)
    try:
        undo(payment, may_owe=True, key=f"discrepancy:{row.id}", digest=_digest_of(row), now=now)
    except NotUndone as error:
        raise NotResolvable(_NOT_UNDONE.get(error.refusal, error.refusal.label)) from error
    # Counters come after the ledger's accounts. Of money that came in there are none.
    uncount(payment)


def _write_off(row: Discrepancy, now: datetime) -> None:
    """Money nobody has paid becomes a loss; money nobody claims makes the losses smaller."""
    accounts = [
        ledger.open_account(code=code, kind=kind, currency=row.currency, floor=None, at=now)
        for code, kind in ((SUSPENSE, "LIABILITY"), (LOSSES, "EXPENSE"))
    ]
    amount = Money(Decimal(row.in_suspense), row.currency)
    legs = [Leg(accounts[0], -amount), Leg(accounts[1], amount)]
    ledger.post([Entry(uuid5(row.id, "write-off"), "WRITE_OFF", legs, now)])
