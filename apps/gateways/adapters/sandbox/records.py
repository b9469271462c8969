"""What the books are made of."""

import json
import secrets
import sqlite3
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import Any

from apps.gateways.adapters.sandbox.behaviour import Plan


class OtherContent(Exception):
    """The reference is in the books already, with something else under it."""


@dataclass(frozen=True)
class Operation:
    """One thing a provider was asked to do. `details` are its protocol's own."""

    gateway: str
    protocol: str
    reference: str
    provider_reference: str
    type: str
    amount: Decimal
    currency: str
    counterparty: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    digest: str = ""
    status: str = "open"
    reason: str = ""
    created_at: float = 0.0
    executed_at: float | None = None
    executions: int = 0
    decide_at: float | None = None
    decide_to: str = ""
    visible_at: float = 0.0
    id: int = 0
    plan: Plan = field(default_factory=Plan)


@dataclass(frozen=True)
class Callback:
    """Something to be told: `operation` is as it was when that happened."""

    id: int
    gateway: str
    event_id: str
    kind: str
    operation: Operation
    created_at: float
    due_at: float
    state: str
    tries: int
    answer: str
    told_at: float | None


def pack(operation: Operation) -> str:
    return json.dumps({**asdict(operation), "amount": str(operation.amount)})


def unpack(text: str) -> Operation:
    fields = json.loads(text)
    return Operation(**{**fields, "amount": Decimal(fields["amount"]), "plan": Plan(**fields["plan"])})


def read_operation(row: sqlite3.Row) -> Operation:
    fields = dict(row)
    fields.update(
        amount=Decimal(fields["amount"]),
        details=json.loads(fields["details"]),
        plan=Plan(**json.loads(fields["plan"])),
    )
    return Operation(**fields)


def read_callback(row: sqlite3.Row) -> Callback:
    fields = dict(row)
    del fields["rank"]
    return Callback(**{**fields, "operation": unpack(fields["operation"])})


def new_token(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def decided(operation: Operation, verdict: str, at: float) -> Operation:
    """The operation, done or not: a verdict is "executed", "expired", or the reason to decline."""
    if verdict == "executed":
        return replace(operation, status="executed", executed_at=at, executions=operation.executions + 1)
    if verdict == "expired":
        return replace(operation, status="expired")
    return replace(operation, status="declined", reason=verdict)
