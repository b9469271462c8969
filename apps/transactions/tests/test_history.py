"""One's own payments: filters, pages, and nobody else's."""

import itertools
import json
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.models import Transaction
from apps.transactions.services import credit_promotion
from apps.transactions.tests.payments import body_of, fields, send, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
HISTORY = "/api/v1/transactions"


@pytest.fixture
def people() -> dict[str, User]:
    return {name: join(name, 100) for name in ("amina", "brian", "chidi")}


@pytest.fixture
def amina(people: dict[str, User]) -> APIClient:
    """Her client; she has paid three times, was paid twice, was declined once and got a promotion."""
    a, b, c = people["amina"], people["brian"], people["chidi"]
    credit_promotion(person_id=a.id, amount=Money.parse("5.00", "USD"), key="sign-up", note="Welcome", at=clock.now())
    client = client_of(a)
    for to, amount, note in [("brian", "10.00", "lunch"), ("chidi", "20.00", "rent 100%"), ("brian", "30.00", "")]:
        assert transfer(client, fields(to, amount, note=note)).status_code == 201
    transfer(client_of(b), fields("amina", "7.00", note="Lunch back"))
    send(c, "amina", 8)
    assert transfer(client, fields("brian", "500.00")).status_code == 422
    # None of her business.
    send(b, "chidi", 9)
    return client


def amounts(client: APIClient, query: str = "") -> list[str]:
    answer = client.get(f"{HISTORY}?{query}")
    assert answer.status_code == 200, answer.content
    return [row["amount"] for row in body_of(answer)["results"]]


def test_newest_first_and_only_ones_own(amina: APIClient) -> None:
    assert amounts(amina) == ["500.00", "8.00", "7.00", "30.00", "20.00", "10.00", "5.00"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("direction=out", ["500.00", "30.00", "20.00", "10.00"]),
        ("direction=in", ["8.00", "7.00", "5.00"]),
        ("kind=PROMOTION", ["5.00"]),
        ("kind=P2P&direction=in", ["8.00", "7.00"]),
        ("state=DECLINED", ["500.00"]),
        ("state=COMPLETED&direction=out", ["30.00", "20.00", "10.00"]),
        ("min=10&max=30", ["30.00", "20.00", "10.00"]),
        ("min=10.01", ["500.00", "30.00", "20.00"]),
        ("max=5", ["5.00"]),
        ("q=lunch", ["7.00", "10.00"]),
        ("q=LUNCH", ["7.00", "10.00"]),
        ("q=okafor", ["8.00", "20.00"]),
        ("q=100%25", ["20.00"]),
        ("q=%25", ["20.00"]),
        ("q=_", []),
        ("q=nothing", []),
    ],
)
def test_filters(amina: APIClient, query: str, expected: list[str]) -> None:
    assert amounts(amina, query) == expected


def test_a_reference_finds_its_payment_in_any_case(amina: APIClient) -> None:
    row = Transaction.objects.get(amount=20)
    assert amounts(amina, f"q={row.reference.lower()}") == ["20.00"]
    other = Transaction.objects.get(amount=9)
    assert amounts(amina, f"q={other.reference}") == []


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(people: dict[str, User]) -> None:
    for amount in (1, 2, 3):
        send(people["amina"], "brian", amount)
    client = client_of(people["amina"])
    first, second, third = Transaction.objects.order_by("id").values_list("created_at", flat=True)
    since, before = quote(second.isoformat()), quote(third.isoformat())
    assert amounts(client, f"from={since}") == ["3.00", "2.00"]
    assert amounts(client, f"to={before}") == ["2.00", "1.00"]
    assert amounts(client, f"from={since}&to={before}") == ["2.00"]
    assert amounts(client, f"to={quote((first - timedelta(days=1)).isoformat())}") == []


