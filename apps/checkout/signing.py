"""How a webhook is signed (Standard Webhooks 1.0.0, https://www.standardwebhooks.com)."""

from collections.abc import Sequence
from datetime import datetime

from apps.core.standard_webhooks import signature


def headers_of(*, message_id: str, at: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers of one attempt, signed with each secret. Raises ValueError for what is no secret."""
    timestamp = str(int(at.timestamp()))
    signed = [signature(secret, message_id=message_id, timestamp=timestamp, body=body).decode() for secret in secrets]
    return {
        "webhook-id": message_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{one}" for one in signed),
    }
