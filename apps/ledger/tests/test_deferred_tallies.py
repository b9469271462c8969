"""Deferred accounts: nobody queues for them, and their balance is always the sum of their postings."""

import threading
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction

from apps.core import clock
from apps.core.tests.parallel import in_background, other_transaction, run_together
from apps.ledger.services import Entry, InsufficientFunds, post, roll_up_tallies
from apps.ledger.tests.books import (
    assert_agrees,
    balance,
    balances,
    open_fees,
    open_wallet,
    rows,
    transfer,
    transfer_with_fee,
)

BOTH = """
SELECT ledger_deferred_balance(%(account)s),
       (SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account_id = %(account)s)
"""


def check_exact(account: UUID) -> Decimal:
    """The computed balance and the plain sum, asked in one statement, are the same."""
    ((computed, summed),) = rows(BOTH, {"account": account})
    assert computed == summed
    return Decimal(summed)


def checkpoints(account: UUID) -> list[Decimal]:
    statement = "SELECT balance FROM ledger_checkpoint WHERE account_id = %s ORDER BY taken_at"
    return [taken for (taken,) in rows(statement, [account])]


@pytest.mark.django_db
def test_an_account_nobody_posted_to_holds_nothing() -> None:
    fees = open_fees()
    assert balance(fees) == 0
    assert roll_up_tallies() == 0


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_changes_no_balance() -> None:
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian"), open_fees()
    for expected in (1, 2, 3):
        post([transfer_with_fee(amina, brian, 1, "0.50"), transfer_with_fee(amina, brian, 1, "0.50")])
        assert check_exact(fees) == expected
        assert roll_up_tallies(least=1) == (2 if expected == 1 else 1), "the fees, and at first the trust account"
        assert check_exact(fees) == balance(fees) == expected
    assert checkpoints(fees) == [1, 2, 3]
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_waits_for_enough_postings_or_for_an_hour() -> None:
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian"), open_fees()
    post([transfer_with_fee(amina, brian, 1, 1)])
    assert roll_up_tallies(least=3) == 2, "there was none yet, so the last one is old"
    post([transfer_with_fee(amina, brian, 1, 1), transfer_with_fee(amina, brian, 1, 1)])
    assert roll_up_tallies(least=3) == 0
    assert roll_up_tallies(now=clock.now() + timedelta(minutes=61), least=3) == 1, "the fees"
    assert roll_up_tallies(now=clock.now() + timedelta(minutes=61), least=3) == 0, "nothing new came"
    post([transfer_with_fee(amina, brian, 1, 1) for _ in range(3)])
    assert roll_up_tallies(least=3) == 1
    assert checkpoints(fees) == [1, 3, 6]


@pytest.mark.django_db(transaction=True)
def test_what_posted_before_a_checkpoint_and_commits_after_it_is_counted() -> None:
    """A checkpoint that knew only "everything up to here" would lose the late one for ever."""
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian", 1_000), open_fees()
    chidi, dalia = open_wallet("chidi"), open_wallet("dalia")
    with other_transaction() as there:
        there(lambda: post([transfer_with_fee(amina, chidi, 1, 10)]))
        # Begun later, committed earlier, and so in the checkpoint.
        post([transfer_with_fee(brian, dalia, 1, 200)])
        assert roll_up_tallies(least=1) == 2
        assert checkpoints(fees) == [200]
        assert check_exact(fees) == 200
        post([transfer_with_fee(brian, dalia, 1, 300)])
        assert check_exact(fees) == 500
    assert check_exact(fees) == balance(fees) == 510
    assert roll_up_tallies(least=1) == 1
    assert checkpoints(fees) == [200, 510]
    assert check_exact(fees) == 510
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_a_late_batch_is_counted_too() -> None:
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian", 1_000), open_fees()
    chidi, dalia = open_wallet("chidi"), open_wallet("dalia")
    late = [transfer_with_fee(amina, chidi, 1, 10) for _ in range(3)]
    with other_transaction() as there:
        there(lambda: post(late))
        post([transfer_with_fee(brian, dalia, 1, 100), transfer_with_fee(brian, dalia, 1, 100)])
        roll_up_tallies(least=1)
        assert check_exact(fees) == 200
    assert check_exact(fees) == 230
    assert_agrees()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [1, 3])
def test_a_posting_is_numbered_after_its_own_transaction_even_if_a_younger_one_was_quicker(size: int) -> None:
    """The number says which transaction wrote it; a wrong one would hide it behind a checkpoint for ever."""
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian", 1_000), open_fees()
    chidi, dalia = open_wallet("chidi"), open_wallet("dalia")
    late = [transfer_with_fee(amina, chidi, 1, 10) for _ in range(size)]
    with other_transaction() as there:
        ((transaction_id,),) = there(lambda: rows("SELECT pg_current_xact_id()::text::bigint"))
        post([transfer_with_fee(brian, dalia, 1, 200)])
        there(lambda: post(late))
        roll_up_tallies(least=1)
        assert check_exact(fees) == 200
    assert check_exact(fees) == 200 + 10 * size
    statement = "SELECT number >> 22 FROM ledger_posting WHERE account_id = %s AND amount = 10"
    assert rows(statement, [fees]) == [(transaction_id,)] * size
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_counted() -> None:
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian"), open_fees()
    with pytest.raises(InsufficientFunds), transaction.atomic():
        post([transfer_with_fee(amina, brian, 1, 7)])
        assert check_exact(fees) == 7
        post([transfer(brian, amina, 2)])
    roll_up_tallies(least=1)
    assert check_exact(fees) == 0
    assert checkpoints(fees) == []


