from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.accounts.models import KycTier
from apps.core import caching
from apps.core.money import Money
from apps.ledger.services import open_account
from apps.transactions.kinds import KINDS
from apps.transactions.limits import tier_cache_key
from apps.transactions.models import FeeRule, PaymentLimit, TierLimit
from apps.transactions.pricing import fee_cache_key, limit_cache_key


def set_fee(
    *,
    kind: str,
    currency: str,
    flat: Decimal = Decimal(0),
    percent: Decimal = Decimal(0),
    minimum: Decimal = Decimal(0),
    maximum: Decimal | None = None,
    active_from: datetime,
) -> FeeRule:
    """Adds a price that holds from `active_from` on, and opens the accounts it is posted to.

    Figures are in the currency's main unit, `percent` out of a hundred. Raises KeyError for an unknown kind,
    InvalidMoney for more decimals than the currency has, django.db.IntegrityError for figures that make no
    sense or a second price from the same moment.
    """
    for figure in (flat, minimum, maximum or Decimal(0)):
        Money(figure, currency)
    with transaction.atomic():
        for code, account_kind in KINDS[kind].platform_accounts.items():
            open_account(code=code, kind=account_kind, currency=currency, floor=None, at=active_from)
        rule = FeeRule.objects.create(
            kind=kind,
            currency=currency,
            flat=flat,
            percent=percent,
            minimum=minimum,
            maximum=maximum,
            active_from=active_from,
        )
        caching.forget(fee_cache_key(kind, currency))
    return rule


def set_limit(*, kind: str, currency: str, minimum: Decimal = Decimal(0), maximum: Decimal | None = None) -> None:
    """Sets the least and the most of a single payment. Raises KeyError, InvalidMoney, django.db.IntegrityError."""
    for figure in (minimum, maximum or Decimal(0)):
        Money(figure, currency)
    with transaction.atomic():
        PaymentLimit.objects.update_or_create(
            kind=KINDS[kind].code, currency=currency, defaults={"minimum": minimum, "maximum": maximum}
        )
        caching.forget(limit_cache_key(kind, currency))


def set_tier_limit(
    *,
    tier: str,
    kind: str = "",
    currency: str,
    single: Decimal | None = None,
    daily: Decimal | None = None,
    monthly: Decimal | None = None,
    daily_count: int | None = None,
    step_up_above: Decimal | None = None,
    maximum_balance: Decimal | None = None,
) -> TierLimit:
    """Sets what somebody of a KYC tier may pay, by this kind or (empty) by all kinds together, and hold.

    Figures are in the currency's main unit; None has no limit. Raises KeyError for an unknown kind, ValueError for an
    unknown tier, InvalidMoney, django.db.IntegrityError for figures that make no sense.
    """
    figures = {
        "single": single,
        "daily": daily,
        "monthly": monthly,
        "step_up_above": step_up_above,
        "maximum_balance": maximum_balance,
    }
    for figure in figures.values():
        Money(figure or Decimal(0), currency)
    with transaction.atomic():
        row, _ = TierLimit.objects.update_or_create(
            tier=KycTier(tier).value,
            kind=KINDS[kind].code if kind else "",
            currency=currency,
            defaults={**figures, "daily_count": daily_count},
        )
        caching.forget(tier_cache_key(tier, currency))
    return row


def drop_tier_limit(*, tier: str, kind: str = "", currency: str) -> None:
    """Takes a limit away: from then on it holds for nobody of the tier. One that is not there is no error."""
    with transaction.atomic():
        TierLimit.objects.filter(tier=tier, kind=kind, currency=currency).delete()
        caching.forget(tier_cache_key(tier, currency))
