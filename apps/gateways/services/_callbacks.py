"""What providers tell by themselves: taken once for ever, answered at once, applied by somebody else.

What is locked and what happens when the process dies:

- Receiving believes nothing before the adapter has checked the signature over the raw bytes. What is signed is then one
  database transaction: the callback's row, which its event id makes unique for ever (of many deliveries at once one is
  inserted, the others wait for it and find it), and the event that has it applied. Dying before the commit leaves
  nothing, and the provider, which got no answer, tells it again; dying after it leaves a row that is due.
- Applying is one transaction that locks the callback's row first, and only while it is RECEIVED; then the operation's,
  and on in the order of `apply_result`. Callback, operation, payment, entry and event commit together. Dying before
  leaves it RECEIVED, and the consumer or the sweep comes again.
- Nothing is applied that does not agree with our record in everything it says: operation, gateway, the provider's
  reference, amount, currency, account. It is quarantined for an operator; the enquiry still finds out what is true.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from psycopg.types.json import Jsonb

from apps.core import crypto, events, metrics, request_facts, sql
from apps.core.card_numbers import find_card_number, mask_card_numbers, mask_in
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.core.ratelimit import Rate, TooManyRequests, spend
from apps.gateways import registry
from apps.gateways.base import (
    BadCallback,
    BadSignature,
    CallbackEvent,
    Capability,
    Instrument,
    Outcome,
    Result,
)
from apps.gateways.errors import CallbackNotFound, CallbackRefused, OperationNotFound, ProviderNotFound
from apps.gateways.http import KEPT_OF_A_BODY, readable
from apps.gateways.masking import mask_text
from apps.gateways.models import (
    Callback,
    CallbackState,
    Direction,
    Discrepancy,
    DiscrepancyKind,
    Message,
    Operation,
)
from apps.gateways.services._apply import Applied, apply_result, locked, record_discrepancy

log = structlog.get_logger("gopay.gateways")

RECEIVED = "gateways.callback_received"
# So many callbacks that nobody has signed are written down for a gateway in a minute; the metric counts them all.
REFUSED_ARE_KEPT = Rate("gateways.refused_callbacks_kept", 30, 60)
# What the queue has not applied after so long, the sweep does.
SWEPT_AFTER = timedelta(minutes=1)
_LONGEST_EVENT_ID = 200
_NEVER_KEPT = frozenset({"authorization", "cookie", "proxy-authorization"})

_INSERT = """
INSERT INTO gateways_callback (id, gateway_code, event_id, body, headers, reading, state, why, operation_id,
    received_at, applied_at)
VALUES (%(id)s::uuid, %(gateway)s::text, %(event_id)s::text, %(body)s::bytea, %(headers)s::jsonb, %(reading)s::jsonb,
    %(state)s::text, %(why)s::text, %(operation_id)s::uuid, %(now)s::timestamptz, %(applied_at)s::timestamptz)
ON CONFLICT (gateway_code, event_id) DO NOTHING RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Received:
    """A callback that was signed. `is_duplicate`: its event had been told before."""

    callback_id: UUID
    is_duplicate: bool


def receive_callback(*, gateway_code: str, headers: Mapping[str, str], body: bytes, now: datetime) -> Received:
    """Takes what a provider tells, once for each of its event ids; `headers` in lower case, `body` as it came.

    What is signed and cannot be read is kept in quarantine, and so is what tells an event again with another content.
    Records `gateways.callback_received`. Call it outside a transaction. Raises ProviderNotFound, CallbackRefused.
    """
    try:
        adapter = registry.open_adapter(gateway_code)
    except registry.NotConnected:
        raise ProviderNotFound from None
    if Capability.CALLBACK not in adapter.capabilities:
        raise ProviderNotFound
    try:
        event = adapter.read_callback(headers, body, now=now)
        _check_storable(event)
    except BadSignature as error:
        metrics.GATEWAY_CALLBACKS.labels(gateway_code, "refused").inc()
        _write_down(gateway_code, body, f"refused: {error}", adapter.connection.callback_secrets, now)
        raise CallbackRefused from None
    except BadCallback as error:
        return _keep_unreadable(gateway_code, headers, body, str(error), now)
    return _keep(gateway_code, headers, body, event, now)


