"""Who we are to push services: the key under which browsers subscribe and we sign (RFC 8292)."""

import base64
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings


def is_offered() -> bool:
    """Whether this installation sends pushes: it has a key, and says whom a push service writes to about us."""
    return bool(settings.VAPID_PRIVATE_KEY and settings.VAPID_SUBJECT)


def public_key() -> str:
    """What a browser takes as its applicationServerKey: base64url of the 65 bytes of the point, without padding.

    Raises ValueError when settings.VAPID_PRIVATE_KEY is not a private key of P-256.
    """
    return _public_key(settings.VAPID_PRIVATE_KEY)


@lru_cache(maxsize=2)
def _public_key(private_key: str) -> str:
    number = int.from_bytes(base64.urlsafe_b64decode(private_key + "=" * (-len(private_key) % 4)))
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    raw = point.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
