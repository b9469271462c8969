"""Transaction PINs: what one may be, and how it is kept.

A PIN has so few values that no hash alone protects it. It is keyed with a pepper that only the environment
knows, so a copy of the database yields nothing; guesses at the door are counted (services/_pin.py); the
stretching afterwards makes each guess cost about three milliseconds even to somebody who has the pepper.
"""

import hashlib
import hmac
import re
from itertools import pairwise

from django.conf import settings

from apps.core.errors import InvalidInput

PIN_PATTERN = re.compile(r"[0-9]{4,6}", re.ASCII)
# scrypt (RFC 7914): one mebibyte, about 3 ms on a server's core.
_COST, _BLOCK, _LANES = 2**10, 8, 1
# What people choose first (the most frequent ones of published collections), beside runs and repetitions.
_COMMON = frozenset(
    {"1004", "2580", "1122", "1313", "6969", "4321", "1010", "2001", "2000", "112233", "159753", "147258"}
)


def digest(pin: str, salt: bytes) -> bytes:
    """What is stored of a PIN: 32 bytes."""
    keyed = hmac.new(settings.PIN_PEPPER.encode(), b"pin|" + salt + pin.encode(), hashlib.sha256).digest()
    return hashlib.scrypt(keyed, salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32)


def matches(pin: str, salt: bytes, stored: bytes) -> bool:
    """Whether this is the PIN, in constant time.

    A right one costs as much as a wrong one, always: were it quicker, it would overtake the wrong ones that are being
    counted beside it, and more than five guesses at once would be evaluated.
    """
    return hmac.compare_digest(digest(pin, salt), stored)


def is_weak(pin: str) -> bool:
    """Whether a thief would try it among the first: a repetition, a run, or one that many people have."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    halves = len(pin) % 2 == 0 and pin[: len(pin) // 2] == pin[len(pin) // 2 :]
    return steps in ({0}, {1}, {9}) or halves or pin in _COMMON


def require_good(pin: str, *, field: str = "pin") -> None:
    """Raises InvalidInput for what is no PIN, and for a weak one."""
    if not PIN_PATTERN.fullmatch(pin):
        _refuse(field, "invalid", "A PIN has four to six digits.")
    if is_weak(pin):
        _refuse(field, "weak_pin", "This PIN is too easy to guess.")


def _refuse(field: str, code: str, detail: str) -> None:
    raise InvalidInput("The request has invalid fields.", errors=[{"field": field, "code": code, "detail": detail}])
