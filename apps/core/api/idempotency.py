"""The Idempotency-Key header (IETF draft-ietf-httpapi-idempotency-key-header)."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rest_framework.request import Request

from apps.core.card_numbers import find_card_number
from apps.core.errors import CardNumberRefused, DomainError

REPLAYED_HEADER = "Idempotent-Replayed"
_BARE = re.compile(r"[\x21-\x7e]{1,255}", re.ASCII)


class IdempotencyKeyRequired(DomainError):
    """A request that moves money needs an Idempotency-Key header."""

    code = "idempotency_key_required"
    category = "invalid"


class IdempotencyKeyInvalid(DomainError):
    """An Idempotency-Key is 1 to 255 visible ASCII characters, bare or in double quotes."""

    code = "idempotency_key_invalid"
    category = "invalid"


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """The client's key, and a digest of what it was sent with."""

    key: str
    digest: bytes


def read_key(request: Request, fields: Mapping[str, Any], *, secret: frozenset[str] = frozenset()) -> IdempotencyKey:
    """The request's key with a SHA-256 digest over method, path and the validated fields.

    Fields named in `secret` stay out of the digest: a four-digit PIN could be guessed from it. Raises
    IdempotencyKeyRequired, IdempotencyKeyInvalid, and CardNumberRefused because keys are kept.
    """
    given = request.META.get("HTTP_IDEMPOTENCY_KEY")
    if given is None:
        raise IdempotencyKeyRequired
    key = given[1:-1] if len(given) > 1 and given[0] == given[-1] == '"' else given
    if not _BARE.fullmatch(key):
        raise IdempotencyKeyInvalid
    if find_card_number(key):
        raise CardNumberRefused(["Idempotency-Key"])
    content = {name: value for name, value in fields.items() if name not in secret}
    canonical = json.dumps([request.method, request.path, content], sort_keys=True, default=str, ensure_ascii=False)
    return IdempotencyKey(key, hashlib.sha256(canonical.encode()).digest())
