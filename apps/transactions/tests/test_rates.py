"""What an amount is worth in another currency: exact, dated, and never better than the middle."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import assume, given
from hypothesis import strategies as st

from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.money import CURRENCIES, InvalidCurrency, InvalidMoney, Money
from apps.transactions.conversion import AppliedRate, convert_at, get_rate, rate_string
from apps.transactions.errors import BelowMinimum, NoRate
from apps.transactions.models import ConversionRate
from apps.transactions.services import set_rate
from apps.transactions.tests.exchange import rate

database = pytest.mark.django_db


def at_rate(
    figure: str, spread: str = "0", *, inverse: bool = False, base: str = "USD", quote: str = "EUR"
) -> AppliedRate:
    return AppliedRate(base, quote, Decimal(figure), inverse, Decimal(spread))


def worth(applied: AppliedRate, amount: str) -> str:
    return str(convert_at(applied, Money(Decimal(amount), applied.base)))


# --- The arithmetic -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("applied", "amount", "expected"),
    [
        (at_rate("0.92"), "100.00", "92.00 EUR"),
        (at_rate("0.92", "1.5"), "100.00", "90.62 EUR"),
        (at_rate("1.25", inverse=True), "100.00", "80.00 EUR"),
        (at_rate("1.25", "2", inverse=True), "100.00", "78.40 EUR"),
        (at_rate("151.375", "1", quote="JPY"), "100.00", "14986 JPY"),
        (at_rate("151.375", "1", inverse=True, base="JPY"), "15000", "98.10 EUR"),
        (at_rate("0.376", "0.5", quote="BHD"), "10.00", "3.741 BHD"),
        (at_rate("3", inverse=True), "1.00", "0.33 EUR"),
    ],
)
def test_the_middle_less_the_spread_in_the_decimals_of_what_arrives(
    applied: AppliedRate, amount: str, expected: str
) -> None:
    assert worth(applied, amount) == expected


@pytest.mark.parametrize(
    ("figure", "amount", "expected"),
    # With a spread of half: half a cent, exactly, goes to the even one, up and down; anything beyond goes its way.
    [("0.5", "0.02", "0.00"), ("0.5", "0.06", "0.02"), ("0.5", "0.10", "0.02"), ("0.5", "0.14", "0.04")],
)
def test_half_a_cent_goes_to_the_even_one(figure: str, amount: str, expected: str) -> None:
    applied = at_rate(figure, "50")
    if expected == "0.00":
        with pytest.raises(BelowMinimum):
            convert_at(applied, Money(Decimal(amount), "USD"))
    else:
        assert worth(applied, amount) == f"{expected} EUR"


def test_rounding_never_gives_more_than_the_middle_is_worth() -> None:
    """Else a yen is worth a cent, and a cent two yen."""
    with pytest.raises(BelowMinimum):
        convert_at(at_rate("0.0066", "1", base="JPY", quote="USD"), Money(Decimal(1), "JPY"))
    assert worth(at_rate("0.0066", "1", inverse=True, base="USD", quote="JPY"), "0.01") == "1 JPY"
    assert worth(at_rate("1.999", base="USD"), "0.01") == "0.01 EUR", "without a spread too"


def test_what_would_be_more_than_a_wallet_holds_is_no_money() -> None:
    with pytest.raises(InvalidMoney):
        convert_at(at_rate("1000000", quote="JPY"), Money(Decimal("999999999999.99"), "USD"))


FIGURES = st.decimals(Decimal("0.000001"), Decimal(1_000_000), places=12).filter(lambda figure: figure > 0)
SPREADS = st.decimals(0, Decimal("99.9999"), places=4)
CODES = st.sampled_from(["USD", "JPY", "BHD", "CLF", "KES"])


@given(FIGURES, SPREADS, CODES, CODES, st.integers(1, 10**9), st.booleans())
def test_it_is_the_exact_figure_rounded_once(
    figure: Decimal, spread: Decimal, base: str, quote: str, units: int, inverse: bool
) -> None:
    """Against fractions, which have no rounding at all."""
    assume(base != quote)
    amount = Money(Decimal(units).scaleb(-CURRENCIES[base]), base)
    middle = Fraction(amount.amount) / Fraction(figure) if inverse else Fraction(amount.amount) * Fraction(figure)
    exact, unit = middle * (100 - Fraction(spread)) / 100, Fraction(1, 10 ** CURRENCIES[quote])
    expected = round(exact / unit) * unit
    if expected > middle:
        expected -= unit
    applied = AppliedRate(base, quote, figure, inverse, spread)
    try:
        received = convert_at(applied, amount)
    except BelowMinimum:
        assert expected == 0
    except InvalidMoney:
        assert expected >= 10**15
    else:
        assert Fraction(received.amount) == expected
        assert Fraction(received.amount) <= middle
    assert applied.shown > 0


@given(FIGURES, SPREADS, CODES, CODES, st.integers(1, 10**9))
def test_nobody_gains_by_going_there_and_back(
    figure: Decimal, spread: Decimal, base: str, quote: str, units: int
) -> None:
    assume(base != quote)
    amount = Money(Decimal(units).scaleb(-CURRENCIES[base]), base)
    try:
        there = convert_at(AppliedRate(base, quote, figure, False, spread), amount)
        back = convert_at(AppliedRate(quote, base, figure, True, spread), there)
    except (BelowMinimum, InvalidMoney):
        return
    assert back <= amount


def test_a_rate_is_shown_with_its_spread_and_without_zeros() -> None:
    assert rate_string(at_rate("0.9200", "1.5").shown) == "0.9062"
    assert rate_string(at_rate("3", inverse=True).shown) == "0.333333333333"
    assert rate_string(at_rate("150").shown) == "150"


# --- Which rate ---------------------------------------------------------------------------------------------------


@database
def test_the_newest_that_has_begun_is_in_force() -> None:
    now = clock.now()
    for figure, days in [("0.90", -2), ("0.91", -1), ("0.95", 1)]:
        rate("USD", "EUR", figure, active_from=now + timedelta(days=days))

    def figure_at(days: float) -> Decimal:
        return get_rate(base="USD", quote="EUR", at=now + timedelta(days=days)).figure

    assert [figure_at(days) for days in (-2, -1.5, -1, 0, 1, 9)] == [
        *(Decimal("0.90"), Decimal("0.90"), Decimal("0.91"), Decimal("0.91"), Decimal("0.95"), Decimal("0.95")),
    ]
    with pytest.raises(NoRate):
        get_rate(base="USD", quote="EUR", at=now - timedelta(days=3))


@database
def test_the_opposite_pair_is_turned_round_only_where_there_is_no_other() -> None:
    now = clock.now()
    rate("USD", "EUR", "0.80", "2", active_from=now - timedelta(days=1))
    turned = get_rate(base="EUR", quote="USD", at=now)
    assert (turned.is_inverse, turned.shown) == (True, Decimal("1.225"))
    rate("EUR", "USD", "1.20", "1", active_from=now - timedelta(days=9))
    direct = get_rate(base="EUR", quote="USD", at=now)
    assert (direct.is_inverse, direct.shown) == (False, Decimal("1.188")), "though it is the older one"
    with pytest.raises(NoRate):
        get_rate(base="EUR", quote="KES", at=now)


@database
def test_one_currency_is_no_pair() -> None:
    with pytest.raises(InvalidInput):
        get_rate(base="USD", quote="USD", at=clock.now())


@database
@pytest.mark.parametrize(
    ("figure", "error"),
    [
        ("0", InvalidMoney),
        ("-1", InvalidMoney),
        ("0.0000009", InvalidMoney),
        ("1000000.1", InvalidMoney),
        ("0.1234567890123", InvalidMoney),
        ("NaN", InvalidMoney),
        ("Infinity", InvalidMoney),
        ("1e30", InvalidMoney),
    ],
)
def test_a_rate_that_makes_no_sense_is_refused(figure: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rate("USD", "EUR", figure)
    assert not ConversionRate.objects.exists()


@database
@pytest.mark.parametrize(
    ("base", "quote", "spread"), [("USD", "USD", "0"), ("USD", "EUR", "-1"), ("USD", "EUR", "100")]
)
def test_the_database_refuses_too(base: str, quote: str, spread: str) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        rate(base, quote, "1.5", spread)


@database
def test_there_is_one_rate_from_one_moment_and_currencies_are_real() -> None:
    now = clock.now()
    rate("USD", "EUR", "0.9", active_from=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        rate("USD", "EUR", "0.8", active_from=now)
    with pytest.raises(InvalidCurrency):
        set_rate(base="USD", quote="XXX", rate=Decimal(1), active_from=now)


@database
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE transactions_conversionrate SET rate = 2",
        "DELETE FROM transactions_conversionrate",
        "TRUNCATE transactions_conversionrate",
    ],
)
def test_a_rate_is_added_and_never_edited(statement: str) -> None:
    rate("USD", "EUR", "0.9")
    with pytest.raises(DatabaseError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ConversionRate.objects.get().rate == Decimal("0.9")