def apply_callback(*, callback_id: UUID, now: datetime) -> CallbackState:
    """Applies what a callback says, once however often it is asked to. Raises CallbackNotFound."""
    with transaction.atomic():
        row = Callback.objects.select_for_update(no_key=True).filter(pk=callback_id).first()
        if row is None:
            raise CallbackNotFound
        if row.state == CallbackState.RECEIVED:
            row.state, row.why = _apply(row, now)
            row.applied_at = now
            row.save(update_fields=["state", "why", "applied_at"])
            metrics.GATEWAY_CALLBACKS.labels(row.gateway_code, row.state.lower()).inc()
        return CallbackState(row.state)


def apply_due_callbacks(*, now: datetime, limit: int = 500) -> int:
    """Applies what was received more than a minute ago and nobody has applied; returns how many there were.

    Call it outside a transaction: each is one of its own, and one that fails does not hold up the others.
    """
    due = Callback.objects.filter(state=CallbackState.RECEIVED, received_at__lte=now - SWEPT_AFTER)
    waiting = list(due.order_by("received_at").values_list("id", flat=True)[:limit])
    for callback_id in waiting:
        try:
            apply_callback(callback_id=callback_id, now=now)
        except Exception:
            log.exception("a callback was not applied", callback_id=str(callback_id))
    return len(waiting)


# --- Receiving --------------------------------------------------------------------------------------------------------


def _keep(gateway_code: str, headers: Mapping[str, str], body: bytes, event: CallbackEvent, now: datetime) -> Received:
    reading = _reading_of(event)
    # Of what a card's number cannot be, nothing is taken for one.
    reading = mask_in(reading) | {name: reading[name] for name in ("operation_id", "amount", "occurred_at")}
    event_id = _kept_event_id(event.event_id)
    with transaction.atomic():
        callback_id = _insert(
            gateway_code, event_id, headers, body, reading=reading, operation_id=event.operation_id, now=now
        )
        if callback_id is not None:
            events.record(RECEIVED, {"callback_id": str(callback_id)}, at=now)
            metrics.GATEWAY_CALLBACKS.labels(gateway_code, "received").inc()
            return Received(callback_id, is_duplicate=False)
        metrics.GATEWAY_CALLBACKS.labels(gateway_code, "duplicate").inc()
        first = Callback.objects.get(gateway_code=gateway_code, event_id=event_id)
        if _says_something_else(first.reading, reading):
            _report_contradiction(first, event, now)
        return Received(first.id, is_duplicate=True)


def _kept_event_id(event_id: str) -> str:
    """The id itself, or what stands for it and for no other when it is shaped like a card's number."""
    if not find_card_number(event_id):
        return event_id
    return f"masked:{crypto.blind_index(event_id, purpose='gateways.event_id').hex()}"


def _keep_unreadable(gateway_code: str, headers: Mapping[str, str], body: bytes, why: str, now: datetime) -> Received:
    """Without a readable event id the bytes themselves say whether it is the same one."""
    event_id = f"unreadable:{hashlib.sha256(body).hexdigest()}"
    why = mask_card_numbers(why.replace("\0", ""))[:200]
    with transaction.atomic():
        callback_id = _insert(gateway_code, event_id, headers, body, quarantined_because=why, now=now)
        if callback_id is None:
            metrics.GATEWAY_CALLBACKS.labels(gateway_code, "duplicate").inc()
            first = Callback.objects.get(gateway_code=gateway_code, event_id=event_id)
            return Received(first.id, is_duplicate=True)
        _report(DiscrepancyKind.UNREADABLE, gateway_code, callback_id, detail=why, now=now)
    metrics.GATEWAY_CALLBACKS.labels(gateway_code, "unreadable").inc()
    return Received(callback_id, is_duplicate=False)


def _insert(
    gateway_code: str,
    event_id: str,
    headers: Mapping[str, str],
    body: bytes,
    *,
    reading: dict[str, Any] | None = None,
    operation_id: UUID | None = None,
    quarantined_because: str | None = None,
    now: datetime,
) -> UUID | None:
    """None when the event had been told before."""
    is_readable = quarantined_because is None
    kept = {name: mask_card_numbers(_plain(value))[:500] for name, value in headers.items() if name not in _NEVER_KEPT}
    row = sql.fetch_one(
        _INSERT,
        {
            "id": uuid7(),
            "gateway": gateway_code,
            "event_id": event_id,
            "body": _without_card_numbers(body),
            "headers": Jsonb(kept),
            "reading": Jsonb(reading or {}),
            "state": (CallbackState.RECEIVED if is_readable else CallbackState.QUARANTINED).value,
            "why": quarantined_because or "",
            "operation_id": operation_id,
            "now": now,
            "applied_at": None if is_readable else now,
        },
    )
    return row[0] if row else None


