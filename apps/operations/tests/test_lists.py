"""Lists cost the same whatever their length, count no further than they must, and search by indexes only."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.core import clock, events
from apps.core.admin_base import BoundedPaginator, QuickAdmin
from apps.core.event_states import CONDITIONS, EventState
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.transactions.models import Transaction
from apps.transactions.services import credit_promotion
from apps.wallets.models import Wallet
from apps.wallets.services import open_wallet

QUICK = {model: page for model, page in admin.site._registry.items() if isinstance(page, QuickAdmin)}
# A count that cannot stop early: of a table, and not of a subquery with a limit.
ENDLESS_COUNT = re.compile(r'COUNT\([^)]*\)(?: AS "\w+")? FROM (?!\(SELECT)', re.IGNORECASE)


def listing(model: type[models.Model], **parameters: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist", query=parameters)


def statements(client: Client, path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200, path
    return [query["sql"] for query in captured]


@pytest.fixture
def crowd(olga: Client) -> Client:
    """A hundred and more of everything that a list with people's rows can show."""
    now = clock.now()
    for number in range(100):
        user = accounts.create_person(msisdn=f"+2547130{number:05d}", full_name=f"Person {number}", now=now)
        open_wallet(holder_id=user.id, currency="USD", now=now)
        credit_promotion(person_id=user.id, amount=Money(Decimal(1), "USD"), key=f"crowd:{number}", at=now)
    return olga


@pytest.fixture
def remembered() -> Iterator[None]:
    """What is remembered for some seconds, as the badges' counts are, stays so however slow the machine is."""
    with time_machine.travel(clock.now(), tick=False):
        yield


