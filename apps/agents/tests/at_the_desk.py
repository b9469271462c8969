"""Asking for cash-ins at a desk over HTTP, as a teller's phone does."""

from typing import Any
from uuid import uuid4

from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.tests.factories import PIN
from apps.transactions.tests.payments import number_of

CASH_IN = "/api/v1/agent/cash-in"


def cash_fields(to: str = "amina", amount: Any = "50.00", **changes: Any) -> dict[str, Any]:
    """A cash-in's body for somebody of the cast, or for what `to` says."""
    number = number_of(to) if to.isalpha() else to
    return {"to": number, "amount": amount, "currency": "USD", "pin": PIN, **changes}


def post_cash_in(client: APIClient, *, key: str | None = None, **fields: Any) -> Response:
    """POST /agent/cash-in with this key, or a new one."""
    headers = {"Idempotency-Key": key or str(uuid4())}
    return client.post(CASH_IN, cash_fields(**fields), format="json", headers=headers)
