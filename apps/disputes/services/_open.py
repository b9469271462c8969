from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money
from apps.core.ratelimit import spend
from apps.disputes import rates
from apps.disputes.errors import AlreadyDisputed, DisputeTooLate, NotDisputable
from apps.disputes.models import DECIDED_STATES, OPEN_STATES, Dispute
from apps.disputes.services._locks import lock_payment
from apps.disputes.services._money import put_aside
from apps.disputes.services._tell import announce
from apps.transactions.errors import IdempotencyKeyReused, NothingLeftToRefund, NotRefundable
from apps.transactions.models import Transaction
from apps.transactions.selectors import get_left_to_refund, get_transaction
from apps.transactions.services import reserve_pay_back
from apps.transactions.takings import find_business


@dataclass(frozen=True, slots=True)
class Opened:
    """A dispute, and whether it had been opened before by the same request."""

    dispute: Dispute
    replayed: bool


def open_dispute(
    *,
    payer_id: UUID,
    transaction_id: UUID,
    reason: str,
    statement: str,
    amount: Decimal | None = None,
    key: str,
    digest: bytes,
    now: datetime,
) -> Opened:
    """Disputes a payment, or `amount` of it in its currency, once for each `key`; without `amount` all that is left.

    Locks the payment's row, then the payee's accounts. What the payee still has of the amount is put aside. Call it
    outside a transaction. Raises TransactionNotFound for somebody else's payment; NotDisputable for one they were
    paid; NotRefundable for what is not completed or of another kind; DisputeTooLate after settings.DISPUTE_DAYS;
    AlreadyDisputed while one is open or when one was decided; NothingLeftToRefund, RefundTooLarge, AlreadyReversed;
    InvalidInput on `amount`; IdempotencyKeyReused, TooManyRequests.
    """
    payment = get_transaction(person_id=payer_id, transaction_id=transaction_id)
    if payment.payer_id != payer_id:
        raise NotDisputable
    disputed = None if amount is None else _money(amount, payment.currency)
    if found := _find(payer_id, key, digest):
        return Opened(found, replayed=True)
    spend(rates.OPENINGS, str(payer_id), now=now)
    try:
        with transaction.atomic():
            return _open(payer_id, transaction_id, reason, statement, disputed, key, digest, now)
    except IntegrityError as error:
        # The same key came with another payment at the same moment.
        if constraint_name(error) != "disputes_key_once":
            raise
        raise IdempotencyKeyReused from error


def _money(amount: Decimal, currency: str) -> Money:
    try:
        return Money(amount, currency)
    except InvalidMoney as error:
        refusal = {"field": "amount", "code": "too_many_decimals", "detail": error.detail}
        raise InvalidInput(errors=[refusal]) from error


def _find(payer_id: UUID, key: str, digest: bytes) -> Dispute | None:
    found = Dispute.objects.select_related("transaction").filter(payer_id=payer_id, idempotency_key=key).first()
    if found is not None and bytes(found.request_digest) != digest:
        raise IdempotencyKeyReused
    return found


def _open(
    payer_id: UUID,
    transaction_id: UUID,
    reason: str,
    statement: str,
    amount: Money | None,
    key: str,
    digest: bytes,
    now: datetime,
) -> Opened:
    payment = lock_payment(transaction_id)
    # The same request may have come first.
    if found := _find(payer_id, key, digest):
        return Opened(found, replayed=True)
    _check(payment, now)
    # For a business its owner answers.
    business = find_business(payment)
    payee_id = business.owner_id if business else payment.payee_id
    if payee_id is None:
        raise NotRefundable("Nobody was paid by this payment.")
    if payee_id == payer_id:
        raise NotDisputable("The business that was paid is yours by now.")
    if amount is None:
        amount = get_left_to_refund(payment)
        if not amount:
            raise NothingLeftToRefund
    reserve_pay_back(transaction_id=payment.id, amount=amount, at=now)
    held, hold_id = put_aside(payment, amount, at=now)
    dispute = Dispute.objects.create(
        transaction=payment,
        payer_id=payer_id,
        payee_id=payee_id,
        reason=reason,
        statement=statement,
        amount=amount.amount,
        currency=amount.currency,
        held_amount=held.amount,
        hold_id=hold_id,
        opened_at=now,
        answer_by=now + timedelta(days=settings.DISPUTE_ANSWER_DAYS),
        decide_by=now + timedelta(days=settings.DISPUTE_DECIDE_DAYS),
        idempotency_key=key,
        request_digest=digest,
    )
    announce(dispute, "disputes.opened", by=payer_id, now=now, transaction_id=str(payment.id), reason=reason)
    return Opened(dispute, replayed=False)


def _check(payment: Transaction, now: datetime) -> None:
    made_at = payment.decided_at or payment.created_at
    if made_at <= now - timedelta(days=settings.DISPUTE_DAYS):
        raise DisputeTooLate(f"A payment can be disputed for {settings.DISPUTE_DAYS} days.")
    states = set(Dispute.objects.filter(transaction=payment).values_list("state", flat=True))
    if states & set(OPEN_STATES):
        raise AlreadyDisputed("This payment is disputed already.")
    if states & set(DECIDED_STATES):
        raise AlreadyDisputed("A dispute of this payment was decided. Ask support.")
