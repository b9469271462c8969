"""The operators' pages of shifts, drawers and dealings: to look at, and quick among many."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import make_operator, make_person
from apps.agents.models import Agent, CashMovement, Dealing, Shift
from apps.agents.services import close_shift, move_cash, start_shift
from apps.agents.tests.dealing import bring, fetch
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, set_commission
from apps.core import clock
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
SITE = "/admin/agents"


@pytest.fixture
def site() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


@pytest.fixture
def shift() -> Shift:
    set_commission(flat=Decimal(1))
    agent, amina, imani = open_agent(make_person("hassan")), join("amina", 0), make_person("imani")
    give_float(main_outlet(agent), 500)
    employ(agent, imani)
    start_shift(person_id=imani.id, cash=Decimal(20), now=clock.now())
    bring(imani, amina, "60.00")
    fetch(imani, amina, "10.00")
    move_cash(person_id=imani.id, direction="OUT", amount=Decimal(5), reason="To the safe", key="a", now=clock.now())
    return close_shift(person_id=imani.id, cash=Decimal(64), remark="A coin is missing.", now=clock.now())


def text_of(client: Client, path: str, **query: str) -> str:
    answer = client.get(f"{SITE}/{path}", query)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_difference_is_seen_and_not_approved_here(site: Client, shift: Shift) -> None:
    assert "Imani Njoroge" in text_of(site, "shift/", state="DIFFERENT")
    assert "Imani Njoroge" not in text_of(site, "shift/", state="OPEN")
    page = text_of(site, f"shift/{shift.id}/change/")
    for words in ("-1.00 USD", "A coin is missing.", "65.00 USD", "64.00 USD", "To the safe", "The outlet"):
        assert words in page, words
    assert f"{shift.id}/approve" not in page
    for path in ("shift/add/", f"shift/{shift.id}/delete/", "dealing/add/", "cashmovement/add/"):
        assert site.get(f"{SITE}/{path}").status_code == 403
    answer = site.post(f"{SITE}/shift/{shift.id}/change/", {"state": "CLOSED"})
    assert answer.status_code == 403
    assert Shift.objects.get().state == "DIFFERENT"


def test_dealings_and_movements_are_found(site: Client, shift: Shift) -> None:
    payment = Transaction.objects.get(kind="CASH_IN")
    outlet = main_outlet(Agent.objects.get())
    for term in (str(payment.id), payment.reference.lower(), outlet.code, "Hassan", str(shift.id), str(shift.agent_id)):
        assert "60.00 USD" in text_of(site, "dealing/", q=term), term
    for term in ("nothing", "999999", str(payment.payee_id)[::-1]):
        assert "60.00 USD" not in text_of(site, "dealing/", q=term), term
    assert "60.00 USD" not in text_of(site, "dealing/", kind="CASH_OUT")
    assert "60.00 USD" in text_of(site, "dealing/", since="today")
    page = text_of(site, f"dealing/{payment.id}/change/")
    for words in (payment.reference, "Amina Otieno", "Imani Njoroge", "1.00 USD", "Agent"):
        assert words in page, words
    movement = CashMovement.objects.get()
    assert "To the safe" in text_of(site, "cashmovement/", q=str(shift.id))
    assert "5.00 USD" in text_of(site, f"cashmovement/{movement.id}/change/")
    assert "Imani" in text_of(site, "shift/", q=outlet.code) and "Imani" in text_of(site, "shift/", q="Hassan")


def test_a_list_of_dealings_takes_few_statements_however_many_there_are(site: Client, shift: Shift) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            text_of(site, "dealing/")
        return len(captured)

    text_of(site, "dealing/")
    before = statements()
    first = Dealing.objects.first()
    assert first is not None
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agents_dealing (transaction_id, agent_id, outlet_id, teller_id, customer_id, kind, currency,"
            " amount, commission, at) SELECT gen_random_uuid(), agent_id, outlet_id, teller_id, customer_id, kind,"
            " currency, amount, commission, at FROM agents_dealing, generate_series(1, 200) WHERE transaction_id = %s",
            [first.pk],
        )
    assert statements() == before
