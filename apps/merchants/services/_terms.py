"""When and how a merchant is settled with: the period, the least amount, and what is kept back for how long."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core.money import Money
from apps.merchants.errors import MerchantNotFound, OwnMerchant
from apps.merchants.models import Merchant, MerchantStatus, Period
from apps.merchants.periods import next_boundary
from apps.merchants.settlement_errors import TermsRefused

_MOST_DAYS = 365


def choosable_periods(merchant: Merchant) -> tuple[str, ...]:
    """The periods an owner may choose. Of whom something is kept back, only operators settle at once."""
    return tuple(
        period.value
        for period in Period
        if period != Period.INSTANT or not merchant.reserve_percent or merchant.period == Period.INSTANT
    )


def set_terms(
    *,
    merchant_id: UUID,
    period: str,
    minimum_settlement: Decimal,
    reserve_percent: Decimal,
    reserve_days: int,
    reason: str,
    by: UUID,
    now: datetime,
) -> Merchant:
    """Sets all terms of a merchant, by an operator who may. What is kept back already keeps its own date.

    The minimum is in the merchant's currency, the reserve out of a hundred. Raises MerchantNotFound, OwnMerchant,
    TermsRefused, InvalidMoney for more decimals than the currency has.
    """
    with transaction.atomic():
        merchant = _lock(merchant_id)
        if merchant.owner_id == by:
            raise OwnMerchant
        _check(merchant, period, minimum_settlement, reserve_percent, reserve_days)
        before = _said(merchant)
        merchant.reserve_percent, merchant.reserve_days = reserve_percent, reserve_days
        _write(merchant, period, minimum_settlement, now)
        detail = {"reason": reason, "before": before, "after": _said(merchant)}
        accounts.record_activity(
            person_id=by, action="merchants.terms_set", subject=str(merchant.id), detail=detail, at=now
        )
    return merchant


def choose_period(
    *, merchant_id: UUID, period: str, minimum: Decimal | None = None, person_id: UUID, now: datetime
) -> Merchant:
    """Sets how often a merchant is settled with, by its owner; the least amount too if it is said.

    Who may is the door's to ask (`require_role`). Raises MerchantNotFound, TermsRefused, InvalidMoney.
    """
    with transaction.atomic():
        merchant = _lock(merchant_id)
        if period not in choosable_periods(merchant):
            raise TermsRefused("While something is kept back, only GoPay can settle at once.")
        least = merchant.minimum_settlement if minimum is None else minimum
        _check(merchant, period, least, merchant.reserve_percent, merchant.reserve_days)
        before = _said(merchant)
        _write(merchant, period, least, now)
        detail = {"before": before, "after": _said(merchant)}
        accounts.record_activity(
            person_id=person_id, action="merchants.terms_chosen", subject=str(merchant.id), detail=detail, at=now
        )
    return merchant


def _lock(merchant_id: UUID) -> Merchant:
    merchant = Merchant.objects.select_for_update(no_key=True).filter(pk=merchant_id).first()
    if merchant is None:
        raise MerchantNotFound
    return merchant


def _check(merchant: Merchant, period: str, minimum: Decimal, percent: Decimal, days: int) -> None:
    if merchant.status == MerchantStatus.CLOSED:
        raise TermsRefused("This merchant is closed.")
    if period not in Period.values:
        raise TermsRefused("There is no such period.")
    if minimum < 0:
        raise TermsRefused("The least amount is not negative.")
    Money(minimum, merchant.currency)
    if not 0 <= percent < 100 or percent != percent.quantize(Decimal("0.0001")):
        raise TermsRefused("What is kept back is from 0 to less than 100 percent, with four decimals at most.")
    if not 0 <= days <= _MOST_DAYS or (percent and not days):
        raise TermsRefused("What is kept back is kept for 1 to 365 days.")


def _write(merchant: Merchant, period: str, minimum: Decimal, now: datetime) -> None:
    merchant.minimum_settlement = minimum
    if merchant.period != period or merchant.settle_due_at is None:
        merchant.period, merchant.settle_due_at = period, next_boundary(period, now)
    merchant.save(update_fields=["period", "minimum_settlement", "reserve_percent", "reserve_days", "settle_due_at"])


def _said(merchant: Merchant) -> dict[str, str]:
    return {
        "period": merchant.period,
        "minimum": f"{merchant.minimum_settlement.normalize():f}",
        "reserve_percent": f"{merchant.reserve_percent.normalize():f}",
        "reserve_days": str(merchant.reserve_days),
    }