@pytest.mark.django_db(transaction=True)
def test_no_checkpoint_is_taken_in_a_transaction_that_may_post() -> None:
    """PostgreSQL's snapshots do not list their own transaction, so they cannot say what of it they have seen."""
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian"), open_fees()
    with transaction.atomic():
        post([transfer_with_fee(amina, brian, 1, 7)])
        with pytest.raises(RuntimeError):
            roll_up_tallies(least=1)
    assert checkpoints(fees) == []
    assert check_exact(fees) == 7


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [1, 2])
def test_numbers_go_on_after_a_savepoint_was_rolled_back(size: int) -> None:
    amina, brian, fees = open_wallet("amina", 1_000), open_wallet("brian"), open_fees()

    def some() -> list[Entry]:
        return [transfer_with_fee(amina, brian, 1, 1) for _ in range(size)]

    with transaction.atomic():
        post(some())
        for _ in range(3):
            with pytest.raises(InsufficientFunds), transaction.atomic():
                post(some())
                post([transfer(brian, amina, 999)])
        post(some())
        with transaction.atomic():
            post(some())
        post(some())
    assert check_exact(fees) == 4 * size
    post(some())
    roll_up_tallies(least=1)
    assert check_exact(fees) == 5 * size
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_nobody_queues_for_a_deferred_account() -> None:
    """While one payment to it stays uncommitted, another one, and a roll-up, go through."""
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian", 100), open_fees()
    chidi, dalia = open_wallet("chidi"), open_wallet("dalia")
    with other_transaction() as there:
        there(lambda: post([transfer_with_fee(amina, chidi, 1, 1)]))
        in_background(lambda: post([transfer_with_fee(brian, dalia, 1, 1)])).result(60)
        in_background(lambda: roll_up_tallies(least=1)).result(60)
        assert balance(fees) == 1
    assert balance(fees) == 2


@pytest.mark.django_db(transaction=True)
def test_two_roll_ups_at_once_take_one_checkpoint() -> None:
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    post([transfer_with_fee(amina, brian, 1, 1)])
    assert sum(run_together(8, lambda _: roll_up_tallies(least=1))) == 2
    assert checkpoints(fees) == [1]


@pytest.mark.django_db(transaction=True)
def test_the_balance_is_exact_while_eight_threads_post_and_roll_ups_run() -> None:
    fees = open_fees()
    payers = [open_wallet(f"payer-{number}", 1_000) for number in range(8)]
    payee = [open_wallet(f"payee-{number}") for number in range(8)]
    stop = threading.Event()

    def roll_up() -> int:
        taken = 0
        while not stop.is_set():
            taken += roll_up_tallies(least=1)
        return taken

    def watch() -> list[Decimal]:
        seen = []
        while not stop.is_set():
            seen.append(check_exact(fees))
        return seen

    def pay(index: int) -> None:
        for round_number in range(25):
            entries = [transfer_with_fee(payers[index], payee[index], 1, "0.01")] * 1
            if round_number % 5 == 0:
                entries = [transfer_with_fee(payers[index], payee[index], 1, "0.01") for _ in range(4)]
            post(entries)

    roller, watcher = in_background(roll_up), in_background(watch)
    try:
        assert run_together(8, pay) == [None] * 8
    finally:
        stop.set()
    assert roller.result(60) > 2
    seen = watcher.result(60)
    assert seen == sorted(seen), "fees only grow"
    assert len(set(seen)) > 2
    assert check_exact(fees) == balance(fees) == Decimal("0.01") * 8 * (20 + 5 * 4)
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_reading_several_balances_is_one_moment() -> None:
    """Money that is between two accounts is in exactly one of them, whenever one looks."""
    amina, brian, fees = open_wallet("amina", 500), open_wallet("brian", 500), open_fees()
    has_begun, stop = threading.Event(), threading.Event()

    def watch() -> set[Decimal]:
        totals = set()
        while not stop.is_set():
            totals.add(sum(balances(amina, brian, fees), Decimal(0)))
            has_begun.set()
        return totals

    watcher = in_background(watch)
    try:
        assert has_begun.wait(60)
        for _ in range(60):
            post([transfer_with_fee(amina, brian, 1, 1)])
            post([transfer(brian, amina, 1)])
            roll_up_tallies(least=1)
    finally:
        stop.set()
    assert watcher.result(60) == {Decimal(1_000)}
