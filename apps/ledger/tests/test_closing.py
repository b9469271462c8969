"""A closed account takes nothing more, whoever was already on the way to it."""

from uuid import uuid4

import pytest

from apps.core.tests.parallel import in_background, other_transaction, wait_until_blocked
from apps.ledger.services import AccountClosed, AccountNotEmpty, close_account, post
from apps.ledger.tests.books import OPENED, assert_agrees, balances, open_fees, open_wallet, refused, transfer


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1, 3])
def test_nothing_reaches_a_closed_account(size: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    close_account(account=brian, at=OPENED)
    with refused(AccountClosed):
        post([transfer(amina, brian, 1) for _ in range(size)])


@pytest.mark.django_db
def test_an_account_with_money_a_deferred_one_and_none_are_not_closed() -> None:
    for account in (open_wallet("amina", "0.01"), open_fees(), uuid4()):
        with refused(AccountNotEmpty):
            close_account(account=account, at=OPENED)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [1, 3])
def test_money_that_is_just_arriving_keeps_an_account_open(size: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    with other_transaction() as there:
        there(lambda: post([transfer(amina, brian, 1) for _ in range(size)]))
        closing = in_background(lambda: close_account(account=brian, at=OPENED))
        wait_until_blocked()
    assert isinstance(closing.exception(10), AccountNotEmpty)
    assert balances(amina, brian) == [100 - size, size]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [1, 3])
def test_who_comes_while_an_account_is_being_closed_finds_it_closed(size: int) -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    with other_transaction() as there:
        there(lambda: close_account(account=brian, at=OPENED))
        payment = in_background(lambda: post([transfer(amina, brian, 1) for _ in range(size)]))
        wait_until_blocked()
    assert isinstance(payment.exception(10), AccountClosed)
    assert balances(amina, brian) == [100, 0]
    assert_agrees()
