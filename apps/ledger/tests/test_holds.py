"""Holding money, and closing a hold exactly once: captured in whole or in part, or released."""

from decimal import Decimal
from uuid import UUID

import pytest

from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.ledger import selectors
from apps.ledger.services import (
    Entry,
    EntryAnswered,
    EntryConflict,
    InsufficientFunds,
    Leg,
    UnbalancedEntry,
    UnknownEntry,
    capture,
    hold,
    post,
    release,
    reverse,
)
from apps.ledger.tests.books import (
    OPENED,
    assert_agrees,
    balances,
    open_fees,
    open_held,
    open_wallet,
    refused,
    transfer,
    usd,
)


@pytest.fixture
def amina(db: None) -> tuple[UUID, UUID]:
    """Her available and her held account, a hundred dollars in the first."""
    return open_wallet("amina", 100), open_held("amina")


def hold_of(amina: tuple[UUID, UUID], amount: str | int) -> UUID:
    hold_id = uuid7()
    hold(hold_id=hold_id, available=amina[0], held=amina[1], amount=usd(amount), effective_at=OPENED)
    return hold_id


def test_a_hold_puts_money_aside(amina: tuple[UUID, UUID]) -> None:
    hold_of(amina, 30)
    assert balances(*amina) == [70, 30]
    with refused(InsufficientFunds):
        post([transfer(amina[0], open_wallet("brian"), 71)])


def test_the_same_hold_twice_holds_once(amina: tuple[UUID, UUID]) -> None:
    hold_id = uuid7()
    for _ in range(2):
        hold(hold_id=hold_id, available=amina[0], held=amina[1], amount=usd(30), effective_at=OPENED)
    assert balances(*amina) == [70, 30]
    with refused(EntryConflict):
        hold(hold_id=hold_id, available=amina[0], held=amina[1], amount=usd(31), effective_at=OPENED)


def test_more_than_there_is_cannot_be_held(amina: tuple[UUID, UUID]) -> None:
    with refused(InsufficientFunds):
        hold_of(amina, "100.01")


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_nothing_and_less_cannot_be_held(amina: tuple[UUID, UUID], amount: str) -> None:
    with refused(UnbalancedEntry):
        hold_of(amina, amount)


def test_a_capture_pays_what_was_held(amina: tuple[UUID, UUID]) -> None:
    brian = open_wallet("brian")
    hold_id = hold_of(amina, 30)
    closing = capture(hold_id=hold_id, to=[Leg(brian, usd(30))], effective_at=OPENED)
    assert balances(*amina, brian) == [70, 0, 30]
    entry = selectors.get_entry(closing)
    assert entry is not None
    assert (entry.closes, entry.kind) == (hold_id, "CAPTURE")


def test_a_partial_capture_gives_the_rest_back(amina: tuple[UUID, UUID]) -> None:
    brian, fees = open_wallet("brian"), open_fees()
    hold_id = hold_of(amina, 30)
    capture(hold_id=hold_id, to=[Leg(brian, usd("12.34")), Leg(fees, usd("0.66"))], effective_at=OPENED)
    assert balances(*amina, brian, fees) == [Decimal(87), 0, Decimal("12.34"), Decimal("0.66")]


def test_a_release_gives_everything_back(amina: tuple[UUID, UUID]) -> None:
    hold_id = hold_of(amina, 30)
    release(hold_id=hold_id, effective_at=OPENED)
    assert balances(*amina) == [100, 0]


def test_closing_a_hold_again_in_the_same_way_changes_nothing(amina: tuple[UUID, UUID]) -> None:
    brian = open_wallet("brian")
    first, second = hold_of(amina, 30), hold_of(amina, 30)
    to = [Leg(brian, usd(10))]
    assert capture(hold_id=first, to=to, effective_at=OPENED) == capture(hold_id=first, to=to, effective_at=OPENED)
    assert release(hold_id=second, effective_at=OPENED) == release(hold_id=second, effective_at=OPENED)
    assert balances(*amina, brian) == [90, 0, 10]


