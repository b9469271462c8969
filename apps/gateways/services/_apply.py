"""What becomes of an operation, whoever brings the news: an answer, a callback, an enquiry, a settlement file.

What is locked and what happens when the process dies:

- One database transaction applies one piece of news. It locks the operation's row first, then (in the follower) the
  payment's row, then the ledger's accounts in the order of their ids, then the payer's counters. Of two that bring the
  same news the second finds it decided and changes nothing; of two that contradict each other the first one counts, and
  the other becomes a discrepancy for an operator.
- Operation, payment, ledger entry and event commit together. Dying before leaves everything as it was, and the news is
  brought again: a callback's consumer is repeated, an enquiry comes due.
- Nothing is ever guessed: an answer about another amount decides nothing, and a silence decides nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from apps.core.money import Money
from apps.gateways.base import FAILURES, Instrument, Outcome, Result
from apps.gateways.errors import OperationNotFound
from apps.gateways.followers import follower
from apps.gateways.models import (
    Discrepancy,
    DiscrepancyKind,
    DiscrepancyState,
    Operation,
    OperationState,
    Resolution,
)

log = structlog.get_logger("gopay.gateways")

_DECIDED = (OperationState.SUCCEEDED, OperationState.FAILED)


class Applied(StrEnum):
    """What a piece of news has changed."""

    DECIDED = "DECIDED"
    NOTED = "NOTED"
    NOTHING_NEW = "NOTHING_NEW"
    LATE = "LATE"
    MISMATCH = "MISMATCH"


def apply_result(*, operation_id: UUID, gateway_code: str, result: Result, now: datetime) -> Applied:
    """Applies what a provider says of an operation, once whoever says it and however often.

    SUCCEEDED and FAILED decide it; PENDING notes what the payer needs (a page to go to) and the provider's reference;
    NOT_FOUND is for whoever asked and changes nothing. News from a gateway it was not sent to last, or about another
    amount, changes nothing and becomes a discrepancy. Raises OperationNotFound.
    """
    with locked(operation_id) as row:
        if result.outcome is Outcome.NOT_FOUND:
            return Applied.NOTHING_NEW
        if row.gateway_code != gateway_code:
            return _mismatch(row, gateway_code, result, f"it was sent to {row.gateway_code or 'nobody'}", now)
        if result.amount not in (None, Money(row.amount, row.currency)):
            return _mismatch(row, gateway_code, result, f"says {result.amount}", now)
        if row.state in _DECIDED:
            return _late(row, result, now)
        _note(row, result)
        if result.outcome is Outcome.PENDING:
            row.save(update_fields=["provider_reference", "result"])
            return Applied.NOTED
        if result.outcome is Outcome.FAILED:
            code = result.failure_code if result.failure_code in FAILURES else "provider_declined"
            _fail(row, code, now)
        else:
            _succeed(row, now)
        return Applied.DECIDED


def fail_operation(*, operation_id: UUID, code: str, now: datetime) -> bool:
    """Ends an operation that certainly was not done and will not be tried again; False when it is decided already.

    Raises OperationNotFound.
    """
    with locked(operation_id) as row:
        if row.state in _DECIDED:
            return False
        _fail(row, code, now)
        return True


def note_unknown(*, operation_id: UUID, error: str, due_at: datetime, now: datetime) -> None:
    """It was sent and no answer says what became of it: its payment is UNKNOWN, and it is asked about at `due_at`."""
    with locked(operation_id) as row:
        if row.state not in (OperationState.SUBMITTED, OperationState.UNKNOWN):
            return
        is_news = row.state != OperationState.UNKNOWN
        row.state, row.due_at, row.last_error = OperationState.UNKNOWN, due_at, error[:200]
        row.save(update_fields=["state", "due_at", "last_error"])
        if is_news:
            follower().submitted_in_vain(row, at=now)


def note_not_done(*, operation_id: UUID, error: str, due_at: datetime) -> None:
    """It certainly was not received: it is to be sent again at `due_at`, by whichever gateway can.

    What its provider has given a number to was received, whoever says something else: it stays asked about.
    """
    with locked(operation_id) as row:
        if row.provider_reference:
            ask_again(operation_id=operation_id, error=error, due_at=due_at)
        elif row.state in (OperationState.SUBMITTED, OperationState.UNKNOWN):
            row.state, row.due_at, row.last_error = OperationState.READY, due_at, error[:200]
            row.save(update_fields=["state", "due_at", "last_error"])


def ask_again(*, operation_id: UUID, error: str = "", due_at: datetime) -> None:
    """Nothing new was heard: it is looked at again at `due_at`."""
    with locked(operation_id) as row:
        if row.state not in _DECIDED and row.state != OperationState.WAITING:
            row.due_at = due_at
            row.last_error = error[:200] or row.last_error
            row.save(update_fields=["due_at", "last_error"])


def give_to_operators(*, operation_id: UUID, why: str, due_at: datetime, now: datetime) -> None:
    """Nobody has said for too long what became of it: an operator has to find out. It is asked about all the same."""
    with locked(operation_id) as row:
        if row.state in _DECIDED or row.state == OperationState.WAITING:
            return
        row.due_at = due_at
        row.needs_operator_since = row.needs_operator_since or now
        row.save(update_fields=["due_at", "needs_operator_since"])
        record_discrepancy(DiscrepancyKind.SILENT, row, gateway_code=row.gateway_code, detail=why, now=now)


def record_discrepancy(
    kind: DiscrepancyKind,
    operation: Operation,
    *,
    gateway_code: str,
    said: Money | None = None,
    in_suspense: Decimal = Decimal(0),
    detail: str = "",
    now: datetime,
) -> None:
    """Puts something into the operators' queue; what lies there already of the same kind is enough.

    The operation's row is locked by the caller, so of two at once the second finds the first one's.
    """
    there = Discrepancy.objects.filter(operation_id=operation.id, kind=kind, state="OPEN").first()
    if there is not None:
        said_by = f"{gateway_code}: {detail}"
        if said_by not in f"{there.gateway_code}: {there.detail}":
            # Something else of the same kind: two gateways that both say it is done are two payments.
            there.detail = f"{there.detail}; {said_by}"[:300]
            there.save(update_fields=["detail"])
        return
    log.warning("discrepancy", kind=kind.value, operation_id=str(operation.id), gateway=gateway_code, detail=detail)
    Discrepancy.objects.create(
        kind=kind,
        gateway_code=gateway_code,
        operation_id=operation.id,
        transaction_id=operation.transaction_id,
        amount=said.amount if said else operation.amount,
        currency=said.currency if said else operation.currency,
        in_suspense=in_suspense,
        detail=detail[:300],
        created_at=now,
    )


@contextmanager
def locked(operation_id: UUID) -> Iterator[Operation]:
    """The operation under its row's lock, in a transaction. Raises OperationNotFound."""
    with transaction.atomic():
        row = Operation.objects.select_for_update(no_key=True).filter(pk=operation_id).first()
        if row is None:
            raise OperationNotFound
        yield row


