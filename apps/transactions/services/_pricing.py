from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.accounts.models import KycTier
from apps.core import caching
from apps.core.money import Money
from apps.ledger.services import open_account
from apps.transactions.kinds import KINDS, Kind
from apps.transactions.limits import tier_cache_key
from apps.transactions.models import Bearer, FeeRule, PaymentLimit, TierLimit
from apps.transactions.pricing import Band, fee_cache_key, limit_cache_key


def open_platform_accounts(kind: Kind, currency: str, *, at: datetime) -> None:
    """Opens the accounts of the platform that payments of a kind are posted to, or finds them open."""
    for code, account_kind in kind.platform_accounts.items():
        open_account(code=code, kind=account_kind, currency=currency, floor=None, at=at)


def set_fee(
    *,
    kind: str,
    currency: str,
    flat: Decimal = Decimal(0),
    percent: Decimal = Decimal(0),
    minimum: Decimal = Decimal(0),
    maximum: Decimal | None = None,
    tier: str = "",
    bearer: str = Bearer.PAYER.value,
    tax_percent: Decimal = Decimal(0),
    bands: Sequence[Band] = (),
    active_from: datetime,
) -> FeeRule:
    """Adds a fee schedule that holds from `active_from` on, and opens the accounts it is posted to.

    Figures are in the currency's main unit, percents out of a hundred. `bands` price amounts from theirs on; below
    the first of them the figures given here hold. An empty `tier` is all tiers that have no schedule of their own.
    Raises KeyError for an unknown kind, ValueError for one with a price of its own, InvalidMoney for more decimals than
    the currency has, django.db.IntegrityError for figures that make no sense or a second price from the same moment.
    """
    if KINDS[kind].has_own_price:
        raise ValueError(f"what {kind} costs is not set here")
    for figure in (flat, minimum, maximum or Decimal(0)):
        Money(figure, currency)
    for band in bands:
        for figure in (band.from_amount, band.flat, band.minimum, band.maximum or Decimal(0)):
            Money(figure, currency)
    with transaction.atomic():
        open_platform_accounts(KINDS[kind], currency, at=active_from)
        rule = FeeRule.objects.create(
            kind=kind,
            currency=currency,
            flat=flat,
            percent=percent,
            minimum=minimum,
            maximum=maximum,
            tier=tier,
            bearer=bearer,
            tax_percent=tax_percent,
            band_count=len(bands),
            active_from=active_from,
        )
        for band in bands:
            rule.bands.create(
                from_amount=band.from_amount,
                flat=band.flat,
                percent=band.percent,
                minimum=band.minimum,
                maximum=band.maximum,
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
