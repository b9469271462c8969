"""Heads of seals to an address of the operators' own choice: POST, JSON, a bearer token.

`{"heads": [{"chain", "number", "head", "previous", "sealed_at", "kid", "signature", ...}]}`, in the order of their
numbers, at most 200. Any 2xx says that they are kept. The header Idempotency-Key names chain and numbers: what came
before comes again in the same words.
"""

import json
from collections.abc import Sequence
from functools import lru_cache

import httpx2
from django.conf import settings

from apps.audit.models import Seal
from apps.audit.seal_format import as_json
from apps.core import deadlines

TIMEOUT = 10.0
LONGEST_ANSWER = 64 * 1024


class NotTaken(Exception):
    """Nobody has said that the heads are kept."""


@lru_cache(maxsize=1)
def _client() -> httpx2.Client:
    """One for the process, because making one reads all certificate authorities. It keeps no connection."""
    client = httpx2.Client(follow_redirects=False, limits=httpx2.Limits(max_keepalive_connections=0))
    for transport in (client._transport, *client._mounts.values()):
        # httpx2 has no other way to give its connections one deadline, also those through a proxy.
        if isinstance(transport, httpx2.HTTPTransport):
            transport._pool._network_backend = deadlines.InTime()
    return client


def send(seals: Sequence[Seal]) -> None:
    """Hands heads over; all of one chain. Raises NotTaken."""
    first, last = seals[0], seals[-1]
    headers = {
        "Authorization": f"Bearer {settings.SEALS_TOKEN}",
        "Content-Type": "application/json",
        "Accept": "application/json",
        "Idempotency-Key": f"{first.chain}:{first.number}-{last.number}",
    }
    body = json.dumps({"heads": [as_json(seal) for seal in seals]}, separators=(",", ":")).encode()
    read = 0
    try:
        with _client().stream(
            "POST",
            settings.SEALS_URL,
            content=body,
            headers=headers,
            # That of the connection is the one for everything (InTime).
            timeout=httpx2.Timeout(TIMEOUT),
        ) as answer:
            status = answer.status_code
            for piece in answer.iter_raw():
                read += len(piece)
                if read > LONGEST_ANSWER:
                    break
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
        raise NotTaken(type(error).__name__) from None
    if not 200 <= status < 300:
        raise NotTaken(f"HTTP {status}")
