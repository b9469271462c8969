"""A dealing is undone by operators who have no part in it: not by those of the agent, of now or of before."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.agents.models import Agent, Staff
from apps.agents.tests.dealing import bring, fetch
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    side_of,
)
from apps.agents.tests.ordering import operators
from apps.approvals.errors import NotAllowed
from apps.core import clock
from apps.core.money import Money
from apps.transactions.models import Receivable, Transaction
from apps.transactions.services import approve_reversal, move_float, request_reversal
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def agent() -> Agent:
    boss = open_agent(make_person("grace"), name="Umoja", rank="SUPER")
    agent = open_agent(make_person("hassan"), parent=boss)
    give_float(main_outlet(agent), 200)
    employ(agent, teller := make_person("imani"))
    open_shift(main_outlet(agent), teller)
    return agent


def teller_of(agent: Agent) -> User:
    return User.objects.get(agent_shifts__agent_id=agent.id)


def approve(row: Transaction, maker: User, checker: User, policy: str = "REFUSE") -> str:
    asked = request_reversal(
        transaction_id=row.id, policy=policy, reason="a wrong number", maker_id=maker.id, now=clock.now()
    )
    done = approve_reversal(request_id=asked.id, checker_id=checker.id, holds_role=True, now=clock.now())
    return done.state


@pytest.mark.parametrize("place", ["agent", "super-agent"])
@pytest.mark.parametrize("left", [False, True])
def test_nobody_of_the_agent_approves_that_its_cash_in_is_undone(agent: Agent, place: str, left: bool) -> None:
    """The teller keeps the cash and says that the number was wrong; a colleague at the platform says yes."""
    insider, stranger = operators(2)
    there = agent if place == "agent" else agent.parent
    assert there is not None
    employ(there, insider)
    if left:
        Staff.objects.filter(person=insider).update(ended_at=clock.now())
    amina = join("amina")
    paid = bring(teller_of(agent), amina, "50.00")
    asked = request_reversal(
        transaction_id=paid.id, policy="REFUSE", reason="wrong", maker_id=teller_of(agent).id, now=clock.now()
    )
    with nothing_moves(), pytest.raises(NotAllowed):
        approve_reversal(request_id=asked.id, checker_id=insider.id, holds_role=True, now=clock.now())
    assert available(amina) == 50
    done = approve_reversal(request_id=asked.id, checker_id=stranger.id, holds_role=True, now=clock.now())
    assert (done.state, available(amina)) == ("DONE", 0)


def test_nor_that_its_float_goes_back_where_it_came_from(agent: Agent) -> None:
    insider, stranger = operators(2)
    employ(agent, insider)
    market = open_outlet(agent)
    moved = move_float(
        initiator_id=agent.owner_id,
        session_id=None,
        source=side_of(main_outlet(agent)),
        target=side_of(market),
        amount=Money(Decimal(40), "USD"),
        key="k",
        digest=b"x" * 32,
        at=clock.now(),
    ).transaction
    maker = make_operator()
    asked = request_reversal(transaction_id=moved.id, policy="REFUSE", reason="w", maker_id=maker.id, now=clock.now())
    with nothing_moves(), pytest.raises(NotAllowed):
        approve_reversal(request_id=asked.id, checker_id=insider.id, holds_role=True, now=clock.now())
    done = approve_reversal(request_id=asked.id, checker_id=stranger.id, holds_role=True, now=clock.now())
    assert (done.state, float_of(market)) == ("DONE", 0)


def test_what_an_agent_would_lose_is_not_kept_from_operators_by_naming_them_its_staff(agent: Agent) -> None:
    one, other = operators(2)
    fetched = fetch(teller_of(agent), amina := join("amina", 100), "60.00")
    for operator in (one, other):
        employ(agent, operator)
    assert (approve(fetched, one, other), available(amina)) == ("DONE", 100)


def test_what_an_outlet_has_spent_nobody_owes(agent: Agent) -> None:
    """An outlet is no person who could owe, whatever the operators have chosen."""
    teller, amina = teller_of(agent), join("amina", 100)
    fetched = fetch(teller, amina, "60.00")
    bring(teller, join("brian"), "255.00")
    with nothing_moves():
        assert approve(fetched, make_operator(), make_person("esther"), "RECEIVABLE") == "REFUSED"
    assert not Receivable.objects.exists()
