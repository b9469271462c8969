"""The proof of the commissions: it finds nothing where nothing is wrong, and says what is wrong where something is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from apps.accounts.tests.factories import make_person
from apps.agents import services
from apps.agents.models import Agent, CommissionPayout
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_shift, set_commission
from apps.agents.verification import list_differences
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.services import Leg, deferred_account_id
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 20, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture
def shop() -> Agent:
    """1.00 for the teller and 2.00 for the agent were earned and paid; 0.50 and 1.00 were earned since."""
    agent = open_agent(make_person("dalia"), at=OCTOBER)
    give_float(main_outlet(agent), 1000)
    imani, amina = join("brian", 0), join("amina", 0)
    employ(agent, imani)
    open_shift(main_outlet(agent), imani, at=OCTOBER)
    set_commission(percent=Decimal(3), teller_share=Decimal("33.3333"), agent_share=Decimal("66.6667"), at=OCTOBER)
    bring(imani, amina, "100", at=OCTOBER)
    services.pay_commissions_due(now=NOVEMBER)
    bring(imani, amina, "50", at=NOVEMBER + timedelta(hours=1))
    assert list_differences() == []
    return agent


@contextmanager
def without_guards(table: str) -> Iterator[None]:
    """As somebody could write who is at the database itself."""
    with connection.cursor() as cursor:
        # What is checked at the end of the transaction cannot wait for it here.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def write(table: str, statement: str) -> None:
    with without_guards(table), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {statement}")


def found() -> str:
    return "\n".join(list_differences())


def test_a_line_that_was_changed(shop: Agent) -> None:
    write("agents_commissionline", "amount = amount + 1 WHERE payout_id IS NULL AND earner = 'TELLER'")
    said = found()
    assert "its commission is not what its lines earned" in said
    assert "the lines say 1.5, the ledger 0.5" in said
    assert "commissions:agents in USD: the lines say -5.5, the ledger -4.5" in said


def test_a_line_of_a_payout_that_was_changed(shop: Agent) -> None:
    write("agents_commissionline", "amount = amount + 1 WHERE payout_id IS NOT NULL AND earner = 'TELLER'")
    assert "its lines say something else" in found()


def test_a_line_that_was_put_into_a_payout(shop: Agent) -> None:
    payout = CommissionPayout.objects.get(earner="TELLER")
    write("agents_commissionline", f"payout_id = '{payout.id}' WHERE payout_id IS NULL AND earner = 'AGENT'")
    said = found()
    assert "there is no such payout of its account" in said and f"payout {payout.id}: its lines say" in said
    assert f"agent:{shop.id}:commission in USD: the lines say 0, the ledger 1" in said


def test_a_line_on_another_account(shop: Agent) -> None:
    write("agents_commissionline", f"account_code = 'outlet:{uuid7()}:commission' WHERE payout_id IS NULL")
    assert "its account is not its earner's" in found()


def test_a_payout_that_was_never_paid(shop: Agent) -> None:
    write("agents_commissionpayout", f"transaction_id = '{uuid7()}' WHERE earner = 'AGENT'")
    said = found()
    assert "there is no such completed payment" in said and "no payout has asked for this commission" in said


def test_a_payout_that_says_another_tax(shop: Agent) -> None:
    write("agents_commissionpayout", "tax = 0.1, net = gross - 0.1 WHERE earner = 'AGENT'")
    assert "there is no such completed payment" in found()


def test_money_that_was_moved_past_the_book(shop: Agent) -> None:
    code = f"agent:{shop.id}:commission"
    legs = [
        Leg(deferred_account_id(code, "USD"), Money(Decimal(5), "USD")),
        Leg(deferred_account_id("commissions:agents", "USD"), Money(Decimal(-5), "USD")),
    ]
    ledger.post([ledger.Entry(uuid7(), "ADJUSTMENT", legs, NOVEMBER)])
    assert list_differences() == [
        "commissions:agents in USD: the lines say -4.5, the ledger -9.5",
        f"{code} in USD: the lines say 1, the ledger 6",
    ]


def test_a_dealing_that_was_forgotten(shop: Agent) -> None:
    with without_guards("agents_dealing"), connection.cursor() as cursor:
        cursor.execute("DELETE FROM agents_dealing WHERE commission = 3")
    assert found().count("there is no such dealing") == 2


@pytest.mark.django_db(transaction=True)
def test_the_command_says_so(shop: Agent) -> None:
    out = StringIO()
    call_command("verify_commissions", stdout=out)
    assert out.getvalue() == "What agents earned agrees with the ledger.\n"
    write("agents_commissionline", "amount = amount + 1 WHERE payout_id IS NULL AND earner = 'TELLER'")
    out = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_commissions", stdout=out)
    assert stopped.value.code == 1 and "3 differences." in out.getvalue()