def _without_card_numbers(body: bytes) -> bytes:
    """The same bytes, unless a card's number stands in them. Bytes that are no UTF-8 stay what they are."""
    text = body.decode("utf-8", "surrogateescape")
    masked = mask_card_numbers(text)
    return body if masked == text else masked.encode("utf-8", "surrogateescape")


def _plain(text: str) -> str:
    """What PostgreSQL takes as text."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def _check_storable(event: CallbackEvent) -> None:
    """An adapter may have let through what no column takes. Raises BadCallback."""
    if not 0 < len(event.event_id) <= _LONGEST_EVENT_ID:
        raise BadCallback("its event id is empty or too long")
    texts = [str(value) for value in _flat(_reading_of(event))] + [event.event_id]
    if any(_plain(text) != text for text in texts):
        raise BadCallback("it holds characters that are no text")


def _flat(reading: Mapping[str, Any]) -> list[Any]:
    return [one for value in reading.values() for one in (_flat(value) if isinstance(value, dict) else [value])]


def _says_something_else(first: Mapping[str, Any], again: Mapping[str, Any]) -> bool:
    """When a repeated delivery says it happened is the provider's own affair."""
    return {**first, "occurred_at": ""} != {**again, "occurred_at": ""}


def _report_contradiction(first: Callback, event: CallbackEvent, now: datetime) -> None:
    """An event that was told is told again with another content: one of them is not true. The second is not applied."""
    result = event.result
    detail = f"event {first.event_id} was told again and says {result.outcome.value}, {result.amount} now"
    operation = None
    if first.operation_id is not None:
        operation = Operation.objects.select_for_update(no_key=True).filter(pk=first.operation_id).first()
    log.warning("callback told again with another content", gateway=first.gateway_code, callback_id=str(first.id))
    if operation is None:
        _report(DiscrepancyKind.MISMATCH, first.gateway_code, first.id, said=result.amount, detail=detail, now=now)
        return
    record_discrepancy(
        *(DiscrepancyKind.MISMATCH, operation),
        gateway_code=first.gateway_code,
        said=result.amount,
        detail=mask_card_numbers(detail),
        now=now,
    )


def _report(
    kind: DiscrepancyKind,
    gateway_code: str,
    callback_id: UUID,
    *,
    said: Money | None = None,
    detail: str,
    now: datetime,
) -> None:
    """A discrepancy that belongs to no operation: one for each callback, whatever else is told of it."""
    row = Discrepancy(
        kind=kind,
        gateway_code=gateway_code,
        callback_id=callback_id,
        amount=said.amount if said else None,
        currency=said.currency if said else "",
        detail=mask_card_numbers(detail)[:300],
        created_at=now,
    )
    Discrepancy.objects.bulk_create([row], ignore_conflicts=True)


def _write_down(gateway_code: str, body: bytes, error: str, secrets: tuple[str, ...], now: datetime) -> None:
    """Keeps what was refused, as far as anybody can use it: masked, its beginning, and not more than so many."""
    try:
        spend(REFUSED_ARE_KEPT, gateway_code, now=now)
    except TooManyRequests:
        return
    Message.objects.create(
        gateway_code=gateway_code,
        direction=Direction.IN,
        request_id=request_facts.current().request_id[:64],
        method="POST",
        path=f"/api/v1/callbacks/{gateway_code}",
        request_body=mask_text(readable(body[:KEPT_OF_A_BODY]), secrets=secrets)[:KEPT_OF_A_BODY],
        status=401,
        error=error[:200],
        created_at=now,
    )


# --- What was read ----------------------------------------------------------------------------------------------------


