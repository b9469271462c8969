"""SMS over HTTPS: POST {"id", "to", "body"} to settings.SMS_URL with a bearer token."""

import re
from contextlib import suppress
from functools import lru_cache
from uuid import UUID

import httpx2
from django.conf import settings

from apps.notifications.channels.base import NotNow, Undeliverable

# ITU-T E.164.
_MSISDN = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)
TIMEOUT = httpx2.Timeout(10.0, connect=5.0)
# What is wrong with us (the token) or with this moment, rather than with the message. 409 is the answer to an
# idempotency key whose first request is still being worked on: that of a sender that died.
_TRANSIENT_STATUS = frozenset({401, 403, 408, 409, 425, 429})
_SHORT_ANSWER = 16 * 1024


@lru_cache(maxsize=1)
def _client() -> httpx2.Client:
    """One for the process: it keeps connections open, and making one reads all certificate authorities."""
    return httpx2.Client(follow_redirects=False)


def _is_short(answer: httpx2.Response) -> bool:
    length = answer.headers.get("Content-Length", "")
    return length.isascii() and length.isdigit() and int(length) <= _SHORT_ANSWER


class SmsChannel:
    """An SMS provider. Of its answer only the status counts."""

    batch = 1
    shows_html = False

    def send(self, *, delivery_id: UUID, address: str, subject: str, body: str, html: str) -> None:
        """Raises Undeliverable for a 4xx answer, NotNow for 5xx, a redirect, silence and _TRANSIENT_STATUS."""
        if not _MSISDN.fullmatch(address):
            raise Undeliverable("not a phone number")
        if not settings.SMS_URL:
            raise NotNow("SMS_URL is not set")
        message = {"id": str(delivery_id), "to": address, "body": body}
        headers = {"Authorization": f"Bearer {settings.SMS_TOKEN}", "Idempotency-Key": str(delivery_id)}
        try:
            with _client().stream("POST", settings.SMS_URL, json=message, headers=headers, timeout=TIMEOUT) as answer:
                status = answer.status_code
                if _is_short(answer):
                    # Read, so that the connection can be used again; the provider has decided already.
                    with suppress(httpx2.HTTPError):
                        answer.read()
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise NotNow(type(error).__name__) from None
        if 200 <= status < 300:
            return
        if 400 <= status < 500 and status not in _TRANSIENT_STATUS:
            raise Undeliverable(f"HTTP {status}")
        raise NotNow(f"HTTP {status}")

    def close(self) -> None:
        """The connection stays for the next sender."""
