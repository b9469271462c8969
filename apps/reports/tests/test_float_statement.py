"""The statement of an outlet's float: it ties to the ledger to the cent, and names customers as far as a desk may."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_person
from apps.agents.models import Agent, Outlet, Role
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
from apps.core import clock
from apps.core.models import AuditRecord
from apps.core.money import Money
from apps.ledger import verification
from apps.reports.tests.statements import check, content_of
from apps.transactions.services import approve_reversal, move_float, request_reversal
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Agent:
    return open_agent(make_person("hassan"))


def served(shop: Agent) -> tuple[Outlet, User]:
    """Float bought, a customer served twice, once wrongly, and some of the float moved on."""
    outlet, market = main_outlet(shop), open_outlet(shop, name="Market")
    amina, imani = join("amina", 100), make_person("imani")
    employ(shop, imani)
    give_float(outlet, 500)
    open_shift(outlet, imani, cash=100)
    wrong = bring(imani, amina, "12.34")
    fetch(imani, amina, "40.00")
    asked = request_reversal(
        transaction_id=wrong.id, policy="REFUSE", reason="wrong", maker_id=make_person("olga").id, now=clock.now()
    )
    approve_reversal(request_id=asked.id, checker_id=make_person("esther").id, holds_role=True, now=clock.now())
    move_float(
        initiator_id=shop.owner_id,
        session_id=None,
        source=side_of(outlet),
        target=side_of(market),
        amount=Money(Decimal("25.50"), "USD"),
        key="move",
        digest=b"x" * 32,
        at=clock.now(),
    )
    return outlet, imani


def ask(client: APIClient, shop: Agent, outlet: Outlet, **query: str) -> Any:
    return client.get(f"/api/v1/agents/{shop.id}/outlets/{outlet.id}/statement", query)


# The ledger's verification reads in a transaction of its own.
@pytest.mark.django_db(transaction=True)
def test_it_ties_to_the_ledger_and_names_customers_masked(shop: Agent) -> None:
    outlet, _ = served(shop)
    body = json.loads(content_of(ask(client_of(shop.owner), shop, outlet)))
    check(body)
    assert Decimal(body["closing"]) == float_of(outlet) == Decimal("514.50")
    assert [(line["label"], line["counterparty"], line["amount"]) for line in body["lines"]] == [
        ("Float bought", "GoPay", "500.00"),
        ("Cash in", "Amina O.", "-12.34"),
        ("Cash out", "Amina O.", "40.00"),
        ("Cash in, reversed", "Amina O.", "12.34"),
        ("Float moved", "Market", "-25.50"),
    ]
    assert body["time_zone"] == "Africa/Nairobi"
    assert list(verification.verify()) == []


@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_a_file_says_the_same_and_is_written_down(form: str, shop: Agent) -> None:
    """SECURITY 28."""
    outlet, _ = served(shop)
    answer = ask(client_of(shop.owner), shop, outlet, format=form)
    content = content_of(answer)
    assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")
    if form == "csv":
        assert b"Amina O." in content and b"Otieno" not in content and b"514.50" in content
    else:
        assert content.startswith(b"%PDF-")
    record = AuditRecord.objects.get()
    assert (record.actor_id, record.rows, record.why) == (shop.owner_id, 5, "Asked for by its agent.")
    # Behind an outlet there is no person: it stands in the log of who asked.
    assert Activity.objects.get(action="reports.statement_taken").person_id == shop.owner_id


def test_only_who_may_see_reports_there_gets_one(shop: Agent) -> None:
    outlet, imani = served(shop)
    market = Outlet.objects.get(name="Market")
    grace = make_person("grace")
    employ(shop, grace, Role.MANAGER, outlet=market)
    other = open_agent(make_person("joseph"), name="Another")
    refused = ((imani, 403), (grace, 404), (other.owner, 404), (User.objects.get(full_name="Amina Otieno"), 404))
    for person, status in refused:
        assert ask(client_of(person), shop, outlet).status_code == status
    # Neither by way of an agent of one's own.
    owner = client_of(other.owner)
    assert body_of(ask(owner, other, outlet))["code"] == "outlet_not_found"
    assert ask(client_of(grace), shop, market).status_code == 200
    assert ask(APIClient(), shop, outlet).status_code == 401
    assert ask(client_of(shop.owner), shop, outlet, format="xlsx").status_code == 400
    assert ask(client_of(shop.owner), shop, outlet, to="soon").status_code == 400
    # Nor as a wallet of one's own.
    wallet_id = side_of(outlet).wallet.id  # type: ignore[union-attr]
    assert client_of(shop.owner).get(f"/api/v1/wallets/{wallet_id}/statement").status_code == 404


def test_a_page_of_lines_takes_the_same_statements_however_many_there_are(shop: Agent) -> None:
    outlet, imani = served(shop)
    client, amina = client_of(shop.owner), User.objects.get(full_name="Amina Otieno")
    ask(client, shop, outlet)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            content_of(ask(client, shop, outlet))
        return len(captured)

    before = statements()
    for _ in range(5):
        bring(imani, amina, "1.00")
    assert statements() == before <= 10
