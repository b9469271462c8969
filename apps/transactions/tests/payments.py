"""Asking for payments, and what must be so when nothing was paid."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.services import Proof
from apps.accounts.tests.factories import CAST, PIN
from apps.core import clock
from apps.core.money import Money
from apps.transactions import services
from apps.transactions.services import Outcome

TRANSFERS = "/api/v1/transfers"
DIGEST = b"d" * 32


def number_of(name: str) -> str:
    return CAST[name][1]


def fields(to: str = "brian", amount: Any = "10.00", **changes: Any) -> dict[str, Any]:
    """A transfer's body; `to` is somebody of the cast, a number, an address or an id."""
    return {"to": number_of(to) if to in CAST else to, "amount": amount, "currency": "USD", "pin": PIN, **changes}


def transfer(client: APIClient, body: dict[str, Any] | None = None, *, key: str | None = None) -> Response:
    """POST /transfers with this key, or a new one."""
    body = fields() if body is None else body
    return client.post(TRANSFERS, body, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def send(
    payer: User, to: str, amount: str | int, *, key: str | None = None, session_id: UUID | None = None, **more: Any
) -> Outcome:
    """The same without HTTP and, unless one is given, without a session."""
    return services.send_money(
        payer_id=payer.id,
        session_id=session_id,
        to=number_of(to) if to in CAST else to,
        amount=Money(Decimal(amount), "USD"),
        key=key or str(uuid4()),
        digest=DIGEST,
        proof=Proof(PIN) if session_id else None,
        at=clock.now(),
        **more,
    )


MONEY_TABLES = ("ledger_account", "ledger_entry", "ledger_posting", "ledger_batch")


def money_picture() -> dict[str, list[str]]:
    """Every row that says where money is, as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in MONEY_TABLES:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


@contextmanager
def nothing_moves() -> Iterator[None]:
    """Refused money did not move: each row of the ledger is afterwards as it was."""
    before = money_picture()
    yield
    assert money_picture() == before


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def body_of(response: Response) -> Any:
    return json.loads(response.content)
