"""The signature of Standard Webhooks 1.0.0 with symmetric keys: by it we sign, and callbacks are checked."""

import base64
import binascii
import hmac
import secrets

SECRET_PREFIX = "whsec_"
_SECRET_BYTES = 32


def new_secret() -> str:
    """A secret of 256 random bits."""
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def key_of(secret: str) -> bytes:
    """The key a secret stands for. Raises ValueError when it is none (`whsec_` and base64)."""
    text = secret.removeprefix(SECRET_PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise ValueError("a secret of Standard Webhooks is whsec_ and base64") from None
    if not key:
        raise ValueError("a secret of Standard Webhooks is not empty")
    return key


def signature(secret: str, *, message_id: str, timestamp: str, body: bytes) -> bytes:
    """What stands behind `v1,`: base64 of the HMAC-SHA256 of `id.timestamp.body`. Raises ValueError as `key_of`."""
    message = f"{message_id}.{timestamp}.".encode() + body
    return base64.b64encode(hmac.digest(key_of(secret), message, "sha256"))
