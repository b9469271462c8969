"""Payments that go back: refunds by their payee, reversals by two operators."""

from decimal import Decimal
from uuid import UUID, uuid4

from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, UserFactory
from apps.approvals.models import Approval
from apps.approvals.selectors import get_approval
from apps.core import clock
from apps.core.money import Money
from apps.ledger import verification
from apps.transactions import services
from apps.transactions.models import PaidBack, ReversalRequest, Transaction
from apps.transactions.services import Outcome
from apps.transactions.tests.payments import DIGEST, send

Policy = ReversalRequest.Policy


def paid(payer: User, to: str = "brian", amount: str | int = "10.00") -> Transaction:
    """A payment that went through."""
    row = send(payer, to, amount).transaction
    assert row.state == "COMPLETED", row.failure_code
    return row


def give_back(
    payee: User, original: Transaction, amount: str | None = None, *, key: str | None = None, reason: str = "broken"
) -> Outcome:
    """A refund without HTTP and without a session."""
    return services.refund(
        payee_id=payee.id,
        session_id=None,
        transaction_id=original.id,
        amount=None if amount is None else Money(Decimal(amount), original.currency),
        reason=reason,
        key=key or str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )


def ask_back(client: APIClient, original: Transaction | UUID, *, key: str | None = None, **fields: object) -> Response:
    """POST /transactions/{id}/refund."""
    identity = original.id if isinstance(original, Transaction) else original
    return client.post(
        f"/api/v1/transactions/{identity}/refund",
        {"reason": "broken", "pin": PIN, **fields},
        format="json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def make_operators(count: int = 2) -> list[User]:
    return [UserFactory.create(is_staff=True) for _ in range(count)]


def ask_to_reverse(
    original: Transaction, maker: User, policy: str = Policy.REFUSE, reason: str = "fraud"
) -> ReversalRequest:
    return services.request_reversal(
        transaction_id=original.id, policy=policy, reason=reason, maker_id=maker.id, now=clock.now()
    )


def approve_as(checker: User, request: ReversalRequest, *, holds_role: bool = True) -> ReversalRequest:
    return services.approve_reversal(
        request_id=request.id, checker_id=checker.id, holds_role=holds_role, now=clock.now()
    )


def reverse(original: Transaction, policy: str = Policy.REFUSE) -> ReversalRequest:
    """Asked for by one operator and approved by another."""
    maker, checker = make_operators()
    return approve_as(checker, ask_to_reverse(original, maker, policy))


def reversal_of(request: ReversalRequest) -> Transaction:
    """The payment that gave the money back."""
    assert request.reversal_id is not None
    return Transaction.objects.get(pk=request.reversal_id)


def approval_of(request: ReversalRequest) -> Approval:
    assert request.approval_id is not None
    return get_approval(request.approval_id)


def went_back(original: Transaction) -> tuple[Decimal, bool]:
    """How much of it is counted as given back, and whether it was reversed."""
    row = PaidBack.objects.filter(pk=original.id).first()
    return (row.total, row.is_reversed) if row else (Decimal(0), False)


def books_are_right() -> bool:
    return list(verification.verify()) == []
