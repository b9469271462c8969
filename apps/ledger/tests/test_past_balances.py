"""What an account held at a past moment, whichever way its balance is kept."""

from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from apps.core import clock
from apps.ledger.selectors import get_balance
from apps.ledger.services import post, roll_up_tallies
from apps.ledger.tests.books import OPENED, open_fees, open_wallet, rows, transfer, transfer_with_fee

pytestmark = pytest.mark.django_db(transaction=True)


def recorded(account: UUID) -> list[tuple[datetime, Decimal]]:
    """When each posting was recorded, and the sum up to and with it."""
    found, total = [], Decimal(0)
    for at, amount in rows(
        "SELECT recorded_at, amount FROM ledger_posting WHERE account_id = %s ORDER BY recorded_at, number", [account]
    ):
        total += amount
        found.append((at, total))
    return found


def test_every_moment_of_an_immediate_account() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    for amount in (1, 2, 3, 4, 5):
        post([transfer(amina, brian, amount)])
    before = Decimal(0)
    for at, after in recorded(amina):
        assert get_balance(amina, before=at).amount == before
        assert get_balance(amina, before=at + timedelta(microseconds=1)).amount == after
        before = after
    assert get_balance(amina, before=OPENED).amount == 0
    assert get_balance(amina, before=clock.now() + timedelta(days=1)).amount == get_balance(amina).amount == 85


def test_a_batch_is_in_the_past_whole_or_not_at_all() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian")
    post([transfer(amina, brian, amount) for amount in (1, 2, 3)])
    (_, (at, _), *_) = recorded(amina)
    assert get_balance(amina, before=at).amount == 100
    assert get_balance(amina, before=at + timedelta(microseconds=1)).amount == 94


@pytest.mark.parametrize("checkpointed", [False, True])
def test_every_moment_of_a_deferred_account(checkpointed: bool) -> None:
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    for amount in (1, 2, 3, 4, 5):
        post([transfer_with_fee(amina, brian, 1, amount)])
        if checkpointed:
            roll_up_tallies(least=1)
    before = Decimal(0)
    for at, after in recorded(fees):
        assert get_balance(fees, before=at).amount == before
        assert get_balance(fees, before=at + timedelta(microseconds=1)).amount == after
        before = after
    assert get_balance(fees, before=clock.now()).amount == get_balance(fees).amount == 15
    assert rows("SELECT count(*) FROM ledger_checkpoint WHERE account_id = %s", [fees]) == [(5 * checkpointed,)]


def test_an_account_that_does_not_exist_has_no_balance() -> None:
    with pytest.raises(KeyError):
        get_balance(uuid4())
    with pytest.raises(KeyError):
        get_balance(uuid4(), before=OPENED)
