"""What agents earn and how much cash they may move changes by two operators: one asks, another one approves.

Deciding is one transaction, as for limits and prices of payments (apps.transactions.services._terms).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.dateparse import parse_datetime

from apps.accounts.models import KycTier
from apps.agents.commissions import Band
from apps.agents.models import AgentTier, CashLimit, CommissionKind, CommissionRule, DealingKind, Whose
from apps.agents.services._cash_limits import drop_cash_limit, set_cash_limit
from apps.agents.services._commissions import set_commission
from apps.approvals import services as approvals
from apps.approvals.models import Approval
from apps.core.money import Money
from apps.core.procedures import (
    Asked,
    Change,
    changes_between,
    decimals_of,
    figures_of,
    plain,
    subject_of,
)
from apps.transactions.errors import TermsMakeNoSense

ADD_COMMISSION, SET_CASH_LIMIT = "agents.add_commission", "agents.set_cash_limit"
CASH_FIGURES = {"single": "At once", "daily": "A day", "monthly": "A month", "daily_count": "Dealings a day"}
COMMISSION_FIGURES = {
    "flat": "Flat",
    "percent": "Percent",
    "minimum": "Minimum",
    "maximum": "Maximum",
    "teller_share": "Teller's share",
    "outlet_share": "Outlet's share",
    "agent_share": "Agent's share",
    "super_share": "Super-agent's share",
}
_BAND_FIGURES = ("from_amount", "flat", "percent", "minimum", "maximum")


def request_cash_limit(
    *,
    whose: str,
    tier: str,
    kind: str,
    currency: str,
    figures: Mapping[str, Any] | None,
    why: str,
    maker_id: UUID,
    now: datetime,
) -> Approval:
    """Asks for a limit of cash; None asks for it to be taken away.

    `figures` has the names of CASH_FIGURES. Raises ValueError for an unknown `whose`, tier or kind, InvalidMoney,
    TermsMakeNoSense, and what approvals.services.request_change raises.
    """
    side = Whose(whose)
    label = AgentTier(tier).label if side is Whose.OUTLET else KycTier(tier).label
    row = CashLimit.objects.filter(whose=side.value, tier=tier, kind=kind, currency=currency).first()
    after = None if figures is None else {name: figures.get(name) for name in CASH_FIGURES}
    for value in (after or {}).values():
        if isinstance(value, Decimal):
            Money(value, currency)
        if value is not None and value <= 0:
            raise TermsMakeNoSense
    if after is None:
        verb, changes = "Take away", [Change("Limit", "in force", "taken away")] if row else []
    else:
        verb, changes = ("Change", []) if row else ("Set", [Change("Limit", "none", "set")])
    before = figures_of(row, CASH_FIGURES)
    changes += changes_between(before, after, CASH_FIGURES, currency=currency, nothing="no limit")
    return approvals.request_change(
        action=SET_CASH_LIMIT,
        subject_kind="agents.cashlimit",
        subject_id=subject_of(SET_CASH_LIMIT, side.value, tier, kind, currency),
        summary=f"{verb} the limit of cash: {DealingKind(kind).label}, {side.label}, {label}, {currency}",
        why=why,
        changes=changes,
        payload={"whose": side.value, "tier": tier, "kind": kind, "currency": currency, "figures": after},
        maker_id=maker_id,
        now=now,
    )


def state_of_cash_limit(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the limit is now, its row locked."""
    key = {name: payload[name] for name in ("whose", "tier", "kind", "currency")}
    row = CashLimit.objects.select_for_update(no_key=True).filter(**key).first()
    return {"figures": figures_of(row, CASH_FIGURES)}


def apply_cash_limit(approval: Asked, *, by: UUID, now: datetime) -> None:
    """Sets it, or takes it away."""
    asked = approval.payload
    key = {name: asked[name] for name in ("whose", "tier", "kind", "currency")}
    if asked["figures"] is None:
        drop_cash_limit(**key)
        return
    with _making_sense():
        set_cash_limit(**key, **decimals_of(asked["figures"], CASH_FIGURES))


