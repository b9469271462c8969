"""How the operators' inbox decides about breaks and settlements: each by its own service."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core.procedures import Asked, Procedure
from apps.core.procedures import register as add
from apps.reconciliation import services
from apps.reconciliation.services import _resolve, _settle


def register() -> None:
    """Tells the inbox how these are decided."""
    add(
        Procedure(
            action=_resolve.ACTION,
            title="Settle a break",
            ask="reconciliation.add_break",
            decide="reconciliation.change_break",
            approve=_approve_break,
            reject=_reject_break,
            withdraw=_withdraw_break,
            page=lambda approval: reverse("admin:reconciliation_break_change", args=[approval.subject_id]),
        )
    )
    add(
        Procedure(
            action=_settle.ACTION,
            title="Book a movement of a bank account",
            ask="reconciliation.add_settlement",
            decide="reconciliation.change_settlement",
            approve=_approve_settlement,
            reject=_reject_settlement,
            withdraw=_withdraw_settlement,
            page=lambda approval: reverse("admin:reconciliation_settlement_change", args=[approval.subject_id]),
        )
    )


def _approve_break(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    services.approve_resolution(break_id=approval.subject_id, checker_id=checker_id, holds_role=holds_role, now=now)
    return ""


def _reject_break(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_resolution(
        break_id=approval.subject_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw_break(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.withdraw_resolution(
        break_id=approval.subject_id, maker_id=approval.maker_id, reason=reason, now=now
    )


def _approve_settlement(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    services.approve_settlement(
        settlement_id=approval.subject_id, checker_id=checker_id, holds_role=holds_role, now=now
    )
    return ""


def _reject_settlement(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_settlement(
        settlement_id=approval.subject_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw_settlement(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.withdraw_settlement(
        settlement_id=approval.subject_id, maker_id=approval.maker_id, reason=reason, now=now
    )
