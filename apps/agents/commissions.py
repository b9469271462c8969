"""What a dealing earns, and who gets how much of it. Read from cached rows; computes, never writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from apps.agents.models import CommissionRule
from apps.agents.models._commissions import Earner
from apps.core import caching
from apps.core.money import Money


@dataclass(frozen=True, slots=True)
class Band:
    """What dealings of `from_amount` and more earn. `percent` is out of a hundred; the rest in the main unit."""

    from_amount: Decimal
    flat: Decimal
    percent: Decimal
    minimum: Decimal
    maximum: Decimal | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """A commission rule: its bands with the largest amounts first, and each one's percent of what they say."""

    tier: str
    active_from: datetime
    shares: tuple[tuple[Earner, Decimal], ...]
    bands: tuple[Band, ...]


def schemes_cache_key(kind: str, currency: str) -> str:
    return f"commission:{kind}:{currency}"


def get_schemes(kind: str, currency: str) -> tuple[Scheme, ...]:
    """All commission rules of a kind in a currency, the newest first."""

    def load() -> tuple[Scheme, ...]:
        rules = CommissionRule.objects.filter(kind=kind, currency=currency).order_by("-active_from")
        return tuple(scheme_of(rule) for rule in rules.prefetch_related("bands"))

    return caching.remember(schemes_cache_key(kind, currency), load)


def scheme_of(rule: CommissionRule) -> Scheme:
    """A rule as it is computed with."""
    first = Band(Decimal(0), rule.flat, rule.percent, rule.minimum, rule.maximum)
    others = [Band(row.from_amount, row.flat, row.percent, row.minimum, row.maximum) for row in rule.bands.all()]
    return Scheme(
        rule.tier,
        rule.active_from,
        (
            (Earner.TELLER, rule.teller_share),
            (Earner.OUTLET, rule.outlet_share),
            (Earner.SUPER, rule.super_share),
            (Earner.AGENT, rule.agent_share),
        ),
        tuple(sorted([first, *others], key=lambda band: band.from_amount, reverse=True)),
    )


def shares_of(*, kind: str, amount: Money, tier: str, has_super: bool, at: datetime) -> dict[Earner, Money]:
    """Who earns what by a dealing of this amount, by the rule in force then: the tier's own, else that of all.

    The whole is rounded once and the shares make it up exactly: the agent gets what rounding leaves, and what is meant
    for a super-agent where there is none. Nobody who earns nothing is named.
    """
    scheme = _in_force(get_schemes(kind, amount.currency), tier, at)
    return share_out(scheme, amount, has_super=has_super) if scheme else {}


def share_out(scheme: Scheme, amount: Money, *, has_super: bool) -> dict[Earner, Money]:
    """The same by this very rule."""
    band = next(band for band in scheme.bands if amount.amount >= band.from_amount)
    raw = max(band.flat + amount.amount * band.percent / 100, band.minimum)
    left = whole = Money.rounded(raw if band.maximum is None else min(raw, band.maximum), amount.currency)
    shares: dict[Earner, Money] = {}
    for earner, percent in scheme.shares:
        if earner is Earner.AGENT or (earner is Earner.SUPER and not has_super):
            continue
        shares[earner] = min(Money.rounded(whole.amount * percent / 100, amount.currency), left)
        left -= shares[earner]
    shares[Earner.AGENT] = left
    return {earner: share for earner, share in shares.items() if share}


def get_rule_in_force(kind: str, currency: str, tier: str, *, at: datetime) -> Scheme | None:
    """The rule by which agents of a tier earn at that moment; None where they earn nothing by it."""
    return _in_force(get_schemes(kind, currency), tier, at)


def _in_force(schemes: Sequence[Scheme], tier: str, at: datetime) -> Scheme | None:
    begun = [scheme for scheme in schemes if scheme.active_from <= at and scheme.tier in ("", tier)]
    return next((scheme for scheme in begun if scheme.tier), begun[0] if begun else None)
