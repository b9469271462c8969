"""Operations come into the world with the payment they are for: in the same statement."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from apps.core import events, sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.gateways.base import Capability
from apps.gateways.models import Operation, OperationState, seal_terms

# How long a payer may take on the provider's page.
CHECKOUT_PATIENCE = timedelta(hours=2)

_INSERT = """
INSERT INTO gateways_operation (id, transaction_id, person_id, capability, amount, currency, country, bound_to, terms,
    state, gateway_code, provider_reference, result, failure_code, last_error, attempts, enquiries, due_at, ready_at,
    expires_at, created_at)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::text, %s::numeric, %s::text, %s::text, %s::text, %s::bytea, %s::text, '', '',
    '{}'::jsonb, '', '', 0, 0, %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::timestamptz
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What a payment asks of the outside. `terms` are the other fields of the request (base.PayOut and the like).

    `bound_to` names the only gateway that can do it, because the instrument is a token of its own. `expires_at` is
    until when a payer is waited for.
    """

    person_id: UUID
    capability: Capability
    amount: Money
    terms: dict[str, Any]
    bound_to: str = ""
    country: str = ""
    expires_at: datetime | None = None
    id: UUID = field(default_factory=uuid7)


def operation_parts(order: Order, transaction_id: UUID, *, is_waiting: bool, at: datetime) -> list[sql.Part]:
    """The operation's row, and the event that sets it going unless its payment waits for somebody to look at it."""
    insert = sql.Part(
        _INSERT,
        (
            order.id,
            transaction_id,
            order.person_id,
            order.capability.value,
            order.amount.amount,
            order.amount.currency,
            order.country,
            order.bound_to,
            seal_terms(order.terms, order.id),
            (OperationState.WAITING if is_waiting else OperationState.READY).value,
            None if is_waiting else at,
            None if is_waiting else at,
            order.expires_at,
            at,
        ),
    )
    return [insert] if is_waiting else [insert, events.event_part(READY, {"operation_id": str(order.id)}, at=at)]


READY = "gateways.operation_ready"


def release_operation(*, transaction_id: UUID, at: datetime) -> None:
    """Lets an operation go out whose payment was waiting; part of the transaction that lets the payment go on."""
    row = Operation.objects.select_for_update(no_key=True).get(transaction_id=transaction_id)
    if row.state == OperationState.WAITING:
        row.state, row.due_at, row.ready_at = OperationState.READY, at, at
        row.save(update_fields=["state", "due_at", "ready_at"])
        events.record(READY, {"operation_id": str(row.id)}, at=at)


def drop_operation(*, transaction_id: UUID, code: str, at: datetime) -> None:
    """Ends an operation that never went out, with its payment; part of the transaction that ends the payment."""
    row = Operation.objects.select_for_update(no_key=True).get(transaction_id=transaction_id)
    if row.state == OperationState.WAITING:
        row.state, row.failure_code, row.decided_at = OperationState.FAILED, code, at
        row.save(update_fields=["state", "failure_code", "decided_at"])
