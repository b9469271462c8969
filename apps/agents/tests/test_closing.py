"""The end of an agent: only when nothing is open there and nobody is owed; who is owed keeps account and wallet."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to, stepped_up
from apps.accounts.tests.factories import client_of
from apps.agents import services
from apps.agents.errors import AgentNotEmpty
from apps.agents.models import Agent, AgentStatus, CashOutCode, FloatOrder, Outlet, Role, Staff
from apps.agents.tests.applying import again, applied, ask, prove, refusal, reviewer, super_agent
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    set_commission,
    side_of,
)
from apps.core import clock, events
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.transactions.services import approve_reversal, request_reversal, withdraw_float
from apps.transactions.tests.payments import number_of, send
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, give_wallet, join
from apps.wallets.tests.test_close_account import Closes, status_of

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hassan() -> User:
    return join("hassan")


def sell(outlet: Outlet) -> None:
    """All its float goes back through the trust bank."""
    money = Money(float_of(outlet), "USD")
    key = f"sell:{outlet.id}:{money}"
    withdraw_float(outlet=side_of(outlet), trust_code="trust:equity", amount=money, key=key, at=clock.now())


def end(shift: Any) -> None:
    shift.refresh_from_db()
    shift.state, shift.closed_at = "CLOSED", clock.now()
    shift.counted_cash, shift.difference = shift.expected, 0
    shift.save()


def shut(shop: Agent, by: User | None = None) -> None:
    services.close_agent(agent_id=shop.id, by=(by or reviewer()).id, reason="as asked", now=clock.now())


def why_not(shop: Agent, by: User) -> str:
    with pytest.raises(AgentNotEmpty) as raised:
        shut(shop, by)
    return raised.value.detail


@AT_ONCE
def test_its_owner_closes_it_with_all_its_outlets(hassan: User) -> None:
    shop, phone = open_agent(hassan), client_of(hassan)
    market = open_outlet(shop)
    give_float(market, 100)
    assert refusal(prove(phone, "post", f"/{shop.id}/close")) == (409, "agent_not_empty")
    assert again(market).is_open and again(shop).status == AgentStatus.ACTIVE
    sell(market)
    assert refusal(ask(phone, "post", f"/{shop.id}/close", {"pin": "739184"})) == (403, "step_up_required")
    answer = prove(phone, "post", f"/{shop.id}/close")
    assert (answer.status_code, answer.json()["status"]) == (200, "CLOSED"), answer.content
    assert not Outlet.objects.filter(is_open=True).exists()
    assert set(Wallet.objects.filter(holder=None).values_list("status", flat=True)) == {"CLOSED"}
    assert refusal(prove(phone, "post", f"/{shop.id}/close")) == (409, "agent_conflict")
    assert refusal(ask(phone, "patch", f"/{shop.id}", {"city": "Kisumu"})) == (409, "agent_conflict")
    assert refusal(ask(phone, "post", f"/{shop.id}/submit")) == (409, "agent_conflict")
    assert list(verification.verify()) == []


def test_an_application_is_taken_back(hassan: User) -> None:
    row = applied(hassan)
    assert prove(client_of(hassan), "post", f"/{row.id}/close").json()["status"] == "CLOSED"
    assert applied(hassan).name == row.name, "its name is free again"
    topics = set(OutboxEvent.objects.values_list("topic", flat=True))
    assert "agents.withdrawn" in topics and "agents.closed" not in topics


def test_what_is_suspended_is_an_operator_s_to_close(hassan: User) -> None:
    shop, olga = open_agent(hassan), reviewer()
    services.suspend_agent(agent_id=shop.id, by=olga.id, reason="complaints", now=clock.now())
    assert refusal(prove(client_of(hassan), "post", f"/{shop.id}/close")) == (409, "agent_conflict")
    assert services.withdraw_of_person(person_id=hassan.id, now=clock.now()) == 0, "nor by closing one's account"
    shut(shop, olga)
    assert again(shop).status == AgentStatus.CLOSED


def test_only_its_owner(hassan: User) -> None:
    shop, dalia = open_agent(hassan), join("dalia")
    employ(shop, dalia, Role.MANAGER)
    assert refusal(prove(client_of(dalia), "post", f"/{shop.id}/close")) == (403, "agent_role_required")
    assert refusal(prove(client_of(join("esther")), "post", f"/{shop.id}/close")) == (404, "agent_not_found")
    assert again(shop).status == AgentStatus.ACTIVE


def test_nothing_that_waits_is_closed_over(hassan: User) -> None:
    shop, olga, imani = open_agent(hassan), reviewer(), join("imani")
    outlet, now = main_outlet(shop), clock.now()
    employ(shop, imani)
    shift = open_shift(outlet, imani)
    assert "shift" in why_not(shop, olga)
    end(shift)
    waits = {"amount": 5, "currency": "USD", "digest": b"x" * 32, "sealed": b"x", "created_at": now}
    code = CashOutCode.objects.create(
        transaction_id=uuid7(), customer_id=uuid7(), outlet_id=outlet.id, expires_at=now + timedelta(minutes=1), **waits
    )
    assert "code" in why_not(shop, olga)
    CashOutCode.objects.filter(pk=code.pk).update(state="EXPIRED", decided_at=now)
    order = FloatOrder.objects.create(
        outlet=outlet,
        direction="BUY",
        amount=5,
        currency="USD",
        bank="equity",
        bank_reference="R1",
        requested_by=hassan,
        idempotency_key="k",
        request_digest=b"x" * 32,
        requested_at=now,
    )
    assert "order" in why_not(shop, olga)
    FloatOrder.objects.filter(pk=order.pk).update(state="CANCELLED", decided_at=now)
    shut(shop, olga)
    assert again(shop).status == AgentStatus.CLOSED


@AT_ONCE
def test_commission_is_paid_first_and_what_was_taken_back_is_an_operator_s_to_forgive(hassan: User) -> None:
    shop, olga, imani, amina = open_agent(hassan), reviewer(), join("imani"), join("amina", 0)
    outlet = main_outlet(shop)
    job = employ(shop, imani)
    give_float(outlet, 100)
    set_commission(percent=Decimal(1), teller_share=Decimal(50), agent_share=Decimal(50))
    shift = open_shift(outlet, imani)
    row = bring(imani, amina, "100")
    end(shift)
    assert "Commission is owed" in why_not(shop, olga)
    assert kept_open(imani), "a teller is owed their share"
    assert services.pay_agent_now(agent_id=shop.id, reason="it closes", by=olga.id, now=clock.now()) == 2
    assert (float_of(outlet), available(imani)) == (Decimal("0.5"), Decimal("0.5"))
    asked = request_reversal(
        transaction_id=row.id, policy="REFUSE", reason="wrong number", maker_id=olga.id, now=clock.now()
    )
    approve_reversal(request_id=asked.id, checker_id=join("esther").id, holds_role=True, now=clock.now())
    sell(outlet)
    answer = prove(client_of(hassan), "post", f"/{shop.id}/close")
    assert refusal(answer) == (409, "agent_not_empty") and "taken back" in answer.json()["detail"]
    shut(shop, olga)
    assert again(shop).status == AgentStatus.CLOSED
    assert Staff.objects.get(pk=job.pk).ended_at is None
    assert list(verification.verify()) == []


def test_a_super_agent_with_agents_below_it_stays(hassan: User) -> None:
    above, _ = super_agent(join("farid"))
    below, olga = open_agent(hassan, parent=above), reviewer()
    assert "below" in why_not(above, olga)
    shut(below, olga)
    shut(above, olga)
    assert again(above).status == AgentStatus.CLOSED


@AT_ONCE
def test_of_an_operator_and_another_at_once_one_closes_it(hassan: User) -> None:
    shop, by = open_agent(hassan), [reviewer(), reviewer("grace")]
    outcomes = run_together(2, lambda number: shut(shop, by[number]))
    assert sorted(type(one).__name__ for one in outcomes) == ["AgentConflict", "NoneType"]
    deliver_events()
    assert Notification.objects.filter(topic="agent_closed").count() == 1


@AT_ONCE
def test_with_an_account_applications_and_roles_end(hassan: User) -> None:
    waiting = applied(hassan)
    others = open_agent(join("amina"), name="Amina's")
    employ(others, hassan)
    with transaction.atomic():
        events.record("accounts.closed", {"person_id": str(hassan.id)}, at=clock.now())
    deliver_events()
    assert (again(waiting).status, again(others).status) == (AgentStatus.CLOSED, AgentStatus.ACTIVE)
    assert Staff.objects.get(agent=others, person=hassan).ended_at is not None
    assert Staff.objects.get(agent=waiting, person=hassan).ended_at is None


# Whoever owns an agent, or is owed commission, keeps the account and the wallet it comes to.


def kept_open(person: User) -> bool:
    """Whether closing the account is refused before a code is even asked for."""
    answer = Closes(person)()
    assert answer.json()["code"] in ("account_not_empty", "step_up_required"), answer.content
    return bool(answer.status_code == 409)


def test_an_owner_s_account_stays_until_the_agent_is_closed(hassan: User) -> None:
    shop, other = open_agent(hassan), give_wallet(hassan, currency="KES")
    assert kept_open(hassan)
    client, own = client_of(hassan), Wallet.objects.get(holder=hassan, currency="USD")

    def close(wallet_id: UUID) -> Any:
        return client.post(f"/api/v1/wallets/{wallet_id}/close")

    answer = close(own.id)
    assert (answer.status_code, answer.json()["code"]) == (409, "wallet_not_empty")
    assert close(other.id).status_code == 200
    Agent.objects.filter(pk=shop.id).update(status=AgentStatus.SUSPENDED)
    assert kept_open(hassan)
    shut(shop)
    assert not kept_open(hassan)
    assert stepped_up(Closes(hassan)).status_code == 204 and status_of(hassan) == "CLOSED"


def test_float_that_a_closed_agent_holds_keeps_it_open_and_an_application_does_not(hassan: User) -> None:
    shop = open_agent(hassan)
    give_float(main_outlet(shop), 5)
    Agent.objects.filter(pk=shop.id).update(status=AgentStatus.CLOSED)
    assert kept_open(hassan)
    sell(main_outlet(shop))
    assert not kept_open(hassan)
    imani = join("imani")
    applied(imani, verified=False)
    assert not kept_open(imani)


def test_it_is_looked_at_again_when_the_code_is_given(hassan: User) -> None:
    asked = Closes(hassan)
    step_up = answer_to(asked())
    open_agent(hassan)
    assert asked(step_up=step_up).json()["code"] == "account_not_empty"
    assert status_of(hassan) == "ACTIVE"


def test_who_works_somewhere_may_leave_gopay_when_nothing_is_owed(hassan: User) -> None:
    shop, imani = open_agent(hassan), join("imani", 5)
    employ(shop, imani)
    send(imani, number_of("hassan"), "5.00")
    assert not kept_open(imani)
