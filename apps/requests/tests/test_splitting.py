"""Equal shares add up to the cent, and who bears the odd cents is always the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.money import CURRENCIES, Money, minor_units
from apps.requests.errors import TooSmallToSplit
from apps.requests.splitting import split_equally


def parts(amount: str, currency: str, *to: str, with_me: bool = False) -> list[str]:
    shares, own = split_equally(Money.parse(amount, currency), to, with_me=with_me)
    return [f"{share.to} {share.amount.amount}" for share in shares] + ([f"me {own.amount}"] if own else [])


def test_the_first_in_the_order_bear_the_odd_cents() -> None:
    assert parts("10.00", "USD", "a", "b", "c") == ["a 3.34", "b 3.33", "c 3.33"]
    assert parts("10.01", "USD", "c", "b", "a") == ["c 3.34", "b 3.34", "a 3.33"]


def test_whoever_asks_bears_the_last_share_and_never_the_larger_one() -> None:
    assert parts("100.00", "USD", "a", "b", with_me=True) == ["a 33.34", "b 33.33", "me 33.33"]
    assert parts("0.03", "USD", "a", "b", with_me=True) == ["a 0.01", "b 0.01", "me 0.01"]


def test_a_currencys_own_smallest_unit_counts() -> None:
    assert parts("100", "JPY", "a", "b", "c") == ["a 34", "b 33", "c 33"]
    assert parts("1.000", "KWD", "a", "b", "c") == ["a 0.334", "b 0.333", "c 0.333"]


@pytest.mark.parametrize(("amount", "currency", "with_me"), [("0.01", "USD", False), ("1", "JPY", False)])
def test_nobody_is_asked_for_nothing(amount: str, currency: str, with_me: bool) -> None:
    with pytest.raises(TooSmallToSplit):
        parts(amount, currency, "a", "b", with_me=with_me)


@given(
    units=st.integers(min_value=1, max_value=10**15),
    currency=st.sampled_from(sorted(CURRENCIES)),
    count=st.integers(min_value=1, max_value=20),
    with_me=st.booleans(),
)
def test_shares_add_up_exactly_and_differ_by_one_unit_at_most(
    units: int, currency: str, count: int, with_me: bool
) -> None:
    unit = Decimal(1).scaleb(-minor_units(currency))
    amount = Money((units % 10**14 + 1) * unit, currency)
    names = [str(number) for number in range(count)]
    if int(amount.amount / unit) < count + with_me:
        with pytest.raises(TooSmallToSplit):
            split_equally(amount, names, with_me=with_me)
        return
    shares, own = split_equally(amount, names, with_me=with_me)
    amounts = [share.amount.amount for share in shares] + ([own.amount] if own else [])
    assert sum(amounts) == amount.amount
    assert max(amounts) - min(amounts) in (0, unit)
    assert amounts == sorted(amounts, reverse=True)
    assert [share.to for share in shares] == names
