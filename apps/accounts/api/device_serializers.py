"""What the API of phones takes and gives."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.accounts import device_keys
from apps.accounts.api.key_field import PublicKeyField, encoded
from apps.accounts.api.proofs import PinField
from apps.accounts.api.serializers import PasswordField
from apps.accounts.api.step_up import CodeField, StepUpSerializer
from apps.accounts.models import Device
from apps.accounts.services import SignedCommand
from apps.core.api.parsing import MsisdnField, StrictSerializer, TextField


class RegisterDeviceSerializer(StrictSerializer):
    """The phone this session is on, with the key that will sign its payments."""

    id = TextField(max_length=64, help_text="What the app calls its device; the one it logs in with.")
    name = TextField(max_length=80, required=False, default="", allow_blank=True)
    platform = TextField(max_length=20, required=False, default="", allow_blank=True)
    public_key = PublicKeyField()
    step_up = StepUpSerializer(required=False)


class RemoveDeviceSerializer(StrictSerializer):
    step_up = StepUpSerializer(required=False)


class UnlockSerializer(StrictSerializer):
    pin = PinField()
    step_up = StepUpSerializer(required=False)


class AcknowledgementSerializer(StrictSerializer):
    id = serializers.UUIDField(help_text="The command's.")
    nonce = TextField(max_length=64, help_text="The command's.")


class ReportLostSerializer(StrictSerializer):
    msisdn = MsisdnField()
    password = PasswordField()
    code = CodeField(required=False, help_text="From the e-mail; leave it out to have it sent.")


class WipeSerializer(serializers.Serializer[Any]):
    requested_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    done_at = serializers.DateTimeField(allow_null=True)


class DeviceAnswerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(help_text="The `keyid` of its signatures.")
    name = serializers.CharField()
    platform = serializers.CharField()
    status = serializers.ChoiceField(Device.Status.values)
    registered_at = serializers.DateTimeField()
    is_current = serializers.BooleanField(help_text="Whether this request was made on it.")
    wipe = WipeSerializer(allow_null=True)


class RegisteredDeviceSerializer(DeviceAnswerSerializer):
    command_key = serializers.CharField(help_text="Base64 of the Ed25519 key our commands to it are signed with.")


class DevicePageSerializer(serializers.Serializer[Any]):
    results = DeviceAnswerSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class CommandSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    action = serializers.ChoiceField(["wipe"])
    device_id = serializers.UUIDField()
    nonce = serializers.CharField()
    issued_at = serializers.DateTimeField()
    signature = serializers.CharField(
        help_text="Base64 of our Ed25519 signature over the other members as JSON with sorted names and no white space."
    )


class WipeDoneSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(["done"])
    done_at = serializers.DateTimeField()


class PendingReportSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(["confirmation_pending"])
    expires_in = serializers.IntegerField(help_text="Life of the code, in seconds.")


class SecuredSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(["secured"])
    secured_at = serializers.DateTimeField()


def device_answer(device: Device, current_id: UUID | None) -> dict[str, Any]:
    wipe = getattr(device, "wipe", None)
    return {
        "id": device.id,
        "name": device.name,
        "platform": device.platform,
        "status": device.status,
        "registered_at": device.registered_at,
        "is_current": device.id == current_id,
        "wipe": wipe
        and {"requested_at": wipe.requested_at, "delivered_at": wipe.delivered_at, "done_at": wipe.done_at},
    }


def registered_answer(device: Device) -> dict[str, Any]:
    return {**device_answer(device, device.id), "command_key": encoded(device_keys.command_public_key())}


def command_answer(signed: SignedCommand) -> dict[str, Any]:
    return {**signed.command, "signature": signed.signature}
