"""Codes of an authenticator app: TOTP (RFC 6238) over HOTP (RFC 4226), six digits, SHA-1, steps of 30 seconds.

These are the parameters every app knows; several ignore others although the address names them.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_SECONDS = 30
DIGITS = 6
# RFC 4226, section 4: 128 bits at least, 160 recommended.
SECRET_BYTES = 20
# A phone's clock may be wrong by one step, and people type slowly.
_TOLERATED_STEPS = (0, -1, 1)
_CODE = re.compile(rf"[0-9]{{{DIGITS}}}", re.ASCII)


def new_secret() -> str:
    """A random secret, in base32 as apps take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def counter_at(now: datetime) -> int:
    """The number of the time step of this moment."""
    return int(now.timestamp()) // STEP_SECONDS


def code_at(secret: str, counter: int) -> str:
    """The code of one time step (RFC 4226, section 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), counter.to_bytes(8, "big"), hashlib.sha1)
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def matching_counter(secret: str, code: str, *, now: datetime) -> int | None:
    """The time step whose code this is, out of the present one and its neighbours; None for a wrong code.

    All three are computed and compared in constant time. That a code is used once is the caller's to see to.
    """
    if not _CODE.fullmatch(code):
        return None
    found = None
    for step in _TOLERATED_STEPS:
        counter = counter_at(now) + step
        if hmac.compare_digest(code, code_at(secret, counter)):
            found = counter
    return found


def address_of(secret: str, *, issuer: str, account: str) -> str:
    """The `otpauth:` address that a QR code carries into the app (Google's Key URI Format)."""
    parameters = {"secret": secret, "issuer": issuer, "algorithm": "SHA1", "digits": DIGITS, "period": STEP_SECONDS}
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?{urlencode(parameters)}"