def request_commission_rule(
    *,
    kind: str,
    currency: str,
    tier: str = "",
    figures: Mapping[str, Any],
    bands: Sequence[Band] = (),
    active_from: datetime | None = None,
    why: str,
    maker_id: UUID,
    now: datetime,
) -> Approval:
    """Asks for what dealings earn, from `active_from` on, or from its approval if that is later or None.

    `figures` has the names of COMMISSION_FIGURES. Raises ValueError for an unknown kind or tier, InvalidMoney, and what
    approvals.services.request_change raises.
    """
    chosen = CommissionKind(kind)
    amounts = [figures.get(name) for name in ("flat", "minimum", "maximum")]
    amounts += [each for band in bands for each in (band.from_amount, band.flat, band.minimum, band.maximum)]
    for amount in amounts:
        Money(amount or Decimal(0), currency)
    rows = CommissionRule.objects.filter(kind=chosen.value, currency=currency, tier=tier, active_from__lte=now)
    row = rows.order_by("-active_from").first()
    before = figures_of(row, COMMISSION_FIGURES)
    after = {name: figures.get(name) for name in COMMISSION_FIGURES}
    words = {**COMMISSION_FIGURES, "bands": "Larger amounts"}
    said_before = {**before, "bands": _said_bands(row)} if row and before else None
    said_after = {**after, "bands": "; ".join(_said_band(*_values_of(band)) for band in bands) or None}
    changes = changes_between(said_before, said_after, words, currency=currency)
    changes.append(Change("In force from", "", f"{active_from:%Y-%m-%d %H:%M} UTC" if active_from else "its approval"))
    return approvals.request_change(
        action=ADD_COMMISSION,
        subject_kind="agents.commissionrule",
        subject_id=subject_of(ADD_COMMISSION, chosen.value, currency, tier),
        summary=f"New commission: {chosen.label}, {currency}, {AgentTier(tier).label if tier else 'all tiers'}",
        why=why,
        changes=changes,
        payload={
            "kind": chosen.value,
            "currency": currency,
            "tier": tier,
            "figures": after,
            "bands": [dict(zip(_BAND_FIGURES, _values_of(band), strict=True)) for band in bands],
            "active_from": active_from,
        },
        maker_id=maker_id,
        now=now,
    )


def state_of_commission(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Which rules there are: another one meanwhile may be what this was to replace."""
    rows = CommissionRule.objects.filter(kind=payload["kind"], currency=payload["currency"], tier=payload["tier"])
    return {"last": rows.order_by("-id").values_list("id", flat=True).first()}


def apply_commission(approval: Asked, *, by: UUID, now: datetime) -> None:
    """Adds the rule. What dealings have earned is not changed afterwards, so it never begins before this moment."""
    asked = approval.payload
    wanted = parse_datetime(asked["active_from"]) if asked["active_from"] else None
    with _making_sense():
        set_commission(
            kind=asked["kind"],
            currency=asked["currency"],
            tier=asked["tier"],
            **decimals_of(asked["figures"], COMMISSION_FIGURES),
            bands=[Band(**decimals_of(band, _BAND_FIGURES)) for band in asked["bands"]],
            active_from=max(wanted, now) if wanted else now,
        )


@contextmanager
def _making_sense() -> Iterator[None]:
    """Says in words what the database refuses."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise TermsMakeNoSense from error


def _said_bands(rule: CommissionRule) -> str | None:
    rows = rule.bands.order_by("from_amount").values_list(*_BAND_FIGURES) if rule.band_count else []
    return "; ".join(_said_band(*row) for row in rows) or None


def _said_band(from_amount: Any, flat: Any, percent: Any, minimum: Any, maximum: Any) -> str:
    most = f", at most {plain(maximum)}" if maximum is not None else ""
    least = f", at least {plain(minimum)}" if minimum else ""
    return f"from {plain(from_amount)}: {plain(flat)} and {plain(percent)} %{least}{most}"


def _values_of(band: Band) -> tuple[Any, ...]:
    return tuple(getattr(band, name) for name in _BAND_FIGURES)
