"""How the operators' inbox decides about refunds in a merchant's name: by the service their page has."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core.procedures import Asked, Procedure
from apps.core.procedures import register as add
from apps.merchants import services
from apps.merchants.models import RefundRequestState
from apps.merchants.services._refund_requests import ACTION
from apps.transactions.errors import DECLINES

_MAY_REFUND = "merchants.refund_for_merchant"


def register() -> None:
    """Tells the inbox how these are decided."""
    add(
        Procedure(
            action=ACTION,
            title="Refund for a merchant",
            ask=_MAY_REFUND,
            decide=_MAY_REFUND,
            approve=_approve,
            reject=_reject,
            withdraw=_withdraw,
            page=lambda approval: reverse("admin:merchants_refundrequest_change", args=[approval.subject_id]),
        )
    )


def _approve(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    decided = services.approve_refund(
        request_id=approval.subject_id, checker_id=checker_id, holds_role=holds_role, now=now
    )
    if decided.state == RefundRequestState.DONE:
        return "Given back to the customer."
    known = DECLINES.get(decided.refusal_code)
    return f"Approved, but nothing was moved. {known().detail if known else decided.refusal_code}"


def _reject(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_refund(
        request_id=approval.subject_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.withdraw_refund(request_id=approval.subject_id, maker_id=approval.maker_id, reason=reason, now=now)
