"""Deciding by a balance that is still there when the decision is posted."""

import pytest
from django.db import transaction

from apps.core.ids import uuid7
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger.services import lock_balances, post
from apps.ledger.tests.books import assert_agrees, balances, open_fees, open_wallet, transfer, usd

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_in_them_is_read_and_deferred_and_unknown_ones_are_left_out() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian", "2.50")
    with transaction.atomic():
        assert lock_balances([brian, amina, open_fees(), uuid7()]) == {amina: usd(100), brian: usd("2.50")}
        assert lock_balances([]) == {}


def test_whoever_pays_from_it_waits() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    with other_transaction() as there:
        assert there(lambda: lock_balances([amina])) == {amina: usd(100)}
        payment = in_background(lambda: post([transfer(amina, brian, 10)]))
        wait_until_blocked()
        assert balances(amina) == [100]
    assert payment.result(60) == frozenset()
    assert balances(amina, brian) == [90, 10]


def test_a_lock_waits_for_who_pays_and_sees_what_is_left() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")

    def look() -> object:
        with transaction.atomic():
            return lock_balances([amina])[amina]

    with other_transaction() as there:
        there(lambda: post([transfer(amina, brian, 10)]))
        looking = in_background(look)
        wait_until_blocked()
    assert looking.result(60) == usd(90)


def test_they_never_wait_in_a_circle_whatever_the_order_they_are_named_in() -> None:
    accounts = [open_wallet(name, 100) for name in ("amina", "brian", "chidi", "dalia")]

    def act(index: int) -> None:
        named = accounts[index % 4 :] + accounts[: index % 4]
        with transaction.atomic():
            lock_balances(named if index % 2 else reversed(named))
            post([transfer(named[0], named[1], 1)])

    outcomes = run_together(24, act)
    assert outcomes == [None] * 24
    assert balances(*accounts) == [100] * 4
    assert_agrees()
