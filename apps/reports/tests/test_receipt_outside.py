"""Receipts of what goes through a provider: deposits, withdrawals, bills and recharges, whatever has become of them."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.money import Money
from apps.gateways.base import Capability, Outcome
from apps.reports.receipts import Receipt, receipt_for, rows_of
from apps.transactions.kinds import BILL_PAYMENT, RECHARGE
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.outside import ask_outside, deposit, say, say_nothing, submit, withdraw
from apps.wallets.tests.factories import join, wallet_of

pytestmark = pytest.mark.django_db
TOKEN = "1234-5678-9012-3456-7890"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def buy_power(amina: User) -> Transaction:
    """A bill payment that buys electricity, not decided yet."""
    row = ask_outside(
        BILL_PAYMENT,
        amina,
        "30.00",
        capability=Capability.PAY_BILL,
        terms={"biller": "power-prepaid", "account_number": "77001234", "shown": "77001234"},
        party_name="Rift Power",
    )
    submit(row)
    return row


def receipt_of(row: Transaction, viewer: User, *, is_public: bool = False) -> Receipt:
    row.refresh_from_db()
    return receipt_for(row, viewer_id=viewer.id, is_public=is_public)


def lines(row: Transaction, viewer: User, *, is_public: bool = False) -> dict[str, str]:
    return dict(rows_of(receipt_of(row, viewer, is_public=is_public)))


def test_a_prepaid_bill_s_receipt_has_the_token_and_the_units(amina: User) -> None:
    row = buy_power(amina)
    say(row, Outcome.SUCCEEDED, voucher=TOKEN, units="35.2 kWh", receipt_number="R-77")
    receipt = receipt_of(row, amina)
    assert (receipt.condition, receipt.is_proof) == ("PAID", True)
    shown = lines(row, amina)
    assert {name: shown[name] for name in ("To", "Account", "Token", "Units", "Receipt number", "Kind")} == {
        "To": "Rift Power",
        "Account": "77001234",
        "Token": TOKEN,
        "Units": "35.2 kWh",
        "Receipt number": "R-77",
        "Kind": "Bill payment",
    }
    assert shown["From"] == "Amina Otieno"
    answer = client_of(amina).get(f"/api/v1/transactions/{row.id}/receipt")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_a_link_shows_neither_token_nor_account(amina: User) -> None:
    row = buy_power(amina)
    say(row, Outcome.SUCCEEDED, voucher=TOKEN, units="35.2 kWh", receipt_number="R-77")
    link = client_of(amina).post(f"/api/v1/transactions/{row.id}/receipt-link").json()["url"]
    page = Client().get(link.removeprefix("http://testserver")).content.decode()
    for secret in (TOKEN, "77001234", "R-77", "Otieno"):
        assert secret not in page, secret
    for shown in ("Rift Power", "35.2 kWh", "30.00 USD", "Amina O."):
        assert shown in page, shown


def test_a_token_that_was_told_before_it_is_paid_is_not_shown(amina: User) -> None:
    row = buy_power(amina)
    say(row, Outcome.PENDING, voucher=TOKEN, units="35.2 kWh")
    assert not {"Token", "Units"} & lines(row, amina).keys()


def test_a_recharge(amina: User) -> None:
    row = ask_outside(
        RECHARGE,
        amina,
        "5.00",
        capability=Capability.RECHARGE,
        terms={"operator": "savanna", "msisdn": "+254712000002", "shown": "+254712000002"},
        party_name="Savanna",
    )
    submit(row)
    say(row, Outcome.SUCCEEDED, receipt_number="S-1")
    assert (lines(row, amina)["To"], lines(row, amina)["Account"]) == ("Savanna", "+254712000002")
    assert "+254712000002" not in str(lines(row, amina, is_public=True))


@pytest.mark.parametrize("is_public", [False, True])
def test_a_deposit_comes_from_the_bank_and_not_from_us(amina: User, is_public: bool) -> None:
    row = deposit(amina, "25.00")
    shown = lines(row, amina, is_public=is_public)
    assert (shown["From"], shown["To"]) == ("Test Bank", "Amina O." if is_public else "Amina Otieno")
    assert shown.get("Account") == (None if is_public else "•••• 1234")


@pytest.mark.parametrize("bearer", ["PAYER", "PAYEE"])
def test_what_a_deposit_cost_is_shown_to_who_made_it(amina: User, bearer: str) -> None:
    set_fee(kind="DEPOSIT", currency="USD", flat=Decimal("0.50"), bearer=bearer, active_from=clock.now())
    row = deposit(amina, "25.00")
    shown = lines(row, amina)
    assert shown["Fee"] == "0.50 USD"
    if bearer == "PAYER":
        assert (shown["Total"], shown.get("Arrived as")) == ("25.50 USD", None)
    else:
        assert (shown.get("Total"), shown["Arrived as"]) == (None, "24.50 USD")


def test_a_withdrawal_on_its_way_unknown_and_failed_is_no_proof_of_a_payment(amina: User) -> None:
    row = withdraw(amina, "10.00")
    assert receipt_of(row, amina).condition == "PENDING"
    submit(row)
    say_nothing(row)
    unknown = receipt_of(row, amina)
    assert (unknown.condition, unknown.tone, unknown.is_proof) == ("UNKNOWN", "wait", False)
    say(row, Outcome.FAILED, failure_code="provider_account_invalid")
    failed = receipt_of(row, amina)
    assert (failed.condition, failed.tone, failed.is_proof) == ("FAILED", "bad", False)
    assert "does not know this account" in failed.why
    assert not receipt_of(row, amina, is_public=True).why
    assert failed.decided_at is not None


def test_a_failed_deposit_tells_its_person_why(amina: User) -> None:
    row = deposit(amina, "10.00")
    submit(row)
    say(row, Outcome.FAILED, failure_code="provider_insufficient_funds")
    receipt = receipt_of(row, amina)
    assert (receipt.condition, receipt.amount) == ("FAILED", Money.parse("10.00", "USD"))
    assert "not enough money" in receipt.why


def test_nobody_else_gets_it(amina: User) -> None:
    row = deposit(amina, "10.00")
    assert client_of(join("brian")).get(f"/api/v1/transactions/{row.id}/receipt").status_code == 404


def test_the_statement_says_that_a_withdrawal_is_put_aside_and_comes_back(amina: User) -> None:
    row = withdraw(amina, "10.00")
    submit(row)
    say(row, Outcome.FAILED, failure_code="provider_declined")
    wallet = wallet_of(amina)
    answer: Any = client_of(amina).get(f"/api/v1/wallets/{wallet.id}/statement")
    found = json.loads(b"".join(answer.streaming_content))["lines"]
    told = [(line["movement"], line["amount"]) for line in found if line["transaction_id"] == str(row.id)]
    assert told == [("hold", "-10.00"), ("return", "10.00")]
