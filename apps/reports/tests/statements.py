"""Asking for statements, and what must be so of each."""

import csv
import io
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import connection
from rest_framework.test import APIClient

from apps.wallets.models import Wallet


def url_of(wallet: Wallet, query: str = "") -> str:
    return f"/api/v1/wallets/{wallet.id}/statement?{query}"


def content_of(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def ask(client: APIClient, wallet: Wallet, query: str = "") -> dict[str, Any]:
    """The statement as JSON; its figures have been checked against each other."""
    answer = client.get(url_of(wallet, query))
    assert answer.status_code == 200, content_of(answer)
    body = json.loads(content_of(answer))
    check(body)
    return body


def ask_csv(client: APIClient, wallet: Wallet, query: str = "") -> list[dict[str, str]]:
    answer = client.get(url_of(wallet, f"format=csv&{query}"))
    assert answer.status_code == 200, content_of(answer)
    return list(csv.DictReader(io.StringIO(content_of(answer).decode(), newline="")))


def check(body: dict[str, Any]) -> None:
    """opening + in - out = closing, each balance follows from the one before, and the lines sum up to the totals."""
    opening, closing = Decimal(body["opening"]), Decimal(body["closing"])
    totals = {name: Decimal(figure) for name, figure in body["totals"].items()}
    assert opening + totals["in"] - totals["out"] == closing
    assert totals["in"] == total(line["amount"] for line in body["lines"] if line["amount"][0] != "-")
    assert totals["out"] == -total(line["amount"] for line in body["lines"] if line["amount"][0] == "-")
    assert totals["fees"] == total(line["fee"] for line in body["lines"])
    assert body["count"] == len(body["lines"])
    balance = opening
    for line in body["lines"]:
        balance += Decimal(line["amount"])
        assert Decimal(line["balance"]) == balance
    assert balance == closing
    assert [line["at"] for line in body["lines"]] == sorted(line["at"] for line in body["lines"])


def total(figures: Iterable[str]) -> Decimal:
    return sum((Decimal(figure) for figure in figures), Decimal(0))


def moments_of(wallet: Wallet) -> list[Any]:
    """When each line of its available account was recorded, to the microsecond."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT recorded_at FROM ledger_posting WHERE account_id = %s ORDER BY number", [wallet.available_account]
        )
        return [row[0] for row in cursor.fetchall()]
