"""SECURITY 18 at the API: what is no amount is 400, moves nothing and burns no key."""

from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.tests.factories import client_of
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, fields, nothing_moves, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

REFUSED: list[Any] = [
    "0", "0.00", "-1", "-0.01", "+1", "1e3", "1E3", "1_000", "1,000", "1.000,00",
    "１２", "١٢", "NaN", "nan", "Infinity",
    "-Infinity", "inf", "1.", ".5", "01", "00.5", " 1", "1 ", "1\n", "\t1", "0x10", "1/2", "1.23456", "1.001", "",
    "1000000000000000", "9" * 400, "1" + "0" * 5_000, "ten", "$1", "1USD", "1\u00a0", "1\u200b", "\u2212" + "1",
    "1'000",
    1, 1.5, 1e3, -1, 0, True, False, None, [], ["1"], {}, {"amount": "1"},
]  # fmt: skip


@pytest.mark.parametrize("amount", REFUSED, ids=lambda amount: repr(amount)[:24])
def test_what_is_no_amount_is_refused(amount: Any) -> None:
    client, key = client_of(join("amina", 100)), str(uuid4())
    join("brian")
    with nothing_moves():
        answer = transfer(client, fields("brian", amount), key=key)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in body_of(answer)["errors"]] == ["amount"]
    assert not Transaction.objects.exists()
    assert transfer(client, fields("brian", "1.00"), key=key).status_code == 201, "the key was not burnt"


@pytest.mark.parametrize("amount", ["1", "1.0", "1.00", "0.01", "99.99", "100"])
def test_plain_decimals_are_taken(amount: str) -> None:
    client = client_of(join("amina", 100))
    join("brian")
    assert transfer(client, fields("brian", amount)).status_code == 201


@pytest.mark.parametrize("currency", ["usd", "US", "USDT", "XXX", "", None, 840, "ＵＳＤ", "USD ", ["USD"]])
def test_what_is_no_currency_is_refused(currency: Any) -> None:
    client = client_of(join("amina", 100))
    answer = transfer(client, fields("brian", "1.00", currency=currency))
    assert answer.status_code == 400
    assert [error["field"] for error in body_of(answer)["errors"]] == ["currency"]


def test_decimals_a_currency_does_not_have_are_refused() -> None:
    client = client_of(join("amina", 100, currency="JPY"))
    answer = transfer(client, fields("brian", "1.5", currency="JPY"))
    assert (answer.status_code, body_of(answer)["errors"][0]["code"]) == (400, "too_many_decimals")
