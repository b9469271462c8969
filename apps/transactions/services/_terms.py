"""Limits and prices change by two operators: one asks, another one approves, and from then on it holds.

Deciding is one transaction: it locks the row that is to change (a limit that is not there yet is kept single by its
unique key, a price is only ever added), then the approval's row, then writes and has every process forget what it has
read. What was changed meanwhile by another request makes this one void: its diff is not true any more.
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
from apps.transactions.kinds import KINDS
from apps.transactions.models import FeeRule, PaymentLimit, TierLimit
from apps.transactions.pricing import Band
from apps.transactions.services._pricing import drop_tier_limit, set_fee, set_limit, set_tier_limit

SET_LIMIT, SET_TIER_LIMIT, ADD_FEE = "transactions.set_limit", "transactions.set_tier_limit", "transactions.add_fee"
LIMIT_FIGURES = {"minimum": "Minimum", "maximum": "Maximum"}
TIER_FIGURES = {
    "single": "One payment",
    "daily": "A day",
    "monthly": "A month",
    "daily_count": "Payments a day",
    "step_up_above": "Code asked above",
    "maximum_balance": "Wallet may hold",
}
FEE_FIGURES = {
    "flat": "Flat",
    "percent": "Percent",
    "minimum": "Minimum",
    "maximum": "Maximum",
    "tax_percent": "Tax on the fee, percent",
    "bearer": "Borne by",
}
_BAND_FIGURES = ("from_amount", "flat", "percent", "minimum", "maximum")


def request_limit(
    *,
    kind: str,
    currency: str,
    minimum: Decimal,
    maximum: Decimal | None,
    why: str,
    maker_id: UUID,
    now: datetime,
) -> Approval:
    """Asks for the least and the most of a single payment of a kind. Raises KeyError, InvalidMoney, TermsMakeNoSense
    for figures that cannot be, and what approvals.services.request_change raises."""
    after = _exact({"minimum": minimum, "maximum": maximum}, currency)
    if minimum < 0 or (maximum is not None and maximum < minimum):
        raise TermsMakeNoSense
    row = PaymentLimit.objects.filter(kind=KINDS[kind].code, currency=currency).first()
    return approvals.request_change(
        action=SET_LIMIT,
        subject_kind="transactions.paymentlimit",
        subject_id=subject_of(SET_LIMIT, kind, currency),
        summary=f"{'Change' if row else 'Set'} the limit of one payment: {KINDS[kind].label}, {currency}",
        why=why,
        changes=changes_between(
            figures_of(row, LIMIT_FIGURES), after, LIMIT_FIGURES, currency=currency, nothing="no limit"
        ),
        payload={"kind": kind, "currency": currency, "figures": after},
        maker_id=maker_id,
        now=now,
    )


def state_of_limit(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the limit is now, its row locked."""
    rows = PaymentLimit.objects.select_for_update(no_key=True)
    row = rows.filter(kind=payload["kind"], currency=payload["currency"]).first()
    return {"figures": figures_of(row, LIMIT_FIGURES)}


def apply_limit(approval: Asked, *, by: UUID, now: datetime) -> None:
    """Sets it."""
    asked = approval.payload
    with _making_sense():
        set_limit(kind=asked["kind"], currency=asked["currency"], **decimals_of(asked["figures"], LIMIT_FIGURES))


def request_tier_limit(
    *,
    tier: str,
    kind: str = "",
    currency: str,
    figures: Mapping[str, Any] | None,
    why: str,
    maker_id: UUID,
    now: datetime,
) -> Approval:
    """Asks for what somebody of a tier may pay and hold; None asks for the limit to be taken away.

    `figures` has the names of TIER_FIGURES; what is None has no limit. Raises KeyError, ValueError for an unknown tier,
    InvalidMoney, TermsMakeNoSense, and what approvals.services.request_change raises.
    """
    label = KycTier(tier).label
    kinds = str(KINDS[kind].label) if kind else "all kinds together"
    row = TierLimit.objects.filter(tier=tier, kind=kind, currency=currency).first()
    after = None if figures is None else _exact({name: figures.get(name) for name in TIER_FIGURES}, currency)
    if after is not None and any(
        value is not None and (value < 0 or (value == 0 and name != "step_up_above")) for name, value in after.items()
    ):
        raise TermsMakeNoSense
    verb = "Take away" if after is None else "Change" if row else "Set"
    if after is None:
        changes = [Change("Limit", "in force", "taken away")] if row else []
        changes += changes_between(
            figures_of(row, TIER_FIGURES), None, TIER_FIGURES, currency=currency, nothing="no limit"
        )
    else:
        changes = [] if row else [Change("Limit", "none", "set")]
        changes += changes_between(
            figures_of(row, TIER_FIGURES), after, TIER_FIGURES, currency=currency, nothing="no limit"
        )
    return approvals.request_change(
        action=SET_TIER_LIMIT,
        subject_kind="transactions.tierlimit",
        subject_id=subject_of(SET_TIER_LIMIT, tier, kind, currency),
        summary=f"{verb} the limits of {label}: {kinds}, {currency}",
        why=why,
        changes=changes,
        payload={"tier": tier, "kind": kind, "currency": currency, "figures": after},
        maker_id=maker_id,
        now=now,
    )


