"""What the pages of outside rails have in common: their colours, and bodies as text nobody can be harmed by."""

import json
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from apps.core.admin_base import NOTHING, ChoiceFilter, badge
from apps.gateways.masking import HIDDEN, mask_text
from apps.gateways.models import CallbackState, Gateway, OperationState

OPERATION_TONES = {
    OperationState.WAITING: "warning",
    OperationState.READY: "info",
    OperationState.SUBMITTED: "info",
    OperationState.UNKNOWN: "warning",
    OperationState.SUCCEEDED: "success",
    OperationState.FAILED: "danger",
}
CALLBACK_TONES = {
    CallbackState.RECEIVED: "info",
    CallbackState.APPLIED: "success",
    CallbackState.IGNORED: "info",
    CallbackState.QUARANTINED: "danger",
}
# Headers that prove who sent something are nobody's to copy.
_PROOFS = ("signature", "authorization", "cookie", "token", "key", "secret")


class GatewayFilter(ChoiceFilter):
    """There are few gateways, and operations without end."""

    title = "gateway"
    parameter_name = "gateway_code"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(row.code, row.title) for row in Gateway.objects.order_by("code")]


def text_box(text: str) -> SafeString | str:
    """A body as it was written, and as text: nothing in it is markup here."""
    return format_html('<pre class="gp-body">{}</pre>', text) if text else NOTHING


def masked_json(value: Any) -> str:
    """Plain data for people, without what must not be read."""
    return mask_text(json.dumps(value, ensure_ascii=False, default=str)) if value else ""


def masked_headers(headers: Any) -> str:
    """Headers a line each, without what proves who sent them."""
    if not isinstance(headers, dict):
        return ""
    lines = []
    for name, value in headers.items():
        is_proof = any(word in str(name).lower() for word in _PROOFS)
        lines.append(f"{name}: {HIDDEN if is_proof else mask_text(str(value))}")
    return "\n".join(lines)


def status_badge(status: int | None) -> SafeString:
    """An HTTP status, or that there was none."""
    if status is None:
        return badge("no answer", "danger")
    return badge(status, "success" if status < 400 else "warning" if status < 500 else "danger")


def share_text(percent: int | None, of: int, what: str) -> str:
    """How many of a hundred, of how many; a dash of none."""
    return NOTHING if percent is None or not of else f"{percent} % of {of:,} {what}"


def capability_text(capability: str) -> str:
    """What a rail is asked for, in words: `Pay out`."""
    return capability.replace("_", " ").capitalize()
