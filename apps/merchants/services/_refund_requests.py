"""Operators give a sale back for a merchant that does not answer: one asks (maker), another one decides (checker).

What is locked and what happens when the process dies:

- Asking writes the request and its approval in one transaction.
- Deciding is one transaction. It locks the request and its approval, so of many who decide at once one does, and then
  what every refund of a business locks (transactions.services._refund). Approval, refund, its line of takings and the
  request commit together. Dying before that leaves a request that waits as before; dying after it leaves it done. The
  refund's key follows from the request, so even without the locks it could exist once.
- A refund that is declined (too little is there, or it went back meanwhile) moves nothing: the request is REFUSED and
  says why, and can be asked for anew.
"""

from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalDecided, ApprovalVoided
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.core.procedures import Change
from apps.merchants.errors import OwnPurchase, RefundRequestDecided, RefundRequested, RefundRequestNotFound
from apps.merchants.models import Merchant, RefundRequest, RefundRequestState, Taking, TakingKind
from apps.merchants.services._refund import refund_for_merchant
from apps.transactions.errors import NotRefundable, TransactionNotFound
from apps.transactions.models import State, Transaction
from apps.transactions.selectors import get_left_to_refund

ACTION = "merchants.refund"


def request_refund(
    *, sale_id: UUID, amount: Decimal | None, reason: str, maker_id: UUID, now: datetime
) -> RefundRequest:
    """Asks for a sale to be given back in its merchant's name; without `amount` all that is left. Another one decides.

    Raises TransactionNotFound for what is no sale, NotRefundable when nothing is left of it, RefundRequested while one
    waits, OwnPurchase for who has paid it, InvalidInput on `amount` and `reason`.
    """
    line = Taking.objects.filter(pk=sale_id, kind=TakingKind.SALE).first()
    payment = Transaction.objects.filter(pk=sale_id).first()
    if line is None or payment is None:
        raise TransactionNotFound
    if payment.payer_id == maker_id:
        raise OwnPurchase
    left = get_left_to_refund(payment)
    if not left:
        raise NotRefundable("Nothing is left of it: it went back already, or a dispute keeps it.")
    wanted = _checked(amount, left, reason)
    merchant = Merchant.objects.get(pk=line.merchant_id)
    request = RefundRequest(
        id=uuid7(),
        merchant=merchant,
        sale_id=sale_id,
        amount=wanted.amount,
        currency=wanted.currency,
        reason=reason.strip(),
        requested_by_id=maker_id,
        requested_at=now,
    )
    figure = f"{decimal_string(wanted.amount, wanted.currency)} {wanted.currency}"
    try:
        with transaction.atomic():
            request.approval_id = approvals.request_approval(
                action=ACTION,
                subject_id=request.id,
                digest=_digest_of(request),
                summary=f"Give {figure} of {payment.reference} back for {merchant.name}",
                maker_id=maker_id,
                now=now,
                subject_kind="merchants.refundrequest",
                why=reason,
                changes=[
                    Change("Goes back to the customer", "", figure),
                    Change("Out of what was taken by", "", merchant.name),
                ],
                payload={"sale_id": sale_id, "amount": wanted.amount, "currency": wanted.currency},
            ).id
            request.save(force_insert=True)
    except IntegrityError as error:
        if constraint_name(error) != "merchants_one_open_refund_request":
            raise
        raise RefundRequested from error
    return request


