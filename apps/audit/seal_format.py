"""What a seal is computed from, byte by byte. docs/audit.md says the same for who writes a verifier of their own.

standalone/verify_bundle.py computes it a second time, from that description and without this module.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from apps.audit.models import Seal

ROWS_PER_SEAL = 1_000
LEAF_BYTES = 32
# What stands in the place of a head before the first.
NO_HEAD = bytes(32)
# (transaction, key): where a row stands in its chain.
Position = tuple[int, str]
BEGINNING: Position = (0, "")


def moment(at: datetime) -> str:
    """In UTC to the microsecond, as in the rows' lines."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def keys_digest(keys: Iterable[str]) -> bytes:
    """SHA-256 over the rows' names in their order, each with a line feed behind it."""
    digest = hashlib.sha256()
    for key in keys:
        digest.update(key.encode() + b"\n")
    return digest.digest()


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a head covers."""

    chain: str
    number: int
    count: int
    total: int
    since: Position
    until: Position
    sealed_at: datetime
    previous: bytes
    keys: bytes
    leaves: bytes

    def text(self) -> str:
        """The lines the head is the SHA-256 of. Nothing in them can hold a line feed."""
        return (
            "GoPay seal 1\n"
            f"chain {self.chain}\n"
            f"number {self.number}\n"
            f"rows {self.count}\n"
            f"total {self.total}\n"
            f"since {self.since[0]} {self.since[1]}\n"
            f"until {self.until[0]} {self.until[1]}\n"
            f"sealed {moment(self.sealed_at)}\n"
            f"previous {self.previous.hex()}\n"
            f"keys {self.keys.hex()}\n"
            f"leaves {self.leaves.hex()}\n"
        )

    def head(self) -> bytes:
        return hashlib.sha256(self.text().encode()).digest()


def head_of(seal: Seal) -> bytes:
    """The head its other columns add up to."""
    return Sealed(
        chain=seal.chain,
        number=seal.number,
        count=seal.count,
        total=seal.total,
        since=(seal.since_xact, seal.since_key),
        until=(seal.until_xact, seal.until_key),
        sealed_at=seal.sealed_at,
        previous=bytes(seal.previous),
        keys=keys_digest(seal.keys),
        leaves=hashlib.sha256(bytes(seal.leaves)).digest(),
    ).head()


def _key(kid: str) -> bytes:
    try:
        raw = base64.b64decode(settings.SEAL_KEYS[kid], validate=True)
    except ValueError:
        raw = b""
    if len(raw) != 32:
        raise ImproperlyConfigured(f"SEAL_KEYS kid {kid} must be base64 of 32 random bytes")
    return raw


def sign(head: bytes) -> tuple[str, bytes]:
    """The key's id and the HMAC-SHA-256 of the head under the first key. Raises ImproperlyConfigured without one."""
    if not settings.SEAL_KEYS:
        raise ImproperlyConfigured("SEAL_KEYS must name at least one key (kid:base64 of 32 bytes)")
    kid = next(iter(settings.SEAL_KEYS))
    return kid, hmac.digest(_key(kid), head, hashlib.sha256)


def is_signed(seal: Seal) -> bool | None:
    """Whether the signature is ours; None when its key is not in the ring."""
    if seal.kid not in settings.SEAL_KEYS:
        return None
    return hmac.compare_digest(hmac.digest(_key(seal.kid), bytes(seal.head), hashlib.sha256), bytes(seal.signature))


def as_json(seal: Seal) -> dict[str, Any]:
    """A seal without its rows, as it is sent off this host."""
    return {
        "chain": seal.chain,
        "number": seal.number,
        "rows": seal.count,
        "total": seal.total,
        "since": [str(seal.since_xact), seal.since_key],
        "until": [str(seal.until_xact), seal.until_key],
        "sealed_at": moment(seal.sealed_at),
        "previous": bytes(seal.previous).hex(),
        "head": bytes(seal.head).hex(),
        "kid": seal.kid,
        "signature": bytes(seal.signature).hex(),
    }
