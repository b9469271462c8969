"""A fingerprint of what is to be approved: equal things have an equal one, whatever the database made of them."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.core.money import Money


def digest_of(facts: Mapping[str, Any]) -> bytes:
    """SHA-256 of the facts' canonical JSON (keys in order, amounts without trailing zeros).

    Values are text, whole numbers, true, false, None, Decimal, Money, UUID, datetime, bytes, and lists and mappings
    of these. Raises TypeError for anything else, above all for a float.
    """
    return hashlib.sha256(json.dumps(_plain(facts), sort_keys=True, separators=(",", ":")).encode()).digest()


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        text = format(value, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if isinstance(value, Money):
        return [_plain(value.amount), value.currency]
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.timestamp().hex() if value.tzinfo else value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("the names of facts are text")
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} has no place in what is approved")
