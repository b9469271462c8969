"""How the operators' inbox decides about payments, wallets, limits and prices: each by its own service."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core.procedures import Asked, Procedure
from apps.core.procedures import register as add
from apps.transactions import services
from apps.transactions.models import ReversalRequest
from apps.transactions.refusals import Refusal
from apps.transactions.services import _correct, _discrepancies, _reverse, _terms


def register() -> None:
    """Tells the inbox how these are decided."""
    add(
        Procedure(
            action=_reverse.ACTION,
            title="Reverse a payment",
            ask="transactions.add_reversalrequest",
            decide="transactions.change_reversalrequest",
            approve=_approve_reversal,
            reject=_reject_reversal,
            withdraw=_withdraw_reversal,
            page=lambda approval: _page("transactions_reversalrequest", approval.subject_id),
        )
    )
    add(
        Procedure(
            action=_discrepancies.ACTION,
            title="Resolve a discrepancy",
            ask="gateways.add_discrepancy",
            decide="gateways.change_discrepancy",
            approve=_approve_resolution,
            reject=_reject_resolution,
            withdraw=_withdraw_resolution,
            page=lambda approval: _page("gateways_discrepancy", approval.subject_id),
        )
    )
    add(
        Procedure(
            action=_correct.ACTION,
            title="Adjust a wallet",
            ask="transactions.ask_adjustment",
            decide="transactions.decide_adjustment",
            state=_correct.state_of_adjusted,
            apply=_correct.apply_adjustment,
            page=lambda approval: _page("wallets_wallet", approval.subject_id),
            concerns=_correct.concerned,
        )
    )
    add(
        Procedure(
            action=_terms.SET_LIMIT,
            title="Set the limit of one payment",
            ask="transactions.add_paymentlimit",
            decide="transactions.change_paymentlimit",
            state=_terms.state_of_limit,
            apply=_terms.apply_limit,
            page=lambda approval: reverse("admin:transactions_paymentlimit_changelist"),
        )
    )
    add(
        Procedure(
            action=_terms.SET_TIER_LIMIT,
            title="Set the limits of a tier",
            ask="transactions.add_tierlimit",
            decide="transactions.change_tierlimit",
            state=_terms.state_of_tier_limit,
            apply=_terms.apply_tier_limit,
            page=lambda approval: reverse("admin:limit_preview", query={"approval": str(approval.id)}),
        )
    )
    add(
        Procedure(
            action=_terms.ADD_FEE,
            title="Add a fee schedule",
            ask="transactions.add_feerule",
            decide="transactions.change_feerule",
            state=_terms.state_of_fee,
            apply=_terms.apply_fee,
            page=lambda approval: reverse("admin:fee_preview", query={"approval": str(approval.id)}),
        )
    )


def _page(name: str, identity: UUID) -> str:
    return reverse(f"admin:{name}_change", args=[identity])


def _approve_reversal(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    decided = services.approve_reversal(
        request_id=approval.subject_id, checker_id=checker_id, holds_role=holds_role, now=now
    )
    if decided.state == ReversalRequest.State.DONE:
        return "Reversed: the money is back with the payer."
    return f"Approved, but nothing was moved. {Refusal(decided.refusal_code).label}"


def _reject_reversal(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_reversal(
        request_id=approval.subject_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw_reversal(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.withdraw_reversal(
        request_id=approval.subject_id, maker_id=approval.maker_id, reason=reason, now=now
    )


def _approve_resolution(approval: Asked, *, checker_id: UUID, holds_role: bool, now: datetime) -> str:
    services.approve_resolution(
        discrepancy_id=approval.subject_id, checker_id=checker_id, holds_role=holds_role, now=now
    )
    return ""


def _reject_resolution(approval: Asked, *, checker_id: UUID, holds_role: bool, reason: str, now: datetime) -> Any:
    return services.reject_resolution(
        discrepancy_id=approval.subject_id, checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
    )


def _withdraw_resolution(approval: Asked, *, reason: str, now: datetime) -> Any:
    return services.withdraw_resolution(
        discrepancy_id=approval.subject_id, maker_id=approval.maker_id, reason=reason, now=now
    )
