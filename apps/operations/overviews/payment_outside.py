"""What a provider was asked for a payment, what went over the wire, what it told, and where it disagrees."""

from collections.abc import Iterator

from apps.core.admin_base import badge
from apps.gateways.admin._words import CALLBACK_TONES, OPERATION_TONES, capability_text, status_badge
from apps.gateways.models import Callback, CallbackState, Message, OperationState
from apps.operations.overviews.parts import address
from apps.operations.overviews.payment_steps import MOST, Life, Told
from apps.operations.overviews.timeline import Entry


def told(life: Life) -> Iterator[Entry]:
    """Everything of it that the viewer may see; nothing of what stays inside."""
    parts: list[tuple[str, Told]] = [
        ("gateways_operation", _operated),
        ("gateways_message", _wired),
        ("gateways_callback", _called_back),
        ("gateways_discrepancy", _disagreed),
    ]
    for model, part in parts:
        if life.viewer.may_view(model):
            yield from part(life)


def _operated(life: Life) -> Iterator[Entry]:
    row = life.operation
    if row is None:
        return
    page, what = address("gateways_operation", row.id), capability_text(row.capability)
    yield Entry("", row.created_at, f"{what}: to be done outside", href=page, kind="Outside", icon="sync_alt")
    if row.submitted_at:
        times = f"{row.attempts} times" if row.attempts > 1 else "once"
        yield Entry(
            "",
            row.submitted_at,
            f"{what}: sent to {row.gateway_code}",
            times,
            href=page,
            kind="Outside",
            icon="send",
        )
    if row.needs_operator_since:
        yield Entry(
            "",
            row.needs_operator_since,
            f"{what}: nobody says what became of it",
            href=page,
            kind="Outside",
            icon="help",
        )
    if row.decided_at:
        reference = f"Their reference {row.provider_reference}" if row.provider_reference else ""
        yield Entry(
            "",
            row.decided_at,
            f"{what}: decided",
            ", ".join(part for part in (reference, row.failure_code) if part),
            mark=badge(row.get_state_display().partition(":")[0], OPERATION_TONES[OperationState(row.state)]),
            href=page,
            kind="Outside",
            icon="task_alt",
        )


def _wired(life: Life) -> Iterator[Entry]:
    if life.operation is None:
        return
    rows = Message.objects.defer("request_body", "response_body").filter(operation_id=life.operation.id)
    for each in rows.order_by("id")[:MOST]:
        yield Entry(
            "",
            each.created_at,
            f"{each.get_direction_display()}: {each.method} {each.path}",
            f"{each.gateway_code}, {each.duration_ms:,} ms{', ' if each.error else ''}{each.error}",
            mark=status_badge(each.status),
            href=address("gateways_message", each.id),
            request_id=each.request_id,
            kind="Outside",
            icon="cable",
        )


def _called_back(life: Life) -> Iterator[Entry]:
    if life.operation is None:
        return
    rows = Callback.objects.defer("body", "headers", "reading").filter(operation_id=life.operation.id)
    for each in rows.order_by("id")[:MOST]:
        yield Entry(
            "",
            each.received_at,
            f"{each.gateway_code} told: {each.event_id}",
            each.why,
            mark=badge(each.get_state_display().partition(":")[0], CALLBACK_TONES[CallbackState(each.state)]),
            href=address("gateways_callback", each.id),
            kind="Outside",
            icon="call_received",
        )


def _disagreed(life: Life) -> Iterator[Entry]:
    for each in life.discrepancies:
        page = address("gateways_discrepancy", each.id)
        yield Entry("", each.created_at, each.get_kind_display(), each.detail, href=page, kind="Outside", icon="report")
        if each.resolved_at:
            what = f"Discrepancy resolved: {each.get_resolution_display().lower()}"
            yield Entry(
                "",
                each.resolved_at,
                what,
                each.reason,
                href=page,
                by_id=each.resolved_by_id,
                kind="Outside",
                icon="gavel",
            )
