"""Operators decide about orders of float: one proposes, another one approves, and the float moves once."""

from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents import services
from apps.agents.errors import OwnAgent
from apps.agents.float_errors import FloatNotMoved, FloatOrderDecided, FloatOrderNotFound
from apps.agents.models import Agent, AgentStatus, FloatOrder, Outlet, Staff
from apps.agents.selectors import list_who_hear
from apps.agents.services import _decide_float
from apps.agents.tests.ending import ends_well
from apps.agents.tests.factories import employ, float_of
from apps.agents.tests.ordering import (
    BANKS,
    approve,
    bought,
    held_of,
    manage,
    open_shop,
    operators,
    order,
    propose,
    purchase,
    reject,
    sale,
    sell,
    slip_of,
    sold,
)
from apps.approvals.errors import ApprovalDecided, ApprovalVoided, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.models import Wallet
from apps.wallets.services import freeze_wallet, unfreeze_wallet

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def banks(settings: Any) -> None:
    settings.FLOAT_BANKS = BANKS


@pytest.fixture
def outlet() -> Outlet:
    return open_shop(make_person("hassan"), 300)[1]


@pytest.fixture
def maker() -> User:
    return operators(1)[0]


@pytest.fixture
def checker() -> User:
    return operators(2)[1]


def payment_of(row: FloatOrder) -> Transaction:
    assert row.transaction_id is not None
    return Transaction.objects.get(pk=row.transaction_id)


def approval_of(approval_id: UUID | None) -> Approval:
    assert approval_id is not None
    return Approval.objects.get(pk=approval_id)


def again(row: FloatOrder) -> FloatOrder:
    return FloatOrder.objects.get(pk=row.pk)


