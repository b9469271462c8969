"""What disputes use: a part of a payment is kept back, and given back out of what was put aside, or let go."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import CurrencyMismatch, Money
from apps.core.tests.parallel import run_together
from apps.ledger import services as ledger
from apps.ledger.selectors import get_balance, get_entry
from apps.transactions.errors import (
    AlreadyReversed,
    IdempotencyKeyReused,
    NothingLeftToRefund,
    NotRefundable,
    PayeeNotActive,
    RefundTooLarge,
    TransactionNotFound,
)
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome, refund_for_dispute, release_pay_back, reserve_pay_back
from apps.transactions.tests.giving_back import books_are_right, give_back, paid, reverse, went_back
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def reserve(original: Transaction, amount: str | int) -> None:
    with transaction.atomic():
        reserve_pay_back(transaction_id=original.id, amount=usd(amount), at=clock.now())


def release(original: Transaction, amount: str | int) -> None:
    with transaction.atomic():
        release_pay_back(transaction_id=original.id, amount=usd(amount), at=clock.now())


def put_aside(user: User, amount: str | int) -> UUID:
    wallet, hold_id = wallet_of(user), uuid7()
    ledger.hold(
        hold_id=hold_id,
        available=wallet.available_account,
        held=wallet.held_account,
        amount=usd(amount),
        effective_at=clock.now(),
    )
    return hold_id


def decide(
    original: Transaction,
    amount: str | int,
    *,
    hold: UUID | None = None,
    reserved: bool = True,
    key: str = "dispute:1",
) -> Outcome:
    return refund_for_dispute(
        transaction_id=original.id,
        amount=usd(amount),
        from_held=hold,
        reserved=reserved,
        key=key,
        at=clock.now(),
    )


def held(user: User) -> Decimal:
    return get_balance(wallet_of(user).held_account).amount


def test_what_was_put_aside_goes_back_once(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 10)
    hold = put_aside(brian, 10)
    first, again = decide(original, 10, hold=hold), decide(original, 10, hold=hold)
    row = first.transaction
    assert (row.kind, row.state, row.parent_id, row.payer_id, row.payee_id) == (
        "REFUND",
        "COMPLETED",
        original.id,
        brian.id,
        amina.id,
    )
    assert (again.transaction.id, again.replayed) == (row.id, True)
    assert (available(amina), available(brian), held(brian)) == (100, 0, 0)
    assert went_back(original) == (10, False)
    assert books_are_right()


def test_books_and_pages_find_the_refund_by_its_entry(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 10)
    row = decide(original, 10, hold=put_aside(brian, 10)).transaction
    entry = get_entry(row.id)
    assert entry is not None and entry.kind == "REFUND"
    assert {leg.account_id: leg.amount.amount for leg in entry.legs} == {
        wallet_of(brian).available_account: -10,
        wallet_of(amina).available_account: 10,
    }


def test_what_is_not_given_back_is_the_payees_again(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 10)
    hold = put_aside(brian, 10)
    release(original, 6)
    decide(original, 4, hold=hold)
    assert (available(amina), available(brian), held(brian)) == (94, 6, 0)
    assert went_back(original) == (4, False)
    assert give_back(brian, original).transaction.amount == 6
    assert books_are_right()


def test_what_is_kept_back_is_neither_refunded_nor_reversed(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 7)
    with nothing_moves():
        assert give_back(brian, original, "4.00").transaction.failure_code == "refund_too_large"
    assert give_back(brian, original).transaction.amount == 3, "all that is left"
    release(original, 7)
    assert give_back(brian, original).transaction.amount == 7
    assert books_are_right()


def test_no_more_is_kept_back_than_is_left(amina: User, brian: User) -> None:
    original = paid(amina)
    give_back(brian, original, "4.00")
    with pytest.raises(RefundTooLarge):
        reserve(original, "6.01")
    reserve(original, 6)
    with pytest.raises(NothingLeftToRefund):
        reserve(original, "0.01")
    assert went_back(original) == (10, False)


def test_of_a_reversed_payment_nothing_is_kept_back(amina: User, brian: User) -> None:
    original = paid(amina)
    reverse(original)
    with pytest.raises(AlreadyReversed):
        reserve(original, 1)


def test_no_more_is_let_go_than_was_kept_back(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 5)
    with pytest.raises(ValueError, match="never kept back"):
        release(original, "5.01")
    for wrong in (0, -1):
        with pytest.raises(ValueError, match="more than zero"):
            release(original, wrong)
        with pytest.raises(ValueError, match="more than zero"):
            reserve(original, wrong)
    assert went_back(original) == (5, False)


def test_without_a_hold_it_comes_from_what_the_payee_has(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    assert decide(original, 3, reserved=False).transaction.state == "COMPLETED"
    assert (available(amina), available(brian), went_back(original)) == (93, 7, (3, False))
    send(brian, "chidi", 6)
    with nothing_moves():
        declined = decide(original, 7, reserved=False, key="dispute:2").transaction
    assert (declined.failure_code, went_back(original)) == ("insufficient_funds", (3, False))
    assert books_are_right()


def test_what_was_not_reserved_is_counted_too(amina: User, brian: User) -> None:
    original = paid(amina)
    give_back(brian, original, "4.50")
    send(amina, "brian", 5)
    hold = put_aside(brian, 10)
    with nothing_moves(), pytest.raises(RefundTooLarge):
        decide(original, 6, hold=hold, reserved=False)
    assert decide(original, "5.50", hold=hold, reserved=False).transaction.state == "COMPLETED"
    assert (went_back(original), available(brian), held(brian)) == ((10, False), Decimal("5.00"), 0)
    assert books_are_right()


def test_a_frozen_payee_does_not_keep_what_was_put_aside(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 10)
    hold = put_aside(brian, 10)
    freeze_wallet(wallet_id=wallet_of(brian).id, reason="r", now=clock.now())
    assert decide(original, 10, hold=hold).transaction.state == "COMPLETED"
    assert available(amina) == 100


def test_into_a_closed_wallet_nothing_goes_back(amina: User, brian: User) -> None:
    original = paid(amina, amount=100)
    reserve(original, 100)
    hold = put_aside(brian, 100)
    close_wallet(wallet_id=wallet_of(amina).id, reason="r", now=clock.now())
    with nothing_moves(), pytest.raises(PayeeNotActive):
        decide(original, 100, hold=hold)
    assert held(brian) == 100


def test_a_hold_is_closed_once_and_never_for_more(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 10)
    hold = put_aside(brian, 5)
    with nothing_moves(), pytest.raises(ledger.UnbalancedEntry):
        decide(original, "5.01", hold=hold)
    ledger.release(hold_id=hold, effective_at=clock.now())
    with nothing_moves(), pytest.raises(ledger.EntryAnswered):
        decide(original, 5, hold=hold)


def test_somebody_elses_money_is_not_taken(amina: User, brian: User) -> None:
    original = paid(amina)
    hold = put_aside(join("chidi", 50), 10)
    with nothing_moves():
        with pytest.raises(NotRefundable):
            decide(original, 10, hold=hold)
        with pytest.raises(NotRefundable):
            decide(original, 10, hold=uuid7())


def test_one_key_decides_one_thing(amina: User, brian: User) -> None:
    original = paid(amina)
    decide(original, 3, reserved=False)
    with nothing_moves(), pytest.raises(IdempotencyKeyReused):
        decide(original, 4, reserved=False)


def test_there_must_be_a_payment_that_can_go_back(amina: User, brian: User) -> None:
    declined = send(amina, "brian", 1000).transaction
    with pytest.raises(NotRefundable):
        reserve(declined, 1)
    with pytest.raises(NotRefundable):
        decide(declined, 1)
    original = paid(amina)
    with pytest.raises(CurrencyMismatch), transaction.atomic():
        reserve_pay_back(transaction_id=original.id, amount=Money(Decimal(1), "EUR"), at=clock.now())
    original.id = uuid7()
    with pytest.raises(TransactionNotFound):
        reserve(original, 1)


def test_sixteen_decisions_at_once_pay_once(amina: User, brian: User) -> None:
    original = paid(amina)
    reserve(original, 10)
    hold = put_aside(brian, 10)
    outcomes = run_together(16, lambda _: decide(original, 10, hold=hold))
    assert len({one.transaction.id for one in outcomes}) == 1
    assert sum(not one.replayed for one in outcomes) == 1
    assert available(amina) == 100
    assert books_are_right()


def test_reserving_and_refunding_at_once_never_exceeds_the_whole(amina: User) -> None:
    brian = join("brian", 500)
    original = paid(amina)

    def act(index: int) -> str:
        if index % 2:
            return give_back(brian, original, "1.00").transaction.state
        reserve(original, 1)
        return "RESERVED"

    outcomes = run_together(32, act)
    refunded = outcomes.count("COMPLETED")
    assert refunded + outcomes.count("RESERVED") == 10
    assert all(isinstance(one, str | NothingLeftToRefund) for one in outcomes), outcomes
    assert (available(amina), went_back(original)) == (90 + refunded, (10, False))
    assert books_are_right()


def test_dying_after_the_hold_was_closed_leaves_it_open(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = paid(amina)
    reserve(original, 10)
    hold = put_aside(brian, 10)

    def die(*_: object, **__: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr("apps.transactions.services._refund.record_back", die)
        with nothing_moves(), pytest.raises(SystemExit):
            decide(original, 10, hold=hold)
    assert decide(original, 10, hold=hold).transaction.state == "COMPLETED"
    assert books_are_right()
