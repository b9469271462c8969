"""Quotes: what was promised is charged exactly, once, within its minute, or the payment is refused."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.transactions.models import Quote, Transaction
from apps.transactions.services import purge_quotes, set_fee
from apps.transactions.tests.payments import body_of, fields, nothing_moves, transfer
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def price(flat: str, **changes: object) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal(flat), active_from=clock.now(), **changes)  # type: ignore[arg-type]


def ask(client: APIClient, amount: str = "10.00", **changes: object) -> dict[str, str]:
    answer = client.post(
        "/api/v1/quotes", {"kind": "P2P", "amount": amount, "currency": "USD", **changes}, format="json"
    )
    assert answer.status_code == 201, answer.content
    return body_of(answer)  # type: ignore[no-any-return]


def test_a_quote_says_what_it_costs_and_what_arrives() -> None:
    amina, _ = join("amina", 100), join("brian")
    price("1.00", tax_percent=Decimal(16), bearer="PAYEE")
    quote = ask(client_of(amina), to="+254712000002")
    assert {name: quote[name] for name in quote if name not in {"id", "expires_at"}} == {
        "kind": "P2P",
        "amount": "10.00",
        "currency": "USD",
        "fee": "1.00",
        "tax": "0.16",
        "fee_bearer": "PAYEE",
        "total": "10.00",
        "payee_gets": "8.84",
        "payee_currency": "USD",
        "rate": None,
    }
    row = Quote.objects.get()
    assert row.expires_at - row.created_at == timedelta(seconds=60)


def test_what_was_promised_is_charged_after_the_price_has_changed() -> None:
    amina, brian = join("amina", 100), join("brian")
    price("0.10")
    client = client_of(amina)
    quote = ask(client)
    price("5.00")
    paid = body_of(transfer(client, fields("brian", "10.00", quote_id=quote["id"])))
    assert (paid["state"], paid["fee"], paid["total"]) == ("COMPLETED", "0.10", quote["total"])
    assert (available(amina), available(brian)) == (Decimal("89.90"), 10)
    assert Transaction.objects.get().quote_id == UUID(quote["id"])


@pytest.mark.parametrize(
    "body",
    [
        {"to": "chidi"},
        {"amount": "10.01"},
        {"amount": "9.99"},
    ],
)
def test_a_quote_is_good_for_the_payment_it_was_asked_for_only(body: dict[str, str]) -> None:
    amina, _, _ = join("amina", 100), join("brian"), join("chidi")
    client = client_of(amina)
    quote = ask(client, to="+254712000002")
    with nothing_moves():
        answer = transfer(client, fields(**{"to": "brian", "amount": "10.00", **body}, quote_id=quote["id"]))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "quote_mismatch")


def test_somebody_else_s_quote_and_one_that_never_was_promise_nothing() -> None:
    amina, brian, _ = join("amina", 100), join("brian", 100), join("chidi")
    quote = ask(client_of(brian))
    for quote_id in (quote["id"], str(uuid4())):
        answer = transfer(client_of(amina), fields("chidi", "10.00", quote_id=quote_id))
        assert body_of(answer)["code"] == "quote_mismatch"


def test_after_a_minute_it_promises_nothing() -> None:
    amina, _ = join("amina", 100), join("brian")
    client, begun = client_of(amina), clock.now()
    with time_machine.travel(begun, tick=False):
        quote = ask(client)
    with time_machine.travel(begun + timedelta(seconds=60), tick=False):
        answer = transfer(client, fields("brian", "10.00", quote_id=quote["id"]))
    assert body_of(answer)["code"] == "quote_expired"


@committing
def test_of_many_payments_at_once_one_uses_it() -> None:
    amina, _ = join("amina", 100), join("brian")
    quote = ask(client_of(amina))
    clients = [client_of(amina) for _ in range(8)]
    body = fields("brian", "10.00", quote_id=quote["id"])
    codes = run_together(8, lambda index: body_of(transfer(clients[index], body)).get("code"))
    assert sorted(codes, key=str) == [None, *["quote_used"] * 7]
    assert available(amina) == 90


def test_a_declined_payment_does_not_use_it() -> None:
    amina, _ = join("amina", 5), join("brian")
    client = client_of(amina)
    quote = ask(client, "10.00")
    body = fields("brian", "10.00", quote_id=quote["id"])
    assert body_of(transfer(client, body))["code"] == "insufficient_funds"
    pay_in(wallet_of(amina), 50)
    assert transfer(client, body).status_code == 201


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"kind": "PROMOTION"}, "kind"),
        ({"amount": "-1.00"}, "amount"),
        ({"amount": "0"}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"currency": "XXX"}, "currency"),
        ({"fee": "0"}, "fee"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(body: dict[str, str], field: str) -> None:
    client = client_of(join("amina"))
    asked = {"kind": "P2P", "amount": "1.00", "currency": "USD", **body}
    answer = client.post("/api/v1/quotes", asked, format="json")
    assert answer.status_code == 400
    assert [error["field"] for error in body_of(answer)["errors"]] == [field]
    assert not Quote.objects.exists()


def test_a_quote_for_nobody_is_refused() -> None:
    client = client_of(join("amina"))
    asked = {"kind": "P2P", "amount": "1.00", "currency": "USD", "to": "+254712999999"}
    answer = client.post("/api/v1/quotes", asked, format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payee_not_found")


def test_quotes_nobody_used_are_deleted_after_a_month_and_the_others_kept() -> None:
    amina, _ = join("amina", 100), join("brian")
    client = client_of(amina)
    used, unused = ask(client), ask(client)
    transfer(client, fields("brian", "10.00", quote_id=used["id"]))
    assert purge_quotes(now=clock.now() + timedelta(days=30)) == 0
    assert purge_quotes(now=clock.now() + timedelta(days=31)) == 1
    assert [str(row.id) for row in Quote.objects.all()] == [used["id"]]
    assert unused["id"] != used["id"]


def test_one_may_not_ask_without_end() -> None:
    client = client_of(join("amina"))
    with time_machine.travel(clock.now(), tick=False):
        for _ in range(60):
            ask(client)
        answer = client.post("/api/v1/quotes", {"kind": "P2P", "amount": "1.00", "currency": "USD"}, format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (429, "rate_limited")
