"""What is known of API keys."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from apps.checkout import keys
from apps.checkout.errors import KeyNotFound
from apps.checkout.models import ApiKey
from apps.core import caching


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was not revoked."""

    id: UUID
    merchant_id: UUID
    is_live: bool
    scopes: frozenset[str]
    expires_at: datetime | None
    last_used_at: datetime | None

    def was_noted(self, now: datetime) -> bool:
        """Whether its use need not be written down: it was within the minute."""
        return self.last_used_at is not None and self.last_used_at > now - timedelta(minutes=1)


def key_cache_key(digest: bytes) -> str:
    """Under which key a KnownKey may lie; a service that ends the key forgets it."""
    return f"merchant_key:{digest.hex()}"


def find_key(key: str, *, now: datetime) -> KnownKey | None:
    """The key with this text if it is good, else None; at most settings.SESSION_CACHE_SECONDS behind.

    It is found by its digest alone. Who waits for the answer learns how long an index takes, and nothing of a key.
    """
    if not keys.looks_like_key(key):
        return None
    digest = keys.digest_of(key)
    seconds = settings.SESSION_CACHE_SECONDS
    known = caching.remember(key_cache_key(digest), lambda: _load(digest), seconds=seconds)
    if known is None or (known.expires_at is not None and known.expires_at <= now):
        return None
    return known


def _load(digest: bytes) -> KnownKey | None:
    row = ApiKey.objects.filter(digest=digest, revoked_at=None).first()
    if row is None:
        return None
    return KnownKey(row.id, row.merchant_id, row.is_live, frozenset(row.scopes), row.expires_at, row.last_used_at)


def get_key(*, merchant_id: UUID, key_id: UUID) -> ApiKey:
    """One of the merchant's keys, whatever became of it. Raises KeyNotFound, also for another merchant's."""
    row = ApiKey.objects.filter(pk=key_id, merchant_id=merchant_id).first()
    if row is None:
        raise KeyNotFound
    return row


def list_keys(
    merchant_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[ApiKey]:
    """The merchant's keys, the newest first, ended ones too: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    rows = ApiKey.objects.filter(merchant_id=merchant_id)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])
