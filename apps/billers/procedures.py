"""How the operators' inbox decides about payouts to billers: by the service their page has."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.billers import services
from apps.billers.services._settle import PAY_OUT
from apps.core.procedures import Asked, Procedure
from apps.core.procedures import register as add


def register() -> None:
    """Tells the inbox how these are decided."""
    add(
        Procedure(
            action=PAY_OUT,
            title="Pay a biller out",
            ask="billers.pay_out_billersettlement",
            decide="billers.pay_out_billersettlement",
            approve=_approve,
            reject=_reject,
            withdraw=_withdraw,
            page=lambda approval: reverse("admin:billers_billersettlement_change", args=[approval.subject_id]),
        )
    )


def _approve(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    services.approve_payout(settlement_id=approval.subject_id, by=checker_id, holds_role=holds_role, now=now)
    return ""


def _reject(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_payout(
        settlement_id=approval.subject_id, by=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.reject_payout(
        settlement_id=approval.subject_id, by=approval.maker_id, reason=reason, holds_role=True, now=now
    )
