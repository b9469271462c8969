"""What a payment costs and how large it may be. Read from cached rows; computes, never writes."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.core import caching
from apps.core.money import Money
from apps.transactions.errors import BelowMinimum, FeeExceedsAmount, LimitExceeded
from apps.transactions.models import Bearer, FeeBand, FeeRule, PaymentLimit


@dataclass(frozen=True, slots=True)
class Band:
    """What payments of `from_amount` and more cost. `percent` is out of a hundred; the rest in the main unit."""

    from_amount: Decimal
    flat: Decimal
    percent: Decimal
    minimum: Decimal
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class Schedule:
    """A fee schedule: its bands with the largest amounts first, who bears fee and tax, and the tax out of a hundred."""

    tier: str
    active_from: datetime
    bearer: str
    tax_percent: Decimal
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What a payment costs, and who bears it."""

    fee: Money
    tax: Money
    bearer: str = Bearer.PAYER.value

    @property
    def charges(self) -> Money:
        return self.fee + self.tax


def free_of_charge(currency: str) -> Price:
    """Nothing."""
    return Price(Money.zero(currency), Money.zero(currency))


def fee_cache_key(kind: str, currency: str) -> str:
    return f"fee:{kind}:{currency}"


def limit_cache_key(kind: str, currency: str) -> str:
    return f"limit:{kind}:{currency}"


def _band(row: FeeRule | FeeBand, from_amount: Decimal) -> Band:
    return Band(from_amount, row.flat, row.percent, row.minimum, row.maximum)


def get_schedules(kind: str, currency: str) -> tuple[Schedule, ...]:
    """All fee schedules of a kind in a currency, the newest first."""

    def load() -> tuple[Schedule, ...]:
        rules = FeeRule.objects.filter(kind=kind, currency=currency).order_by("-active_from").prefetch_related("bands")
        return tuple(
            Schedule(
                rule.tier,
                rule.active_from,
                rule.bearer,
                rule.tax_percent,
                tuple(
                    sorted(
                        [_band(rule, Decimal(0)), *(_band(band, band.from_amount) for band in rule.bands.all())],
                        key=lambda band: band.from_amount,
                        reverse=True,
                    )
                ),
            )
            for rule in rules
        )

    return caching.remember(fee_cache_key(kind, currency), load)


def get_price(*, kind: str, amount: Money, tier: str = "", at: datetime) -> Price:
    """The price by the schedule in force at that moment: the tier's own, else that of all; nothing without one.

    Fee and tax are each rounded once, to the currency's own decimals. Raises FeeExceedsAmount when the payee bears
    a price that leaves nothing of the amount.
    """
    return price_by(get_schedules(kind, amount.currency), amount=amount, tier=tier, at=at)


def price_by(schedules: tuple[Schedule, ...], *, amount: Money, tier: str = "", at: datetime) -> Price:
    """The same by these schedules, the newest first, whether or not they are those there are."""
    schedule = _in_force(schedules, tier, at)
    if schedule is None:
        return free_of_charge(amount.currency)
    band = next(band for band in schedule.bands if amount.amount >= band.from_amount)
    raw = max(band.flat + amount.amount * band.percent / 100, band.minimum)
    fee = Money.rounded(raw if band.maximum is None else min(raw, band.maximum), amount.currency)
    tax = Money.rounded(fee.amount * schedule.tax_percent / 100, amount.currency)
    price = Price(fee, tax, schedule.bearer)
    if price.bearer == Bearer.PAYEE and price.charges.amount >= amount.amount:
        raise FeeExceedsAmount
    return price


def _in_force(schedules: tuple[Schedule, ...], tier: str, at: datetime) -> Schedule | None:
    begun = [schedule for schedule in schedules if schedule.active_from <= at and schedule.tier in ("", tier)]
    return next((schedule for schedule in begun if schedule.tier), begun[0] if begun else None)


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
