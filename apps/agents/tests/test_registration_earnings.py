"""What an agent earns by a customer it has registered: once, when they are active, and in time."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, make_person
from apps.agents import services
from apps.agents.models import Agent, CommissionLine, Registration, Staff
from apps.agents.services import _earn_by_registration as earning
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, give_float, open_agent, set_commission
from apps.agents.tests.registering import Counter, customer_of, open_counter, register, start
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.kyc.models import Submission
from apps.kyc.tests.papers import draft_of
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join, pay_in, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def counter() -> Counter:
    """A counter of an agent below a super-agent, which earns three dollars by a customer."""
    counter = open_counter()
    set_commission(
        "REGISTRATION",
        flat=Decimal(3),
        teller_share=Decimal(30),
        outlet_share=Decimal(10),
        agent_share=Decimal(40),
        super_share=Decimal(20),
    )
    above = open_agent(make_person("khadija"), name="Lake Supply", rank="SUPER")
    Agent.objects.filter(pk=counter.agent.id).update(parent=above)
    return counter


def approve(row: Registration, at: datetime | None = None) -> None:
    """The customer's papers are approved, and the event of it is not consumed yet."""
    draft = draft_of(customer_of(row))
    at = at or clock.now()
    Submission.objects.filter(pk=draft.pk).update(state="SUBMITTED", submitted_at=at)
    Submission.objects.filter(pk=draft.pk).update(state="APPROVED", decided_at=at)


def pay(row: Registration) -> Transaction:
    """The customer has paid somebody."""
    join("amina", 0)
    pay_in(wallet_of(customer_of(row)), 20)
    return send(customer_of(row), "amina", 5).transaction


def earned() -> dict[str, Decimal]:
    return dict(CommissionLine.objects.values_list("earner", "amount"))


ALL_SHARES = {
    "TELLER": Decimal("0.9"),
    "OUTLET": Decimal("0.3"),
    "SUPER": Decimal("0.6"),
    "AGENT": Decimal("1.2"),
}


@pytest.mark.parametrize("first", ["papers", "payment"])
def test_it_is_earned_when_papers_are_approved_and_a_payment_was_made(counter: Counter, first: str) -> None:
    row, now = register(counter), clock.now()

    def be_approved() -> bool:
        approve(row)
        return services.earn_by_customer(customer_id=row.customer_id, now=now)  # type: ignore[arg-type]

    def have_paid() -> bool:
        return services.earn_by_payment(transaction_id=pay(row).id, now=now)

    steps = [be_approved, have_paid] if first == "papers" else [have_paid, be_approved]
    assert [step() for step in steps] == [False, True]
    row.refresh_from_db()
    assert (row.state, row.decided_at, earned()) == ("EARNED", now, ALL_SHARES)
    assert set(CommissionLine.objects.values_list("registration_id", "transaction_id")) == {(row.id, None)}
    assert OutboxEvent.objects.get(topic="agents.registration_earned").payload == {"registration_id": str(row.id)}
    assert Activity.objects.filter(person_id=counter.teller.id, action="agents.registration_earned").count() == 1


def test_it_is_earned_once_however_often_the_events_come(counter: Counter) -> None:
    row, now = register(counter), clock.now()
    approve(row)
    payment = pay(row)
    done = [services.earn_by_payment(transaction_id=payment.id, now=now) for _ in range(3)]
    assert done == [True, False, False]
    services.settle_registrations(now=now)
    assert earned() == ALL_SHARES
    assert OutboxEvent.objects.filter(topic="agents.registration_earned").count() == 1


