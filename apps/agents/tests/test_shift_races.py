"""A shift that is closed while customers are served: a dealing comes first and is counted, or finds it closed."""

from decimal import Decimal

import pytest
from django.db.models import Sum

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, make_person
from apps.agents.errors import ShiftNotOpen
from apps.agents.models import Agent, Dealing, Shift, ShiftState
from apps.agents.services import approve_difference, close_shift, move_cash, start_shift
from apps.agents.shift_errors import ShiftConflict, ShiftOpenAlready
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, float_of, give_float, main_outlet, open_agent
from apps.core import clock
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger import verification
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db(transaction=True)
SERVED = 10


@pytest.fixture
def shop() -> Agent:
    agent = open_agent(make_person("hassan"))
    give_float(main_outlet(agent), 500)
    return agent


@pytest.fixture
def imani(shop: Agent) -> User:
    teller = make_person("imani")
    employ(shop, teller)
    return teller


def test_cash_ins_race_a_close(shop: Agent, imani: User) -> None:
    customers = [UserFactory.create() for _ in range(SERVED)]
    for customer in customers:
        give_wallet(customer)
    shift = start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())

    def work(index: int) -> object:
        if index == SERVED:
            return close_shift(person_id=imani.id, cash=Decimal(20), remark="In a hurry.", now=clock.now())
        if index == SERVED + 1:
            return move_cash(
                person_id=imani.id,
                direction="IN",
                amount=Decimal(3),
                reason="Change",
                key="one",
                now=clock.now(),
            )
        return bring(imani, customers[index], "7.00")

    outcomes = run_together(SERVED + 2, work)

    shift.refresh_from_db()
    paid = [one for one in outcomes[:SERVED] if not isinstance(one, Exception)]
    refused = [one for one in outcomes[:SERVED] if isinstance(one, Exception)]
    assert all(isinstance(one, ShiftNotOpen) for one in refused), refused
    assert isinstance(outcomes[SERVED], Shift), outcomes[SERVED]
    moved = Decimal(0) if isinstance(outcomes[SERVED + 1], ShiftNotOpen) else Decimal(3)
    dealt = Dealing.objects.filter(shift_id=shift.id).aggregate(total=Sum("amount", default=Decimal(0)))["total"]
    assert dealt == 7 * len(paid)
    assert shift.expected == shift.opening_cash + dealt + moved
    assert (shift.dealings, shift.brought) == (len(paid), moved)
    assert shift.counted_cash is not None and shift.difference == shift.counted_cash - shift.expected
    assert float_of(main_outlet(shop)) == 500 - dealt == 500 - sum(available(customer) for customer in customers)
    assert list(verification.verify()) == []


def test_a_dealing_in_flight_comes_first(shop: Agent, imani: User) -> None:
    amina = join("amina", 0)
    start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    with other_transaction() as there:
        there(lambda: bring(imani, amina, "7.00"))
        closing = in_background(lambda: close_shift(person_id=imani.id, cash=Decimal(27), now=clock.now()))
        wait_until_blocked()
    assert (closing.result().state, closing.result().expected) == (ShiftState.CLOSED, Decimal(27))


def test_a_dealing_after_the_close_moves_nothing(shop: Agent, imani: User) -> None:
    amina = join("amina", 0)
    start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    with other_transaction() as there:
        there(lambda: close_shift(person_id=imani.id, cash=Decimal(20), now=clock.now()))
        serving = in_background(lambda: bring(imani, amina, "7.00"))
        wait_until_blocked()
    assert isinstance(serving.exception(), ShiftNotOpen)
    assert (available(amina), float_of(main_outlet(shop))) == (0, 500)
    assert Shift.objects.get().expected == 20
    assert list(verification.verify()) == []


def test_of_many_beginnings_one_is_a_shift(shop: Agent, imani: User) -> None:
    outcomes = run_together(6, lambda index: start_shift(person_id=imani.id, cash=Decimal(index), now=clock.now()))
    assert sum(isinstance(one, Shift) for one in outcomes) == Shift.objects.count() == 1
    assert sum(isinstance(one, ShiftOpenAlready) for one in outcomes) == 5


def test_the_same_movement_at_the_same_time_is_made_once(shop: Agent, imani: User) -> None:
    start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    outcomes = run_together(
        6,
        lambda index: move_cash(
            person_id=imani.id, direction="OUT", amount=Decimal(15), reason="Bank", key="one", now=clock.now()
        ),
    )
    assert [one.replayed for one in outcomes].count(False) == 1, outcomes
    assert len({one.movement.id for one in outcomes}) == 1
    assert Shift.objects.get().expected == 5


def test_a_difference_is_approved_once(shop: Agent, imani: User) -> None:
    shift = start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    close_shift(person_id=imani.id, cash=Decimal(19), remark="One is missing.", now=clock.now())
    outcomes = run_together(
        4,
        lambda index: approve_difference(
            person_id=shop.owner_id, agent_id=shop.id, shift_id=shift.id, reason=f"Reason {index}", now=clock.now()
        ),
    )
    assert sum(isinstance(one, Shift) for one in outcomes) == 1
    assert sum(isinstance(one, ShiftConflict) for one in outcomes) == 3, outcomes
