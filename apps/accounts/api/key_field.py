"""A device's public key as it stands in a body."""

import base64
import binascii
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts import device_keys


def encoded(key: bytes) -> str:
    """A key as the API writes it."""
    return base64.b64encode(key).decode()


@extend_schema_field({"type": "string", "minLength": 44, "maxLength": 44, "pattern": "^[A-Za-z0-9+/]{43}=$"})
class PublicKeyField(serializers.Field[bytes, Any, str, Any]):
    """Base64 of the 32 raw bytes of an Ed25519 public key (RFC 8032), padded, in its one spelling."""

    default_error_messages = {"invalid_key": "This must be base64 of an Ed25519 public key of 32 bytes."}

    def to_internal_value(self, data: Any) -> bytes:
        if not isinstance(data, str) or len(data) != 44 or not data.isascii():
            self.fail("invalid_key")
        try:
            key = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            self.fail("invalid_key")
        if encoded(key) != data or not device_keys.is_good(key):
            self.fail("invalid_key")
        return key

    def to_representation(self, value: bytes) -> str:
        return encoded(value)
