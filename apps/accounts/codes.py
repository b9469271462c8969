"""One-time codes: derived when they are needed, stored nowhere.

The digits follow from the code's id, purpose and salt under a key that only the environment knows, so a
copy of the database, of a queue or of a log yields none of them (OWASP ASVS 6.5).
"""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

CODE_DIGITS = 6


def derive(code_id: UUID, purpose: str, salt: bytes) -> str:
    """The six digits of a code. Eight bytes modulo 10**6 are even to within one part in 10**13."""
    message = b"|".join([purpose.encode(), code_id.bytes, salt])
    digest = hmac.new(settings.PIN_PEPPER.encode(), message, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def matches(given: str, code_id: UUID, purpose: str, salt: bytes) -> bool:
    """Whether these are the digits, in constant time."""
    return hmac.compare_digest(given.encode(), derive(code_id, purpose, salt).encode())