@pytest.mark.parametrize(
    "query",
    ["kind=GIFT", "state=LOST", "direction=up", "min=-1", "min=1e3", "from=yesterday", "payer=x", "page_size=0",
     "page_size=101", "page_size=ten", "page_size=1.0", "cursor=x", "cursor=AAAA", "q=" + "x" * 101],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_refused_and_not_ignored(amina: APIClient, query: str) -> None:
    answer = amina.get(f"{HISTORY}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["field"] for error in body_of(answer)["errors"]] == [query.partition("=")[0]]


def test_pages_forwards_and_backwards_are_the_same_list(amina: APIClient) -> None:
    everything = amounts(amina)
    for size in (1, 2, 3, 7, 100):
        seen: list[str] = []
        pages: list[Any] = []
        url = f"{HISTORY}?page_size={size}"
        while url:
            pages.append(body_of(amina.get(url)))
            seen += [row["amount"] for row in pages[-1]["results"]]
            url = pages[-1]["next"]
        assert seen == everything
        assert pages[0]["previous"] is None
        backwards: list[str] = []
        url = pages[-1]["previous"]
        while url:
            page = body_of(amina.get(url))
            backwards = [row["amount"] for row in page["results"]] + backwards
            url = page["previous"]
        assert backwards == everything[: len(backwards)]
        assert len(backwards) == len(everything) - len(pages[-1]["results"])


def test_a_link_keeps_the_filters(amina: APIClient) -> None:
    page = body_of(amina.get(f"{HISTORY}?direction=out&state=COMPLETED&page_size=2"))
    assert [row["amount"] for row in page["results"]] == ["30.00", "20.00"]
    page = body_of(amina.get(page["next"]))
    assert [row["amount"] for row in page["results"]] == ["10.00"]
    assert page["next"] is None


def test_payments_that_come_meanwhile_disturb_no_page(people: dict[str, User]) -> None:
    a = people["amina"]
    for amount in range(1, 7):
        send(a, "brian", amount)
    client = client_of(a)
    first = body_of(client.get(f"{HISTORY}?page_size=3"))
    for amount in (50, 25):
        send(a, "brian", amount) if amount == 25 else send(people["chidi"], "amina", amount)
    second = body_of(client.get(first["next"]))
    assert [row["amount"] for row in first["results"] + second["results"]] == [
        "6.00", "5.00", "4.00", "3.00", "2.00", "1.00",
    ]  # fmt: skip
    newer = body_of(client.get(second["previous"]))
    assert [row["amount"] for row in newer["results"]] == ["6.00", "5.00", "4.00"]
    assert [row["amount"] for row in body_of(client.get(newer["previous"]))["results"]] == ["25.00", "50.00"]


def test_one_payment_is_shown_to_its_two_sides_and_to_nobody_else(people: dict[str, User]) -> None:
    """API1 (OWASP): somebody else's is 404 and not 403."""
    row = send(people["amina"], "brian", 10).transaction
    url = f"{HISTORY}/{row.id}"
    assert body_of(client_of(people["amina"]).get(url))["direction"] == "out"
    assert body_of(client_of(people["brian"]).get(url))["direction"] == "in"
    for answer in (
        client_of(people["chidi"]).get(url),
        client_of(people["chidi"]).get(f"{HISTORY}/{people['amina'].id}"),
    ):
        assert (answer.status_code, body_of(answer)["code"]) == (404, "transaction_not_found")
    assert APIClient().get(url).status_code == 401
    assert client_of(people["amina"]).get(f"{HISTORY}/1").status_code == 404


def test_the_payee_of_a_declined_payment_does_not_learn_why(people: dict[str, User]) -> None:
    row = send(people["amina"], "brian", 1_000).transaction
    assert body_of(client_of(people["amina"]).get(f"{HISTORY}/{row.id}"))["failure_code"] == "insufficient_funds"
    seen = client_of(people["brian"]).get(f"{HISTORY}/{row.id}").content.decode()
    assert json.loads(seen)["failure_code"] is None
    assert "insufficient" not in seen


def test_a_payment_to_oneself_is_listed_once(people: dict[str, User]) -> None:
    send(people["amina"], "amina", 10)
    client = client_of(people["amina"])
    assert amounts(client) == amounts(client, "direction=out") == ["10.00"]


def test_a_page_reads_the_indexes_and_stops(people: dict[str, User]) -> None:
    """Neither a scan nor a sort, or a page would cost more the longer the history is."""
    amina, brian, chidi = (people[name].id for name in ("amina", "brian", "chidi"))
    row = send(people["amina"], "brian", 10).transaction
    values = {field.attname: getattr(row, field.attname) for field in Transaction._meta.concrete_fields}
    many = []
    for number in range(4_000):
        # One payment in twenty is hers.
        payer, payee = {0: (amina, brian), 20: (brian, amina)}.get(number % 40, (brian, chidi))
        unique = {"id": uuid7(), "reference": f"R{number}", "idempotency_key": f"k{number}"}
        many.append(Transaction(**{**values, **unique, "payer_id": payer, "payee_id": payee}))
    Transaction.objects.bulk_create(many)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE transactions_transaction")
    middle = many[2_000].id
    positions: list[dict[str, Any]] = [{}, {"before": middle}, {"after": middle}]
    directions: list[Any] = [None, "in", "out"]
    for direction, position in itertools.product(directions, positions):
        with CaptureQueriesContext(connection) as captured:
            list_transactions(amina, matching=HistoryFilter(direction=direction), **position)
        *sides, last = [explain(query["sql"]) for query in captured.captured_queries]
        if direction != "in":
            # What her wallet has paid for a business of hers, of which there is nothing: that index holds little else.
            assert "transactions_drawn_on" in last and "Seq Scan on transactions" not in last, last
        else:
            sides.append(last)
        assert len(sides) == (1 if direction else 2)
        for plan in sides:
            assert "transactions_by_payer" in plan or "transactions_by_payee" in plan, plan
            assert "Seq Scan" not in plan and "Sort" not in plan, plan


def explain(statement: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + statement)
        return "\n".join(line for (line,) in cursor.fetchall())
