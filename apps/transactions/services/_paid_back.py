"""How much of a payment went back, whoever gave it back: never more than there was.

Whoever counts has locked the payment's own row first (`lock_original`, or `is_there` in the statement of a refund), and
takes all other locks after it, the ledger's included. So refunds, reversals and disputes of one payment come one after
the other, and none of them waits in a circle.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import F

from apps.core import events, metrics, request_facts, sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.transactions.errors import NotRefundable, TransactionNotFound
from apps.transactions.kinds import KINDS, Kind
from apps.transactions.models import PaidBack, State, Transaction
from apps.transactions.references import new_reference
from apps.transactions.services._counting import run_part
from apps.transactions.services._pay import PLATFORM_ID

_PAY_BACK = "transactions_pay_back(%s, %s::numeric, %s::numeric)"


def lock_original(transaction_id: UUID) -> Transaction:
    """A payment, its row locked until the transaction ends. Raises TransactionNotFound."""
    row = Transaction.objects.select_for_update(no_key=True).filter(pk=transaction_id).first()
    if row is None:
        raise TransactionNotFound
    return row


def is_there(original: Transaction) -> sql.Part:
    """The condition that locks the payment's row in the statement of a refund. It holds: COMPLETED is final."""
    return sql.Part(
        "EXISTS (SELECT FROM transactions_transaction WHERE id = %s::uuid AND state = 'COMPLETED' FOR NO KEY UPDATE)",
        (original.id,),
    )


def count_part(original: Transaction, amount: Money) -> sql.Part:
    """The call that counts what goes back. Raises GP020 with the code of a decline."""
    return sql.Part(f", {_PAY_BACK}", (original.id, maximum_of(original), amount.amount))


def maximum_of(original: Transaction) -> Decimal:
    """What of a payment can be given back: its amount. What it had cost stays paid, unless it is reversed."""
    return original.amount


def check_refundable(original: Transaction) -> None:
    """Raises NotRefundable unless it is a completed payment of a kind that can be given back, from a person to a person
    or a business."""
    if original.state != State.COMPLETED:
        raise NotRefundable("Only a completed payment can be given back.")
    is_paid_in = original.payee_wallet_id is not None or bool(original.counter_code)
    if not KINDS[original.kind].is_refundable or original.payer_id is None or not is_paid_in:
        raise NotRefundable("A payment of this kind cannot be given back.")


def reserve_pay_back(*, transaction_id: UUID, amount: Money, at: datetime) -> None:
    """Keeps back a part of a payment for a dispute: it counts as given back, until it is given back or released.

    Call it in the caller's transaction and before ledger.services.hold: it locks the payment's row, which comes before
    the ledger's accounts. Give it back with `refund_for_dispute(..., reserved=True)`. Raises TransactionNotFound,
    NotRefundable, NothingLeftToRefund, RefundTooLarge, AlreadyReversed, core.money.CurrencyMismatch.
    """
    original = lock_original(transaction_id)
    check_refundable(original)
    count_paid_back(original, amount)


def release_pay_back(*, transaction_id: UUID, amount: Money, at: datetime) -> None:
    """Lets go of what was kept back and was not given back; in the caller's transaction.

    Call it before ledger.services.release, for the same reason. Raises TransactionNotFound,
    core.money.CurrencyMismatch, and ValueError for more than is counted or not above zero.
    """
    original = lock_original(transaction_id)
    _check(original, amount)
    released = PaidBack.objects.filter(pk=original.id, is_reversed=False, total__gte=amount.amount).update(
        total=F("total") - amount.amount
    )
    if not released:
        raise ValueError(f"{amount} of {transaction_id} was never kept back")


def count_paid_back(original: Transaction, amount: Money) -> None:
    """Counts what goes back of a payment whose row is locked. Raises the Declined that says why it cannot."""
    _check(original, amount)
    # The refusal would otherwise end the caller's whole transaction.
    with transaction.atomic():
        run_part(sql.Part(_PAY_BACK, (original.id, maximum_of(original), amount.amount)))


def record_back(
    kind: Kind,
    original: Transaction,
    amount: Decimal,
    *,
    identity: UUID | None = None,
    by_platform: bool = False,
    note: str = "",
    key: str,
    digest: bytes,
    at: datetime,
) -> Transaction:
    """Writes down a payment back to the original's payer, whose money the ledger has moved already.

    `identity` is the id of the journal entry that moved it, which the payment then has too.
    It comes from the original's payee, or from the platform. `key` is unique among what the platform starts. Records
    `transactions.completed`.
    """
    facts = request_facts.current()
    row = Transaction.objects.create(
        id=identity or uuid7(),
        reference=new_reference(),
        kind=kind.code,
        state=State.COMPLETED,
        initiator_id=PLATFORM_ID,
        idempotency_key=key,
        request_digest=digest,
        payer_id=None if by_platform else original.payee_id,
        payee_id=original.payer_id,
        payer_wallet_id=None if by_platform else original.payee_wallet_id,
        payee_wallet_id=original.payer_wallet_id,
        payer_name="" if by_platform else original.payee_name,
        payee_name=original.payer_name,
        amount=amount,
        fee=0,
        currency=original.currency,
        note=note,
        parent_id=original.id,
        channel=facts.channel,
        request_id=facts.request_id,
        created_at=at,
    )
    events.record("transactions.completed", {"transaction_id": str(row.id)}, at=at)
    transaction.on_commit(lambda: metrics.PAYMENTS.labels(row.kind, row.state, "").inc())
    return row


def _check(original: Transaction, amount: Money) -> None:
    if not amount > Money.zero(original.currency):
        raise ValueError("what goes back is more than zero")