def test_lost_events_are_made_up_for_by_the_sweep(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    pay(row)
    assert services.settle_registrations(now=clock.now()) == 1
    assert services.settle_registrations(now=clock.now()) == 0
    row.refresh_from_db()
    assert (row.state, earned()) == ("EARNED", ALL_SHARES)


def test_cash_at_agents_makes_nobody_active(counter: Counter) -> None:
    """What the agent can do alone, with the customer's money or its own, earns it nothing."""
    row = register(counter)
    approve(row)
    give_float(counter.outlet, 50)
    dealing = bring(counter.teller, customer_of(row), "5")
    assert not services.earn_by_payment(transaction_id=dealing.id, now=clock.now())
    pay_in(wallet_of(customer_of(row)), 5)
    assert services.settle_registrations(now=clock.now()) == 0
    assert not CommissionLine.objects.filter(kind="REGISTRATION").exists()


def test_a_declined_payment_makes_nobody_active(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    join("amina", 0)
    declined = send(customer_of(row), "amina", 5).transaction
    assert declined.state == "DECLINED"
    assert not services.earn_by_payment(transaction_id=declined.id, now=clock.now())


def test_after_ninety_days_it_lapses(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    assert services.settle_registrations(now=row.lapses_at - timedelta(seconds=1)) == 0
    assert services.settle_registrations(now=row.lapses_at) == 1
    row.refresh_from_db()
    assert (row.state, row.decided_at) == ("LAPSED", row.lapses_at)
    assert not services.earn_by_payment(transaction_id=pay(row).id, now=row.lapses_at)
    assert earned() == {}


def test_what_was_done_in_time_counts_however_late_the_sweep_comes(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    pay(row)
    services.settle_registrations(now=row.lapses_at + timedelta(days=3))
    row.refresh_from_db()
    assert (row.state, earned()) == ("EARNED", ALL_SHARES)


def test_what_was_done_too_late_does_not_count(counter: Counter) -> None:
    row = register(counter)
    approve(row, at=row.lapses_at + timedelta(seconds=1))
    pay(row)
    services.settle_registrations(now=row.lapses_at + timedelta(days=1))
    row.refresh_from_db()
    assert (row.state, earned()) == ("LAPSED", {})


def test_a_registration_nobody_confirmed_lapses_after_a_day() -> None:
    row = Registration.objects.get(pk=start(open_counter()).json()["id"])
    assert services.settle_registrations(now=row.lapses_at) == 1
    row.refresh_from_db()
    assert (row.state, row.customer_id) == ("LAPSED", None)


def test_an_agent_that_is_suspended_earns_once_it_serves_again(counter: Counter) -> None:
    row, now = register(counter), clock.now()
    approve(row)
    Agent.objects.filter(pk=counter.agent.id).update(status="SUSPENDED")
    assert not services.earn_by_payment(transaction_id=pay(row).id, now=now)
    assert services.settle_registrations(now=now) == 0
    Agent.objects.filter(pk=counter.agent.id).update(status="ACTIVE")
    assert services.settle_registrations(now=now) == 1
    assert earned() == ALL_SHARES


def test_an_agent_that_stays_suspended_earns_nothing(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    pay(row)
    Agent.objects.filter(pk=counter.agent.id).update(status="SUSPENDED")
    services.settle_registrations(now=row.lapses_at)
    row.refresh_from_db()
    assert (row.state, earned()) == ("LAPSED", {})


def test_a_customer_who_works_for_the_agent_earns_it_nothing(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    employ(counter.agent, customer_of(row))
    assert not services.earn_by_payment(transaction_id=pay(row).id, now=clock.now())
    assert earned() == {}


def test_a_teller_who_has_left_has_earned_it_all_the_same(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    Staff.objects.filter(pk=counter.staff.id).update(ended_at=clock.now())
    assert services.earn_by_payment(transaction_id=pay(row).id, now=clock.now())
    line = CommissionLine.objects.get(earner="TELLER")
    assert (line.earner_id, line.account_code) == (counter.staff.id, f"teller:{counter.staff.id}:commission")


def test_without_a_rule_nothing_is_earned_and_it_is_decided_all_the_same() -> None:
    row = register(open_counter())
    approve(row)
    assert services.earn_by_payment(transaction_id=pay(row).id, now=clock.now())
    set_commission("REGISTRATION", flat=Decimal(3))
    assert services.settle_registrations(now=clock.now()) == 0
    row.refresh_from_db()
    assert (row.state, earned()) == ("EARNED", {})


def test_the_office_sees_what_it_earned(counter: Counter) -> None:
    row = register(counter)
    approve(row)
    services.earn_by_payment(transaction_id=pay(row).id, now=clock.now())
    office = client_of(counter.agent.owner).get(f"/api/v1/agents/{counter.agent.id}/registrations").json()
    assert [(one["state"], one["earned"], one["currency"]) for one in office["results"]] == [("EARNED", "3.00", "USD")]


def test_when_the_process_dies_half_way_nothing_is_earned_and_the_next_one_does_it(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = register(counter)
    approve(row)
    payment = pay(row)

    def die(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    for module, name in ((earning, "post_earned"), (earning.events, "record")):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, die)
            with pytest.raises(RuntimeError):
                services.earn_by_payment(transaction_id=payment.id, now=clock.now())
        row.refresh_from_db()
        assert (row.state, earned()) == ("REGISTERED", {})
    assert services.earn_by_payment(transaction_id=payment.id, now=clock.now())
    assert earned() == ALL_SHARES


@pytest.mark.parametrize(
    "change",
    [
        "state = 'REGISTERED', decided_at = NULL",
        "state = 'LAPSED'",
        "customer_id = agent_id",
        "teller_id = agent_id",
    ],
)
def test_the_database_decides_a_registration_once(counter: Counter, change: str) -> None:
    row = register(counter)
    approve(row)
    services.earn_by_payment(transaction_id=pay(row).id, now=clock.now())
    with pytest.raises(DatabaseError, match="decided once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE agents_registration SET {change}")
    with pytest.raises(DatabaseError, match="fixed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agents_registration")


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_earns_and_the_books_balance(counter: Counter) -> None:
    row, now = register(counter), clock.now()
    approve(row)
    payment = pay(row)
    done = run_together(6, lambda _: services.earn_by_payment(transaction_id=payment.id, now=now))
    assert sorted(done) == [False] * 5 + [True]
    assert earned() == ALL_SHARES
    assert list(verification.verify()) == []
