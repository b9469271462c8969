"""What a payment costs and how large it may be. Read from cached rows; computes, never writes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.core import caching
from apps.core.money import Money
from apps.transactions.errors import BelowMinimum, LimitExceeded
from apps.transactions.models import FeeRule, PaymentLimit


@dataclass(frozen=True, slots=True)
class Price:
    """A fee rule's figures. `percent` is out of a hundred; the rest is in the currency's main unit."""

    active_from: datetime
    flat: Decimal
    percent: Decimal
    minimum: Decimal
    maximum: Decimal | None


def fee_cache_key(kind: str, currency: str) -> str:
    return f"fee:{kind}:{currency}"


def limit_cache_key(kind: str, currency: str) -> str:
    return f"limit:{kind}:{currency}"


def get_fee(*, kind: str, amount: Money, at: datetime) -> Money:
    """The fee on top of `amount` by the rule in force at that moment; nothing when there is none."""

    def load() -> list[Price]:
        rules = FeeRule.objects.filter(kind=kind, currency=amount.currency).order_by("-active_from")
        return [Price(r.active_from, r.flat, r.percent, r.minimum, r.maximum) for r in rules]

    for price in caching.remember(fee_cache_key(kind, amount.currency), load):
        if price.active_from <= at:
            fee = max(price.flat + amount.amount * price.percent / 100, price.minimum)
            return Money.rounded(fee if price.maximum is None else min(fee, price.maximum), amount.currency)
    return Money.zero(amount.currency)


def check_limits(*, kind: str, amount: Money) -> None:
    """Raises BelowMinimum or LimitExceeded."""

    def load() -> tuple[Decimal, Decimal | None]:
        row = PaymentLimit.objects.filter(kind=kind, currency=amount.currency).first()
        return (row.minimum, row.maximum) if row else (Decimal(0), None)

    minimum, maximum = caching.remember(limit_cache_key(kind, amount.currency), load)
    if amount.amount < minimum:
        raise BelowMinimum
    if maximum is not None and amount.amount > maximum:
        raise LimitExceeded
