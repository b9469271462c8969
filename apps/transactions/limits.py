"""What a person of a tier may pay, hold, and pay without another confirmation. Reads cached rows; writes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_DOWN, Decimal
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.core import caching
from apps.core.money import Money, minor_units
from apps.transactions.errors import TierLimitExceeded
from apps.transactions.models import TierLimit


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The figures of one row, in the currency's main unit; None has no limit. An empty kind counts all kinds."""

    kind: str
    single: Decimal | None
    daily: Decimal | None
    monthly: Decimal | None
    daily_count: int | None
    step_up_above: Decimal | None
    maximum_balance: Decimal | None

    def lowered(self, currency: str) -> "Ceiling":
        """The same while caution holds: settings.CAUTION_PERCENT of what may be paid."""
        return Ceiling(
            self.kind,
            _part(self.single, currency),
            _part(self.daily, currency),
            _part(self.monthly, currency),
            self.daily_count,
            _part(self.step_up_above, currency),
            self.maximum_balance,
        )


def _part(figure: Decimal | None, currency: str) -> Decimal | None:
    if figure is None:
        return None
    step = Decimal(1).scaleb(-minor_units(currency))
    return (figure * settings.CAUTION_PERCENT / 100).quantize(step, rounding=ROUND_DOWN)


def ceiling_of(row: TierLimit) -> Ceiling:
    """The row as an immutable value."""
    return Ceiling(
        row.kind, row.single, row.daily, row.monthly, row.daily_count, row.step_up_above, row.maximum_balance
    )


def tier_cache_key(tier: str, currency: str) -> str:
    return f"tier-limit:{tier}:{currency}"


def get_ceilings(*, tier: str, kind: str, currency: str, is_cautious: bool = False) -> tuple[Ceiling, ...]:
    """The rows that hold for a payment of this kind by somebody of this tier: the kind's own, and that of all kinds."""

    def load() -> tuple[Ceiling, ...]:
        rows = TierLimit.objects.filter(tier=tier, currency=currency).order_by("kind")
        return tuple(ceiling_of(row) for row in rows)

    rows = caching.remember(tier_cache_key(tier, currency), load)
    chosen = tuple(row for row in rows if row.kind in ("", kind))
    return tuple(row.lowered(currency) for row in chosen) if is_cautious else chosen


def check_single(ceilings: Iterable[Ceiling], amount: Money) -> None:
    """Raises TierLimitExceeded."""
    if any(ceiling.single is not None and amount.amount > ceiling.single for ceiling in ceilings):
        raise TierLimitExceeded


def needs_step_up(ceilings: Iterable[Ceiling], amount: Money) -> bool:
    """Whether a payment of this amount is confirmed by a code even on a registered device."""
    return any(ceiling.step_up_above is not None and amount.amount > ceiling.step_up_above for ceiling in ceilings)


def get_maximum_balance(*, tier: str, kind: str, currency: str) -> Decimal | None:
    """What a wallet of somebody of this tier may hold after a payment of this kind reached it."""
    figures = [row.maximum_balance for row in get_ceilings(tier=tier, kind=kind, currency=currency)]
    return min((figure for figure in figures if figure is not None), default=None)


def day_of(moment: datetime) -> date:
    """The day a payment counts for, where the platform does its business."""
    return moment.astimezone(ZoneInfo(settings.LIMITS_TIME_ZONE)).date()
