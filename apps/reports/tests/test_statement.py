"""A statement of one's wallet: both ends, every movement, and figures that agree, whatever the period."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.core.money import Money
from apps.ledger.services import hold, release, reverse
from apps.reports.tests.statements import ask, ask_csv, content_of, moments_of, url_of
from apps.transactions.services import credit_promotion, set_fee
from apps.transactions.tests.payments import body_of, fields, send, transfer
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian", 50)


@pytest.fixture
def wallet(amina: User) -> Wallet:
    return wallet_of(amina)


@pytest.fixture
def client(amina: User) -> APIClient:
    return client_of(amina)


def moment(at: Any) -> str:
    return quote(at.isoformat())


def test_each_movement_has_its_payment_and_the_balance_it_left(
    amina: User, brian: User, wallet: Wallet, client: APIClient
) -> None:
    paid = send(amina, "brian", "10").transaction
    got = transfer(client_of(brian), fields("amina", "4.00", note="half of lunch"))
    credit_promotion(person_id=amina.id, amount=Money.parse("5.00", "USD"), key="k", note="Welcome", at=clock.now())
    body = ask(client, wallet)
    assert (body["wallet_id"], body["currency"], body["count"]) == (str(wallet.id), "USD", 4)
    assert [(line["label"], line["amount"], line["balance"]) for line in body["lines"]] == [
        ("Deposit", "100.00", "100.00"),
        ("Transfer", "-10.00", "90.00"),
        ("Transfer", "4.00", "94.00"),
        ("Promotion", "5.00", "99.00"),
    ]
    assert [line["counterparty"] for line in body["lines"]] == ["GoPay", "Brian Mwangi", "Brian Mwangi", "GoPay"]
    assert [line["reference"] for line in body["lines"][:3]] == [None, paid.reference, body_of(got)["reference"]]
    assert [line["note"] for line in body["lines"]] == ["", "", "half of lunch", "Welcome"]
    assert [line["movement"] for line in body["lines"]] == ["other", "payment", "payment", "payment"]
    assert body["lines"][0]["transaction_id"] is None


def test_a_fee_is_part_of_what_left_its_payer_and_no_part_of_what_the_payee_got(
    amina: User, brian: User, wallet: Wallet, client: APIClient
) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.25"), active_from=clock.now())
    send(amina, "brian", "10")
    line = ask(client, wallet)["lines"][-1]
    assert (line["amount"], line["fee"]) == ("-10.25", "0.25")
    assert ask(client, wallet)["totals"] == {"in": "100.00", "out": "10.25", "fees": "0.25"}
    theirs = ask(client_of(brian), wallet_of(brian))
    assert (theirs["lines"][-1]["amount"], theirs["lines"][-1]["fee"]) == ("10.00", "0.00")
    assert theirs["totals"]["fees"] == "0.00"


def test_what_is_put_aside_leaves_what_is_available_and_says_so(wallet: Wallet, client: APIClient) -> None:
    hold_id = uuid7()
    hold(
        hold_id=hold_id,
        available=wallet.available_account,
        held=wallet.held_account,
        amount=Money.parse("30.00", "USD"),
        effective_at=clock.now(),
    )
    body = ask(client, wallet)
    assert (body["lines"][-1]["movement"], body["lines"][-1]["label"]) == ("hold", "Put aside")
    assert body["closing"] == "70.00"
    release(hold_id=hold_id, effective_at=clock.now())
    body = ask(client, wallet)
    assert (body["lines"][-1]["movement"], body["lines"][-1]["amount"]) == ("return", "30.00")
    assert body["closing"] == "100.00"


def test_a_reversal_gives_the_fee_back_too(amina: User, brian: User, wallet: Wallet, client: APIClient) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.25"), active_from=clock.now())
    paid = send(amina, "brian", "10").transaction
    reverse(entry_id=paid.id, effective_at=clock.now())
    body = ask(client, wallet)
    last = body["lines"][-1]
    assert (last["movement"], last["label"], last["reference"]) == ("reversal", "Transfer, reversed", paid.reference)
    assert (last["amount"], last["fee"]) == ("10.25", "-0.25")
    assert body["totals"]["fees"] == "0.00"
    assert ask(client_of(brian), wallet_of(brian))["lines"][-1]["amount"] == "-10.00"


def test_declined_payments_are_on_no_statement(amina: User, brian: User, wallet: Wallet, client: APIClient) -> None:
    assert send(amina, "brian", "1000").transaction.state == "DECLINED"
    assert ask(client, wallet)["count"] == 1


def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(
    amina: User, brian: User, wallet: Wallet, client: APIClient
) -> None:
    for amount in (1, 2, 3):
        send(amina, "brian", amount)
    _, first, second, third = moments_of(wallet)
    body = ask(client, wallet, f"from={moment(first)}&to={moment(third)}")
    assert (body["opening"], body["closing"]) == ("100.00", "97.00")
    assert [line["amount"] for line in body["lines"]] == ["-1.00", "-2.00"]
    tick = timedelta(microseconds=1)
    body = ask(client, wallet, f"from={moment(first + tick)}&to={moment(third + tick)}")
    assert (body["opening"], body["closing"]) == ("99.00", "94.00")
    assert [line["amount"] for line in body["lines"]] == ["-2.00", "-3.00"]
    body = ask(client, wallet, f"from={moment(second)}&to={moment(second)}")
    assert (body["opening"], body["closing"], body["lines"]) == ("99.00", "99.00", [])


def test_periods_side_by_side_meet(amina: User, brian: User, wallet: Wallet, client: APIClient) -> None:
    for amount in (1, 2, 3):
        send(amina, "brian", amount)
    edges = [moment(at) for at in moments_of(wallet)]
    parts = [ask(client, wallet, f"from={a}&to={b}") for a, b in pairwise(edges)]
    for one, next_one in pairwise(parts):
        assert one["closing"] == next_one["opening"]
    assert [len(part["lines"]) for part in parts] == [1, 1, 1]


def test_before_the_wallet_was_opened_there_was_nothing(wallet: Wallet, client: APIClient) -> None:
    body = ask(client, wallet, "from=1999-01-01&to=1999-12-31")
    assert (body["opening"], body["closing"], body["lines"]) == ("0.00", "0.00", [])


def test_in_the_future_nothing_has_happened_yet(wallet: Wallet, client: APIClient) -> None:
    body = ask(client, wallet, "from=2998-01-01&to=2999-12-31")
    assert (body["opening"], body["closing"], body["lines"]) == ("100.00", "100.00", [])


def test_a_period_that_reaches_into_the_future_ends_with_what_is_there(wallet: Wallet, client: APIClient) -> None:
    assert ask(client, wallet, "to=2999-12-31&from=2000-01-01")["closing"] == "100.00"


def test_an_empty_wallet_has_an_empty_statement() -> None:
    chidi = join("chidi")
    body = ask(client_of(chidi), wallet_of(chidi))
    assert (body["opening"], body["closing"], body["lines"]) == ("0.00", "0.00", [])
    assert body["totals"] == {"in": "0.00", "out": "0.00", "fees": "0.00"}


def test_a_currency_without_decimals_has_none(amina: User, client: APIClient) -> None:
    yen = give_wallet(amina, 5000, currency="JPY")
    body = ask(client, yen)
    assert (body["lines"][0]["amount"], body["closing"]) == ("5000", "5000")


def test_somebody_elses_wallet_is_not_there(brian: User, wallet: Wallet, client: APIClient) -> None:
    for form in ("json", "csv", "pdf"):
        answer = client_of(brian).get(url_of(wallet, f"format={form}"))
        assert (answer.status_code, body_of(answer)["code"]) == (404, "wallet_not_found")
    assert client.get(f"/api/v1/wallets/{uuid4()}/statement").status_code == 404
    assert APIClient().get(url_of(wallet)).status_code == 401
    assert not AuditRecord.objects.exists()


@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_a_file_leaves_a_record_of_who_what_why_and_how_many(
    form: str, amina: User, brian: User, wallet: Wallet, client: APIClient
) -> None:
    """SECURITY 28."""
    send(amina, "brian", 1)
    answer = client.get(url_of(wallet, f"format={form}"))
    # It is there before the first byte leaves, so that whoever hangs up half way leaves it too.
    record = AuditRecord.objects.get()
    assert (record.actor_id, record.rows) == (amina.id, 2)
    assert str(wallet.id) in record.what and form.upper() in record.what and record.why
    assert content_of(answer)
    activity = client.get("/api/v1/me/activity").json()["results"][0]
    assert activity["action"] == "reports.statement_taken"


def test_looking_at_ones_statement_is_no_export(wallet: Wallet, client: APIClient) -> None:
    ask(client, wallet)
    assert not AuditRecord.objects.exists()


def test_a_csv_file_has_a_row_for_each_line_between_its_two_ends(
    amina: User, brian: User, wallet: Wallet, client: APIClient
) -> None:
    transfer(client, fields("brian", "10.00", note='lunch, with "Brian"'))
    rows = ask_csv(client, wallet)
    assert [(row["row"], row["amount"], row["balance"]) for row in rows] == [
        ("opening", "", "0.00"),
        ("line", "100.00", "100.00"),
        ("line", "-10.00", "90.00"),
        ("closing", "", "90.00"),
    ]
    assert rows[2]["note"] == 'lunch, with "Brian"'
    assert rows[3]["what"] == "Closing balance: 100.00 came in, 10.00 went out, of that 0.00 fees"


def test_a_formula_in_a_note_is_text_in_the_file(wallet: Wallet, client: APIClient, brian: User) -> None:
    """SECURITY 28: our own negative amounts stay figures, what people wrote does not become one."""
    transfer(client, fields("brian", "10.00", note='=HYPERLINK("http://evil.example")'))
    row = ask_csv(client, wallet)[2]
    assert row["note"] == '\'=HYPERLINK("http://evil.example")'
    assert row["amount"] == "-10.00"


@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_a_file_is_saved_and_kept_by_no_cache(form: str, wallet: Wallet, client: APIClient) -> None:
    answer = client.get(url_of(wallet, f"format={form}&from=2026-01-01&to=2026-01-31"))
    assert (
        answer["Content-Disposition"] == f'attachment; filename="gopay-statement-USD-2026-01-01-to-2026-01-31.{form}"'
    )
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")


def test_the_accept_header_is_not_asked(wallet: Wallet, client: APIClient) -> None:
    for accept in ("text/csv", "application/pdf", "text/html", "nonsense"):
        answer = client.get(url_of(wallet, "format=csv"), headers={"Accept": accept})
        assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/csv")


def test_a_page_of_lines_takes_three_statements(amina: User, brian: User, wallet: Wallet, client: APIClient) -> None:
    for _ in range(5):
        send(amina, "brian", 1)
    ask(client, wallet)
    with CaptureQueriesContext(connection) as captured:
        ask(client, wallet)
    reading = [query["sql"] for query in captured.captured_queries if "ledger_" in query["sql"]]
    # The ends; a page of lines, what its entries are; and the empty page after it.
    assert len(reading) == 4
    assert len(captured) <= 7
