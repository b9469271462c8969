"""How much cash may go through an outlet, or come from and go to a customer. A change holds for the next dealing."""

from decimal import Decimal

from django.db import transaction

from apps.accounts.models import KycTier
from apps.agents.limits import ceiling_cache_key
from apps.agents.models import AgentTier, CashLimit, DealingKind, Whose
from apps.core import caching
from apps.core.money import Money


def set_cash_limit(
    *,
    whose: str,
    tier: str,
    kind: str,
    currency: str,
    single: Decimal | None = None,
    daily: Decimal | None = None,
    monthly: Decimal | None = None,
    daily_count: int | None = None,
) -> CashLimit:
    """Sets what outlets of agents of a tier may do, or customers of a KYC tier, by a kind of dealing.

    Figures are in the currency's main unit; None has no limit. Raises ValueError for an unknown `whose`, tier or kind,
    InvalidMoney, django.db.IntegrityError for figures that make no sense.
    """
    for figure in (single, daily, monthly):
        Money(figure or Decimal(0), currency)
    side = Whose(whose)
    tier = AgentTier(tier).value if side is Whose.OUTLET else KycTier(tier).value
    kind = DealingKind(kind).value
    with transaction.atomic():
        row, _ = CashLimit.objects.update_or_create(
            whose=side.value,
            tier=tier,
            kind=kind,
            currency=currency,
            defaults={"single": single, "daily": daily, "monthly": monthly, "daily_count": daily_count},
        )
        caching.forget(ceiling_cache_key(side, tier, kind, currency))
    return row


def drop_cash_limit(*, whose: str, tier: str, kind: str, currency: str) -> None:
    """Takes a limit away: from then on it holds for nobody. One that is not there is no error."""
    with transaction.atomic():
        CashLimit.objects.filter(whose=whose, tier=tier, kind=kind, currency=currency).delete()
        caching.forget(ceiling_cache_key(whose, tier, kind, currency))
