"""Web push: a message sealed for one browser (RFC 8291) at the push service of its maker (RFC 8030), signed (RFC 8292).

The address of a delivery is the id of a PushSubscription. Where that leads, a browser has said, so anybody may have:
it is called as any address that a stranger chooses (apps/core/outgoing.py), and what it answers is no word against the
push services, unless it is one of theirs. What does not answer is given up soon.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from apps.core import clock, outgoing, sql
from apps.core.crypto import Undecipherable, unseal
from apps.core.ids import uuid7
from apps.core.outgoing import STRICT, Rules
from apps.notifications import vapid
from apps.notifications.channels.base import CalledOff, NotNow, Undeliverable
from apps.notifications.models import PushEnd
from apps.notifications.models._push import TABLE
from apps.notifications.wording import RIGHT_TO_LEFT

_TO_LOOPBACK = Rules(schemes=frozenset({"http", "https"}), ports=None, also=frozenset({"127.0.0.1"}))
# In seconds, with everything.
TIMEOUT = 5.0
# How long a push service keeps a message for a browser that is off, in seconds: older news is read in the inbox.
KEPT_SECONDS = 24 * 3600
# How long what we sign is good; RFC 8292 allows a day.
_SIGNED_FOR = 12 * 3600
# The push services of the usual browsers. If one of these is silent, others of our pushes fare no better.
WELL_KNOWN = ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com")
# Any other address that has not answered so often in a row is given up.
MOST_FAILURES = 3

_FIND = """
SELECT p.id, p.endpoint, p.p256dh, p.auth, p.failures, u.msisdn, d.notification_id, d.language
FROM notifications_delivery d
JOIN notifications_pushsubscription p ON p.id = %s AND p.person_id = d.person_id AND p.ended_at IS NULL
JOIN accounts_session s ON s.id = p.session_id AND s.user_id = p.person_id
JOIN accounts_user u ON u.id = p.person_id
WHERE d.id = %s AND s.revoked_at IS NULL AND s.expires_at > %s AND u.status = 'ACTIVE'
"""
_END = """
UPDATE notifications_pushsubscription
SET ended_at = %(now)s, ended_because = %(because)s, endpoint = NULL, endpoint_index = NULL, p256dh = NULL, auth = NULL
WHERE id = ANY(%(ids)s) AND ended_at IS NULL
RETURNING id
"""
_NOTE_FAILURE = """
UPDATE notifications_pushsubscription SET failures = least(failures + 1, 32000), failed_at = %s WHERE id = %s
"""
_NOTE_SUCCESS = "UPDATE notifications_pushsubscription SET failures = 0 WHERE id = %s AND failures > 0"
_KEEP_COPY = """
INSERT INTO notifications_sandboxmessage (id, delivery_id, channel, address, subject, body, sent_at)
VALUES (%s, %s, 'PUSH', %s, %s, %s, %s) ON CONFLICT (delivery_id) DO NOTHING
"""


def rules() -> Rules:
    """STRICT, except where settings.WEBHOOKS_TO_LOOPBACK lets a sandbox and tests call a receiver beside themselves."""
    return _TO_LOOPBACK if settings.WEBHOOKS_TO_LOOPBACK else STRICT


def end_subscriptions(ids: list[UUID], *, because: PushEnd, now: datetime) -> list[UUID]:
    """Ends those that are not over yet, forgets where they led, and returns their ids."""
    if not ids:
        return []
    return [row[0] for row in sql.fetch_all(_END, {"ids": ids, "because": because.value, "now": now})]


@dataclass(frozen=True, slots=True)
class _Browser:
    """A subscription that is good at this moment, opened."""

    id: UUID
    endpoint: str
    keys: dict[str, str]
    failures: int
    notification_id: UUID | None
    language: str

    @property
    def is_well_known(self) -> bool:
        host = (urlsplit(self.endpoint).hostname or "").rstrip(".")
        return any(host == one or host.endswith(f".{one}") for one in WELL_KNOWN)


class PushChannel:
    """One request for each message. What becomes of the browser is written in the sender's own transaction.

    A sender that dies after the push service has answered repeats the message. Both have the same Topic, so that the
    second takes the place of the first where that still waits for the browser (RFC 8030, 5.4), and the same tag, so
    that a browser which has both shows one notification. More a push cannot promise.
    """

    batch = 1
    shows_html = False

    def send(self, *, delivery_id: UUID, address: str, subject: str, body: str, html: str) -> None:
        """Raises CalledOff for a browser whose session is over or that its push service has forgotten, and else
        Undeliverable or NotNow. Raises django.db.DatabaseError.
        """
        now = clock.now()
        browser = self._find(delivery_id, address, subject, body, now)
        try:
            answer = outgoing.send(
                "POST",
                browser.endpoint,
                headers=_headers(browser, delivery_id, now),
                content=_sealed(browser, delivery_id, subject, body),
                timeout=TIMEOUT,
                longest=1024,
                is_cut=True,
                rules=rules(),
            )
        except outgoing.HostUnknown as error:
            raise self._not_now(browser, error.code, now, is_silent=True) from None
        except outgoing.UrlRefused as error:
            end_subscriptions([browser.id], because=PushEnd.REFUSED, now=now)
            raise CalledOff(error.code) from None
        except outgoing.NoAnswer as error:
            raise self._not_now(browser, str(error), now, is_silent=True) from None
        self._read(browser, answer.status, now)

    def _find(self, delivery_id: UUID, address: str, subject: str, body: str, now: datetime) -> _Browser:
        row = sql.fetch_one(_FIND, [UUID(address), delivery_id, now])
        if row is None:
            raise CalledOff("the browser has left, or its session is over")
        if not vapid.is_offered():
            raise NotNow("VAPID_PRIVATE_KEY is not set")
        subscription_id, endpoint, p256dh, auth, failures, msisdn, notification_id, language = row
        if settings.SANDBOX:
            # Under the number, by which people look for what they were sent. It stays whatever the push service says.
            sql.fetch_all(_KEEP_COPY, [uuid7(), delivery_id, msisdn, subject, body, now])
        opened = {}
        for column, sealed in (("endpoint", endpoint), ("p256dh", p256dh), ("auth", auth)):
            try:
                opened[column] = unseal(sealed, table=TABLE, column=column, row=subscription_id)
            except Undecipherable:
                # It goes on failing until somebody has put the key back.
                raise NotNow("the subscription cannot be opened", provider_is_down=False) from None
        url = opened.pop("endpoint")
        return _Browser(subscription_id, url, opened, failures, notification_id, language)

    def _read(self, browser: _Browser, status: int, now: datetime) -> None:
        """What an answer means (RFC 8030, 5 and 8.4)."""
        if 200 <= status < 300:
            sql.fetch_all(_NOTE_SUCCESS, [browser.id])
            return
        reason = f"HTTP {status}"
        if status in (404, 410):
            end_subscriptions([browser.id], because=PushEnd.GONE, now=now)
            raise CalledOff(reason, answered=True)
        if status in (400, 413):
            raise Undeliverable(reason)
        # 401 and 403 are about our key: it is mended, and then the message must still be there.
        raise self._not_now(browser, reason, now, is_silent=status >= 500)

    def _not_now(self, browser: _Browser, reason: str, now: datetime, *, is_silent: bool) -> NotNow | CalledOff:
        sql.fetch_all(_NOTE_FAILURE, [now, browser.id])
        if browser.is_well_known:
            return NotNow(reason, provider_is_down=is_silent)
        if browser.failures + 1 >= MOST_FAILURES:
            end_subscriptions([browser.id], because=PushEnd.SILENT, now=now)
            return CalledOff(reason)
        return NotNow(reason, provider_is_down=False)

    def close(self) -> None:
        """Each request has a connection of its own."""


def _headers(browser: _Browser, delivery_id: UUID, now: datetime) -> dict[str, str]:
    # Imported here, because it brings two HTTP clients that nothing else needs.
    from py_vapid import Vapid02

    parts = urlsplit(browser.endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now.timestamp()) + _SIGNED_FOR,
        "sub": settings.VAPID_SUBJECT,
    }
    signed: dict[str, str] = Vapid02.from_string(settings.VAPID_PRIVATE_KEY).sign(claims)
    return {
        **signed,
        "content-encoding": "aes128gcm",
        "content-type": "application/octet-stream",
        "ttl": str(KEPT_SECONDS),
        "urgency": "normal",
        # At most 32 characters of base64url.
        "topic": base64.urlsafe_b64encode(delivery_id.bytes).decode().rstrip("="),
    }


def _sealed(browser: _Browser, delivery_id: UUID, title: str, body: str) -> bytes:
    from pywebpush import WebPusher

    told = browser.notification_id or delivery_id
    message: dict[str, Any] = {
        "title": title,
        "body": body,
        "path": f"/push/open/{told}",
        "tag": str(told),
        "lang": browser.language,
        "dir": "rtl" if browser.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
    }
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    subscription = {"endpoint": browser.endpoint, "keys": browser.keys}
    sealed: bytes = WebPusher(subscription).encode(content, content_encoding="aes128gcm")["body"]
    return sealed
