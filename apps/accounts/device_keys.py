"""Ed25519 keys (RFC 8032): which ones a phone may register, and our own, under which phones take commands."""

import base64
import json
from collections.abc import Mapping
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from apps.accounts.models import DEVICE_KEY_BYTES

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
# The y of a point whose order is eight; together with 0, 1 and -1 the y of every point of low order.
_Y_OF_ORDER_EIGHT = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_LOW_ORDER = frozenset({0, 1, _P - 1, _Y_OF_ORDER_EIGHT, _P - _Y_OF_ORDER_EIGHT})


def is_good(public_key: bytes) -> bool:
    """Whether signatures under this key prove anything.

    Under a key of low order one signature fits many messages, and anybody can make it. What is no point of the
    curve, or a point's second spelling, is refused with them.
    """
    if len(public_key) != DEVICE_KEY_BYTES:
        return False
    y = int.from_bytes(public_key, "little") & (2**255 - 1)
    if y >= _P or y in _LOW_ORDER:
        return False
    # x² = (y² - 1) / (dy² + 1) has a root just when the product of the two has one (Euler's criterion).
    return pow((y * y - 1) * (_D * y * y + 1) % _P, (_P - 1) // 2, _P) == 1


@lru_cache(maxsize=4)
def _command_key(encoded: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.b64decode(encoded))


def command_public_key() -> bytes:
    """The key phones check our commands with; a phone is told it when it registers."""
    return _command_key(settings.DEVICE_COMMAND_KEY).public_key().public_bytes_raw()


def canonical(command: Mapping[str, str]) -> bytes:
    """The bytes of a command that are signed: JSON with sorted names, no white space, ASCII only."""
    return json.dumps(dict(command), sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def sign_command(command: Mapping[str, str]) -> str:
    """Base64 of our signature over the command."""
    return base64.b64encode(_command_key(settings.DEVICE_COMMAND_KEY).sign(canonical(command))).decode()
