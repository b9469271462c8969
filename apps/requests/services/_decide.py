"""Declining, cancelling, reminding, and the end of the time.

What is locked and what happens when the process dies: each locks the request's row, looks whether it is still pending,
and writes the new state, the event and the activity in the same database transaction. Whoever comes second, be it a
payment (`_accept`), waits for the row and finds it decided. Dying before the commit leaves the request as it was.
"""

from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.core import events
from apps.requests.errors import RemindersUsedUp, ReminderTooSoon, RequestNotFound, RequestNotPending
from apps.requests.models import MAX_REMINDERS, PaymentRequest
from apps.requests.selectors import is_seen_by

BETWEEN_REMINDERS = timedelta(days=1)
# So many expire in one transaction: nobody who pays one of them waits for long.
BATCH = 200


def decline_request(*, person_id: UUID, request_id: UUID, now: datetime) -> PaymentRequest:
    """Whoever is asked will not pay. Raises RequestNotFound, RequestNotPending."""
    with transaction.atomic():
        row = _lock_pending(request_id, person_id, as_payer=True, now=now)
        return _decide(row, PaymentRequest.State.DECLINED, by=person_id, now=now)


def cancel_request(*, person_id: UUID, request_id: UUID, now: datetime) -> PaymentRequest:
    """Whoever asked wants the money no longer. Raises RequestNotFound, RequestNotPending."""
    with transaction.atomic():
        row = _lock_pending(request_id, person_id, as_payer=False, now=now)
        return _decide(row, PaymentRequest.State.CANCELLED, by=person_id, now=now)


def remind(*, person_id: UUID, request_id: UUID, now: datetime) -> PaymentRequest:
    """Reminds whoever is asked: at most once in 24 hours, and MAX_REMINDERS times in all.

    Raises RequestNotFound, RequestNotPending, RemindersUsedUp, ReminderTooSoon.
    """
    with transaction.atomic():
        row = _lock_pending(request_id, person_id, as_payer=False, now=now)
        if row.reminders >= MAX_REMINDERS:
            raise RemindersUsedUp
        if row.reminded_at is not None and row.reminded_at + BETWEEN_REMINDERS > now:
            wait = row.reminded_at + BETWEEN_REMINDERS - now
            raise ReminderTooSoon(retry_after=max(1, ceil(wait.total_seconds())))
        row.reminders += 1
        row.reminded_at = now
        row.save(update_fields=["reminders", "reminded_at"])
        _note(row, "requests.reminded", by=person_id, now=now)
    return row


def expire_due(*, now: datetime) -> int:
    """Ends what nobody has paid in time; returns how many requests. Call it outside a transaction.

    Two sweeps at once share the rows, what is being paid at this moment is left to the next, and a sweep that dies has
    ended whole batches.
    """
    expired = 0
    while rows := _expire_batch(now):
        expired += rows
    return expired


def _expire_batch(now: datetime) -> int:
    with transaction.atomic():
        due = (
            PaymentRequest.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(state=PaymentRequest.State.PENDING, expires_at__lte=now)
            .order_by("expires_at")[:BATCH]
        )
        rows = list(due)
        for row in rows:
            _decide(row, PaymentRequest.State.EXPIRED, by=None, now=now)
    return len(rows)


def _lock_pending(request_id: UUID, person_id: UUID, *, as_payer: bool, now: datetime) -> PaymentRequest:
    row = PaymentRequest.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if row is None or not is_seen_by(row, person_id):
        raise RequestNotFound
    if person_id != (row.payer_id if as_payer else row.requester_id):
        # What only the other one may do is, for this one, not there.
        raise RequestNotFound
    if row.state != PaymentRequest.State.PENDING:
        raise RequestNotPending(state=row.state)
    if row.expires_at <= now:
        raise RequestNotPending(state=PaymentRequest.State.EXPIRED.value)
    return row


def _decide(row: PaymentRequest, state: PaymentRequest.State, *, by: UUID | None, now: datetime) -> PaymentRequest:
    row.state = state.value
    row.decided_at = now
    row.save(update_fields=["state", "decided_at"])
    _note(row, f"requests.{state.value.lower()}", by=by, now=now)
    return row


def _note(row: PaymentRequest, topic: str, *, by: UUID | None, now: datetime) -> None:
    events.record(topic, {"request_id": str(row.id)}, at=now)
    if by is not None:
        record_activity(person_id=by, action=topic, subject=str(row.id), at=now)
