"""How much cash may go through an outlet, and come from or go to a customer. Read from cached rows."""

from dataclasses import dataclass
from decimal import Decimal

from apps.agents.models import CashLimit
from apps.agents.models._dealings import Whose
from apps.core import caching
from apps.core.money import Money
from apps.transactions.errors import CashLimitExceeded, Declined, OutletLimitExceeded


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Amounts in the currency's main unit; None has no limit."""

    single: Decimal | None = None
    daily: Decimal | None = None
    monthly: Decimal | None = None
    daily_count: int | None = None


NO_LIMIT = Ceiling()


def ceiling_cache_key(whose: str, tier: str, kind: str, currency: str) -> str:
    return f"cash_limit:{whose}:{tier}:{kind}:{currency}"


def get_ceiling(*, whose: Whose, tier: str, kind: str, currency: str) -> Ceiling:
    """What holds for a tier and a kind of dealing."""

    def load() -> Ceiling:
        row = CashLimit.objects.filter(whose=whose, tier=tier, kind=kind, currency=currency).first()
        return Ceiling(row.single, row.daily, row.monthly, row.daily_count) if row else NO_LIMIT

    return caching.remember(ceiling_cache_key(whose, tier, kind, currency), load)


def too_much(*, outlet: Ceiling, customer: Ceiling, amount: Money) -> Declined | None:
    """What refuses a single dealing, however much there was before."""
    if outlet.single is not None and amount.amount > outlet.single:
        return OutletLimitExceeded()
    if customer.single is not None and amount.amount > customer.single:
        return CashLimitExceeded()
    return None