def state_of_tier_limit(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the limit is now, its row locked."""
    rows = TierLimit.objects.select_for_update(no_key=True)
    row = rows.filter(tier=payload["tier"], kind=payload["kind"], currency=payload["currency"]).first()
    return {"figures": figures_of(row, TIER_FIGURES)}


def apply_tier_limit(approval: Asked, *, by: UUID, now: datetime) -> None:
    """Sets it, or takes it away."""
    asked = approval.payload
    key = {name: asked[name] for name in ("tier", "kind", "currency")}
    if asked["figures"] is None:
        drop_tier_limit(**key)
        return
    with _making_sense():
        set_tier_limit(**key, **decimals_of(asked["figures"], TIER_FIGURES))


def request_fee(
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
    """Asks for a fee schedule, good from `active_from` on, or from its approval if that is later or None.

    `figures` has the names of FEE_FIGURES. Raises KeyError, InvalidMoney, and what approvals.services.request_change
    raises.
    """
    exact = ("flat", "minimum", "maximum")
    for figure in (*(figures.get(name) for name in exact), *(b for band in bands for b in _amounts_of(band))):
        Money(figure or Decimal(0), currency)
    before = _schedule_now(kind, currency, tier, now)
    after = {name: figures.get(name) for name in FEE_FIGURES}
    words = {**FEE_FIGURES, "bands": "Larger amounts"}
    said_before = {**(figures_of(before, FEE_FIGURES) or {}), "bands": _said_bands(before)} if before else None
    said_after = {**after, "bands": "; ".join(_said_band(*_values_of(band)) for band in bands) or None}
    changes = changes_between(said_before, said_after, words, currency=currency)
    changes += [Change("In force from", "", f"{active_from:%Y-%m-%d %H:%M} UTC" if active_from else "its approval")]
    return approvals.request_change(
        action=ADD_FEE,
        subject_kind="transactions.feerule",
        subject_id=subject_of(ADD_FEE, kind, currency, tier),
        summary=f"New fees: {KINDS[kind].label}, {currency}, {KycTier(tier).label if tier else 'all tiers'}",
        why=why,
        changes=changes,
        payload={
            "kind": kind,
            "currency": currency,
            "tier": tier,
            "figures": after,
            "bands": [dict(zip(_BAND_FIGURES, _values_of(band), strict=True)) for band in bands],
            "active_from": active_from,
        },
        maker_id=maker_id,
        now=now,
    )


def state_of_fee(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    """Which schedules there are: another one meanwhile may be what this was to replace."""
    rows = FeeRule.objects.filter(kind=payload["kind"], currency=payload["currency"], tier=payload["tier"])
    return {"last": rows.order_by("-id").values_list("id", flat=True).first()}


def apply_fee(approval: Asked, *, by: UUID, now: datetime) -> None:
    """Adds the schedule. What payments have cost is not changed afterwards, so it never begins before this moment."""
    asked = approval.payload
    wanted = parse_datetime(asked["active_from"]) if asked["active_from"] else None
    figures = decimals_of(asked["figures"], [name for name in FEE_FIGURES if name != "bearer"])
    bands = [Band(**decimals_of(band, _BAND_FIGURES)) for band in asked["bands"]]
    with _making_sense():
        set_fee(
            kind=asked["kind"],
            currency=asked["currency"],
            tier=asked["tier"],
            **figures,
            bearer=asked["figures"]["bearer"],
            bands=bands,
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


def _schedule_now(kind: str, currency: str, tier: str, now: datetime) -> FeeRule | None:
    rows = FeeRule.objects.filter(kind=KINDS[kind].code, currency=currency, tier=tier, active_from__lte=now)
    return rows.order_by("-active_from").first()


def _said_bands(rule: FeeRule) -> str | None:
    rows = rule.bands.order_by("from_amount").values_list(*_BAND_FIGURES) if rule.band_count else []
    return "; ".join(_said_band(*row) for row in rows) or None


def _said_band(from_amount: Any, flat: Any, percent: Any, minimum: Any, maximum: Any) -> str:
    most = f", at most {plain(maximum)}" if maximum is not None else ""
    least = f", at least {plain(minimum)}" if minimum else ""
    return f"from {plain(from_amount)}: {plain(flat)} and {plain(percent)} %{least}{most}"


def _values_of(band: Band) -> tuple[Any, ...]:
    return tuple(getattr(band, name) for name in _BAND_FIGURES)


def _amounts_of(band: Band) -> tuple[Any, ...]:
    return (band.from_amount, band.flat, band.minimum, band.maximum)


def _exact(figures: Mapping[str, Any], currency: str) -> dict[str, Any]:
    for value in figures.values():
        if isinstance(value, Decimal):
            Money(value, currency)
    return dict(figures)
