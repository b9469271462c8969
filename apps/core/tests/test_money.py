"""Money is exact, of one currency, and refuses what is not: SECURITY 18."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.core.money import (
    CURRENCIES,
    CurrencyMismatch,
    InvalidCurrency,
    InvalidMoney,
    Money,
    decimal_string,
    minor_units,
    parse_decimal,
    round_to_currency,
)

currencies = st.sampled_from(sorted(CURRENCIES))


@st.composite
def money(draw: Any, currency: str | None = None) -> Money:
    code = currency or draw(currencies)
    units = CURRENCIES[code]
    return Money(Decimal(draw(st.integers(-(10**14), 10**14))).scaleb(-units), code)


REFUSED: list[object] = [
    "", " ", "0x1", "1e3", "1E3", "1_000", "1,000",
    "１２", "١٢", "৪", "-1", "+1", "- 1", " 1", "1 ", "1\n", "\n1", "1.", ".5",
    "01", "00", "1.23456", "NaN", "nan", "sNaN", "Infinity", "-0", "1/2", "½", "1.0.0", "1000000000000000", "1" * 400,
    "1\u200b", "1\u00a0", "\ufeff1", "1\x00", "one", "$1", None, True, False, 1, 1.0, Decimal(1), [], {}, b"1",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text)[:30])
def test_what_is_no_plain_decimal_string_is_refused(text: object) -> None:
    with pytest.raises(InvalidMoney):
        parse_decimal(text)


@pytest.mark.parametrize("text", ["0", "1", "0.1", "12.50", "0.0001", "999999999999999.9999", "10"])
def test_plain_decimals_are_read_exactly(text: str) -> None:
    assert str(parse_decimal(text)) == text


@settings(deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_read_is_written_the_same(text: str) -> None:
    try:
        amount = parse_decimal(text)
    except InvalidMoney:
        return
    assert f"{amount:f}" == text
    assert amount >= 0 and amount.is_finite()


@pytest.mark.parametrize(
    "amount", [1.0, 0.1, float("nan"), "1", None, True, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), 1j]
)
def test_only_whole_numbers_and_finite_decimals_are_amounts(amount: Any) -> None:
    with pytest.raises(InvalidMoney):
        Money(amount, "USD")


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0.001", "USD"), ("0.5", "JPY"), ("0.0001", "KWD"), ("0.00001", "CLF"), ("1E-30", "USD"), ("1.005", "EUR")],
)
def test_more_decimals_than_the_currency_has_are_refused(amount: str, currency: str) -> None:
    with pytest.raises(InvalidMoney):
        Money(Decimal(amount), currency)


@pytest.mark.parametrize("amount", ["1000000000000000", "-1000000000000000", "1E15", "1E400", "1E999999"])
def test_sixteen_digits_before_the_point_are_too_many(amount: str) -> None:
    with pytest.raises(InvalidMoney):
        Money(Decimal(amount), "USD")
    assert Money(Decimal("999999999999999.99"), "USD").amount == Decimal("999999999999999.99")


@pytest.mark.parametrize(
    "currency", ["", "usd", "Usd", "US", "USDT", "XXX", "BTC", "840", None, 840, ["USD"], "ＵＳＤ"]
)
def test_only_currencies_in_use_are_currencies(currency: Any) -> None:
    with pytest.raises(InvalidCurrency):
        Money(Decimal(1), currency)
    with pytest.raises(InvalidCurrency):
        minor_units(currency)


def test_iso_4217_has_currencies_of_no_two_three_and_four_decimals() -> None:
    assert [minor_units(code) for code in ("JPY", "USD", "KWD", "CLF")] == [0, 2, 3, 4]
    assert len(CURRENCIES) > 150
    assert all(len(code) == 3 and code.isupper() for code in CURRENCIES)


def test_an_amount_is_kept_with_its_currencys_decimals() -> None:
    assert str(Money(Decimal("1E2"), "USD")) == "100.00 USD"
    assert str(Money(Decimal(5), "JPY")) == "5 JPY"
    assert str(Money(Decimal("-0.00"), "USD")) == "0.00 USD", "there is no minus zero"
    assert Money(Decimal("1.5"), "USD") == Money(Decimal("1.50"), "USD")
    assert hash(Money(Decimal("1.5"), "USD")) == hash(Money(Decimal("1.50"), "USD"))


def test_money_does_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Money(Decimal(1), "USD").amount = Decimal(2)  # type: ignore[misc]


@pytest.mark.parametrize("other", [Money(Decimal(1), "EUR"), Money(Decimal(0), "JPY")])
def test_two_currencies_do_not_mix(other: Money) -> None:
    one = Money(Decimal(1), "USD")
    for mix in (
        lambda: one + other,
        lambda: one - other,
        lambda: one < other,
        lambda: one <= other,
        lambda: one > other,
        lambda: one >= other,
    ):
        with pytest.raises(CurrencyMismatch):
            mix()
    assert one != other


@pytest.mark.parametrize("other", [1, 1.0, Decimal(1), "1", None])
def test_money_does_not_mix_with_bare_numbers(other: Any) -> None:
    with pytest.raises(TypeError):
        Money(Decimal(1), "USD") + other
    with pytest.raises(TypeError):
        assert Money(Decimal(1), "USD") < other
    assert Money(Decimal(1), "USD") != other


@settings(deadline=None)
@given(a=money("USD"), b=money("USD"))
def test_adding_and_taking_away_are_exact(a: Money, b: Money) -> None:
    assert (a + b) - b == a
    assert a + b == b + a
    assert a - a == Money.zero("USD")
    negative = -a
    assert -negative == a
    assert (a < b) == (a.amount < b.amount) and (a <= b) == (not b < a)
    assert bool(a) == (a.amount != 0)


def test_the_largest_amounts_add_up_exactly_or_not_at_all() -> None:
    largest = Money(Decimal("999999999999999.9999"), "CLF")
    least = Money(Decimal("0.0001"), "CLF")
    assert (largest - least).amount == Decimal("999999999999999.9998")
    with pytest.raises(InvalidMoney):
        largest + least


@settings(deadline=None)
@given(amount=st.decimals(min_value=-(10**10), max_value=10**10, places=8), currency=currencies)
def test_rounding_goes_to_the_nearest_and_from_the_middle_to_the_even(amount: Decimal, currency: str) -> None:
    unit = Decimal(1).scaleb(-minor_units(currency))
    rounded = round_to_currency(amount, currency)
    assert abs(rounded - amount) <= unit / 2
    if abs(rounded - amount) == unit / 2:
        assert int(rounded / unit) % 2 == 0
    assert Money.rounded(amount, currency).amount == rounded


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        ("0.125", "0.12"),
        ("0.135", "0.14"),
        ("2.675", "2.68"),
        ("-0.125", "-0.12"),
        ("0.005", "0.00"),
        ("0.015", "0.02"),
    ],
)
def test_half_a_cent(exact: str, rounded: str) -> None:
    assert decimal_string(Decimal(exact), "USD") == rounded