def approve_refund(*, request_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> RefundRequest:
    """Gives the sale back, for a second person who holds the role; returns the request, DONE or REFUSED.

    Call it outside a transaction. Raises RefundRequestNotFound, RefundRequestDecided, OwnPurchase for who has paid the
    sale, and what approvals.services.approve raises; a request that was edited is REJECTED then.
    """
    try:
        with approvals.deciding(now=now):
            request = _lock(request_id)
            if Transaction.objects.filter(pk=request.sale_id, payer_id=checker_id).exists():
                raise OwnPurchase
            digest = _digest_of(request)
            approvals.approve(
                approval_id=request.approval_id, checker_id=checker_id, digest=digest, holds_role=holds_role, now=now
            )
            refund = refund_for_merchant(
                merchant_id=request.merchant_id,
                transaction_id=request.sale_id,
                amount=Money(request.amount, request.currency),
                reason=request.reason,
                key=f"refund-request:{request.id}",
                digest=digest,
                at=now,
            ).transaction
            if refund.state == State.COMPLETED:
                _decide(request, RefundRequestState.DONE, now, refund_id=refund.id)
            else:
                _decide(request, RefundRequestState.REFUSED, now, refusal_code=refund.failure_code)
            return request
    except ApprovalVoided:
        # Its approval is void for good, so it must not keep others from asking anew.
        RefundRequest.objects.filter(pk=request_id, state=RefundRequestState.REQUESTED).update(
            state=RefundRequestState.REJECTED, decided_at=now
        )
        raise


def reject_refund(*, request_id: UUID, checker_id: UUID, reason: str, holds_role: bool, now: datetime) -> RefundRequest:
    """Decides that the sale stays. Raises RefundRequestNotFound, RefundRequestDecided, and what
    approvals.services.reject raises."""
    with transaction.atomic():
        request = _lock(request_id)
        approvals.reject(
            approval_id=request.approval_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
        )
        _decide(request, RefundRequestState.REJECTED, now)
        return request


def withdraw_refund(*, request_id: UUID, maker_id: UUID, reason: str, now: datetime) -> RefundRequest:
    """Takes a request back, by whoever has asked. Raises RefundRequestNotFound, also for somebody else's,
    RefundRequestDecided, InvalidInput on `reason`."""
    with transaction.atomic():
        request = _lock(request_id)
        if request.requested_by_id != maker_id:
            raise RefundRequestNotFound
        # Void already: whoever found it edited died before the request was closed.
        with suppress(ApprovalDecided):
            approvals.void(approval_id=request.approval_id, reason=reason, by=maker_id, now=now)
        _decide(request, RefundRequestState.REJECTED, now)
        return request


def _checked(amount: Decimal | None, left: Money, reason: str) -> Money:
    errors = []
    wanted = left
    if not reason.strip() or len(reason.strip()) > 140:
        errors.append({"field": "reason", "code": "required", "detail": "Say why, in at most 140 characters."})
    try:
        wanted = left if amount is None else Money(amount, left.currency)
    except InvalidMoney as error:
        errors.append({"field": "amount", "code": "invalid", "detail": error.detail})
    else:
        if not Money.zero(left.currency) < wanted <= left:
            errors.append(
                {"field": "amount", "code": "out_of_range", "detail": f"More than nothing, and at most {left.amount}."}
            )
    if errors:
        raise InvalidInput(errors=errors)
    return wanted


def _digest_of(request: RefundRequest) -> bytes:
    """What exactly is approved."""
    return approvals.digest_of(
        {
            "action": ACTION,
            "merchant_id": request.merchant_id,
            "sale_id": request.sale_id,
            "amount": Money(request.amount, request.currency),
            "reason": request.reason,
        }
    )


def _lock(request_id: UUID) -> RefundRequest:
    request = RefundRequest.objects.select_for_update(no_key=True).filter(pk=request_id).first()
    if request is None:
        raise RefundRequestNotFound
    if request.state != RefundRequestState.REQUESTED:
        raise RefundRequestDecided(f"{request.get_state_display()} by now: nothing was changed.")
    return request


def _decide(
    request: RefundRequest,
    state: RefundRequestState,
    now: datetime,
    *,
    refusal_code: str = "",
    refund_id: UUID | None = None,
) -> None:
    request.state, request.decided_at = state, now
    request.refusal_code, request.refund_id = refusal_code, refund_id
    request.save(update_fields=["state", "decided_at", "refusal_code", "refund_id"])
