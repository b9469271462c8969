"""Accepting a request is a payment like any other, which takes the request with it.

What is locked and what happens when the process dies: the payment's one statement locks the request's row, if it is
still pending, before it moves anything, and sets it PAID with the payment's id. Of two who accept at once, or of accept
and decline, cancel or the sweep, the second waits for the row and finds it decided. The statement commits whole or not
at all, so there is never a payment without its request, or the other way round. A declined payment is recorded by
another statement, which leaves the request pending. A payment that is held (somebody looks at it) counts as paid; if it
goes back later, the request stays what it is and the payment says what became of it.
"""

from datetime import datetime
from uuid import UUID

from apps.accounts.services import Proof, activity_part
from apps.core import sql
from apps.core.money import Money
from apps.requests.errors import RequestNotFound, RequestNotPending
from apps.requests.models import PaymentRequest
from apps.requests.selectors import get_request
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, Outcome, send_money

_STILL_PENDING = """
EXISTS (SELECT FROM requests_paymentrequest r
         WHERE r.id = %s AND r.state = 'PENDING' AND NOT r.is_hidden AND r.expires_at > %s FOR NO KEY UPDATE)
"""
_PAID = "UPDATE requests_paymentrequest SET state = 'PAID', transaction_id = %s, decided_at = %s"
_PENDING_ROW = "WHERE requests_paymentrequest.id = %s AND requests_paymentrequest.state = 'PENDING'"


def accept_request(
    *,
    payer_id: UUID,
    session_id: UUID | None,
    request_id: UUID,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    quote_id: UUID | None = None,
    at: datetime,
) -> Outcome:
    """Pays what somebody asks for, once for each `key` and once for each request, whatever the keys are.

    Raises RequestNotFound, also for one that asks somebody else, RequestNotPending, and what `send_money` raises.
    """
    row = get_request(person_id=payer_id, request_id=request_id)
    if row.payer_id != payer_id:
        raise RequestNotFound
    decided = _what_is_in_the_way(row, at)
    # Who asks for the same again is answered by the payment. Nobody else is asked for a code for what cannot be.
    if decided and not Transaction.objects.filter(initiator_id=payer_id, idempotency_key=key).exists():
        raise decided
    return send_money(
        payer_id=payer_id,
        session_id=session_id,
        to=str(row.requester_id),
        amount=Money(row.amount, row.currency),
        note=row.note,
        key=key,
        digest=digest,
        proof=proof,
        quote_id=quote_id,
        attachments=(_paying(row, at),),
        at=at,
    )


def _paying(row: PaymentRequest, at: datetime) -> Attachment:
    def paid(transaction_id: UUID) -> sql.Part:
        return sql.Part(_PAID, (transaction_id, at, row.id), _PENDING_ROW)

    def noted(transaction_id: UUID) -> sql.Part:
        return activity_part(person_id=row.payer_id, action="requests.accepted", subject=str(row.id), at=at)

    return Attachment(
        condition=sql.Part(_STILL_PENDING, (row.id, at)),
        effects=(paid, noted),
        why_not=lambda: _what_is_in_the_way(PaymentRequest.objects.get(pk=row.id), at),
    )


def _what_is_in_the_way(row: PaymentRequest, at: datetime) -> Exception | None:
    if row.is_hidden:
        return RequestNotFound()
    if row.state != PaymentRequest.State.PENDING:
        return RequestNotPending(state=row.state)
    if row.expires_at <= at:
        return RequestNotPending(state=PaymentRequest.State.EXPIRED.value)
    return None
