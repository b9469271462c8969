"""What agents earn: commission rules, which are added and never edited."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.agents.commissions import Band, schemes_cache_key
from apps.agents.models import AgentTier, CommissionKind, CommissionRule
from apps.core import caching
from apps.core.money import Money


def set_commission(
    *,
    kind: str,
    currency: str,
    tier: str = "",
    flat: Decimal = Decimal(0),
    percent: Decimal = Decimal(0),
    minimum: Decimal = Decimal(0),
    maximum: Decimal | None = None,
    teller_share: Decimal = Decimal(0),
    outlet_share: Decimal = Decimal(0),
    agent_share: Decimal = Decimal(100),
    super_share: Decimal = Decimal(0),
    bands: Sequence[Band] = (),
    active_from: datetime,
) -> CommissionRule:
    """Adds a commission rule that holds from `active_from` on.

    Figures are in the currency's main unit, percents out of a hundred; the shares are percents of the commission and
    make a hundred together. `bands` say what amounts from theirs on earn; below the first of them the figures given
    here hold. An empty `tier` is all tiers that have no rule of their own. Raises ValueError for an unknown kind or
    tier, and for percent or bands of a registration, which has no amount; InvalidMoney for more decimals than the
    currency has; django.db.IntegrityError for figures that make no sense, shares that make no hundred, or a second rule
    from the same moment.
    """
    figures = (flat, minimum, maximum or Decimal(0))
    for figure in figures:
        Money(figure, currency)
    for band in bands:
        for figure in (band.from_amount, band.flat, band.minimum, band.maximum or Decimal(0)):
            Money(figure, currency)
    chosen = CommissionKind(kind)
    if chosen is CommissionKind.REGISTRATION and (percent or bands):
        raise ValueError("a registration has no amount that a percent or a band could be of")
    with transaction.atomic():
        rule = CommissionRule.objects.create(
            kind=chosen.value,
            currency=currency,
            tier=AgentTier(tier).value if tier else "",
            flat=flat,
            percent=percent,
            minimum=minimum,
            maximum=maximum,
            teller_share=teller_share,
            outlet_share=outlet_share,
            agent_share=agent_share,
            super_share=super_share,
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
        caching.forget(schemes_cache_key(chosen.value, currency))
    return rule
