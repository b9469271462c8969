"""What the accounts API takes and gives."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts import device_keys
from apps.accounts.api.key_field import PublicKeyField, encoded
from apps.accounts.identifiers import is_clean_name, normalise_email
from apps.accounts.models import Activity, KycTier, Session, User
from apps.accounts.own_parts import own_parts
from apps.accounts.passwords import MAX_PASSWORD_LENGTH
from apps.accounts.selectors import OwnProfile
from apps.accounts.services import Device, PendingSignUp, TokenPair
from apps.accounts.time_zones import MAX_TIME_ZONE_LENGTH, is_time_zone, zone_or_default
from apps.core.api.parsing import MsisdnField, StrictSerializer, TextField

_LANGUAGES: Final = frozenset(code for code, _ in settings.LANGUAGES)


@extend_schema_field({"type": "string", "format": "email", "maxLength": 254, "example": "amina@example.org"})
class EmailField(TextField):
    """An e-mail address; read in lower case."""

    default_error_messages = {"invalid_email": "This must be an e-mail address."}

    def to_internal_value(self, data: Any) -> str:
        email = normalise_email(super().to_internal_value(data))
        if email is None:
            self.fail("invalid_email")
        return email


@extend_schema_field({"type": "string", "maxLength": 120, "example": "Amina Otieno"})
class FullNameField(TextField):
    """A person's name, in any script; runs of white space become one space."""

    default_error_messages = {"invalid_name": "This must be a name, without control characters."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=120, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        name = " ".join(super().to_internal_value(data).split())
        if not is_clean_name(name):
            self.fail("invalid_name")
        return name


@extend_schema_field({"type": "string", "example": "en"})
class LanguageField(TextField):
    """A language tag (RFC 5646) such as `en` or `pt-br`."""

    default_error_messages = {"unknown_language": "This must be a language tag such as en or sw."}

    def to_internal_value(self, data: Any) -> str:
        tag = super().to_internal_value(data).lower()
        if tag not in _LANGUAGES:
            self.fail("unknown_language")
        return tag


@extend_schema_field({"type": "string", "maxLength": MAX_TIME_ZONE_LENGTH, "example": "Africa/Nairobi"})
class TimeZoneField(TextField):
    """A time zone by its name in the IANA database, such as `Africa/Nairobi`."""

    default_error_messages = {"unknown_time_zone": "This must be a time zone such as Africa/Nairobi."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TIME_ZONE_LENGTH, trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if not is_time_zone(name):
            self.fail("unknown_time_zone")
        return name


@extend_schema_field({"type": "string", "format": "password", "maxLength": MAX_PASSWORD_LENGTH})
class PasswordField(TextField):
    """A password, taken as it is: not trimmed, never given back."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_PASSWORD_LENGTH, trim_whitespace=False, write_only=True, **kwargs)


class DeviceSerializer(StrictSerializer):
    """What the app says of its phone. `id` is the app's own; logging in with a new one tells the person.

    With `public_key` a new account's first phone is registered, and a registered one is known again.
    """

    default_error_messages = {"id_required": "A device with a key needs an id."}

    id = TextField(max_length=64, required=False, default="")
    name = TextField(max_length=80, required=False, default="", allow_blank=True)
    platform = TextField(max_length=20, required=False, default="", allow_blank=True)
    public_key = PublicKeyField(required=False)

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        if "public_key" in fields and not fields["id"]:
            message = str(self.default_error_messages["id_required"])
            raise serializers.ValidationError({"id": [serializers.ErrorDetail(message, code="required")]})
        return fields


def device_of(fields: Mapping[str, Any]) -> Device:
    """The validated `device` member as the services take it."""
    return Device(**(fields.get("device") or {}))


class RegisterSerializer(StrictSerializer):
    msisdn = MsisdnField()
    email = EmailField(required=False, allow_null=True, default=None)
    full_name = FullNameField()
    password = PasswordField()
    language = LanguageField(required=False, default="en")


class ResendCodeSerializer(StrictSerializer):
    msisdn = MsisdnField()
    password = PasswordField(
        required=False, help_text="The one you registered with. Needed when the number was registered several times."
    )


class LogInSerializer(StrictSerializer):
    identifier = TextField(max_length=254, help_text="A phone number in E.164, or an e-mail address.")
    password = PasswordField()
    device = DeviceSerializer(required=False)


class RefreshSerializer(StrictSerializer):
    refresh = TextField(max_length=4096)


class ProfileChangeSerializer(StrictSerializer):
    full_name = FullNameField(required=False)
    language = LanguageField(required=False)
    time_zone = TimeZoneField(required=False, help_text="What is scheduled already stays in the zone it was made in.")


class PasswordChangeSerializer(StrictSerializer):
    current_password = PasswordField()
    new_password = PasswordField()


class PendingSignUpSerializer(serializers.Serializer[Any]):
    msisdn = serializers.CharField()
    status = serializers.ChoiceField(["verification_pending"])
    expires_in = serializers.IntegerField(help_text="Life of the code, in seconds.")


class BoundDeviceSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="The `keyid` of its signatures.")
    command_key = serializers.CharField(help_text="Base64 of the Ed25519 key our commands to it are signed with.")


class TokenPairSerializer(serializers.Serializer[Any]):
    access = serializers.CharField()
    refresh = serializers.CharField()
    token_type = serializers.ChoiceField(["Bearer"])
    expires_in = serializers.IntegerField(help_text="Life of the access token, in seconds.")
    device = BoundDeviceSerializer(required=False, help_text="Only when the session is on a registered device.")


class ProfileSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    msisdn = serializers.CharField()
    email = serializers.EmailField(allow_null=True)
    full_name = serializers.CharField()
    language = serializers.CharField()
    time_zone = serializers.CharField(help_text="In the IANA database; the platform's own until I choose one.")
    status = serializers.ChoiceField(User.Status.values)
    joined_at = serializers.DateTimeField()
    handle = serializers.CharField(allow_null=True, help_text="Without its @.")
    email_verified = serializers.BooleanField(help_text="Whether one can be paid by the e-mail address.")
    kyc_tier = serializers.ChoiceField(KycTier.values)
    pending_name = serializers.CharField(allow_null=True, help_text="A new name that waits for review.")
    has_photo = serializers.BooleanField()
    pin_set = serializers.BooleanField()
    secured = serializers.BooleanField(help_text="A phone was reported lost, so no money leaves.")
    cautious_until = serializers.DateTimeField(allow_null=True, help_text="Until then lower limits hold.")

    def get_fields(self) -> dict[str, Any]:
        """With what other apps show of a person (apps/accounts/own_parts.py)."""
        return {**super().get_fields(), **{part.name: part.shape() for part in own_parts()}}


class SessionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    device_id = serializers.UUIDField(allow_null=True, help_text="The registered device it is bound to.")
    device_name = serializers.CharField()
    platform = serializers.CharField()
    ip = serializers.IPAddressField(allow_null=True)
    created_at = serializers.DateTimeField()
    last_used_at = serializers.DateTimeField()
    is_current = serializers.BooleanField(help_text="Whether this request was made in it.")


class ActivitySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    action = serializers.CharField()
    subject = serializers.CharField(help_text="The id of what it was done to, or empty.")
    at = serializers.DateTimeField()
    ip = serializers.IPAddressField(allow_null=True)
    channel = serializers.CharField()


class SessionPageSerializer(serializers.Serializer[Any]):
    results = SessionSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ActivityPageSerializer(serializers.Serializer[Any]):
    results = ActivitySerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def pending_answer(pending: PendingSignUp) -> dict[str, Any]:
    return {"msisdn": pending.msisdn, "status": "verification_pending", "expires_in": pending.expires_in}


def token_answer(pair: TokenPair) -> dict[str, Any]:
    tokens = {"access": pair.access, "refresh": pair.refresh, "token_type": "Bearer", "expires_in": pair.expires_in}
    if pair.device_id is None:
        return tokens
    return {**tokens, "device": {"id": pair.device_id, "command_key": encoded(device_keys.command_public_key())}}


def profile_answer(profile: OwnProfile, *, now: datetime) -> dict[str, Any]:
    user = profile.user
    return {
        "id": user.id,
        "msisdn": user.msisdn,
        "email": user.email,
        "full_name": user.full_name,
        "language": user.language,
        "time_zone": zone_or_default(user.time_zone),
        "status": user.status,
        "joined_at": user.joined_at,
        "handle": user.handle,
        "email_verified": user.email_verified_at is not None,
        "kyc_tier": user.kyc_tier,
        "pending_name": profile.pending_name,
        "has_photo": bool(user.photo),
        "pin_set": profile.pin_set,
        "secured": user.secured_at is not None,
        "cautious_until": profile.cautious_until,
        **{part.name: part.answer(user, now) for part in own_parts()},
    }


def session_answer(session: Session, current_id: UUID) -> dict[str, Any]:
    return {
        "id": session.id,
        "device_id": session.bound_device_id,
        "device_name": session.device_name,
        "platform": session.platform,
        "ip": session.ip,
        "created_at": session.created_at,
        "last_used_at": session.last_used_at,
        "is_current": session.id == current_id,
    }


def activity_answer(activity: Activity) -> dict[str, Any]:
    """`detail` stays inside: it may say which operator did something, and why."""
    return {
        "id": activity.id,
        "action": activity.action,
        "subject": activity.subject,
        "at": activity.at,
        "ip": activity.ip,
        "channel": activity.channel,
    }
