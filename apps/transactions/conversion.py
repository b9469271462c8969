"""What an amount of one currency is worth in another. Reads dated rows; computes, never writes.

- The rate in force is the newest row of the pair that has begun. Only where the pair has no such row at all is one of
  the opposite pair turned round.
- The row's rate is the middle. Whoever converts gets `spread_percent` less, in either direction.
- Everything is exact until the one rounding to the decimals of the currency that arrives, half to even. Where that
  would give more than the middle rate is worth, the smallest unit less arrives: or else somebody could change a cent
  to and fro and have a little more each time.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal, localcontext

from apps.core.errors import InvalidInput
from apps.core.money import Money, minor_units
from apps.transactions.errors import BelowMinimum, NoRate
from apps.transactions.models import ConversionRate
from apps.transactions.pricing import Price

# Enough for the exact product of an amount, a rate and a spread; a quotient is cut so far behind the rounding that it
# makes no difference.
_DIGITS = 80
# As many decimals as the column that shows a rate has.
RATE_STEP = Decimal(1).scaleb(-12)


@dataclass(frozen=True, slots=True)
class AppliedRate:
    """A rate for one direction: the row's figure, whether it is turned round, and the spread out of a hundred."""

    base: str
    quote: str
    figure: Decimal
    is_inverse: bool
    spread_percent: Decimal

    def middle_of(self, amount: Decimal) -> Decimal:
        """What an amount of the base is worth, without the spread."""
        with localcontext(prec=_DIGITS):
            return amount / self.figure if self.is_inverse else amount * self.figure

    def worth(self, amount: Decimal) -> Decimal:
        """What is given for it: less by the spread."""
        with localcontext(prec=_DIGITS):
            kept = amount * (100 - self.spread_percent) / 100
            return kept / self.figure if self.is_inverse else kept * self.figure

    @property
    def shown(self) -> Decimal:
        """What one unit brings, spread included, to be shown and kept: to twelve decimals."""
        with localcontext(prec=_DIGITS):
            return self.worth(Decimal(1)).quantize(RATE_STEP, rounding=ROUND_HALF_EVEN)


def require_two(base: str, quote: str) -> None:
    """Raises InvalidInput for two currencies that are one."""
    if base == quote:
        raise InvalidInput(
            "The request has invalid fields.",
            errors=[{"field": "to_currency", "code": "same_currency", "detail": "This is the same currency."}],
        )


def get_rate(*, base: str, quote: str, at: datetime) -> AppliedRate:
    """The rate in force at a moment for changing `base` into `quote`.

    One statement, two where the opposite pair is asked. Raises NoRate, InvalidInput for two currencies that are one.
    """
    require_two(base, quote)
    for pair, is_inverse in (((base, quote), False), ((quote, base), True)):
        row = (
            ConversionRate.objects.filter(base=pair[0], quote=pair[1], active_from__lte=at)
            .order_by("-active_from")
            .first()
        )
        if row is not None:
            return AppliedRate(base, quote, row.rate, is_inverse, row.spread_percent)
    raise NoRate


def convert_at(rate: AppliedRate, amount: Money) -> Money:
    """What arrives of an amount at this rate. Raises BelowMinimum when it is nothing, InvalidMoney when too much."""
    received = Money.rounded(rate.worth(amount.amount), rate.quote)
    if received.amount > rate.middle_of(amount.amount):
        received -= Money(Decimal(1).scaleb(-minor_units(rate.quote)), rate.quote)
    if not received:
        raise BelowMinimum
    return received


def converted_part(amount: Money, price: Price) -> Money:
    """What of an amount is converted: all of it, or less the charges that are taken out of it."""
    return amount - price.charges if price.bearer == "PAYEE" else amount


def rate_string(rate: Decimal) -> str:
    """How the API and every message write a rate: without zeros at its end."""
    return format(rate.normalize(), "f")
