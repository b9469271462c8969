"""What a customer can show of a deposit that was taken back, and of a withdrawal that was given back."""

import json
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, client_of
from apps.core import clock
from apps.gateways.base import Outcome
from apps.gateways.models import Discrepancy
from apps.reports.receipts import receipt_for
from apps.transactions import services
from apps.transactions.models import Transaction
from apps.transactions.tests.outside import deposit, say, submit, withdraw
from apps.wallets.tests.factories import join, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    now = clock.now()
    services.set_fee(kind="DEPOSIT", currency="USD", flat=Decimal(1), bearer="PAYEE", active_from=now)
    services.set_fee(kind="WITHDRAWAL", currency="USD", flat=Decimal("0.50"), active_from=now)
    return join("amina", 100)


def undone(row: Transaction, choice: str) -> Transaction:
    """It was done, then it was not, and two operators have believed it."""
    submit(row)
    say(row, Outcome.SUCCEEDED)
    say(row, Outcome.FAILED, failure_code="provider_declined")
    found = Discrepancy.objects.get(transaction_id=row.id)
    maker, checker = UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)
    services.propose_resolution(discrepancy_id=found.id, choice=choice, reason="r", maker_id=maker.id, now=clock.now())
    services.approve_resolution(discrepancy_id=found.id, checker_id=checker.id, holds_role=True, now=clock.now())
    row.refresh_from_db()
    return row


def movements(user: User) -> list[tuple[str, str]]:
    answer: Any = client_of(user).get(f"/api/v1/wallets/{wallet_of(user).id}/statement")
    lines = json.loads(b"".join(answer.streaming_content))["lines"]
    return [(line["label"], line["amount"]) for line in lines][1:]


def test_neither_is_proof_of_a_payment_any_more(amina: User) -> None:
    taken, given = undone(deposit(amina, "20.00"), "TAKE_BACK"), undone(withdraw(amina, "10.00"), "PAY_BACK")
    for row, back in ((taken, "19.00 USD"), (given, "10.00 USD")):
        receipt = receipt_for(row, viewer_id=amina.id, is_public=False)
        assert (receipt.condition, receipt.is_proof, str(receipt.given_back)) == ("REVERSED", False, back)
        assert client_of(amina).get(f"/api/v1/transactions/{row.id}/receipt").status_code == 200


def test_the_payments_back_have_receipts_of_their_own(amina: User) -> None:
    undone(deposit(amina, "20.00"), "TAKE_BACK")
    undone(withdraw(amina, "10.00"), "PAY_BACK")
    taken, given = Transaction.objects.filter(kind="REVERSAL").order_by("id")
    receipts = [receipt_for(row, viewer_id=amina.id, is_public=False) for row in (taken, given)]
    assert [(one.condition, one.payer, one.payee, str(one.amount)) for one in receipts] == [
        ("PAID", "Amina Otieno", "Test Bank", "19.00 USD"),
        ("PAID", "GoPay", "Amina Otieno", "10.00 USD"),
    ]


def test_the_statement_has_a_line_for_each_movement(amina: User) -> None:
    undone(deposit(amina, "20.00"), "TAKE_BACK")
    undone(withdraw(amina, "10.00"), "PAY_BACK")
    assert movements(amina) == [
        ("Deposit", "19.00"),
        ("Deposit, reversed", "-19.00"),
        ("Withdrawal, put aside", "-10.50"),
        ("Reversal", "10.00"),
        ("Fee given back", "0.50"),
    ]
