"""Whether a callback was signed by its provider, now: the schemes that providers share.

Each check takes the raw bytes before anybody has parsed them, compares in constant time, takes any of the secrets (they
rotate with overlap), and raises BadSignature. `now` comes in. The package `standardwebhooks` is not used: it reads the
clock itself, decodes the body first, and answers a misshapen signature with ValueError.
"""

import base64
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from apps.core import standard_webhooks
from apps.gateways.base import BadSignature

# How far a provider's clock may be from ours, and how long a callback that was overheard can be sent again.
TOLERANCE = timedelta(minutes=5)

_UNIX_SECONDS = re.compile(r"[0-9]{1,11}", re.ASCII)
# Without a dot: one would let two different messages be signed alike ("id.timestamp.body").
_MESSAGE_ID = re.compile(r"[!-\-/-~]{1,200}", re.ASCII)


def check_age(sent_at: datetime, *, now: datetime) -> None:
    """Refuses what was not sent just now, in either direction."""
    if abs(now - sent_at) > TOLERANCE:
        raise BadSignature("signed too long ago, or in the future")


def check_timestamp(text: str | None, *, now: datetime) -> datetime:
    """Reads unix seconds and refuses them as `check_age` does."""
    if text is None or not _UNIX_SECONDS.fullmatch(text):
        raise BadSignature("no timestamp in unix seconds")
    sent_at = datetime.fromtimestamp(int(text), tz=UTC)
    check_age(sent_at, now=now)
    return sent_at


def check_hmac(
    given: str | None, message: bytes, secrets: Sequence[str], *, encoding: Literal["hex", "base64"] = "hex"
) -> None:
    """HMAC-SHA256 of `message` under one of the secrets, written in hex or base64."""
    if not given:
        raise BadSignature("not signed")
    keys = [secret.encode() for secret in secrets if secret]
    _one_of([given], [_written(key, message, encoding) for key in keys])


def check_timestamped_hmac(header: str | None, body: bytes, secrets: Sequence[str], *, now: datetime) -> datetime:
    """The header `t=<unix seconds>,v1=<hex>`, v1 being the HMAC-SHA256 of "t.body"; several v1 may stand there."""
    parts = [part.strip().partition("=") for part in (header or "").split(",")]
    times = [value for name, _, value in parts if name == "t"]
    signatures = [value for name, _, value in parts if name == "v1"]
    if len(times) != 1 or not signatures:
        raise BadSignature("not signed as t=,v1=")
    sent_at = check_timestamp(times[0], now=now)
    message = times[0].encode() + b"." + body
    _one_of(signatures, [_written(secret.encode(), message, "hex") for secret in secrets if secret])
    return sent_at


def check_standard_webhook(headers: Mapping[str, str], body: bytes, secrets: Sequence[str], *, now: datetime) -> str:
    """Standard Webhooks 1.0.0 with symmetric keys. Gives the message's id, which stays when it is delivered again.

    Raises ValueError when a secret of ours is not one (`whsec_` and base64).
    """
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not _MESSAGE_ID.fullmatch(message_id):
        raise BadSignature("no webhook-id")
    check_timestamp(timestamp, now=now)
    # "v1,<base64>", separated by spaces; other versions are other schemes, and not ours.
    parts = [part.partition(",") for part in headers.get("webhook-signature", "").split(" ")]
    signatures = [value for version, _, value in parts if version == "v1" and value]
    if not signatures:
        raise BadSignature("not signed under v1")
    expected = [
        standard_webhooks.signature(secret, message_id=message_id, timestamp=timestamp, body=body)
        for secret in secrets
        if secret
    ]
    _one_of(signatures, expected)
    return message_id


def _written(key: bytes, message: bytes, encoding: str) -> bytes:
    digest = hmac.digest(key, message, "sha256")
    return digest.hex().encode() if encoding == "hex" else base64.b64encode(digest)


def _one_of(given: Iterable[str], expected: Sequence[bytes]) -> None:
    # As bytes, because compare_digest refuses text that is not ASCII. Without secrets nothing is expected, and nothing
    # is let in.
    signatures = [one.encode(errors="replace") for one in given]
    matches = sum(hmac.compare_digest(one, other) for one in signatures for other in expected)
    if not matches:
        raise BadSignature("signed by somebody else")