def _reading_of(event: CallbackEvent) -> dict[str, Any]:
    result, instrument = event.result, event.result.instrument
    return {
        "operation_id": str(event.operation_id) if event.operation_id else "",
        "provider_reference": event.provider_reference,
        "counterparty": event.counterparty,
        "occurred_at": event.occurred_at.isoformat() if event.occurred_at else "",
        "outcome": result.outcome.value,
        "amount": f"{result.amount.amount:f}" if result.amount else "",
        "currency": result.amount.currency if result.amount else "",
        "failure_code": result.failure_code,
        "next_url": result.next_url,
        "voucher": result.voucher,
        "units": result.units,
        "receipt_number": result.receipt_number,
        "instrument": {
            "token": instrument.token,
            "kind": instrument.kind,
            "masked": instrument.masked,
            "holder_name": instrument.holder_name,
            "issuer": instrument.issuer,
            "expires_on": instrument.expires_on.isoformat() if instrument.expires_on else "",
        }
        if instrument
        else {},
    }


def _result_of(reading: Mapping[str, Any]) -> Result:
    instrument = dict(reading["instrument"])
    if instrument:
        expires_on = instrument.pop("expires_on")
        instrument["expires_on"] = datetime.fromisoformat(expires_on).date() if expires_on else None
    return Result(
        Outcome(reading["outcome"]),
        provider_reference=reading["provider_reference"],
        amount=Money(Decimal(reading["amount"]), reading["currency"]) if reading["amount"] else None,
        failure_code=reading["failure_code"],
        next_url=reading["next_url"],
        voucher=reading["voucher"],
        units=reading["units"],
        receipt_number=reading["receipt_number"],
        instrument=Instrument(**instrument) if instrument else None,
    )


# --- Applying ---------------------------------------------------------------------------------------------------------

_BECAME = {
    Applied.DECIDED: (CallbackState.APPLIED, ""),
    Applied.NOTED: (CallbackState.APPLIED, ""),
    Applied.LATE: (CallbackState.APPLIED, "It came after the payment was decided otherwise."),
    Applied.NOTHING_NEW: (CallbackState.IGNORED, "It tells nothing new."),
    Applied.MISMATCH: (CallbackState.QUARANTINED, "It does not agree with what was asked for."),
}


def _apply(row: Callback, now: datetime) -> tuple[CallbackState, str]:
    """What became of a callback, and why. Its row is locked."""
    result = _result_of(row.reading)
    if row.operation_id is None:
        return _unknown_operation(row, result, now)
    try:
        with locked(row.operation_id) as operation:
            if difference := _difference(operation, row, result):
                said = f"{result.outcome.value}: {difference}"
                record_discrepancy(
                    *(DiscrepancyKind.MISMATCH, operation),
                    gateway_code=row.gateway_code,
                    said=result.amount,
                    detail=said,
                    now=now,
                )
                return CallbackState.QUARANTINED, difference[:200]
            applied = apply_result(operation_id=operation.id, gateway_code=row.gateway_code, result=result, now=now)
    except OperationNotFound:
        return _unknown_operation(row, result, now)
    return _BECAME[applied]


def _unknown_operation(row: Callback, result: Result, now: datetime) -> tuple[CallbackState, str]:
    why = "We never asked for this."
    detail = f"{result.outcome.value} {row.reading['operation_id']} {result.provider_reference}".strip()
    _report(DiscrepancyKind.UNKNOWN_OPERATION, row.gateway_code, row.id, said=result.amount, detail=detail, now=now)
    return CallbackState.QUARANTINED, why


def _difference(operation: Operation, row: Callback, result: Result) -> str:
    """In what it is not what we asked for; empty when it is."""
    if operation.gateway_code != row.gateway_code:
        return f"it was sent to {operation.gateway_code or 'nobody'}"
    reference = mask_card_numbers(operation.provider_reference)
    if reference and result.provider_reference not in ("", reference):
        return f"its reference is {reference}, not {result.provider_reference}"
    asked = Money(operation.amount, operation.currency)
    if result.amount is None and result.outcome is Outcome.SUCCEEDED:
        return "it does not say how much"
    if result.amount not in (None, asked):
        return f"it says {result.amount} where {asked} was asked for"
    expected = mask_card_numbers(_counterparty_of(operation))
    said = row.reading["counterparty"]
    if expected and said and said != expected:
        return "it names another account"
    return ""


def _counterparty_of(operation: Operation) -> str:
    """The account, bill or number it was for; empty when the payer chose it on the provider's page."""
    for name in ("instrument", "account_number", "msisdn"):
        if operation.terms.get(name):
            return str(operation.terms[name])
    return ""
