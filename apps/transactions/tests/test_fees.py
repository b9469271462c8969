"""What a payment costs: flat plus percent, between a minimum and a maximum, rounded half to even."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core import clock
from apps.core.money import InvalidMoney, Money
from apps.transactions.models import FeeRule
from apps.transactions.pricing import get_price
from apps.transactions.services import set_fee, set_limit

pytestmark = pytest.mark.django_db


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def fee_of(amount: str, currency: str = "USD", **rule: Any) -> Decimal:
    now = clock.now()
    figures: dict[str, Any] = {name: Decimal(value) for name, value in rule.items()}
    set_fee(kind="P2P", currency=currency, active_from=now - timedelta(days=1), **figures)
    return get_price(kind="P2P", amount=Money(Decimal(amount), currency), at=now).fee.amount


@pytest.mark.parametrize(
    ("amount", "rule", "fee"),
    [
        ("100", {"flat": "0.10"}, "0.10"),
        ("100", {"percent": "1.5"}, "1.50"),
        ("100", {"flat": "0.10", "percent": "1.5"}, "1.60"),
        ("12.50", {"flat": "0.10", "percent": "1"}, "0.22"),
        ("0.01", {"percent": "1"}, "0.00"),
        ("1", {"percent": "1", "minimum": "0.25"}, "0.25"),
        ("1000", {"percent": "1", "maximum": "5"}, "5.00"),
        ("1000", {"percent": "1", "minimum": "2", "maximum": "2"}, "2.00"),
        ("1", {"flat": "3", "maximum": "2"}, "2.00"),
        ("100", {}, "0.00"),
        ("999999999999999.99", {"percent": "0.0001"}, "1000000000.00"),
    ],
)
def test_to_the_cent(amount: str, rule: dict[str, str], fee: str) -> None:
    assert fee_of(amount, **rule) == Decimal(fee)


@pytest.mark.parametrize(
    ("amount", "fee"),
    [("0.50", "0.00"), ("1.50", "0.02"), ("2.50", "0.02"), ("3.50", "0.04"), ("0.51", "0.01"), ("12.50", "0.12")],
)
def test_half_a_cent_goes_to_the_even_one(amount: str, fee: str) -> None:
    """PostgreSQL's round() would say 0.01, 0.02, 0.03: nobody may round a second time."""
    assert fee_of(amount, percent="1") == Decimal(fee)


@pytest.mark.parametrize(("currency", "fee"), [("JPY", "2"), ("USD", "1.50"), ("KWD", "1.500"), ("CLF", "1.5000")])
def test_each_currency_is_rounded_to_its_own_decimals(currency: str, fee: str) -> None:
    assert fee_of("100", currency, percent="1.5") == Decimal(fee)
    assert get_price(kind="P2P", amount=Money(Decimal(1), currency), at=clock.now()).fee.currency == currency


def test_without_a_rule_it_costs_nothing() -> None:
    assert get_price(kind="P2P", amount=usd("100"), at=clock.now()).fee == usd("0")


def test_the_rule_in_force_at_the_moment_counts() -> None:
    """Prices are added and never edited, so what an old payment cost can be told for ever."""
    now = clock.now()
    for days, flat in ((30, "1"), (10, "2"), (-1, "3")):
        set_fee(kind="P2P", currency="USD", flat=Decimal(flat), active_from=now - timedelta(days=days))

    def at(days: float) -> Decimal:
        return get_price(kind="P2P", amount=usd("100"), at=now - timedelta(days=days)).fee.amount

    assert [at(31), at(30), at(10.01), at(10), at(0), at(-1), at(-9)] == [0, 1, 1, 2, 2, 3, 3]


def test_a_new_price_is_seen_at_once() -> None:
    now = clock.now()
    assert get_price(kind="P2P", amount=usd("1"), at=now).fee == usd("0")
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), active_from=now)
    assert get_price(kind="P2P", amount=usd("1"), at=now).fee == usd("0.10")


@pytest.mark.parametrize(
    "figures",
    [
        {"percent": "-0.01"},
        {"percent": "100.01"},
        {"flat": "-1"},
        {"minimum": "-1"},
        {"minimum": "2", "maximum": "1"},
    ],
)
def test_figures_that_make_no_sense_are_refused_by_the_database(figures: dict[str, str]) -> None:
    rule: dict[str, Any] = {name: Decimal(value) for name, value in figures.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        set_fee(kind="P2P", currency="USD", active_from=clock.now(), **rule)
    assert not FeeRule.objects.exists()


def test_more_decimals_than_the_currency_has_are_refused() -> None:
    with pytest.raises(InvalidMoney):
        set_fee(kind="P2P", currency="JPY", flat=Decimal("0.5"), active_from=clock.now())
    with pytest.raises(InvalidMoney):
        set_limit(kind="P2P", currency="USD", minimum=Decimal("0.001"))
    with pytest.raises(KeyError):
        set_fee(kind="GIFT", currency="USD", active_from=clock.now())


def test_two_prices_from_the_same_moment_are_refused() -> None:
    now = clock.now()
    set_fee(kind="P2P", currency="USD", flat=Decimal(1), active_from=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        set_fee(kind="P2P", currency="USD", flat=Decimal(2), active_from=now)


@settings(deadline=None)
@given(cents=st.integers(1, 10**9), flat=st.integers(0, 500), percent=st.decimals(min_value=0, max_value=100, places=4))
def test_rounding_is_never_off_by_more_than_half_a_cent(cents: int, flat: int, percent: Decimal) -> None:
    exact = Decimal(flat) / 100 + Decimal(cents) / 100 * percent / 100
    fee = Money.rounded(exact, "USD").amount
    assert abs(fee - exact) <= Decimal("0.005")
    assert fee >= 0
