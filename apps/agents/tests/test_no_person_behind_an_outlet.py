"""An outlet is a side of payments and no person: what follows a payment copes with that."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_operator, make_person
from apps.agents.models import Outlet
from apps.agents.tests.at_the_desk import post_cash_in
from apps.agents.tests.dealing import bring, fetch
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_shift
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events
from apps.risk.models import Alert, Case, Decision
from apps.risk.services import set_rule
from apps.transactions.models import Transaction
from apps.transactions.services import approve_reversal, request_reversal
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import join, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return make_person("hassan")


@pytest.fixture
def teller(owner: User) -> User:
    agent = open_agent(owner)
    give_float(main_outlet(agent), 500)
    teller = make_person("imani")
    employ(agent, teller)
    open_shift(main_outlet(agent), teller)
    return teller


def block(kind: str, **changes: Any) -> None:
    figures = {"metric": "AMOUNT", "threshold": Decimal(50), "currency": "USD", **changes}
    set_rule(code="large", title="Large", kind=kind, result="BLOCK", now=clock.now(), **figures)


@pytest.mark.parametrize("kind", ["CASH_IN", "CASH_OUT"])
def test_what_the_rules_block_becomes_a_case_of_a_person(owner: User, teller: User, kind: str) -> None:
    """Of a cash-in it is the owner's, who answers for the outlet; of a cash-out the customer's."""
    amina = join("amina", 100)
    block(kind)
    with nothing_moves():
        row = bring(teller, amina, "60.00") if kind == "CASH_IN" else fetch(teller, amina, "60.00")
    assert (row.state, row.failure_code) == ("DECLINED", "refused_by_rules")
    deliver_events()
    assert not OutboxEvent.objects.exclude(last_error="").exists()
    payer, payee = (owner.id, amina.id) if kind == "CASH_IN" else (amina.id, owner.id)
    alert, decision, case = Alert.objects.get(), Decision.objects.get(), Case.objects.get()
    assert (alert.payer_id, alert.payee_id) == (decision.payer_id, decision.payee_id) == (payer, payee)
    assert case.person_id == payer
    site = Client()
    site.force_login(make_operator())
    for page, key in (("risk_case", case.pk), ("risk_alert", alert.pk), ("transactions_transaction", row.pk)):
        assert site.get(reverse(f"admin:{page}_change", args=[key])).status_code == 200


def test_everything_that_listens_copes_with_a_cash_in_and_a_declined_one(teller: User) -> None:
    amina = join("amina")
    assert post_cash_in(client_of(teller)).status_code == 201
    assert post_cash_in(client_of(teller), amount="500.00").status_code == 422
    ran = deliver_events()
    assert ran["transactions.tell_completed"] >= 1
    assert ran["transactions.tell_declined"] == 1
    assert not OutboxEvent.objects.exclude(last_error="").exists()
    (seen,) = body_of(client_of(amina).get("/api/v1/transactions?state=COMPLETED"))["results"]
    assert seen["payer"]["name"] == "Hassan's Shop, Main" and Outlet.objects.get().name == "Main"
    receipt = client_of(amina).get(f"/api/v1/transactions/{seen['id']}/receipt")
    assert receipt.status_code == 200


def test_the_customers_statement_names_the_outlet(teller: User) -> None:
    amina = join("amina")
    bring(teller, amina, "20.00")
    client = client_of(amina)
    wallet = wallet_of(amina)
    answer = client.get(f"/api/v1/wallets/{wallet.id}/statement")
    assert answer.status_code == 200
    assert b"Main" in answer.getvalue()


def test_operators_are_led_to_the_outlet_and_the_person(teller: User) -> None:
    amina = join("amina")
    paid = bring(teller, amina, "20.00")
    asked = request_reversal(
        transaction_id=paid.id, policy="REFUSE", reason="wrong number", maker_id=teller.id, now=clock.now()
    )
    approve_reversal(request_id=asked.id, checker_id=make_person("esther").id, holds_role=True, now=clock.now())
    deliver_events()
    assert not OutboxEvent.objects.exclude(last_error="").exists()
    site = Client()
    site.force_login(make_operator())
    outlet = reverse("admin:agents_outlet_change", args=[Outlet.objects.get().pk])
    person = reverse("admin:accounts_user_change", args=[amina.pk])
    moved = Transaction.objects.filter(kind__in=["CASH_IN", "REVERSAL"])
    pages = [
        reverse("admin:transactions_transaction_changelist"),
        *(reverse("admin:transactions_transaction_change", args=[row.pk]) for row in moved),
    ]
    for page in pages:
        text = site.get(page).content.decode()
        assert outlet in text
        assert person in text
    assert len(pages) == 3
