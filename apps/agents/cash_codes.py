"""The digits of a code with which cash is fetched: made by the operating system's generator, kept as two things.

A keyed digest says whether digits are right, and nothing else; it is bound to the code's id, so equal digits of two
codes do not look alike. Without the pepper of the environment a copy of the table finds no code, though there are only
a hundred million. Beside it they lie sealed for their customer's own eyes, for as long as they are good for something.
"""

import hashlib
import hmac
import secrets
from uuid import UUID

from django.conf import settings

from apps.core import crypto

DIGITS = 8
_TABLE, _COLUMN = "agents_cashoutcode", "sealed"


def new_digits() -> str:
    """Eight digits, each as likely as any other."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest_of(code_id: UUID, digits: str) -> bytes:
    """By what the digits of this code are known again: 32 bytes."""
    message = b"|".join([b"cash-out", code_id.bytes, digits.encode()])
    return hmac.new(settings.PIN_PEPPER.encode(), message, hashlib.sha256).digest()


def matches(digits: str, code_id: UUID, digest: bytes) -> bool:
    """Whether these are the digits of the code, in constant time."""
    return hmac.compare_digest(digest_of(code_id, digits), digest)


def seal(code_id: UUID, digits: str) -> bytes:
    """The digits for the disk. Raises ImproperlyConfigured without a good key."""
    return crypto.seal(digits, table=_TABLE, column=_COLUMN, row=code_id)


def unseal(code_id: UUID, sealed: bytes) -> str:
    """What `seal` was given. Raises crypto.Undecipherable."""
    return crypto.unseal(sealed, table=_TABLE, column=_COLUMN, row=code_id)