def edit(row: FloatOrder, **changes: Any) -> None:
    """What nobody can do but who gets around the database's guard."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        FloatOrder.objects.filter(pk=row.pk).update(**changes)
        cursor.execute("SET session_replication_role = DEFAULT")


@AT_ONCE
def test_float_is_bought_against_a_deposit_that_two_operators_have_looked_at(
    outlet: Outlet, maker: User, checker: User
) -> None:
    row = bought(outlet)
    there = get_balance(deferred_account_id("trust:equity", "USD")).amount
    with nothing_moves():
        propose(row, maker)
        for by, role, error in ((maker, True, OwnApproval), (checker, False, NotAllowed)):
            with pytest.raises(error):
                approve(row, by, holds_role=role)
    done = approve(row, checker)
    assert (done.state, done.proposed_by_id, done.decided_by_id) == ("DONE", maker.id, checker.id)
    assert float_of(outlet) == 800
    assert get_balance(deferred_account_id("trust:equity", "USD")).amount - there == -500
    payment = payment_of(done)
    assert (payment.kind, payment.payee_id, payment.note) == ("FLOAT_PURCHASE", outlet.id, "Equity Bank: DEP-0042")
    assert approval_of(done.approval_id).state == "APPROVED"
    with nothing_moves(), pytest.raises(FloatOrderDecided):
        approve(row, checker)
    deliver_events()
    told = Notification.objects.get(topic="float_order_done")
    assert (told.person_id, told.title) == (outlet.agent.owner_id, "Your float is there")
    ends_well(outlet.agent)


@AT_ONCE
def test_float_is_sold_back_and_the_bank_pays(outlet: Outlet, maker: User, checker: User) -> None:
    row = sold(outlet, "120.00")
    assert (float_of(outlet), held_of(outlet)) == (180, 120)
    with nothing_moves():
        propose(row, maker)
    done = approve(row, checker)
    assert (done.state, float_of(outlet), held_of(outlet)) == ("DONE", 180, 0)
    payment = payment_of(done)
    assert (payment.kind, payment.payer_id, payment.amount) == ("FLOAT_SALE", outlet.id, 120)
    assert get_balance(deferred_account_id("trust:equity", "USD")).amount == -180
    deliver_events()
    assert Notification.objects.get(topic="float_order_done").title == "Your float was sold"
    assert list(verification.verify()) == []


@AT_ONCE
def test_all_of_a_float_can_be_sold(outlet: Outlet, maker: User, checker: User) -> None:
    row = sold(outlet, "300.00")
    propose(row, maker)
    approve(row, checker)
    assert (float_of(outlet), held_of(outlet)) == (0, 0)


@pytest.mark.parametrize("stage", ["requested", "proposed"])
def test_rejected_it_says_why_and_what_was_put_aside_is_there_again(
    outlet: Outlet, maker: User, checker: User, stage: str
) -> None:
    rows = [bought(outlet), sold(outlet)]
    for row in rows:
        if stage == "proposed":
            propose(row, maker)
            with pytest.raises(OwnApproval):
                reject(row, maker)
        with pytest.raises(NotAllowed):
            reject(row, checker, holds_role=False)
        for reason in ("", "  ", "x" * 201):
            with pytest.raises(InvalidInput):
                reject(row, checker, reason)
        done = reject(row, checker)
        assert (done.state, done.reason, done.decided_by_id) == ("REJECTED", "no such deposit", checker.id)
        with pytest.raises(FloatOrderDecided):
            reject(row, checker)
    assert (float_of(outlet), held_of(outlet)) == (300, 0)
    client = client_of(outlet.agent.owner)
    shown = client.get(f"/api/v1/agents/{outlet.agent_id}/float-orders/{rows[0].id}").json()
    assert (shown["state"], shown["reason"]) == ("REJECTED", "no such deposit")
    # The deposit can be ordered again, with the right details.
    assert bought(outlet).state == "REQUESTED"


@AT_ONCE
def test_whoever_ordered_it_is_told_why_it_was_rejected(outlet: Outlet, checker: User) -> None:
    reject(sold(outlet), checker, "the account is not yours")
    deliver_events()
    told = Notification.objects.get(topic="float_order_rejected")
    assert told.person_id == outlet.agent.owner_id
    assert "the account is not yours" in told.body
    assert list(verification.verify()) == []


def test_a_proposal_is_taken_back_by_whoever_made_it(outlet: Outlet, maker: User, checker: User) -> None:
    row = propose(sold(outlet), maker)
    with pytest.raises(FloatOrderDecided):
        services.withdraw_proposal(order_id=row.id, maker_id=checker.id, reason="r", now=clock.now())
    services.withdraw_proposal(order_id=row.id, maker_id=maker.id, reason="the wrong line", now=clock.now())
    assert (again(row).state, again(row).proposed_by_id, held_of(outlet)) == ("REQUESTED", None, 100)
    with pytest.raises(FloatOrderDecided):
        approve(row, checker)
    propose(row, checker)
    assert approve(row, maker).state == "DONE"


def test_skipped_and_reordered_steps_are_refused(outlet: Outlet, maker: User, checker: User) -> None:
    row = bought(outlet)
    with pytest.raises(FloatOrderDecided):
        approve(row, checker)
    propose(row, maker)
    with pytest.raises(FloatOrderDecided):
        propose(row, checker)
    with pytest.raises(FloatOrderDecided):
        services.cancel_float_order(
            person_id=outlet.agent.owner_id, agent_id=outlet.agent_id, order_id=row.id, now=clock.now()
        )
    missing = FloatOrder(id=uuid7())
    for step in (propose, approve, reject):
        with pytest.raises(FloatOrderNotFound):
            step(missing, maker)


def test_nobody_decides_where_they_work_or_what_they_have_asked_for(maker: User, checker: User) -> None:
    parent, _ = open_shop(make_person("grace"), name="Umoja", rank="SUPER")
    agent, outlet = open_shop(make_person("hassan"), name="Below", parent=parent)
    manage(agent, joseph := make_person("joseph"))
    client = client_of(joseph)
    row = FloatOrder.objects.get(
        pk=UUID(order(client, agent, purchase(outlet, slip=slip_of(client, agent))).json()["id"])
    )
    teller, of_parent = operators(2)
    employ(agent, teller)
    employ(parent, of_parent)
    insiders = [joseph, teller, of_parent, agent.owner, parent.owner]
    for person in insiders:
        for step in (propose, reject):
            with pytest.raises(OwnAgent):
                step(row, person)
    propose(row, maker)
    for person in insiders:
        for decide in (approve, reject):
            with pytest.raises(OwnAgent):
                decide(row, person)
    # Who has left since asks for nothing any more, and still does not decide about it.
    agent.staff.filter(person=joseph).update(ended_at=clock.now())
    with nothing_moves(), pytest.raises(OwnAgent):
        approve(row, joseph)
    assert approve(row, checker).state == "DONE"


def test_whoever_leaves_for_an_hour_does_not_decide_about_it_meanwhile(maker: User, checker: User) -> None:
    """At the agent or at its super-agent; they may say no."""
    parent, _ = open_shop(make_person("grace"), name="Umoja", rank="SUPER")
    agent, outlet = open_shop(make_person("hassan"), name="Below", parent=parent)
    here, above = operators(2)
    employ(agent, here)
    employ(parent, above)
    Staff.objects.filter(person__in=[here, above]).update(ended_at=clock.now())
    row = bought(outlet)
    for person in (here, above):
        with pytest.raises(OwnAgent):
            propose(row, person)
    propose(row, maker)
    for person in (here, above):
        with nothing_moves(), pytest.raises(OwnAgent):
            approve(row, person)
    assert reject(row, here).state == "REJECTED"


@AT_ONCE
def test_the_owner_hears_of_float_that_a_manager_has_sold(outlet: Outlet, maker: User, checker: User) -> None:
    """The money goes to an account that the manager has named."""
    manage(outlet.agent, joseph := make_person("joseph"))
    sale_id = sell(client_of(joseph), outlet.agent, sale(outlet)).json()["id"]
    approve(propose(FloatOrder.objects.get(pk=sale_id), maker), checker)
    deliver_events()
    told = Notification.objects.filter(topic="float_order_done").values_list("person_id", flat=True)
    assert set(told) == {joseph.id, outlet.agent.owner_id}


def test_the_database_itself_wants_two(outlet: Outlet, maker: User) -> None:
    """SECURITY 20."""
    row = propose(bought(outlet), maker)
    with pytest.raises(IntegrityError, match="agents_order_maker_is_not_checker"):
        FloatOrder.objects.filter(pk=row.pk).update(
            state="DONE", decided_by=maker, decided_at=clock.now(), transaction_id=uuid7()
        )


@AT_ONCE
@pytest.mark.parametrize("changes", [{"amount": 5000}, {"bank_reference": "9999"}, {"note": "more"}])
def test_what_was_edited_since_is_not_approved_and_waits_to_be_looked_at_again(
    outlet: Outlet, maker: User, checker: User, changes: dict[str, Any]
) -> None:
    row = propose(bought(outlet), maker)
    with pytest.raises(Exception, match="decided once"):
        FloatOrder.objects.filter(pk=row.pk).update(**changes)
    approval_id = row.approval_id
    edit(row, **changes)
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, checker)
    assert approval_of(approval_id).state == "VOIDED"
    assert (again(row).state, again(row).approval_id) == ("REQUESTED", None)
    propose(row, maker)


@AT_ONCE
def test_who_dies_between_voiding_and_sending_back_leaves_it_to_the_next(
    outlet: Outlet, maker: User, checker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = propose(bought(outlet), maker)
    edit(row, amount=5000)

    def die(*args: Any) -> Any:
        raise SystemExit

    with monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(_decide_float, "_send_back_if_void", die)
        approve(row, checker)
    assert again(row).state == "PROPOSED"
    with nothing_moves(), pytest.raises(ApprovalDecided):
        reject(row, checker)
    assert again(row).state == "REQUESTED"
    assert reject(row, checker).state == "REJECTED"


@AT_ONCE
def test_a_frozen_float_is_not_sold_and_everything_stays(outlet: Outlet, maker: User, checker: User) -> None:
    row = propose(sold(outlet), maker)
    wallet = Wallet.objects.get(outlet_id=outlet.id)
    freeze_wallet(wallet_id=wallet.id, reason="fraud", now=clock.now())
    with nothing_moves(), pytest.raises(FloatNotMoved):
        approve(row, checker)
    assert (again(row).state, held_of(outlet)) == ("PROPOSED", 100)
    assert not Transaction.objects.filter(kind="FLOAT_SALE").exists()
    unfreeze_wallet(wallet_id=wallet.id, reason="cleared", now=clock.now())
    assert approve(row, checker).state == "DONE"
    assert list(verification.verify()) == []


@AT_ONCE
def test_who_is_suspended_meanwhile_gets_no_float(outlet: Outlet, maker: User, checker: User) -> None:
    row = propose(bought(outlet), maker)
    Agent.objects.filter(pk=outlet.agent_id).update(status=AgentStatus.SUSPENDED, decided_by=maker)
    with nothing_moves(), pytest.raises(FloatNotMoved):
        approve(row, checker)
    assert again(row).state == "PROPOSED"


# --- At the same time, and killed ---


@AT_ONCE
@pytest.mark.parametrize("direction", ["BUY", "SELL"])
def test_of_many_who_approve_at_once_one_moves_it(outlet: Outlet, maker: User, direction: str) -> None:
    row = propose(bought(outlet) if direction == "BUY" else sold(outlet), maker)
    checkers = operators(6)
    outcomes = run_together(6, lambda number: approve(row, checkers[number]))
    assert sorted(type(one).__name__ for one in outcomes) == ["FloatOrder"] + ["FloatOrderDecided"] * 5, outcomes
    assert float_of(outlet) == (800 if direction == "BUY" else 200)
    assert held_of(outlet) == 0
    assert list(verification.verify()) == []


@AT_ONCE
def test_of_proposing_rejecting_and_calling_off_at_once_one_happens_first(outlet: Outlet) -> None:
    row, (maker, checker) = sold(outlet), operators(2)

    def call_off(_: int) -> Any:
        return services.cancel_float_order(
            person_id=outlet.agent.owner_id, agent_id=outlet.agent_id, order_id=row.id, now=clock.now()
        )

    steps = [lambda _: propose(row, maker), lambda _: reject(row, checker), call_off] * 2
    outcomes = run_together(6, lambda number: steps[number](number))
    assert not [one for one in outcomes if not isinstance(one, FloatOrder | FloatOrderDecided)], outcomes
    if again(row).state == "PROPOSED":
        reject(row, checker)
    assert (float_of(outlet), held_of(outlet)) == (300, 0)
    assert list(verification.verify()) == []


@AT_ONCE
@pytest.mark.parametrize("direction", ["BUY", "SELL"])
@pytest.mark.parametrize("step", ["give_back", "_move", "announce"])
def test_a_process_that_dies_on_the_way_leaves_an_order_that_waits(
    outlet: Outlet, maker: User, checker: User, monkeypatch: pytest.MonkeyPatch, direction: str, step: str
) -> None:
    row = propose(bought(outlet) if direction == "BUY" else sold(outlet), maker)
    held = held_of(outlet)
    real = getattr(_decide_float, step)

    def die(*args: Any, **kwargs: Any) -> Any:
        real(*args, **kwargs)
        raise SystemExit(step)

    if not (direction == "BUY" and step == "give_back"):
        with nothing_moves(), monkeypatch.context() as patch, pytest.raises(SystemExit):
            patch.setattr(_decide_float, step, die)
            approve(row, checker)
    assert (again(row).state, held_of(outlet)) == ("PROPOSED", held)
    assert not Transaction.objects.filter(idempotency_key=f"float-order:{row.id}").exists()
    assert approve(row, checker).state == "DONE"
    assert float_of(outlet) == (800 if direction == "BUY" else 200)


def test_who_hears_of_an_outlet(outlet: Outlet) -> None:
    agent = outlet.agent
    all_, here = make_person("imani"), make_person("joseph")
    manage(agent, all_)
    manage(agent, here, outlet)
    employ(agent, make_person("amina"))
    other = open_shop(make_person("brian"), name="Brian's")[1]
    manage(agent, make_person("chidi"), other)
    assert list_who_hear(agent.id, outlet.id) == [agent.owner_id, all_.id, here.id]
