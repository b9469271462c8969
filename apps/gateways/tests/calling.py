"""Callbacks of the JSON bank as it would sign them, operations they are about, and who is told what became of them."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework.test import APIClient

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.gateways.base import Capability
from apps.gateways.models import Operation

SECRET = "sandbox-jsonbank-callback"
ACCOUNT = "acc_4711"
CONNECTIONS = {
    "jsonbank": {
        "adapter": "jsonbank",
        "base_url": "http://127.0.0.1:9",
        "callback_secrets": ["a-newer-secret", SECRET],
        "client_id": "gopay",
        "client_secret": "never-sent",
    },
    "xmlbank": {
        "adapter": "xmlbank",
        "base_url": "http://127.0.0.1:9",
        "callback_secrets": [SECRET],
        "username": "gopay",
        "password": "never-sent",
    },
}


class Recorder:
    """Follows operations and remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, UUID]] = []

    def submitted_in_vain(self, operation: Operation, *, at: datetime) -> None:
        self.told.append(("unknown", operation.id))

    def succeeded(self, operation: Operation, *, at: datetime) -> Money | None:
        self.told.append(("succeeded", operation.id))
        return None

    def failed(self, operation: Operation, code: str, *, at: datetime) -> None:
        self.told.append((f"failed: {code}", operation.id))

    def succeeded_late(self, operation: Operation, *, at: datetime) -> Money:
        self.told.append(("late", operation.id))
        return Money(operation.amount, operation.currency)


def sent(gateway: str = "jsonbank", **changes: Any) -> Operation:
    """An operation that has gone out to a gateway."""
    now = clock.now()
    fields = {
        "transaction_id": uuid7(),
        "person_id": uuid7(),
        "capability": Capability.COLLECT.value,
        "amount": Decimal("25.00"),
        "currency": "USD",
        "terms": {"instrument": ACCOUNT},
        "state": "SUBMITTED",
        "gateway_code": gateway,
        "attempts": 1,
        "due_at": now + timedelta(minutes=1),
        "submitted_at": now,
        "created_at": now,
    }
    return Operation.objects.create(**{**fields, **changes})


def event_of(operation: Operation | None, *, event_id: str = "evt_1", **payment: Any) -> dict[str, Any]:
    """What the bank tells of an operation: booked, as it was asked for, unless said otherwise."""
    told = {
        "id": "jb_1",
        "reference": str(operation.id) if operation else str(uuid7()),
        "type": "debit",
        "account": ACCOUNT,
        "amount": "25.00",
        "currency": "USD",
        "status": "booked",
        "reason": None,
        **payment,
    }
    return {
        "event_id": event_id,
        "type": f"payment.{told['status']}",
        "occurred_at": "2026-11-21T10:00:00Z",
        "payment": told,
    }


def signed(event: Any, *, at: datetime | None = None, secret: str = SECRET) -> tuple[dict[str, str], bytes]:
    """The headers and the body of a callback."""
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    timestamp = str(int((at or clock.now()).timestamp()))
    signature = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {"x-bank-timestamp": timestamp, "x-bank-signature": signature}, body


def call(event: Any, *, provider: str = "jsonbank", kind: str = "application/json", **signing: Any) -> Any:
    """The bank calls."""
    headers, body = signed(event, **signing)
    client: Any = APIClient()
    return client.generic("POST", f"/api/v1/callbacks/{provider}", body, kind, headers=headers)
