"""Held payments: the money is put aside, and what becomes of it is decided once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.notifications.models import Notification
from apps.transactions import services
from apps.transactions.errors import NotHeld, TransactionNotFound
from apps.transactions.kinds import P2P
from apps.transactions.models import HeldFor, Spending, Transaction
from apps.transactions.services import release_held, return_held, set_fee, set_tier_limit
from apps.transactions.services._ask import ask
from apps.transactions.services._pay import Intent, Side
from apps.transactions.tests.payments import DIGEST, money_picture, nothing_moves
from apps.wallets import services as wallets
from apps.wallets.selectors import find_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def side(user: User) -> Side:
    return Side(user.id, user.full_name, find_wallet(user.id, "USD"), user.kyc_tier)


def held(payer: User, payee: User, amount: str = "10", key: str | None = None, **changes: Any) -> Transaction:
    intent = Intent(
        *(
            P2P,
            payer.id,
            None,
            side(payer),
            side(payee),
            Money(Decimal(amount), "USD"),
            "",
            key or str(uuid4()),
            DIGEST,
        ),
        hold=HeldFor.REVIEW.value,
    )
    return ask(replace(intent, **changes), proof=None, at=clock.now()).transaction


def in_held_account(user: User) -> Decimal:
    return get_balance(wallet_of(user).held_account).amount


@pytest.fixture
def amina() -> User:
    user = join("amina", 100)
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.50"), tax_percent=Decimal(20), active_from=clock.now())
    return user


@pytest.fixture
def brian() -> User:
    return join("brian")


def test_the_money_is_put_aside_with_its_fee(amina: User, brian: User) -> None:
    row = held(amina, brian)
    assert (row.state, row.held_for, row.decided_at) == ("HELD", "REVIEW", None)
    assert (available(amina), in_held_account(amina), available(brian)) == (Decimal("89.40"), Decimal("10.60"), 0)
    assert OutboxEvent.objects.get(topic="transactions.held").payload == {"transaction_id": str(row.id)}


@committing
def test_released_it_reaches_its_payee(amina: User, brian: User) -> None:
    row = held(amina, brian)
    released = release_held(transaction_id=row.id, at=clock.now())
    assert (released.state, available(brian), in_held_account(amina)) == ("COMPLETED", 10, 0)
    stored = Transaction.objects.get(pk=row.id)
    assert (stored.state, stored.held_for, stored.failure_code) == ("COMPLETED", "REVIEW", "")
    assert stored.decided_at is not None
    assert list(verification.verify()) == []


@committing
def test_returned_it_is_whole_again(amina: User, brian: User) -> None:
    row = held(amina, brian)
    return_held(transaction_id=row.id, code="returned_by_review", at=clock.now())
    assert (available(amina), in_held_account(amina), available(brian)) == (100, 0, 0)
    stored = Transaction.objects.get(pk=row.id)
    assert (stored.state, stored.failure_code) == ("RETURNED", "returned_by_review")
    assert list(verification.verify()) == []


def test_it_is_decided_once_whoever_asks_again(amina: User, brian: User) -> None:
    first, second = held(amina, brian), held(amina, brian)
    release_held(transaction_id=first.id, at=clock.now())
    return_held(transaction_id=second.id, code="returned_by_review", at=clock.now())
    events = OutboxEvent.objects.count()
    with nothing_moves():
        assert release_held(transaction_id=first.id, at=clock.now()).state == "COMPLETED"
        assert return_held(transaction_id=second.id, code="not_claimed", at=clock.now()).state == "RETURNED"
        with pytest.raises(NotHeld):
            return_held(transaction_id=first.id, code="returned_by_review", at=clock.now())
        with pytest.raises(NotHeld):
            release_held(transaction_id=second.id, at=clock.now())
    assert Transaction.objects.get(pk=second.id).failure_code == "returned_by_review"
    assert OutboxEvent.objects.count() == events


def test_what_was_never_held_is_not_decided(amina: User, brian: User) -> None:
    paid = services.send_money(
        payer_id=amina.id,
        session_id=None,
        to=brian.msisdn,
        amount=Money(Decimal(1), "USD"),
        key="plain",
        digest=DIGEST,
        at=clock.now(),
    ).transaction
    for decide in (
        lambda: release_held(transaction_id=paid.id, at=clock.now()),
        lambda: return_held(transaction_id=paid.id, code="returned_by_review", at=clock.now()),
    ):
        with nothing_moves(), pytest.raises(NotHeld):
            decide()
    with pytest.raises(TransactionNotFound):
        release_held(transaction_id=uuid4(), at=clock.now())


@committing
def test_of_sixteen_who_decide_at_once_one_does(amina: User, brian: User) -> None:
    for _ in range(3):
        row = held(amina, brian, "1")

        def decide(index: int, row: Transaction = row) -> str:
            if index % 2:
                return release_held(transaction_id=row.id, at=clock.now()).state
            return return_held(transaction_id=row.id, code="returned_by_review", at=clock.now()).state

        outcomes = run_together(16, decide)
        states = {outcome for outcome in outcomes if isinstance(outcome, str)}
        assert len(states) == 1
        assert all(isinstance(outcome, str | NotHeld) for outcome in outcomes), outcomes
    assert available(amina) + available(brian) + get_fees() == 100
    assert in_held_account(amina) == 0
    assert list(verification.verify()) == []


def get_fees() -> Decimal:
    from apps.ledger.services import deferred_account_id

    return sum((get_balance(deferred_account_id(code, "USD")).amount for code in ("fees:p2p", "taxes")), Decimal(0))


@pytest.mark.parametrize("step", ["events.record", "record_activity", "update"])
def test_a_process_that_dies_on_the_way_leaves_it_held(
    amina: User, brian: User, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = held(amina, brian)

    def die(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    target = {
        "events.record": "apps.transactions.services._held.events.record",
        "record_activity": "apps.transactions.services._held.accounts.record_activity",
        "update": "django.db.models.query.QuerySet.update",
    }[step]
    before = money_picture()
    for decide in (
        lambda: release_held(transaction_id=row.id, at=clock.now()),
        lambda: return_held(transaction_id=row.id, code="returned_by_review", at=clock.now()),
    ):
        with monkeypatch.context() as patch, pytest.raises(RuntimeError), transaction.atomic():
            patch.setattr(target, die)
            decide()
        assert money_picture() == before
        assert Transaction.objects.get(pk=row.id).state == "HELD"
    assert release_held(transaction_id=row.id, at=clock.now()).state == "COMPLETED"


def test_a_payee_who_has_closed_meanwhile_gets_nothing_and_the_payer_everything_back(amina: User, brian: User) -> None:
    row = held(amina, brian)
    wallets.close_wallet(wallet_id=wallet_of(brian).id, reason="asked for", now=clock.now())
    assert release_held(transaction_id=row.id, at=clock.now()).state == "RETURNED"
    assert Transaction.objects.get(pk=row.id).failure_code == "payee_not_active"
    assert (available(amina), in_held_account(amina)) == (100, 0)


def test_what_was_put_aside_counts_against_the_limits_until_it_comes_back(amina: User, brian: User) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(15))
    row = held(amina, brian)
    assert held(amina, brian).failure_code == "daily_limit_exceeded"
    return_held(transaction_id=row.id, code="returned_by_review", at=clock.now())
    counted = Spending.objects.get(person_id=amina.id)
    assert (counted.day_total, counted.day_count, counted.month_total) == (0, 0, 0)
    assert held(amina, brian).state == "HELD"


def test_a_counter_of_another_day_is_not_given_anything_back(amina: User, brian: User) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(50))
    row = held(amina, brian)
    Spending.objects.update(day=clock.now().date() + timedelta(days=40), month="2099-01-01")
    return_held(transaction_id=row.id, code="returned_by_review", at=clock.now())
    assert Spending.objects.get(person_id=amina.id).day_total == 10


def test_the_payer_hears_of_it_and_the_payee_only_of_money(amina: User, brian: User) -> None:
    row = held(amina, brian)
    deliver_events()
    assert [n.title for n in Notification.objects.filter(person_id=amina.id)] == ["10.60 USD put aside"]
    assert not Notification.objects.filter(person_id=brian.id).exists()
    return_held(transaction_id=row.id, code="returned_by_review", at=clock.now())
    other = held(amina, brian)
    release_held(transaction_id=other.id, at=clock.now())
    deliver_events()
    titles = set(Notification.objects.filter(person_id=amina.id).values_list("title", flat=True))
    assert {"10.60 USD came back", "You sent 10.00 USD to Brian Mwangi"} <= titles
    assert [n.title for n in Notification.objects.filter(person_id=brian.id)] == [
        "You received 10.00 USD from Amina Otieno"
    ]


def test_a_repeated_request_is_answered_as_the_first_one_was(amina: User, brian: User) -> None:
    from apps.transactions.api.serializers import transaction_answer

    row = held(amina, brian, key="once")
    first = transaction_answer(row, viewer_id=amina.id, as_first_decided=True)
    assert first["state"] == "HELD"
    for end in (
        lambda: release_held(transaction_id=row.id, at=clock.now()),
        lambda: None,
    ):
        end()
        again = transaction_answer(Transaction.objects.get(pk=row.id), viewer_id=amina.id, as_first_decided=True)
        assert again == first
    assert client_of(amina).get(f"/api/v1/transactions/{row.id}").json()["state"] == "COMPLETED"


def test_a_locked_phone_takes_back_what_it_had_sent_and_nobody_has_received(amina: User, brian: User) -> None:
    device_id = uuid4()
    row = held(amina, brian)
    other = held(amina, brian)
    # The columns are fixed, so the row is made as a phone would have made it.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE transactions_transaction DISABLE TRIGGER authority_is_fixed")
        cursor.execute("UPDATE transactions_transaction SET device_id = %s WHERE id = %s", [device_id, row.id])
        cursor.execute("ALTER TABLE transactions_transaction ENABLE TRIGGER authority_is_fixed")
    assert services.return_held_of_device(device_id=device_id, at=clock.now()) == 1
    assert services.return_held_of_device(device_id=device_id, at=clock.now()) == 0
    assert Transaction.objects.get(pk=row.id).failure_code == "device_locked"
    assert Transaction.objects.get(pk=other.id).state == "HELD"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'COMPLETED'",
        "state = 'DECLINED', failure_code = 'fraud'",
        "state = 'COMPLETED', decided_at = now(), payee_id = payer_id",
        "state = 'RETURNED', failure_code = 'fraud', decided_at = now(), payee_name = 'Mallory'",
        "payee_name = 'Mallory'",
        "decided_at = now()",
        "amount = 1",
    ],
)
def test_the_database_lets_no_held_payment_change_otherwise(amina: User, brian: User, change: str) -> None:
    row = held(amina, brian)
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE transactions_transaction SET {change} WHERE id = %s", [row.id])
    assert sqlstate(caught.value) in {"GP010", "23514"}


def _cases() -> list[tuple[str, Callable[[Transaction], Any]]]:
    return [
        ("COMPLETED", lambda row: release_held(transaction_id=row.id, at=clock.now())),
        ("RETURNED", lambda row: return_held(transaction_id=row.id, code="not_claimed", at=clock.now())),
    ]


@pytest.mark.parametrize(("state", "decide"), _cases())
def test_what_is_decided_stays_decided(
    amina: User, brian: User, state: str, decide: Callable[[Transaction], Any]
) -> None:
    row = held(amina, brian)
    decide(row)
    for other in {"COMPLETED", "RETURNED", "HELD", "DECLINED"} - {state}:
        with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE transactions_transaction SET state = %s WHERE id = %s", [other, row.id])
        assert sqlstate(caught.value) == "GP010"


def test_each_decision_leaves_an_activity(amina: User, brian: User) -> None:
    operator = uuid4()
    row = held(amina, brian)
    release_held(transaction_id=row.id, by=operator, at=clock.now())
    done = Activity.objects.filter(person_id=amina.id, subject=str(row.id)).order_by("id")
    assert [activity.action for activity in done] == ["transactions.held", "transactions.completed"]
    assert done[1].detail == {"by": str(operator)}