def _mismatch(row: Operation, gateway_code: str, result: Result, detail: str, now: datetime) -> Applied:
    text = f"{result.outcome.value}, {detail}"
    record_discrepancy(
        DiscrepancyKind.MISMATCH, row, gateway_code=gateway_code, said=result.amount, detail=text, now=now
    )
    return Applied.MISMATCH


def _late(row: Operation, result: Result, now: datetime) -> Applied:
    """News about something decided. What contradicts it never moves its state; money that did move is put in suspense.

    Whoever tells it again, also after an operator has resolved it, finds that it was told.
    """
    contradicts = {OperationState.SUCCEEDED: Outcome.FAILED, OperationState.FAILED: Outcome.SUCCEEDED}
    if result.outcome is not contradicts[OperationState(row.state)]:
        return Applied.NOTHING_NEW
    is_success = result.outcome is Outcome.SUCCEEDED
    kind = DiscrepancyKind.LATE_SUCCESS if is_success else DiscrepancyKind.LATE_FAILURE
    if Discrepancy.objects.filter(operation_id=row.id, kind=kind).exists():
        return Applied.NOTHING_NEW
    suspended = follower().succeeded_late(row, at=now).amount if is_success else Decimal(0)
    detail = f"was {row.state} since {row.decided_at:%Y-%m-%d %H:%M}" if row.decided_at else ""
    record_discrepancy(
        kind, row, gateway_code=row.gateway_code, said=result.amount, in_suspense=suspended, detail=detail, now=now
    )
    return Applied.LATE


def _note(row: Operation, result: Result) -> None:
    row.provider_reference = result.provider_reference[:100] or row.provider_reference
    row.result = row.result | {
        name: value
        for name, value in {
            "next_url": result.next_url,
            "voucher": result.voucher,
            "units": result.units,
            "receipt_number": result.receipt_number,
            "instrument": _instrument(result.instrument),
        }.items()
        if value
    }


def _instrument(instrument: Instrument | None) -> dict[str, Any] | None:
    if instrument is None:
        return None
    return {
        "token": instrument.token,
        "kind": instrument.kind,
        "masked": instrument.masked,
        "holder_name": instrument.holder_name,
        "issuer": instrument.issuer,
        "expires_on": instrument.expires_on.isoformat() if instrument.expires_on else None,
    }


def _close_silence(row: Operation, resolution: Resolution, now: datetime) -> None:
    """Nobody has to find out any more. What an operator has proposed meanwhile is void when somebody approves it."""
    Discrepancy.objects.filter(
        operation_id=row.id, kind=DiscrepancyKind.SILENT, state=DiscrepancyState.OPEN, proposal=""
    ).update(
        state=DiscrepancyState.RESOLVED,
        resolution=resolution,
        reason="The provider has said it since.",
        resolved_at=now,
    )


_CHANGED = ["state", "failure_code", "provider_reference", "result", "due_at", "decided_at"]


def _fail(row: Operation, code: str, now: datetime) -> None:
    row.state, row.failure_code, row.due_at, row.decided_at = OperationState.FAILED, code, None, now
    row.save(update_fields=_CHANGED)
    _close_silence(row, Resolution.NOT_DONE, now)
    follower().failed(row, code, at=now)


def _succeed(row: Operation, now: datetime) -> None:
    row.state, row.due_at, row.decided_at = OperationState.SUCCEEDED, None, now
    row.save(update_fields=_CHANGED)
    _close_silence(row, Resolution.DONE, now)
    suspended = follower().succeeded(row, at=now)
    if suspended:
        record_discrepancy(
            DiscrepancyKind.NOT_CREDITED,
            row,
            gateway_code=row.gateway_code,
            in_suspense=suspended.amount,
            now=now,
        )
