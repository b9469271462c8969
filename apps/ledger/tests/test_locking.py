"""What two entries do to each other that arrive at the same moment, made to happen and not left to luck."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import OperationalError

from apps.core.ids import uuid7
from apps.core.tests.parallel import in_background, other_transaction, wait_until_blocked
from apps.ledger.services import Entry, EntryConflict, InsufficientFunds, Leg, post
from apps.ledger.tests.books import OPENED, assert_agrees, balances, open_wallet, rows, transfer, usd

pytestmark = pytest.mark.django_db(transaction=True)


def deadlocks() -> int:
    ((count,),) = rows("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
    return int(count)


def in_circle(*accounts: UUID) -> Entry:
    """An entry whose legs are given in this order: the first pays each of the others a dollar."""
    payer, *payees = accounts
    return Entry(uuid7(), "P2P", [Leg(payer, usd(-len(payees))), *(Leg(payee, usd(1)) for payee in payees)], OPENED)


@pytest.mark.parametrize("first_size", [1, 3])
@pytest.mark.parametrize("second_size", [1, 3])
def test_the_second_one_waits_and_then_counts_from_what_the_first_left(first_size: int, second_size: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian", 100)
    with other_transaction() as there:
        there(lambda: post([transfer(amina, brian, 10) for _ in range(first_size)]))
        second = in_background(lambda: post([transfer(amina, brian, 1) for _ in range(second_size)]))
        wait_until_blocked()
    assert second.result(60) == frozenset()
    moved = 10 * first_size + second_size
    assert balances(amina, brian) == [100 - moved, 100 + moved]
    assert_agrees()


@pytest.mark.parametrize("size", [1, 2])
def test_money_that_somebody_is_just_spending_is_not_spent_again(size: int) -> None:
    amina, brian, chidi = open_wallet("amina", 100), open_wallet("brian"), open_wallet("chidi")
    with other_transaction() as there:
        there(lambda: post([transfer(amina, brian, 60)]))
        second = in_background(lambda: post([transfer(amina, chidi, 60 // size) for _ in range(size)]))
        wait_until_blocked()
    assert isinstance(second.exception(10), InsufficientFunds)
    assert balances(amina, brian, chidi) == [40, 60, 0]
    assert_agrees()


@pytest.mark.parametrize("sizes", [(1, 1), (2, 2), (1, 2), (2, 1)])
def test_crossing_payments_never_deadlock(sizes: tuple[int, int]) -> None:
    """Both stop at the middle account. Whoever locks in the order it was given then holds what the other needs."""
    low, middle, high = sorted(open_wallet(f"wallet-{number}", 100) for number in range(3))
    before = deadlocks()
    with other_transaction() as there:
        there(lambda: rows("SELECT FROM ledger_account WHERE id = %s FOR UPDATE", [middle]))
        forwards = in_background(lambda: post([in_circle(low, middle, high) for _ in range(sizes[0])]))
        wait_until_blocked(1)
        backwards = in_background(lambda: post([in_circle(high, middle, low) for _ in range(sizes[1])]))
        wait_until_blocked(2)
    assert forwards.result(60) == backwards.result(60) == frozenset()
    assert deadlocks() == before
    forth, back = sizes
    expected = [100 - 2 * forth + back, 100 + forth + back, 100 + forth - 2 * back]
    assert balances(low, middle, high) == expected
    assert_agrees()


@pytest.mark.parametrize("size", [1, 2])
def test_the_same_entry_twice_at_once_is_posted_once(size: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entries = [transfer(amina, brian, 30) for _ in range(size)]
    with other_transaction() as there:
        there(lambda: post(entries))
        second = in_background(lambda: post(list(reversed(entries))))
        wait_until_blocked()
    assert second.result(60) == {entry.id for entry in entries}
    assert balances(amina, brian) == [100 - 30 * size, 30 * size]
    assert_agrees()


@pytest.mark.parametrize("size", [1, 2])
def test_the_same_id_with_other_content_at_once_is_a_conflict(size: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entry = transfer(amina, brian, 30)
    changed = [transfer(amina, brian, 31, entry_id=entry.id), transfer(amina, brian, 1)][:size]
    with other_transaction() as there:
        there(lambda: post([entry]))
        second = in_background(lambda: post(changed))
        wait_until_blocked()
    assert isinstance(second.exception(10), EntryConflict)
    assert balances(amina, brian) == [70, 30]


def test_an_entry_that_is_rolled_back_leaves_its_id_to_the_next() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entry = transfer(amina, brian, 30)
    with pytest.raises(InsufficientFunds), other_transaction() as there:
        there(lambda: post([entry]))
        second = in_background(lambda: post([entry]))
        wait_until_blocked()
        there(lambda: post([transfer(brian, amina, 31)]))
    assert second.result(60) == frozenset()
    assert balances(amina, brian) == [70, 30]
    assert_agrees()


def test_waiting_for_a_lock_ends_and_moves_nothing() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")

    def hurried() -> None:
        rows("SET lock_timeout = '50ms'")
        post([transfer(amina, brian, 1)])

    with other_transaction() as there:
        there(lambda: post([transfer(amina, brian, 10)]))
        assert isinstance(in_background(hurried).exception(10), OperationalError)
    assert balances(amina, brian) == [Decimal(90), Decimal(10)]
    assert_agrees()
