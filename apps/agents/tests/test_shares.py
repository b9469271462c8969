"""Who earns what by a dealing: the shares make up the whole exactly, whatever is rounded, in each currency."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.agents import commissions
from apps.agents.commissions import Band, Scheme, schemes_cache_key, shares_of
from apps.agents.models import CommissionRule
from apps.agents.models._commissions import Earner
from apps.agents.services import set_commission
from apps.core.money import InvalidMoney, Money, minor_units, round_to_currency

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CURRENCIES = ("USD", "JPY", "KWD")
ORDER = (Earner.TELLER, Earner.OUTLET, Earner.SUPER, Earner.AGENT)


def scheme(shares: tuple[Decimal, ...], *bands: Band, tier: str = "", since: datetime = NOW) -> Scheme:
    """`shares` in ORDER; the last of the bands is the first."""
    return Scheme(tier, since, tuple(zip(ORDER, shares, strict=True)), bands)


def band(**figures: Any) -> Band:
    given: dict[str, Any] = {"from_amount": 0, "flat": 0, "percent": 0, "minimum": 0, "maximum": None, **figures}
    exact: dict[str, Any] = {name: None if figure is None else Decimal(figure) for name, figure in given.items()}
    return Band(**exact)


@st.composite
def cuts(draw: Any) -> tuple[Decimal, ...]:
    """Four percents, of four decimals, that make a hundred."""
    first, second, third = sorted(draw(st.tuples(*[st.integers(0, 1_000_000)] * 3)))
    parts = (first, second - first, third - second, 1_000_000 - third)
    return tuple(Decimal(part) / 10_000 for part in parts)


def money_in(currency: str) -> Any:
    units = minor_units(currency)
    return st.integers(0, 10**9).map(lambda count: Decimal(count).scaleb(-units))


@settings(max_examples=150, deadline=None)
@given(data=st.data(), shares=cuts(), has_super=st.booleans(), currency=st.sampled_from(CURRENCIES))
def test_shares_make_up_the_whole(data: Any, shares: tuple[Decimal, ...], has_super: bool, currency: str) -> None:
    amounts = money_in(currency)
    percent = Decimal(data.draw(st.integers(0, 1_000_000))) / 10_000
    minimum = data.draw(amounts)
    figures: dict[str, Any] = {"flat": data.draw(amounts), "percent": percent, "minimum": minimum}
    maximum = data.draw(st.none() | amounts.map(lambda more: minimum + more))
    amount = Money(data.draw(amounts), currency)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(commissions, "get_schemes", lambda *_: (scheme(shares, band(**figures, maximum=maximum)),))
        asked: dict[str, Any] = {"kind": "CASH_IN", "amount": amount, "tier": "GOLD", "has_super": has_super, "at": NOW}
        found = shares_of(**asked)
        assert shares_of(**asked) == found
    raw = max(figures["flat"] + amount.amount * percent / 100, minimum)
    whole = round_to_currency(raw if maximum is None else min(raw, maximum), currency)
    assert sum((share.amount for share in found.values()), Decimal(0)) == whole
    assert all(share.amount > 0 for share in found.values())
    assert minimum <= whole and (maximum is None or whole <= maximum)
    if not has_super:
        assert Earner.SUPER not in found
    # Nobody but the agent, who gets what is left, is more than half of the smallest coin away from their percent.
    coin = Decimal(1).scaleb(-minor_units(currency))
    for earner, share in zip(ORDER, shares, strict=True):
        if earner is not Earner.AGENT and (earner is not Earner.SUPER or has_super):
            exact = whole * share / 100
            assert found.get(earner, Money.zero(currency)).amount <= exact + coin / 2


def earns(amount: str, currency: str = "USD", *, tier: str = "STANDARD", has_super: bool = True, **at: Any) -> Any:
    money = Money(Decimal(amount), currency)
    found = shares_of(kind="CASH_IN", amount=money, tier=tier, has_super=has_super, at=at.get("at", NOW))
    return {earner.value: str(share.amount) for earner, share in found.items()}


pytestmark = pytest.mark.django_db


def test_without_a_rule_nobody_earns() -> None:
    assert earns("100") == {}


def test_what_is_meant_for_a_super_agent_goes_to_the_agent_where_there_is_none() -> None:
    shares: dict[str, Any] = {"teller_share": Decimal(10), "outlet_share": Decimal(20), "super_share": Decimal(30)}
    set_commission(
        kind="CASH_IN", currency="USD", percent=Decimal(1), agent_share=Decimal(40), active_from=NOW, **shares
    )
    assert earns("100") == {"TELLER": "0.10", "OUTLET": "0.20", "SUPER": "0.30", "AGENT": "0.40"}
    assert earns("100", has_super=False) == {"TELLER": "0.10", "OUTLET": "0.20", "AGENT": "0.70"}


def test_bands_minimum_and_maximum_hold_for_their_amounts() -> None:
    set_commission(
        kind="CASH_IN",
        currency="USD",
        flat=Decimal("0.10"),
        bands=[
            Band(Decimal(50), Decimal(0), Decimal(1), Decimal("0.75"), None),
            Band(Decimal(1000), Decimal(2), Decimal("0.5"), Decimal(0), Decimal(8)),
        ],
        active_from=NOW,
    )
    expected = {"0.01": "0.10", "49.99": "0.10", "50": "0.75", "74.99": "0.75", "80": "0.80", "999.99": "10.00"}
    expected |= {"1000": "7.00", "1200": "8.00", "999999": "8.00"}
    assert {amount: earns(amount)["AGENT"] for amount in expected} == expected


@pytest.mark.parametrize(
    ("currency", "amount", "shares"),
    [
        # 1 % of 1,250 yen is 12.5, which is 12; a third of it is 4, and so for the outlet; the agent gets the rest.
        ("JPY", "1250", {"TELLER": "4", "OUTLET": "4", "AGENT": "4"}),
        # 12.515 dinars are 12.515: three decimals.
        ("KWD", "1251.500", {"TELLER": "4.172", "OUTLET": "4.172", "AGENT": "4.171"}),
        ("USD", "1251.50", {"TELLER": "4.17", "OUTLET": "4.17", "AGENT": "4.18"}),
        # One yen is for one of them only.
        ("JPY", "100", {"AGENT": "1"}),
    ],
)
def test_amounts_are_rounded_to_the_decimals_of_their_currency(
    currency: str, amount: str, shares: dict[str, str]
) -> None:
    third = Decimal("33.3333")
    set_commission(
        kind="CASH_IN",
        currency=currency,
        percent=Decimal(1),
        teller_share=third,
        outlet_share=third,
        agent_share=100 - 2 * third,
        active_from=NOW,
    )
    assert earns(amount, currency) == shares


def test_the_newest_rule_of_the_tier_holds_and_else_the_newest_of_all() -> None:
    for flat, tier, days in ((1, "", 3), (2, "", 1), (3, "GOLD", 2), (4, "GOLD", -1), (5, "SILVER", -1)):
        since = NOW - timedelta(days=days)
        set_commission(kind="CASH_IN", currency="USD", flat=Decimal(flat), tier=tier, active_from=since)
    assert [earns("10", tier=tier)["AGENT"] for tier in ("STANDARD", "SILVER", "GOLD")] == ["2.00", "2.00", "3.00"]
    later = NOW + timedelta(days=1)
    assert [earns("10", tier=tier, at=later)["AGENT"] for tier in ("SILVER", "GOLD")] == ["5.00", "4.00"]
    assert earns("10", at=NOW - timedelta(days=2))["AGENT"] == "1.00"
    assert earns("10", at=NOW - timedelta(days=4)) == {}


# --- Rules that are refused -----------------------------------------------------------------------------------------


def refused(error: type[Exception], **fields: Any) -> None:
    rule: dict[str, Any] = {"kind": "CASH_IN", "currency": "USD", "active_from": NOW, **fields}
    with pytest.raises(error), transaction.atomic():
        set_commission(**rule)
    assert not CommissionRule.objects.exists()


def test_a_rule_that_makes_no_sense_is_refused() -> None:
    one = Decimal(1)
    refused(ValueError, kind="P2P")
    refused(ValueError, tier="PLATINUM")
    refused(ValueError, kind="REGISTRATION", percent=one)
    refused(ValueError, kind="REGISTRATION", bands=[Band(one, one, one, one, None)])
    refused(InvalidMoney, flat=Decimal("0.001"))
    refused(InvalidMoney, currency="JPY", minimum=Decimal("0.5"))
    refused(InvalidMoney, currency="XXX")
    refused(InvalidMoney, bands=[Band(one, Decimal("0.005"), one, one, None)])
    refused(IntegrityError, flat=Decimal(-1))
    refused(IntegrityError, percent=Decimal("100.0001"))
    refused(IntegrityError, minimum=Decimal(2), maximum=one)
    refused(IntegrityError, agent_share=Decimal(99))
    refused(IntegrityError, agent_share=Decimal(110), super_share=Decimal(-10))
    refused(IntegrityError, bands=[Band(Decimal(0), one, one, one, None)])
    refused(IntegrityError, bands=[Band(one, one, one, one, None), Band(one, one, one, one, None)])


def test_a_second_rule_from_the_same_moment_is_refused() -> None:
    set_commission(kind="CASH_OUT", currency="USD", active_from=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_commission(kind="CASH_OUT", currency="USD", flat=Decimal(1), active_from=NOW)
    assert CommissionRule.objects.count() == 1


def test_a_new_rule_is_known_at_once() -> None:
    assert earns("100") == {} and cache.get(schemes_cache_key("CASH_IN", "USD")) is not None
    set_commission(kind="CASH_IN", currency="USD", flat=Decimal(1), active_from=NOW)
    assert earns("100") == {"AGENT": "1.00"}


def test_a_registration_earns_what_is_flat() -> None:
    set_commission(kind="REGISTRATION", currency="USD", flat=Decimal(2), active_from=NOW)
    zero = Money.zero("USD")
    found = shares_of(kind="REGISTRATION", amount=zero, tier="GOLD", has_super=False, at=NOW)
    assert found == {Earner.AGENT: Money(Decimal(2), "USD")}
