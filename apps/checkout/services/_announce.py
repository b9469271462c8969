"""What merchants' servers are told, written down for each of their endpoints.

The event, in the bytes every attempt sends, and a delivery for each endpoint that wants it are written in the
transaction of whoever announces (the consumer of what happened): both are there or neither. Dying before its end leaves
nothing, and the consumer runs again. The merchant's endpoints are locked FOR KEY SHARE: who switches one off waits for
that, or is waited for, and who sends does neither. Sending is another step (`_deliver`).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.checkout.models import DeliveryState, TrialRefund, WebhookDelivery, WebhookEvent, WebhookType
from apps.checkout.payment_objects import moment, payment_object, refund_object, trial_refund_object
from apps.core import sql
from apps.core.card_numbers import mask_in
from apps.core.money import decimal_string
from apps.merchants.models import Charge, Settlement
from apps.transactions.models import Transaction

_ENDPOINTS = """
SELECT id, status, events FROM checkout_webhookendpoint
 WHERE merchant_id = %s AND is_live = %s AND status <> 'DELETED'
 ORDER BY id FOR KEY SHARE
"""


def announce(
    *, merchant_id: UUID, is_live: bool, event_type: str, body: Mapping[str, Any], now: datetime
) -> list[UUID]:
    """Writes an event with its deliveries, in the caller's transaction; returns the deliveries that wait.

    `body` is what stands under `data`. Nothing is written for a merchant without endpoints. An endpoint that is
    disabled gets no delivery, but the event is there for `replay_since`. Raises RuntimeError outside a transaction,
    ValueError for another type.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("announce() belongs into the transaction of what it tells about")
    if event_type not in WebhookType.values:
        raise ValueError(event_type)
    endpoints = sql.fetch_all(_ENDPOINTS, [merchant_id, is_live])
    if not endpoints:
        return []
    event = write_event(merchant_id=merchant_id, is_live=is_live, event_type=event_type, body=body, now=now)
    wanting = [one for one, status, chosen in endpoints if status == "ENABLED" and (not chosen or event_type in chosen)]
    made = [
        WebhookDelivery(event=event, endpoint_id=endpoint_id, state=DeliveryState.WAITING, due_at=now, created_at=now)
        for endpoint_id in wanting
    ]
    WebhookDelivery.objects.bulk_create(made)
    return [row.id for row in made]


def write_event(
    *, merchant_id: UUID, is_live: bool, event_type: str, body: Mapping[str, Any], now: datetime
) -> WebhookEvent:
    """The event in the bytes that are signed and sent: {"type", "timestamp", "data"}, the payload the standard asks
    for. No card number leaves in it."""
    content = {"type": event_type, "timestamp": moment(now), "data": mask_in(dict(body))}
    return WebhookEvent.objects.create(
        merchant_id=merchant_id,
        is_live=is_live,
        type=event_type,
        body=json.dumps(content, ensure_ascii=False, separators=(",", ":")),
        created_at=now,
    )


def announce_charge(*, charge_id: UUID, event_type: str, now: datetime) -> list[UUID]:
    """Tells what became of a charge, as it is by now."""
    charge = Charge.objects.get(pk=charge_id)
    body = payment_object(charge)
    return announce(merchant_id=charge.merchant_id, is_live=charge.is_live, event_type=event_type, body=body, now=now)


def announce_refund(
    *,
    merchant_id: UUID,
    charge_id: UUID | None,
    transaction_id: UUID | None,
    trial_refund_id: UUID | None,
    now: datetime,
) -> list[UUID]:
    """Tells that money went back, of a charge or of a sale that nobody asked for with one."""
    charge = Charge.objects.get(pk=charge_id) if charge_id else None
    if trial_refund_id is not None and charge is not None:
        body = trial_refund_object(TrialRefund.objects.get(pk=trial_refund_id), charge)
    else:
        if transaction_id is None:
            raise ValueError("a refund is one of a test charge, or a payment")
        row = Transaction.objects.get(pk=transaction_id)
        body = refund_object(row, charge) if charge else _refund_of_sale(row)
    is_live = charge is None or charge.is_live
    return announce(merchant_id=merchant_id, is_live=is_live, event_type=WebhookType.REFUND_CREATED, body=body, now=now)


def announce_settlement(*, settlement_id: UUID, event_type: str, now: datetime) -> list[UUID]:
    """Tells what became of a settlement's payout. Test mode has none."""
    row = Settlement.objects.get(pk=settlement_id)
    return announce(
        merchant_id=row.merchant_id, is_live=True, event_type=event_type, body=_settlement_object(row), now=now
    )


def _refund_of_sale(row: Transaction) -> dict[str, Any]:
    """A refund as `refund_object` shows it, of a payment without a charge."""
    return {
        "id": str(row.id),
        "object": "refund",
        "live": True,
        "state": row.state.lower(),
        "payment": None,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "reason": row.note,
        "reference": row.reference,
        "created_at": moment(row.created_at),
    }


def _settlement_object(row: Settlement) -> dict[str, Any]:
    amounts = ("gross", "discount", "tax", "refunded", "reserved", "released", "net")
    return {
        "id": str(row.id),
        "object": "settlement",
        "live": True,
        "state": row.state.lower(),
        "currency": row.currency,
        "since": moment(row.since),
        "until": moment(row.until),
        "sales": row.sales,
        "refunds": row.refunds,
        **{name: decimal_string(getattr(row, name), row.currency) for name in amounts},
        "paid_to": row.paid_to or None,
        "failure_code": row.failure_code or None,
        "made_at": moment(row.made_at),
        "decided_at": moment(row.decided_at),
    }
