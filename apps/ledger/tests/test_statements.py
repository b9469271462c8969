"""Statement lines, page by page, and the trial balance."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core import clock
from apps.core.money import Money
from apps.ledger.selectors import get_trial_balance, list_statement_lines
from apps.ledger.services import post
from apps.ledger.tests.books import (
    OPENED,
    open_fees,
    open_trust,
    open_wallet,
    transfer,
    transfer_with_fee,
    usd,
)

pytestmark = pytest.mark.django_db


def test_lines_come_oldest_first_and_each_balance_follows_from_the_one_before() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entries = [transfer(amina, brian, amount) for amount in (1, 2, 3)]
    for entry in entries:
        post([entry])
    lines = list(list_statement_lines(amina, since=OPENED, before=clock.now() + timedelta(days=1)))
    assert [line.entry_id for line in lines[1:]] == [entry.id for entry in entries]
    assert [line.amount for line in lines] == [usd(100), usd(-1), usd(-2), usd(-3)]
    balance = usd(0)
    for line in lines:
        balance = balance + line.amount
        assert line.balance == balance


@pytest.mark.parametrize("page", [1, 2, 3, 7, 100])
def test_pages_of_any_size_give_the_same_lines(page: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    post([transfer(amina, brian, 1) for _ in range(6)])
    before = clock.now() + timedelta(days=1)
    with CaptureQueriesContext(connection) as captured:
        lines = list(list_statement_lines(amina, since=OPENED, before=before, page=page))
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    # One to find where to begin and end, and one for each page, the last of which may be empty.
    assert len(captured) <= 1 + 7 // page + 2


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    for amount in (1, 2, 3, 4):
        post([transfer(amina, brian, amount)])
    everything = list(list_statement_lines(amina, since=OPENED, before=clock.now() + timedelta(days=1)))
    first, last = everything[1], everything[3]
    within = list(list_statement_lines(amina, since=first.recorded_at, before=last.recorded_at))
    assert within == everything[1:3]
    assert list(list_statement_lines(amina, since=OPENED, before=OPENED + timedelta(days=1))) == []


def test_an_account_that_does_not_exist_has_no_lines() -> None:
    with pytest.raises(KeyError):
        list(list_statement_lines(uuid4(), since=OPENED, before=clock.now()))


def test_the_trial_balance_names_every_account_and_sums_to_zero_in_each_currency() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    open_fees()
    open_wallet("amina", "5.5", "EUR")
    open_wallet("chidi")
    post([transfer_with_fee(amina, brian, 30, "0.30")])
    found = {(row.code, row.currency): (row.kind, row.balance) for row in get_trial_balance()}
    assert found == {
        ("trust:equity", "USD"): ("ASSET", Decimal(-100)),
        ("wallet:amina:available", "USD"): ("LIABILITY", Decimal("69.70")),
        ("wallet:brian:available", "USD"): ("LIABILITY", Decimal(30)),
        ("wallet:chidi:available", "USD"): ("LIABILITY", Decimal(0)),
        ("fees:p2p", "USD"): ("INCOME", Decimal("0.30")),
        ("trust:equity", "EUR"): ("ASSET", Decimal("-5.5")),
        ("wallet:amina:available", "EUR"): ("LIABILITY", Decimal("5.5")),
    }
    for currency in ("USD", "EUR"):
        assert sum(row.balance for row in get_trial_balance() if row.currency == currency) == 0


def test_the_trial_balance_of_nothing_is_empty() -> None:
    assert get_trial_balance() == []


def test_amounts_come_with_their_currencys_decimals() -> None:
    yen = open_wallet("yuki", 5_000, "JPY")
    (line,) = list_statement_lines(yen, since=OPENED, before=clock.now() + timedelta(days=1))
    assert line.amount == Money(Decimal(5_000), "JPY")
    assert str(line.amount) == "5000 JPY"
    assert open_trust("JPY") != open_trust("USD")
