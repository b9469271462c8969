"""Since when keys are in use. The environment says which there are, and not since when: so it is written down."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from apps.core.models import KeySighting

# Settings with one secret or a ring of them, and after how long each should be changed; None: never, see the docs.
KNOWN_KEYS: dict[str, timedelta | None] = {
    "SECRET_KEY": timedelta(days=730),
    "JWT_SIGNING_KEYS": timedelta(days=365),
    "FIELD_KEYS": timedelta(days=365),
    "PIN_PEPPER": None,
    "BLIND_INDEX_KEY": None,
    "DEVICE_COMMAND_KEY": None,
    "SEAL_KEYS": timedelta(days=730),
    "METRICS_TOKEN": timedelta(days=365),
    "VAPID_PRIVATE_KEY": None,
}
# A key that no process has shown for so long is out of use.
IN_USE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class KeyInUse:
    """One key: never its content. `first_seen_at` is empty until it was looked at once."""

    ring: str
    kid: str
    is_first: bool
    first_seen_at: datetime | None
    change_after: timedelta | None


def _mark(secret: str) -> str:
    """Tells a key from another and says nothing of either: an HMAC under the key itself, cut to 64 bits."""
    return hmac.new(secret.encode(), b"gopay:key in use", hashlib.sha256).hexdigest()[:16]


def _present() -> list[tuple[str, str, str, bool]]:
    """Ring, key id, mark, whether it is the ring's first, of every key this process has."""
    found = []
    for name in KNOWN_KEYS:
        value = getattr(settings, name, "")
        ring = value if isinstance(value, Mapping) else {"": value} if value else {}
        found += [
            (name, str(kid), _mark(str(secret)), position == 0) for position, (kid, secret) in enumerate(ring.items())
        ]
    return found


def note_keys(*, now: datetime) -> int:
    """Notes which keys there are, and since when; returns how many there are."""
    present = _present()
    KeySighting.objects.bulk_create(
        [
            KeySighting(ring=ring, kid=kid, mark=mark, is_first=is_first, first_seen_at=now, last_seen_at=now)
            for ring, kid, mark, is_first in present
        ],
        update_conflicts=True,
        unique_fields=["ring", "kid", "mark"],
        update_fields=["last_seen_at", "is_first"],
    )
    return len(present)


def list_keys() -> list[KeyInUse]:
    """The keys of this process, with the dates that are known of them."""
    seen = {
        (row.ring, row.kid, row.mark): row.first_seen_at
        for row in KeySighting.objects.filter(ring__in=list(KNOWN_KEYS))
    }
    return [
        KeyInUse(ring, kid, is_first, seen.get((ring, kid, mark)), KNOWN_KEYS[ring])
        for ring, kid, mark, is_first in _present()
    ]
