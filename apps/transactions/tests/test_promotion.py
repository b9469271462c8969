"""The sign-up promotion: credited in the background, once, however often the event is delivered."""

from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import Consumption, OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events, run_task
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.transactions.errors import IdempotencyKeyReused
from apps.transactions.models import Transaction
from apps.transactions.services import credit_promotion
from apps.wallets.services import open_wallet
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)
WELCOME = "transactions.welcome_promotion"


@pytest.fixture(autouse=True)
def _five_dollars(settings: Any) -> None:
    settings.PROMOTION_SIGN_UP = Decimal("5.00")


def promotions_paid() -> Decimal:
    return -get_balance(deferred_account_id("promotions", "USD")).amount


@committing
def test_a_new_wallet_is_empty_and_a_moment_later_holds_the_promotion() -> None:
    amina = join("amina")
    assert available(amina) == 0
    assert deliver_events()[WELCOME] == 1
    assert available(amina) == promotions_paid() == 5
    row = Transaction.objects.get()
    assert (row.kind, row.state, row.payer_id, row.payee_id, row.fee) == ("PROMOTION", "COMPLETED", None, amina.id, 0)
    assert list(verification.verify()) == []


@committing
def test_however_often_and_at_once_the_event_is_delivered_it_is_credited_once() -> None:
    amina = join("amina")
    event = OutboxEvent.objects.get(topic="wallets.opened")
    assert run_together(12, lambda _: run_task(WELCOME, event.id)) == [None] * 12
    for _ in range(3):
        run_task(WELCOME, event.id)
    deliver_events()
    assert available(amina) == promotions_paid() == 5
    assert Transaction.objects.count() == 1


def test_a_second_event_for_the_same_wallet_credits_nothing_either() -> None:
    """The key is the wallet's: even an event that was recorded twice, or lost its consumption row, pays once."""
    amina = join("amina")
    deliver_events()
    first = OutboxEvent.objects.get(topic="wallets.opened")
    OutboxEvent.objects.create(topic=first.topic, payload=first.payload, recorded_at=clock.now(), due_at=clock.now())
    Consumption.objects.filter(consumer=WELCOME).delete()
    run_task(WELCOME, first.id)
    deliver_events()
    assert available(amina) == promotions_paid() == 5


@committing
def test_opening_a_wallet_again_opens_no_second_one_and_pays_nothing() -> None:
    amina = join("amina")
    for _ in range(3):
        open_wallet(holder_id=amina.id, currency="USD", now=clock.now())
    outcomes = run_together(8, lambda _: open_wallet(holder_id=amina.id, currency="USD", now=clock.now()).id)
    deliver_events()
    assert len(set(outcomes)) == 1
    assert available(amina) == 5


@committing
def test_eight_at_once_open_one_first_wallet() -> None:
    amina = make_person("amina")
    outcomes = run_together(8, lambda _: open_wallet(holder_id=amina.id, currency="USD", now=clock.now()).id)
    assert len(set(outcomes)) == 1, outcomes
    assert OutboxEvent.objects.filter(topic="wallets.opened").count() == 1
    deliver_events()
    assert available(amina) == 5


@pytest.mark.parametrize("switched_off", ["amount", "currency"])
def test_it_can_be_switched_off_and_is_for_the_base_currency(settings: Any, switched_off: str) -> None:
    if switched_off == "amount":
        settings.PROMOTION_SIGN_UP = Decimal(0)
    else:
        settings.BASE_CURRENCY = "EUR"
    amina: User = join("amina")
    deliver_events()
    assert available(amina) == 0
    assert not Transaction.objects.exists()


def test_a_key_gives_one_amount_to_one_person() -> None:
    amina, brian = join("amina"), join("brian")
    now = clock.now()
    credit_promotion(person_id=amina.id, amount=Money.parse("3.00", "USD"), key="birthday", at=now)
    again = credit_promotion(person_id=amina.id, amount=Money.parse("3.00", "USD"), key="birthday", at=now)
    assert again.replayed
    for person, amount in ((amina, "4.00"), (brian, "3.00")):
        with pytest.raises(IdempotencyKeyReused):
            credit_promotion(person_id=person.id, amount=Money.parse(amount, "USD"), key="birthday", at=now)
    assert (available(amina), available(brian)) == (3, 0)


@committing
def test_without_a_wallet_in_the_currency_the_gift_is_declined() -> None:
    amina = join("amina")
    outcome = credit_promotion(person_id=amina.id, amount=Money.parse("3.00", "EUR"), key=str(uuid7()), at=clock.now())
    assert outcome.transaction.failure_code == "currency_mismatch"
    assert list(verification.verify()) == []
