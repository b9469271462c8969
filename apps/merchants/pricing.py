"""What a merchant bears of a sale: the discount, by its category and the volume of the month before.

Read from cached rules: a payment asks the database nothing for it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from apps.core import caching
from apps.core.money import Money, minor_units
from apps.merchants.models import DiscountRule
from apps.transactions.models import Bearer
from apps.transactions.pricing import Price


@dataclass(frozen=True, slots=True)
class Rule:
    """A discount: percents out of a hundred, figures in the main unit of the currency."""

    category: str
    volume_from: Decimal
    percent: Decimal
    flat: Decimal
    maximum: Decimal | None
    tax_percent: Decimal
    active_from: datetime


def discount_cache_key(currency: str) -> str:
    return f"merchants:discounts:{currency}"


def get_rules(currency: str) -> tuple[Rule, ...]:
    """All discounts in a currency, in the order in which they are chosen."""

    def load() -> tuple[Rule, ...]:
        names = ("category", "volume_from", "percent", "flat", "maximum", "tax_percent", "active_from")
        rows = DiscountRule.objects.filter(currency=currency).order_by("-category", "-volume_from", "-active_from")
        return tuple(Rule(*row) for row in rows.values_list(*names))

    return caching.remember(discount_cache_key(currency), load)


def rule_for(*, category: str, volume: Decimal, volume_month: date | None, currency: str, at: datetime) -> Rule | None:
    """The discount in force for a merchant at that moment. `volume` counts while `volume_month` is the month before
    that of `at` (UTC)."""
    first = at.date().replace(day=1)
    counts = volume_month is not None and volume_month < first and (first - volume_month).days <= 31
    reached = volume if counts else Decimal(0)
    return next(
        (
            rule
            for rule in get_rules(currency)
            if rule.category in ("", category) and rule.volume_from <= reached and rule.active_from <= at
        ),
        None,
    )


def price_of(*, category: str, volume: Decimal, volume_month: date | None, amount: Money, at: datetime) -> Price:
    """The discount on `amount`, borne by the merchant; nothing without a rule.

    The merchant keeps at least one minor unit of each sale, and no more than that of one the discount is larger than:
    were such a sale free, a merchant would have each payer pay in many small parts.
    """
    currency = amount.currency
    zero = Money.zero(currency)
    rule = rule_for(category=category, volume=volume, volume_month=volume_month, currency=currency, at=at)
    if rule is None:
        return Price(zero, zero, Bearer.PAYEE.value)
    raw = amount.amount * rule.percent / 100 + rule.flat
    if rule.maximum is not None:
        raw = min(raw, rule.maximum)
    fee = Money.rounded(raw, currency)
    tax = Money.rounded(fee.amount * rule.tax_percent / 100, currency)
    most = max(amount - Money(Decimal(1).scaleb(-minor_units(currency)), currency), zero)
    if fee + tax > most:
        fee = Money.rounded(most.amount * 100 / (100 + rule.tax_percent), currency)
        tax = most - fee
    return Price(fee, tax, Bearer.PAYEE.value)
