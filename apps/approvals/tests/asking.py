"""Somebody asks, somebody else decides."""

from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.approvals.models import Approval
from apps.approvals.services import approve, decide_approve, digest_of, request_approval
from apps.core import clock
from apps.core.ids import uuid7

FACTS: dict[str, Any] = {"amount": "25.00", "to": "brian"}


def make_staff(count: int) -> list[User]:
    return [UserFactory.create(is_staff=True) for _ in range(count)]


def ask_for(
    maker: User, facts: dict[str, Any] = FACTS, *, subject_id: UUID | None = None, subject_kind: str = ""
) -> Approval:
    with transaction.atomic():
        return request_approval(
            action="tests.pay",
            subject_id=subject_id or uuid7(),
            digest=digest_of(facts),
            summary="25.00 USD to Brian",
            maker_id=maker.id,
            now=clock.now(),
            subject_kind=subject_kind,
        )


def approve_as(checker: User, approval: Approval, facts: dict[str, Any] = FACTS, *, holds_role: bool = True) -> None:
    with transaction.atomic():
        approve(
            approval_id=approval.id,
            checker_id=checker.id,
            digest=digest_of(facts),
            holds_role=holds_role,
            now=clock.now(),
        )


def another_operator() -> User:
    """Somebody else who may do everything in the operators' site."""
    return UserFactory.create(is_staff=True, is_superuser=True)


def approve_what_waits(checker: User | None = None, *, action: str = "") -> list[str]:
    """Has another operator approve whatever waits (of this action), the oldest first; returns what became of it."""
    checker = checker or another_operator()
    waiting = Approval.objects.filter(state=Approval.State.REQUESTED, action__contains=action).order_by("id")
    return [
        decide_approve(approval_id=identity, checker_id=checker.pk, now=clock.now())
        for identity in list(waiting.values_list("pk", flat=True))
    ]
