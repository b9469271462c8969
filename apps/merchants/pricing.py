"""What a merchant bears of a sale: the discount, by its category and the volume of the month before."""

from datetime import date, datetime
from decimal import Decimal

from apps.core.money import Money
from apps.merchants.models import DiscountRule
from apps.transactions.models import Bearer
from apps.transactions.pricing import Price


def price_of(*, category: str, volume: Decimal, volume_month: date | None, amount: Money, at: datetime) -> Price:
    """The discount on `amount`, borne by the merchant; nothing without a rule. `volume` counts while `volume_month` is
    the month before that of `at` (UTC)."""
    first = at.date().replace(day=1)
    counts = volume_month is not None and volume_month < first and (first - volume_month).days <= 31
    rules = DiscountRule.objects.filter(
        category__in=("", category),
        currency=amount.currency,
        active_from__lte=at,
        volume_from__lte=volume if counts else Decimal(0),
    )
    rule = rules.order_by("-category", "-volume_from", "-active_from").first()
    zero = Money.zero(amount.currency)
    if rule is None:
        return Price(zero, zero, Bearer.PAYEE.value)
    raw = amount.amount * rule.percent / 100 + rule.flat
    if rule.maximum is not None:
        raw = min(raw, rule.maximum)
    fee = Money.rounded(raw, amount.currency)
    tax = Money.rounded(fee.amount * rule.tax_percent / 100, amount.currency)
    # A sale leaves the merchant something, however small it is.
    if fee + tax >= amount:
        return Price(zero, zero, Bearer.PAYEE.value)
    return Price(fee, tax, Bearer.PAYEE.value)