def test_a_hold_is_closed_once(amina: tuple[UUID, UUID]) -> None:
    """Another hold's money lies in the same held account, so the account's floor alone would not notice."""
    brian = open_wallet("brian")
    captured, released, _ = hold_of(amina, 20), hold_of(amina, 20), hold_of(amina, 60)
    capture(hold_id=captured, to=[Leg(brian, usd(20))], effective_at=OPENED)
    release(hold_id=released, effective_at=OPENED)
    with refused(EntryAnswered):
        release(hold_id=captured, effective_at=OPENED)
    with refused(EntryAnswered):
        capture(hold_id=captured, to=[Leg(brian, usd(19))], effective_at=OPENED)
    with refused(EntryAnswered):
        capture(hold_id=released, to=[Leg(brian, usd(20))], effective_at=OPENED)
    with refused(EntryConflict):
        legs = [Leg(amina[1], usd(-20)), Leg(brian, usd(20))]
        post([Entry(uuid7(), "CAPTURE", legs, OPENED, closes=captured)])
    assert balances(*amina, brian) == [20, 60, 20]


@pytest.mark.parametrize("to", [[], ["0"], ["-1"], ["30.01"], ["20", "10.01"], ["31", "-1"]])
def test_a_capture_takes_more_than_nothing_and_at_most_what_is_held(amina: tuple[UUID, UUID], to: list[str]) -> None:
    hold_of(amina, 60)
    hold_id = hold_of(amina, 30)
    legs = [Leg(open_wallet(f"payee-{number}"), usd(amount)) for number, amount in enumerate(to)]
    with refused(UnbalancedEntry):
        capture(hold_id=hold_id, to=legs, effective_at=OPENED)


def test_what_was_never_held_cannot_be_closed(amina: tuple[UUID, UUID]) -> None:
    with refused(UnknownEntry):
        release(hold_id=uuid7(), effective_at=OPENED)
    with refused(UnknownEntry):
        capture(hold_id=uuid7(), to=[Leg(amina[0], usd(1))], effective_at=OPENED)


@pytest.mark.django_db(transaction=True)
def test_of_captures_and_releases_at_once_one_wins() -> None:
    amina = open_wallet("amina", 100), open_held("amina")
    brian = open_wallet("brian")
    hold_of(amina, 50)
    hold_id = hold_of(amina, 30)

    def close(index: int) -> UUID:
        if index % 3 == 0:
            return release(hold_id=hold_id, effective_at=OPENED)
        return capture(hold_id=hold_id, to=[Leg(brian, usd(10 * (index % 3)))], effective_at=OPENED)

    outcomes = run_together(16, close)
    assert {type(outcome) for outcome in outcomes} == {UUID, EntryAnswered}
    # Who closed it, and those who asked for just the same.
    ways = {index % 3 for index, outcome in enumerate(outcomes) if isinstance(outcome, UUID)}
    assert len(ways) == 1
    paid = {0: 0, 1: 10, 2: 20}[ways.pop()]
    assert balances(*amina, brian) == [50 - paid, 50, paid]
    assert_agrees()


def test_a_hold_that_was_reversed_is_closed(amina: tuple[UUID, UUID]) -> None:
    """Or the second of the two would give back money that another hold put aside."""
    hold_of(amina, 50)
    hold_id = hold_of(amina, 30)
    reverse(entry_id=hold_id, effective_at=OPENED)
    assert balances(*amina) == [50, 50]
    with refused(EntryConflict):
        release(hold_id=hold_id, effective_at=OPENED)
    with refused(EntryConflict):
        capture(hold_id=hold_id, to=[Leg(open_wallet("brian"), usd(30))], effective_at=OPENED)


def test_a_hold_that_was_closed_is_not_reversed(amina: tuple[UUID, UUID]) -> None:
    hold_of(amina, 50)
    hold_id = hold_of(amina, 30)
    release(hold_id=hold_id, effective_at=OPENED)
    with refused(EntryConflict):
        reverse(entry_id=hold_id, effective_at=OPENED)
