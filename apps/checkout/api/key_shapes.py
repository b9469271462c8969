"""What the API of keys takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.checkout.models import ApiKey, Scope
from apps.checkout.payment_objects import moment
from apps.core.api.parsing import StrictChoiceField, StrictSerializer, SwitchField, TextField, WholeNumberField


class NewMerchantKeySerializer(ProvenSerializer):
    """A key somebody wants for their server."""

    name = TextField(max_length=40, help_text="What you call it, for example the server it is for.")
    is_live = SwitchField(help_text="false: a key of the test mode, which moves no money.")
    scopes = serializers.ListField(
        child=StrictChoiceField(Scope.values), min_length=1, max_length=len(Scope.values), help_text="What it may do."
    )
    expires_in_days = WholeNumberField(
        required=False, min_value=1, max_value=730, help_text="Left out: it is good until it is revoked."
    )


class RotateMerchantKeySerializer(ProvenSerializer):
    """How long the old key lives beside the new one."""

    overlap_hours = WholeNumberField(min_value=0, max_value=72)


class KeyQuerySerializer(StrictSerializer):
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class MerchantKeySerializer(serializers.Serializer[Any]):
    """A key without the key (for the schema; `key_answer` writes it)."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    is_live = serializers.BooleanField()
    scopes = serializers.ListField(child=serializers.ChoiceField(Scope.values))
    prefix = serializers.CharField(help_text="How the key begins.")
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField(allow_null=True, help_text="To the minute.")
    expires_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True, help_text="When it was revoked.")
    rotated_from = serializers.UUIDField(allow_null=True)


class MadeMerchantKeySerializer(MerchantKeySerializer):
    """A new key, with the key: it is told once and kept nowhere."""

    key = serializers.CharField()


class MerchantKeyPageSerializer(serializers.Serializer[Any]):
    results = MerchantKeySerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def key_answer(row: ApiKey) -> dict[str, Any]:
    """A key as JSON."""
    return {
        "id": str(row.id),
        "name": row.name,
        "is_live": row.is_live,
        "scopes": row.scopes,
        "prefix": row.prefix,
        "created_at": moment(row.created_at),
        "last_used_at": moment(row.last_used_at),
        "expires_at": moment(row.expires_at),
        "ended_at": moment(row.revoked_at),
        "rotated_from": str(row.rotated_from_id) if row.rotated_from_id else None,
    }
