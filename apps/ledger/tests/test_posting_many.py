"""Many entries in one call: all or none, in their order, and quick."""

from decimal import Decimal
from uuid import uuid4

import pytest

from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger.services import (
    CurrencyMismatch,
    Entry,
    EntryConflict,
    InsufficientFunds,
    Leg,
    UnbalancedEntry,
    UnknownAccount,
    post,
)
from apps.ledger.tests.books import (
    OPENED,
    assert_agrees,
    balance,
    balances,
    open_fees,
    open_wallet,
    refused,
    rows,
    transfer,
    transfer_with_fee,
    usd,
)


@pytest.mark.django_db
def test_many_entries_move_what_each_would_have_moved() -> None:
    amina, brian, chidi, fees = open_wallet("amina", 100), open_wallet("brian", 100), open_wallet("chidi"), open_fees()
    entries = [
        transfer_with_fee(amina, brian, 30, "0.30"),
        transfer(brian, chidi, 50),
        transfer_with_fee(chidi, amina, 20, "0.20"),
    ]
    assert post(entries) == frozenset()
    assert balances(amina, brian, chidi, fees) == [
        Decimal("89.70"),
        Decimal("80.00"),
        Decimal("29.80"),
        Decimal("0.50"),
    ]


@pytest.mark.django_db
def test_nothing_to_post_is_nothing_posted() -> None:
    assert post([]) == frozenset()
    assert rows("SELECT count(*) FROM ledger_batch") == [(0,)]


@pytest.mark.django_db
def test_running_balances_follow_the_order_in_which_the_entries_were_given() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    post([transfer(amina, brian, amount) for amount in (1, 2, 3)])
    post([transfer(amina, brian, amount) for amount in (30, 20, 10)])
    statement = "SELECT number, amount, balance_after FROM ledger_posting WHERE account_id = %s ORDER BY number"
    assert rows(statement, [amina]) == [
        (1, 100, 100),
        (2, -1, 99),
        (3, -2, 97),
        (4, -3, 94),
        (5, -30, 64),
        (6, -20, 44),
        (7, -10, 34),
    ]


@pytest.mark.django_db
def test_money_that_arrives_earlier_in_a_batch_can_be_spent_later_in_it() -> None:
    amina, brian, chidi = open_wallet("amina", 10), open_wallet("brian"), open_wallet("chidi")
    post([transfer(amina, brian, 10), transfer(brian, chidi, 10)])
    assert balances(amina, brian, chidi) == [0, 0, 10]


@pytest.mark.django_db
def test_money_that_arrives_later_in_a_batch_cannot_be_spent_earlier_in_it() -> None:
    """The floor holds after every entry and not only after the last."""
    amina, brian, chidi = open_wallet("amina", 10), open_wallet("brian"), open_wallet("chidi")
    with refused(InsufficientFunds) as caught:
        post([transfer(brian, chidi, 10), transfer(amina, brian, 10)])
    assert caught.value.extra == {"account_id": str(brian)}


@pytest.mark.django_db
@pytest.mark.parametrize("position", [0, 7, 19])
@pytest.mark.parametrize(
    "flaw", ["overdraft", "unbalanced", "unknown account", "currency", "one leg", "no legs", "account twice", "nothing"]
)
def test_one_bad_entry_refuses_all(flaw: str, position: int) -> None:
    amina, brian, euros = open_wallet("amina", 100), open_wallet("brian"), open_wallet("chidi", 100, "EUR")
    bad, error = {
        "overdraft": (transfer(brian, amina, 101), InsufficientFunds),
        "unbalanced": (Entry(uuid7(), "P2P", [Leg(amina, usd(-1)), Leg(brian, usd(2))], OPENED), UnbalancedEntry),
        "unknown account": (transfer(amina, uuid4(), 1), UnknownAccount),
        "currency": (transfer(amina, euros, 1), CurrencyMismatch),
        "one leg": (Entry(uuid7(), "P2P", [Leg(amina, usd(0))], OPENED), UnbalancedEntry),
        "no legs": (Entry(uuid7(), "P2P", [], OPENED), UnbalancedEntry),
        "account twice": (
            Entry(uuid7(), "P2P", [Leg(amina, usd(-1)), Leg(amina, usd(1))], OPENED),
            UnbalancedEntry,
        ),
        "nothing": (Entry(uuid7(), "P2P", [Leg(amina, usd(0)), Leg(brian, usd(0))], OPENED), UnbalancedEntry),
    }[flaw]
    entries = [transfer(amina, brian, 1) for _ in range(20)]
    entries[position] = bad
    with refused(error):
        post(entries)


