"""What goes into and comes out of the inbox."""

from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import IdField, StrictSerializer, SwitchField
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
