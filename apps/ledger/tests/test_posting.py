"""One entry: what it moves, what it writes, and what is refused."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import selectors
from apps.ledger.services import (
    CurrencyMismatch,
    Entry,
    EntryConflict,
    InsufficientFunds,
    Leg,
    UnbalancedEntry,
    UnknownAccount,
    deferred_account_id,
    open_account,
    post,
)
from apps.ledger.tests.books import (
    OPENED,
    balance,
    balances,
    open_fees,
    open_trust,
    open_wallet,
    refused,
    rows,
    transfer,
    transfer_with_fee,
    usd,
)

pytestmark = pytest.mark.django_db


def test_an_entry_moves_money_from_one_account_to_another() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entry = transfer(amina, brian, "12.50")
    assert post([entry]) == frozenset()
    assert balances(amina, brian) == [Decimal("87.50"), Decimal("12.50")]


def test_each_leg_is_a_posting_with_the_balance_it_left_and_the_accounts_own_number() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    for amount in (10, 20, 30):
        post([transfer(amina, brian, amount)])
    statement = "SELECT number, amount, balance_after FROM ledger_posting WHERE account_id = %s ORDER BY number"
    assert rows(statement, [amina]) == [(1, 100, 100), (2, -10, 90), (3, -20, 70), (4, -30, 40)]
    assert rows(statement, [brian]) == [(1, 10, 10), (2, 20, 30), (3, 30, 60)]


def test_an_entry_can_be_read_back_whole() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entry = transfer(amina, brian, "12.50", kind="P2P")
    post([entry])
    found = selectors.get_entry(entry.id)
    assert found is not None
    assert (found.id, found.kind, found.effective_at, found.reverses, found.closes) == (
        entry.id,
        "P2P",
        OPENED,
        None,
        None,
    )
    assert {leg.code: leg.amount for leg in found.legs} == {
        "wallet:amina:available": usd("-12.50"),
        "wallet:brian:available": usd("12.50"),
    }
    assert selectors.get_entry(uuid7()) is None


def test_a_fee_is_a_third_leg_on_a_deferred_account_whose_row_stays_untouched() -> None:
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    before = rows("SELECT t::text, xmin::text, ctid::text FROM ledger_account t WHERE id = %s", [fees])
    post([transfer_with_fee(amina, brian, 10, "0.25")])
    assert balances(amina, brian, fees) == [Decimal("89.75"), Decimal(10), Decimal("0.25")]
    assert rows("SELECT t::text, xmin::text, ctid::text FROM ledger_account t WHERE id = %s", [fees]) == before


def test_it_takes_one_statement() -> None:
    amina, brian, _ = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    one = [transfer_with_fee(amina, brian, 10, 1)]
    many = [transfer(amina, brian, 1) for _ in range(50)]
    for entries in (one, many):
        with CaptureQueriesContext(connection) as captured:
            post(entries)
        assert len(captured) == 1


def test_the_order_of_the_legs_does_not_matter() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    forwards = transfer(amina, brian, 10)
    backwards = Entry(uuid7(), "P2P", list(reversed(forwards.legs)), OPENED)
    post([forwards])
    post([backwards])
    assert balances(amina, brian) == [Decimal(80), Decimal(20)]
    again = Entry(forwards.id, "P2P", list(reversed(forwards.legs)), OPENED)
    assert post([again]) == {forwards.id}


def test_legs_that_arrive_unsorted_at_the_database_are_refused() -> None:
    """Lock order is what keeps deadlocks away, so the database insists on it itself."""
    amina, brian = sorted([open_wallet("amina", 100), open_wallet("brian", 100)])
    call = "SELECT ledger_post_entry(%s, 'P2P', now(), %s::uuid[], '{USD,USD}', '{1,-1}', NULL, NULL)"
    with refused(Exception) as caught:
        rows(call, [uuid7(), [brian, amina]])
    assert "order of their account ids" in str(caught.value)


def test_posting_the_same_entry_again_is_a_replay_and_moves_nothing() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entry = transfer(amina, brian, 60)
    assert post([entry]) == frozenset()
    # Amina could not pay it a second time, so this also shows that a replay asks no floor.
    assert post([entry]) == {entry.id}
    assert balances(amina, brian) == [Decimal(40), Decimal(60)]
    assert rows("SELECT count(*) FROM ledger_posting WHERE entry_id = %s", [entry.id]) == [(2,)]


@pytest.mark.parametrize("changed", ["amount", "payee", "kind", "currency", "reverses", "closes", "legs"])
def test_the_same_id_with_other_content_is_a_conflict(changed: str) -> None:
    amina, brian, chidi = open_wallet("amina", 100), open_wallet("brian"), open_wallet("chidi")
    entry = transfer(amina, brian, 10)
    post([entry])
    other = {
        "amount": transfer(amina, brian, 11, entry_id=entry.id),
        "payee": transfer(amina, chidi, 10, entry_id=entry.id),
        "kind": transfer(amina, brian, 10, entry_id=entry.id, kind="REFUND"),
        "currency": Entry(
            entry.id, "P2P", [Leg(leg.account_id, Money(leg.amount.amount, "EUR")) for leg in entry.legs], OPENED
        ),
        "reverses": Entry(entry.id, "P2P", entry.legs, OPENED, reverses=uuid7()),
        "closes": Entry(entry.id, "P2P", entry.legs, OPENED, closes=uuid7()),
        "legs": Entry(entry.id, "P2P", [Leg(amina, usd(-10)), Leg(brian, usd(9)), Leg(chidi, usd(1))], OPENED),
    }[changed]
    with refused(EntryConflict):
        post([other])


def test_an_entry_of_two_currencies_balances_in_each() -> None:
    dollars, euros = open_wallet("amina", 100), open_wallet("amina", 100, "EUR")
    pool_usd, pool_eur = open_wallet("exchange", 500), open_wallet("exchange", 500, "EUR")
    legs = [
        Leg(dollars, usd(-11)),
        Leg(pool_usd, usd(11)),
        Leg(pool_eur, Money(Decimal(-10), "EUR")),
        Leg(euros, Money(Decimal(10), "EUR")),
    ]
    post([Entry(uuid7(), "EXCHANGE", legs, OPENED)])
    assert balances(dollars, pool_usd, pool_eur, euros) == [89, 511, 490, 110]


def test_two_currencies_that_cancel_out_only_as_bare_numbers_are_refused() -> None:
    dollars, euros = open_wallet("amina", 100), open_wallet("amina", 0, "EUR")
    with refused(UnbalancedEntry):
        post([Entry(uuid7(), "EXCHANGE", [Leg(dollars, usd(-10)), Leg(euros, Money(Decimal(10), "EUR"))], OPENED)])


def test_a_leg_in_a_currency_that_is_not_the_accounts_is_refused() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian", 0, "EUR")
    with refused(CurrencyMismatch):
        post([transfer(amina, brian, 10)])


def test_an_account_that_does_not_exist_is_refused() -> None:
    amina = open_wallet("amina", 100)
    with refused(UnknownAccount):
        post([transfer(amina, uuid4(), 10)])


@pytest.mark.parametrize("difference", ["0.01", "-0.01", "10"])
def test_legs_that_do_not_sum_to_zero_are_refused(difference: str) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    with refused(UnbalancedEntry):
        post([Entry(uuid7(), "P2P", [Leg(amina, usd(-10)), Leg(brian, usd(10) + usd(difference))], OPENED)])


def test_one_leg_none_or_a_leg_of_nothing_is_refused() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    for legs in ([], [Leg(amina, usd(-10))], [Leg(amina, usd(0)), Leg(brian, usd(0))]):
        with refused(UnbalancedEntry):
            post([Entry(uuid7(), "P2P", legs, OPENED)])


def test_an_account_stands_in_an_entry_once() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    with refused(UnbalancedEntry):
        post([Entry(uuid7(), "P2P", [Leg(amina, usd(-10)), Leg(brian, usd(4)), Leg(brian, usd(6))], OPENED)])


def test_nobody_spends_what_they_do_not_have() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    with refused(InsufficientFunds) as caught:
        post([transfer(amina, brian, "100.01")])
    assert caught.value.extra == {"account_id": str(amina)}
    post([transfer(amina, brian, 100)])
    assert balances(amina, brian) == [Decimal(0), Decimal(100)]


def test_a_floor_may_lie_below_zero() -> None:
    credit_line = open_account(code="agent:a1:float", kind="LIABILITY", currency="USD", floor=Decimal(-50), at=OPENED)
    brian = open_wallet("brian")
    post([transfer(credit_line, brian, 50)])
    assert balance(credit_line) == -50
    with refused(InsufficientFunds):
        post([transfer(credit_line, brian, "0.01")])


def test_an_account_without_a_floor_goes_as_far_down_as_it_likes() -> None:
    trust, amina = open_trust(), open_wallet("amina")
    post([transfer(trust, amina, 1_000_000)])
    assert balances(trust, amina) == [Decimal(-1_000_000), Decimal(1_000_000)]


def test_the_smallest_unit_of_every_kind_of_currency_survives() -> None:
    for currency, least in (("JPY", "1"), ("USD", "0.01"), ("KWD", "0.001"), ("CLF", "0.0001")):
        payer, payee = open_wallet("amina", 5, currency), open_wallet("brian", 0, currency)
        amount = Money(Decimal(least), currency)
        post([Entry(uuid7(), "P2P", [Leg(payer, -amount), Leg(payee, amount)], OPENED)])
        assert balances(payer, payee) == [5 - Decimal(least), Decimal(least)]


def test_postings_of_an_account_never_go_back_in_time() -> None:
    """Statements find their page by halving, which relies on it, even if a clock was set back."""
    future = OPENED.replace(year=2100)
    late = open_account(code="wallet:late:available", kind="LIABILITY", currency="USD", floor=Decimal(0), at=future)
    amina = open_wallet("amina", 100)
    post([transfer(amina, late, 1)])
    post([transfer(amina, late, 1), transfer(amina, late, 1)])
    assert {at for (at,) in rows("SELECT recorded_at FROM ledger_posting WHERE account_id = %s", [late])} == {future}


def test_opening_an_account_twice_finds_it_and_another_kind_of_it_is_refused() -> None:
    first = open_account(code="fees:p2p", kind="INCOME", currency="USD", floor=None, at=OPENED)
    assert open_account(code="fees:p2p", kind="INCOME", currency="USD", floor=None, at=OPENED) == first
    assert first == deferred_account_id("fees:p2p", "USD") != deferred_account_id("fees:p2p", "EUR")
    with refused(EntryConflict):
        open_account(code="fees:p2p", kind="EXPENSE", currency="USD", floor=None, at=OPENED)
    with refused(EntryConflict):
        open_account(code="fees:p2p", kind="INCOME", currency="USD", floor=Decimal(0), at=OPENED)