@pytest.mark.django_db
def test_two_currencies_in_one_entry_of_a_batch_balance_each() -> None:
    dollars, euros = open_wallet("amina", 100), open_wallet("amina", 0, "EUR")
    crossed = Entry(uuid7(), "EXCHANGE", [Leg(dollars, usd(-10)), Leg(euros, Money(Decimal(10), "EUR"))], OPENED)
    with refused(UnbalancedEntry):
        post([crossed, transfer(dollars, open_wallet("brian"), 1)])


@pytest.mark.django_db
def test_what_was_posted_before_is_left_out_and_the_rest_is_posted() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    old = [transfer(amina, brian, 30), transfer(amina, brian, 30)]
    post(old[:1])
    post(old)
    fresh = transfer(amina, brian, 40)
    assert post([old[0], fresh, old[1]]) == {old[0].id, old[1].id}
    assert balances(amina, brian) == [0, 100]
    assert post([*old, fresh]) == {old[0].id, old[1].id, fresh.id}
    assert balances(amina, brian) == [0, 100]
    assert rows("SELECT entry_count, cardinality(replayed) FROM ledger_batch ORDER BY id") == [(2, 1), (3, 2), (3, 3)]


@pytest.mark.django_db
def test_an_id_that_exists_with_other_content_refuses_the_batch() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    posted = transfer(amina, brian, 10)
    post([posted])
    for changed in (
        transfer(amina, brian, 11, entry_id=posted.id),
        transfer(brian, amina, 10, entry_id=posted.id),
        transfer(amina, brian, 10, entry_id=posted.id, kind="REFUND"),
        Entry(posted.id, "P2P", posted.legs, OPENED, reverses=uuid7()),
        Entry(posted.id, "P2P", posted.legs, OPENED, closes=uuid7()),
    ):
        with refused(EntryConflict):
            post([transfer(amina, brian, 1), changed])


@pytest.mark.django_db
def test_an_id_stands_in_a_batch_once() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    entry = transfer(amina, brian, 10)
    with refused(EntryConflict):
        post([entry, entry])


@pytest.mark.django_db(transaction=True)
def test_one_account_moves_thousands_of_times_in_one_batch() -> None:
    """Its row is written once and its balance is right after each step."""
    employer, fees = open_wallet("employer", 10_000), open_fees()
    staff = [open_wallet(f"staff-{number}") for number in range(50)]
    entries = [transfer_with_fee(employer, staff[number % 50], 2, "0.01") for number in range(3_000)]
    before = rows("SELECT xmin::text FROM ledger_account WHERE id = %s", [employer])
    post(entries)
    assert balances(employer, staff[0], fees) == [Decimal("3970.00"), Decimal(120), Decimal("30.00")]
    assert rows("SELECT postings FROM ledger_account WHERE id = %s", [employer]) == [(3_001,)]
    assert rows("SELECT xmin::text FROM ledger_account WHERE id = %s", [employer]) != before
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_a_batch_and_single_entries_in_one_transaction_count_on_from_each_other() -> None:
    """A deferred account's posting numbers go on within a transaction, whichever door they come through."""
    from django.db import transaction

    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    with transaction.atomic():
        post([transfer_with_fee(amina, brian, 1, "0.10")])
        post([transfer_with_fee(amina, brian, 1, "0.10"), transfer_with_fee(amina, brian, 1, "0.10")])
        post([transfer_with_fee(amina, brian, 1, "0.10")])
        post([transfer_with_fee(amina, brian, 1, "0.10"), transfer_with_fee(amina, brian, 1, "0.10")])
    numbers = [number for (number,) in rows("SELECT number FROM ledger_posting WHERE account_id = %s", [fees])]
    assert len(numbers) == len(set(numbers)) == 6
    assert balance(fees) == Decimal("0.60")
    assert_agrees()
