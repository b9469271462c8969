"""What the API of webhooks takes and gives."""

import re
from datetime import datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.api.proofs import PinField, ProvenSerializer
from apps.checkout.models import (
    CHOSEN_TYPES,
    DeliveryState,
    DisabledBecause,
    EndpointStatus,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookType,
)
from apps.checkout.payment_objects import moment
from apps.checkout.services import WithSecret
from apps.core.api.parsing import StrictChoiceField, StrictSerializer, SwitchField, TextField, WholeNumberField
from apps.core.outgoing import MAX_URL

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_SWITCHED = [EndpointStatus.ENABLED.value, EndpointStatus.DISABLED.value]


@extend_schema_field({"type": "string", "format": "date-time", "example": "2026-11-21T09:30:00Z"})
class MomentField(serializers.Field[datetime, Any, str, Any]):
    """A time as RFC 3339 writes it, with its offset."""

    default_error_messages = {"invalid": "This must be a time such as 2026-11-21T09:30:00Z."}

    def to_internal_value(self, data: Any) -> datetime:
        if not isinstance(data, str) or not _MOMENT.fullmatch(data):
            self.fail("invalid")
        try:
            return datetime.fromisoformat(data)
        except ValueError:
            self.fail("invalid")

    def to_representation(self, value: datetime) -> str:
        return str(moment(value))


def _types(**more: Any) -> serializers.ListField:
    return serializers.ListField(
        child=StrictChoiceField(CHOSEN_TYPES),
        max_length=len(CHOSEN_TYPES),
        required=False,
        help_text="Which events it is told of; empty: all.",
        **more,
    )


def _url(**more: Any) -> TextField:
    return TextField(
        max_length=MAX_URL,
        trim_whitespace=False,
        help_text="https, and on the public Internet: port 443 or 8443.",
        **more,
    )


class NewEndpointSerializer(ProvenSerializer):
    """Where a server wants to be told."""

    url = _url()
    description = TextField(max_length=140, required=False, default="", allow_blank=True)
    events = _types(default=list)
    is_live = SwitchField(help_text="false: it is told of payments of the test mode, and of no others.")


class ChangeEndpointSerializer(ProvenSerializer):
    """What is to be changed; what is left out stays. Another address takes the PIN."""

    pin = PinField(required=False)
    url = _url(required=False)
    description = TextField(max_length=140, required=False, allow_blank=True)
    events = _types()
    status = StrictChoiceField(_SWITCHED, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "url" in attrs and "pin" not in attrs:
            message = serializers.ErrorDetail("Another address takes the PIN.", code="required")
            raise serializers.ValidationError({"pin": [message]})
        return attrs


class RotateSecretSerializer(ProvenSerializer):
    """For how long the secret before signs beside the new one."""

    overlap_hours = WholeNumberField(min_value=0, max_value=72, required=False, default=24)


class ReplaySinceSerializer(StrictSerializer):
    """From when on."""

    since = MomentField()


class DeliveryQuerySerializer(StrictSerializer):
    state = StrictChoiceField(DeliveryState.values, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class EndpointSerializer(serializers.Serializer[Any]):
    """An endpoint without its secret (for the schema; `endpoint_answer` writes it)."""

    id = serializers.UUIDField()
    is_live = serializers.BooleanField()
    url = serializers.CharField()
    description = serializers.CharField()
    events = serializers.ListField(child=serializers.ChoiceField(CHOSEN_TYPES), help_text="Empty: all.")
    status = serializers.ChoiceField(_SWITCHED)
    disabled_because = serializers.ChoiceField(DisabledBecause.values, allow_null=True)
    reason = serializers.CharField(help_text="What an operator says who disabled it.")
    failures = serializers.IntegerField(help_text="Attempts in a row that failed, of all its deliveries.")
    failing_since = serializers.DateTimeField(allow_null=True)
    resting_until = serializers.DateTimeField(allow_null=True, help_text="Nothing is sent to it before.")
    overlap_until = serializers.DateTimeField(allow_null=True, help_text="Until then the key before signs as well.")
    created_at = serializers.DateTimeField()


class EndpointListSerializer(serializers.Serializer[Any]):
    results = EndpointSerializer(many=True)


class EndpointWithKeySerializer(EndpointSerializer):
    """With its new signing key, which is told once and shown never again."""

    signing_key = serializers.CharField(
        help_text="`whsec_` and base64: what libraries of Standard Webhooks call the secret."
    )


class DeliverySerializer(serializers.Serializer[Any]):
    """One event for one endpoint, and what its last attempt met (`delivery_answer` writes it)."""

    id = serializers.UUIDField()
    webhook_id = serializers.CharField(help_text="The header of every attempt.")
    type = serializers.ChoiceField(WebhookType.values)
    state = serializers.ChoiceField(DeliveryState.values)
    tries = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True)
    last_attempt_at = serializers.DateTimeField(allow_null=True)
    delivered_at = serializers.DateTimeField(allow_null=True)
    response_status = serializers.IntegerField(allow_null=True)
    response_body = serializers.CharField(help_text="Its first 1024 bytes.")
    error = serializers.CharField(help_text="Why there was no answer.")
    milliseconds = serializers.IntegerField(allow_null=True)
    created_at = serializers.DateTimeField()


class DeliveryPageSerializer(serializers.Serializer[Any]):
    results = DeliverySerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ReplayedSerializer(serializers.Serializer[Any]):
    replayed = serializers.IntegerField(help_text="How many deliveries are sent again.")
    has_more = serializers.BooleanField(help_text="There are more: ask again once these are taken.")


def endpoint_answer(row: WebhookEndpoint) -> dict[str, Any]:
    """An endpoint as JSON."""
    return {
        "id": str(row.id),
        "is_live": row.is_live,
        "url": row.url,
        "description": row.description,
        "events": row.events,
        "status": row.status,
        "disabled_because": row.disabled_because or None,
        "reason": row.status_reason,
        "failures": row.failures,
        "failing_since": moment(row.failing_since),
        "resting_until": moment(row.resting_until),
        "overlap_until": moment(row.previous_until),
        "created_at": moment(row.created_at),
    }


def secret_answer(made: WithSecret) -> dict[str, Any]:
    """The same with the new signing key."""
    return {**endpoint_answer(made.row), "signing_key": made.secret}


def delivery_answer(row: WebhookDelivery) -> dict[str, Any]:
    """A delivery, with its event, as JSON."""
    is_waiting = row.state == DeliveryState.WAITING
    return {
        "id": str(row.id),
        "webhook_id": row.message_id,
        "type": row.event.type,
        "state": row.state,
        "tries": row.attempts,
        "next_attempt_at": moment(row.due_at) if is_waiting else None,
        "last_attempt_at": moment(row.attempted_at),
        "delivered_at": moment(row.delivered_at),
        "response_status": row.last_status,
        "response_body": row.answer,
        "error": row.last_error,
        "milliseconds": row.took_ms,
        "created_at": moment(row.created_at),
    }