@pytest.mark.usefixtures("remembered")
def test_ten_rows_and_a_hundred_cost_the_same(crowd: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: dict[str, int] = {}
    for model, page in QUICK.items():
        crowd.get(listing(model))
        monkeypatch.setattr(page, "list_per_page", 10)
        few = statements(crowd, listing(model))
        monkeypatch.setattr(page, "list_per_page", 100)
        many = statements(crowd, listing(model))
        name = model._meta.label_lower
        shown[name] = min(model._default_manager.count(), 100)
        assert len(many) <= len(few), (name, many)
        assert len(many) <= 10, (name, many)
        many += statements(crowd, listing(model, _facets="True"))
        assert not [statement for statement in many if ENDLESS_COUNT.search(statement)], name
    full = {
        "transactions.transaction",
        "wallets.wallet",
        "ledger.ledgeraccount",
        "ledger.journalentry",
        "core.outboxevent",
    }
    assert {name for name, count in shown.items() if count == 100} >= full


def test_the_count_stops_early_and_says_so(crowd: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def foot(**parameters: object) -> str:
        return " ".join(crowd.get(listing(Wallet, **parameters)).content.decode().split())

    there = Wallet.objects.count()
    assert 120 < there <= 150
    assert f"1 to 50 of {there} wallets" in foot()
    monkeypatch.setattr(BoundedPaginator, "COUNTED", 60)
    assert "1 to 50 of 60+ wallets" in foot()
    assert 'rel="next"' in foot()
    assert f"101 to {there} of 60+ wallets" in foot(p=3)
    assert 'rel="next"' not in foot(p=3)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE wallets_wallet")
    assert f"of about {there} wallets" in foot()
    assert "of 60+ wallets" in foot(status="ACTIVE"), "an estimate knows no filter"


def test_rows_stay_in_the_order_of_the_index(olga: Client) -> None:
    for order in ("1", "-4", "0.2", "x"):
        listed = olga.get(listing(Transaction, o=order)).context["cl"].result_list
        assert [row.pk for row in listed] == sorted((row.pk for row in listed), reverse=True)


def _choices(page: Any, model: type[models.Model]) -> Iterator[dict[str, str]]:
    for each in page.list_filter:
        if isinstance(each, type):
            chosen = each(None, {}, model, page)
            yield from ({chosen.parameter_name: str(value)} for value, _ in chosen.lookup_choices)


@pytest.mark.parametrize("model", QUICK, ids=lambda model: model._meta.label_lower)
def test_every_filter_and_any_search_answers(olga: Client, model: type[models.Model]) -> None:
    for choice in _choices(QUICK[model], model):
        assert olga.get(listing(model, **choice)).status_code == 200, choice
    if not QUICK[model].search_fields:
        return
    for term in (
        "x",
        "%",
        "+254712000001",
        "amina@example.org",
        "Amina",
        "ABCDEFGHJK",
        "\x00",
        "é" * 300,
        str(UUID(int=7)),
    ):
        assert olga.get(listing(model, q=term)).status_code == 200, term


def test_payments_are_found(olga: Client) -> None:
    payment = Transaction.objects.filter(payer_name="Amina Otieno", payee_name="Brian Mwangi").latest("id")
    amina = User.objects.get(full_name="Amina Otieno")

    def found(term: object) -> set[Any]:
        return {row.pk for row in olga.get(listing(Transaction, q=term)).context["cl"].result_list}

    hers = set(
        Transaction.objects.filter(models.Q(payer_id=amina.id) | models.Q(payee_id=amina.id)).values_list(
            "pk", flat=True
        )
    )
    assert found(payment.reference) == {payment.pk}
    assert found(payment.reference.lower()) == {payment.pk}
    assert found(payment.pk) == {payment.pk}
    for term in (amina.msisdn, "AMINA@example.org", amina.id, "amina ot"):
        assert found(term) == hers, term
    assert found("Am") == set(), "two letters name nobody in particular"
    assert found("motorbike") == set()


def test_filters_narrow(olga: Client) -> None:
    def shown(model: type[models.Model], **parameters: object) -> list[Any]:
        return list(olga.get(listing(model, **parameters)).context["cl"].result_list)

    assert {row.state for row in shown(Transaction, state="DECLINED")} == {"DECLINED"}
    assert {row.kind for row in shown(Transaction, kind="PROMOTION")} == {"PROMOTION"}
    assert {row.failure_code for row in shown(Transaction, failure_code="insufficient_funds")} == {"insufficient_funds"}
    assert shown(Transaction, currency="EUR") == []
    midnight = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    today = shown(Transaction, since="today")
    assert len(today) == Transaction.objects.filter(created_at__gte=midnight).count()
    assert [row.status for row in shown(Wallet, status="FROZEN")] == ["FROZEN"]


def test_events_stand_in_exactly_one_state(olga: Client) -> None:
    now = clock.now()
    OutboxEvent.objects.filter(pk=OutboxEvent.objects.earliest("id").pk).update(settled_at=None, attempts=9)
    OutboxEvent.objects.filter(pk=OutboxEvent.objects.latest("id").pk).update(settled_at=None, attempts=1)
    events.record("nobody.listens", {}, at=now)
    counts = {state: OutboxEvent.objects.filter(CONDITIONS[state]).count() for state in EventState}
    assert all(counts.values()), counts
    assert sum(counts.values()) == OutboxEvent.objects.count()
    for state in EventState:
        assert olga.get(listing(OutboxEvent, state=state.value)).context["cl"].result_list


def test_an_event_is_found_by_what_it_tells_of(olga: Client) -> None:
    payment = Transaction.objects.filter(kind="P2P").latest("id")
    listed = olga.get(listing(OutboxEvent, q=payment.pk)).context["cl"].result_list
    assert [event.payload for event in listed] == [{"transaction_id": str(payment.pk)}]


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("transactions_transaction", {}),
        ("transactions_transaction", {"since": "today"}),
        ("transactions_transaction", {"q": "23456789AB"}),
        ("transactions_transaction", {"q": "+254712000001"}),
        ("transactions_transaction", {"q": "01a1fbaf-af8c-759e-b362-d597f404dc48"}),
        ("wallets_wallet", {"q": "+254712000001"}),
        ("ledger_ledgeraccount", {"q": "fees:"}),
        ("ledger_journalentry", {}),
        ("ledger_journalentry", {"since": "today"}),
        ("core_outboxevent", {"state": "stuck"}),
        ("core_outboxevent", {"q": "01a1fbaf-af8c-759e-b362-d597f404dc48"}),
        ("notifications_delivery", {"state": "FAILED"}),
    ],
)
def test_an_index_answers(olga: Client, path: str, parameters: dict[str, str]) -> None:
    """With sequential scans forbidden, one is planned only where there is no index to use instead."""
    table = {"ledger_ledgeraccount": "ledger_account", "ledger_journalentry": "ledger_entry"}.get(path, path)
    asked = statements(olga, reverse(f"admin:{path}_changelist", query=parameters))
    about = [statement for statement in asked if f'"{table}"' in statement]
    assert about
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for statement in about:
            cursor.execute(f"EXPLAIN {statement}")
            plan = "\n".join(line for (line,) in cursor.fetchall())
            assert f"Seq Scan on {table}" not in plan, plan
