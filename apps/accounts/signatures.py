"""What a registered device signs: a profile of HTTP Message Signatures (RFC 9421) with Ed25519 (RFC 8032).

    Content-Digest: sha-256=:<base64 of SHA-256 over the body>:                               (RFC 9530)
    Signature-Input: gopay=("@method" "@path" "content-digest" "idempotency-key")
                     ;created=<unix time>;keyid="<device id>";alg="ed25519"                     (in one line)
    Signature: gopay=:<base64 of 64 bytes>:

Nothing else is accepted: what is covered is fixed here and never taken from the request. Requests without an
Idempotency-Key leave that component out.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature as WrongSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from apps.accounts.errors import InvalidSignature, StaleSignature

# How far a phone's clock may be off, and how long a request may be under way.
MAX_AGE = timedelta(minutes=5)
MAX_FUTURE = timedelta(minutes=1)
_INPUT = re.compile(
    r'gopay=\("@method" "@path" "content-digest"( "idempotency-key")?\)'
    r';created=([0-9]{10});keyid="([0-9a-f-]{36})";alg="ed25519"',
    re.ASCII,
)
_SIGNATURE = re.compile(r"gopay=:([A-Za-z0-9+/]{86}==):", re.ASCII)
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):", re.ASCII)


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """A request that claims to be signed by a device. Nothing of it is believed before `verify`."""

    device_id: UUID
    created_at: datetime
    base: bytes
    signature: bytes


def signature_base(
    *, method: str, path: str, content_digest: str, idempotency_key: str | None, parameters: str
) -> bytes:
    """The signature base of RFC 9421, section 2.5: the bytes that are signed."""
    lines = [f'"@method": {method}', f'"@path": {path}', f'"content-digest": {content_digest}']
    if idempotency_key is not None:
        lines.append(f'"idempotency-key": {idempotency_key}')
    lines.append(f'"@signature-params": {parameters}')
    return "\n".join(lines).encode()


def content_digest(body: bytes) -> str:
    """The Content-Digest of a body (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def parameters(*, created: int, device_id: UUID, with_key: bool) -> str:
    """The signature's parameters, as they stand in Signature-Input and in the base."""
    covered = '"@method" "@path" "content-digest"' + (' "idempotency-key"' if with_key else "")
    return f'({covered});created={created};keyid="{device_id}";alg="ed25519"'


def read(headers: Mapping[str, str], *, method: str, path: str, body: bytes) -> SignedRequest | None:
    """The request's signature, or None when it carries none. `headers` are WSGI's (HTTP_...).

    Raises InvalidSignature for headers that are not as described above, and when the body has another digest.
    """
    given_input, given = headers.get("HTTP_SIGNATURE_INPUT"), headers.get("HTTP_SIGNATURE")
    if given_input is None and given is None:
        return None
    found = _INPUT.fullmatch(given_input or "")
    signed = _SIGNATURE.fullmatch(given or "")
    digest = headers.get("HTTP_CONTENT_DIGEST", "")
    key = headers.get("HTTP_IDEMPOTENCY_KEY")
    if not found or not signed or not _DIGEST.fullmatch(digest) or (found[1] is None) != (key is None):
        raise InvalidSignature
    if not hmac.compare_digest(digest, content_digest(body)):
        raise InvalidSignature
    try:
        device_id = UUID(found[3])
        raw = base64.b64decode(signed[1], validate=True)
    except (ValueError, binascii.Error):
        raise InvalidSignature from None
    created = int(found[2])
    # Rebuilt, not copied: the id of a device has many spellings, and only one of them is signed.
    base = signature_base(
        method=method,
        path=path,
        content_digest=digest,
        idempotency_key=key,
        parameters=parameters(created=created, device_id=device_id, with_key=key is not None),
    )
    return SignedRequest(device_id, datetime.fromtimestamp(created, UTC), base, raw)


@lru_cache(maxsize=4096)
def _key(public_key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_key)


def verify(signed: SignedRequest, public_key: bytes, *, now: datetime) -> bytes:
    """Whether the device's key signed exactly this, a moment ago. Returns a digest that names the signature.

    Raises InvalidSignature, StaleSignature.
    """
    try:
        _key(public_key).verify(signed.signature, signed.base)
    except (WrongSignature, ValueError):
        raise InvalidSignature from None
    if not now - MAX_AGE <= signed.created_at <= now + MAX_FUTURE:
        raise StaleSignature
    # Over what was signed: Ed25519 lets somebody turn a signature into another one of the same message.
    return hashlib.sha256(signed.base).digest()
