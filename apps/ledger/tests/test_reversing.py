"""A reversal mirrors an entry, once, and only while the money is there."""

import pytest

from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.ledger import selectors
from apps.ledger.services import Entry, EntryConflict, InsufficientFunds, UnknownEntry, post, reverse
from apps.ledger.tests.books import (
    OPENED,
    assert_agrees,
    balances,
    open_fees,
    open_wallet,
    refused,
    transfer,
    transfer_with_fee,
)


@pytest.mark.django_db
def test_a_reversal_brings_everything_back_the_fee_too() -> None:
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    entry = transfer_with_fee(amina, brian, 40, 1)
    post([entry])
    reversal = reverse(entry_id=entry.id, effective_at=OPENED)
    assert balances(amina, brian, fees) == [100, 0, 0]
    found, original = selectors.get_entry(reversal), selectors.get_entry(entry.id)
    assert found is not None and original is not None
    assert (found.reverses, found.kind) == (entry.id, "REVERSAL")
    assert [(leg.code, leg.amount) for leg in found.legs] == [(leg.code, -leg.amount) for leg in original.legs]


@pytest.mark.django_db
def test_asking_again_reverses_nothing_more() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian", 100)
    entry = transfer(amina, brian, 40)
    post([entry])
    assert reverse(entry_id=entry.id, effective_at=OPENED) == reverse(entry_id=entry.id, effective_at=OPENED)
    assert balances(amina, brian) == [100, 100]


@pytest.mark.django_db(transaction=True)
def test_thirty_two_at_once_reverse_once() -> None:
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian", 500), open_fees()
    entry = transfer_with_fee(amina, brian, 10, 1)
    post([entry])
    outcomes = run_together(32, lambda _: reverse(entry_id=entry.id, effective_at=OPENED))
    assert len(set(outcomes)) == 1
    assert balances(amina, brian, fees) == [100, 500, 0]
    assert_agrees()


@pytest.mark.django_db
def test_an_entry_is_reversed_once_whatever_id_the_second_reversal_has() -> None:
    amina, brian = open_wallet("amina", 100), open_wallet("brian", 100)
    entry = transfer(amina, brian, 40)
    post([entry])
    reverse(entry_id=entry.id, effective_at=OPENED)
    for others in ([], [transfer(amina, brian, 1)]):
        with refused(EntryConflict):
            second = transfer(brian, amina, 40)
            post([*others, Entry(uuid7(), "REVERSAL", second.legs, OPENED, reverses=entry.id)])


@pytest.mark.django_db
def test_money_that_has_been_spent_does_not_come_back() -> None:
    amina, brian, chidi = open_wallet("amina", 100), open_wallet("brian"), open_wallet("chidi")
    entry = transfer(amina, brian, 40)
    post([entry, transfer(brian, chidi, 1)])
    with refused(InsufficientFunds) as caught:
        reverse(entry_id=entry.id, effective_at=OPENED)
    assert caught.value.extra == {"account_id": str(brian)}
    post([transfer(chidi, brian, 1)])
    reverse(entry_id=entry.id, effective_at=OPENED)
    assert balances(amina, brian, chidi) == [100, 0, 0]


@pytest.mark.django_db
def test_what_was_never_posted_cannot_be_reversed() -> None:
    with refused(UnknownEntry):
        reverse(entry_id=uuid7(), effective_at=OPENED)
