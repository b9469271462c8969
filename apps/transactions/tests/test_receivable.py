"""What somebody owes since a payment to them was reversed is collected, as far as there is money."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import Activity, User
from apps.accounts.services import lock_person
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.errors import NothingToCollect, ReceivableNotFound
from apps.transactions.models import Receivable, Transaction
from apps.transactions.services import collect_receivable
from apps.transactions.tests.giving_back import Policy, books_are_right, make_operators, paid, reverse
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.services import freeze_wallet, unfreeze_wallet
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def owed(brian: User) -> Receivable:
    """Brian owes 10.00: he had spent them when the payment was reversed."""
    join("chidi")
    original = paid(join("amina", 100))
    send(brian, "chidi", 10)
    assert reverse(original, Policy.RECEIVABLE).state == "DONE"
    return Receivable.objects.get()


@pytest.fixture
def olga() -> User:
    return make_operators(1)[0]


def collect(owed: Receivable, by: User) -> Transaction:
    return collect_receivable(receivable_id=owed.id, by=by.id, now=clock.now()).transaction


def test_what_is_there_is_collected_until_nothing_is_owed(brian: User, owed: Receivable, olga: User) -> None:
    pay_in(wallet_of(brian), 4)
    first = collect(owed, olga)
    assert (first.kind, first.amount, first.payer_id, first.payee_id) == ("COLLECTION", 4, brian.id, None)
    assert first.parent_id == owed.transaction_id
    owed.refresh_from_db()
    assert (owed.outstanding, owed.settled_at, available(brian)) == (6, None, 0)
    pay_in(wallet_of(brian), 50)
    assert collect(owed, olga).amount == 6, "never more than is owed"
    owed.refresh_from_db()
    assert (owed.outstanding, available(brian)) == (0, 44)
    assert owed.settled_at is not None
    assert get_balance(deferred_account_id("receivables", "USD")).amount == 0
    assert Activity.objects.filter(person_id=olga.id, action="transactions.collected").count() == 2
    with nothing_moves(), pytest.raises(NothingToCollect):
        collect(owed, olga)
    assert books_are_right()


def test_the_debtor_hears_of_it(brian: User, owed: Receivable, olga: User) -> None:
    pay_in(wallet_of(brian), 4)
    collect(owed, olga)
    deliver_events()
    told = Notification.objects.get(person_id=brian.id, topic="debt_collected")
    assert told.title == "You repaid 4.00 USD of what you owe"


def test_an_empty_wallet_gives_nothing(owed: Receivable, olga: User) -> None:
    with nothing_moves(), pytest.raises(NothingToCollect):
        collect(owed, olga)
    assert not Transaction.objects.filter(kind="COLLECTION").exists()


def test_nothing_is_taken_from_a_frozen_wallet(brian: User, owed: Receivable, olga: User) -> None:
    pay_in(wallet_of(brian), 4)
    freeze_wallet(wallet_id=wallet_of(brian).id, reason="r", now=clock.now())
    with nothing_moves(), pytest.raises(NothingToCollect):
        collect(owed, olga)
    assert not Transaction.objects.filter(kind="COLLECTION").exists()
    unfreeze_wallet(wallet_id=wallet_of(brian).id, reason="r", now=clock.now())
    assert collect(owed, olga).amount == 4


def test_nor_from_a_locked_person(brian: User, owed: Receivable, olga: User) -> None:
    pay_in(wallet_of(brian), 4)
    lock_person(person_id=brian.id, reason="r", now=clock.now())
    with nothing_moves(), pytest.raises(NothingToCollect):
        collect(owed, olga)


def test_nobody_owes_what_is_not_there(olga: User) -> None:
    with pytest.raises(ReceivableNotFound):
        collect_receivable(receivable_id=uuid7(), by=olga.id, now=clock.now())


def test_of_sixteen_who_collect_at_once_one_takes_it(brian: User, owed: Receivable, olga: User) -> None:
    pay_in(wallet_of(brian), 7)
    outcomes = run_together(16, lambda _: collect(owed, olga).amount)
    assert [one for one in outcomes if not isinstance(one, NothingToCollect)] == [7]
    owed.refresh_from_db()
    assert (owed.outstanding, available(brian)) == (3, 0)
    assert books_are_right()


def test_what_is_spent_meanwhile_is_not_taken(brian: User, owed: Receivable, olga: User) -> None:
    pay_in(wallet_of(brian), 7)
    with other_transaction() as there:
        there(lambda: send(brian, "chidi", 5))
        collecting = in_background(lambda: collect(owed, olga).amount)
        wait_until_blocked()
    assert collecting.result(60) == 2
    assert available(brian) == 0
    assert books_are_right()


def test_dying_half_way_collects_nothing(
    brian: User, owed: Receivable, olga: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_in(wallet_of(brian), 7)

    def die(*_: object, **__: object) -> None:
        raise SystemExit("killed")

    with monkeypatch.context() as patch:
        patch.setattr("apps.transactions.services._reverse.accounts.record_activity", die)
        with nothing_moves(), pytest.raises(SystemExit):
            collect(owed, olga)
    owed.refresh_from_db()
    assert owed.outstanding == 10
    assert collect(owed, olga).amount == 7


@pytest.mark.parametrize(
    "change", [{"outstanding": Decimal(11)}, {"outstanding": Decimal(10)}, {"amount": Decimal(1)}, {"currency": "EUR"}]
)
def test_what_is_owed_only_becomes_less(owed: Receivable, change: dict[str, object]) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        Receivable.objects.filter(pk=owed.id).update(**change)
    assert sqlstate(caught.value) == "GP010"


def test_what_is_owed_is_never_deleted(owed: Receivable) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        owed.delete()
    assert sqlstate(caught.value) == "GP010"
