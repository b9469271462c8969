"""What goes into and comes out of the inbox."""

import base64
import binascii
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.core.api.parsing import IdField, StrictSerializer, SwitchField, TextField
from apps.core.outgoing import MAX_URL
from apps.notifications.models import Notification

MAX_IDS = 100


class SubjectSerializer(serializers.Serializer[Any]):
    """What a notification is about."""

    kind = serializers.CharField(help_text="For example transaction.")
    id = serializers.UUIDField()


class NotificationSerializer(serializers.Serializer[Notification]):
    """One row of the inbox."""

    id = serializers.UUIDField()
    topic = serializers.CharField(help_text="What kind of news it is; stable, for icons and filters.")
    title = serializers.CharField()
    body = serializers.CharField()
    subject = SubjectSerializer(allow_null=True)
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)


class InboxPageSerializer(serializers.Serializer[Any]):
    """A page of the inbox, newest first."""

    results = NotificationSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    unread = serializers.IntegerField(help_text="How many are unread; 100 means 100 or more.")


class MarkReadSerializer(StrictSerializer):
    """Either some ids or all."""

    ids = serializers.ListField(child=IdField(), required=False, min_length=1, max_length=MAX_IDS)
    all = SwitchField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("ids" in attrs) == bool(attrs.get("all")):
            raise serializers.ValidationError('Give either "ids" or "all": true.', code="ids_or_all")
        return attrs


class UnreadSerializer(serializers.Serializer[Any]):
    """What is left."""

    unread = serializers.IntegerField(help_text="How many are unread; 100 means 100 or more.")


class PreferencesSerializer(StrictSerializer):
    """On which channels a person wants to hear from us; security messages come on all of them."""

    email = SwitchField(required=False)
    sms = SwitchField(required=False)
    push = SwitchField(required=False)


@extend_schema_field({"type": "string", "pattern": "^[A-Za-z0-9_-]+=*$"})
class Base64UrlField(serializers.Field[bytes, Any, str, Any]):
    """Bytes in base64url (RFC 4648, 5), with or without padding, as browsers write them."""

    default_error_messages = {"invalid_key": "This must be base64url."}

    def to_internal_value(self, data: Any) -> bytes:
        if not isinstance(data, str) or len(data) > 200 or not data.isascii() or "+" in data or "/" in data:
            self.fail("invalid_key")
        try:
            return base64.b64decode(
                data.rstrip("=").translate(str.maketrans("-_", "+/")) + "=" * (-len(data.rstrip("=")) % 4),
                validate=True,
            )
        except (binascii.Error, ValueError):
            self.fail("invalid_key")

    def to_representation(self, value: bytes) -> str:
        return base64.urlsafe_b64encode(value).decode().rstrip("=")


class PushKeysSerializer(StrictSerializer):
    """What only this browser can read with (RFC 8291)."""

    p256dh = Base64UrlField()
    auth = Base64UrlField()


class PushSubscriptionSerializer(StrictSerializer):
    """A browser's PushSubscription as its `toJSON()` gives it (W3C Push API)."""

    endpoint = TextField(max_length=MAX_URL)
    keys = PushKeysSerializer()
    expirationTime = serializers.FloatField(  # noqa: N815 - the browser's own name
        required=False, allow_null=True, help_text="Not looked at: the push service says when it is over."
    )


class SubscribedSerializer(serializers.Serializer[Any]):
    """A browser that hears of news."""

    id = serializers.UUIDField()
    browser = serializers.CharField(help_text='For example "Chrome on Android"; empty for one we do not know.')
    created_at = serializers.DateTimeField()


class PushKeySerializer(serializers.Serializer[Any]):
    """What a browser subscribes with."""

    key = serializers.CharField(
        allow_null=True, help_text="The applicationServerKey, in base64url; null where no pushes are sent."
    )
    subscribed = serializers.BooleanField(help_text="Whether the browser of this session hears of news already.")
