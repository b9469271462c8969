"""How the operators' inbox decides about agents: float by the service its page has, terms by `_ask_terms`."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.agents import services
from apps.agents.services import _ask_terms, _decide_float
from apps.core.procedures import Asked, Procedure
from apps.core.procedures import register as add


def register() -> None:
    """Tells the inbox how these are decided."""
    add(
        Procedure(
            action=_decide_float.ACTION,
            title="Move an agent's float",
            ask="agents.request_float",
            decide="agents.approve_float",
            approve=_approve_float,
            reject=_reject_float,
            withdraw=_withdraw_float,
            page=lambda approval: reverse("admin:agents_floatorder_change", args=[approval.subject_id]),
        )
    )
    add(
        Procedure(
            action=_ask_terms.ADD_COMMISSION,
            title="Add a commission rule of agents",
            ask="agents.price_agent",
            decide="agents.change_commissionrule",
            state=_ask_terms.state_of_commission,
            apply=_ask_terms.apply_commission,
            page=lambda approval: reverse("admin:agents_commissionrule_changelist"),
        )
    )
    add(
        Procedure(
            action=_ask_terms.SET_CASH_LIMIT,
            title="Set a limit of cash",
            ask="agents.price_agent",
            decide="agents.change_cashlimit",
            state=_ask_terms.state_of_cash_limit,
            apply=_ask_terms.apply_cash_limit,
            page=lambda approval: reverse("admin:agents_cashlimit_changelist"),
        )
    )


def _approve_float(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    services.approve_float(order_id=approval.subject_id, checker_id=checker_id, holds_role=holds_role, now=now)
    return ""


def _reject_float(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_float(
        order_id=approval.subject_id, by=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw_float(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.withdraw_proposal(order_id=approval.subject_id, maker_id=approval.maker_id, reason=reason, now=now)
