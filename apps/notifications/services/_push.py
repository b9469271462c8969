"""Browsers that want to hear of news: one for each session, and over with it.

Whether a session is good is asked when something is queued and again when it is sent, so a log-out, a locked phone or
a locked account silences the browser at once, whatever this table says. The sweep only tidies up.
"""

import base64
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import IntegrityError, transaction
from django.db.models import Q

from apps.accounts.models import User
from apps.core import outgoing, ratelimit, sql
from apps.core.constraints import constraint_name
from apps.core.crypto import Undecipherable, blind_index, seal, unseal
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.notifications import selectors, vapid
from apps.notifications.channels.push import end_subscriptions, rules
from apps.notifications.errors import PushNotOffered, PushSubscriptionTaken, TooManyPushSubscriptions
from apps.notifications.models import PushEnd, PushSubscription
from apps.notifications.models._push import TABLE

MOST_SUBSCRIPTIONS = 10
LONGEST_LABEL = 60
# A browser that is opened anew asks again; each new address costs a look-up of its host.
BY_PERSON = ratelimit.Rate("notifications.push.person", 30, 3600)
KEPT_AFTER_END = timedelta(days=30)
# At most so many seconds are waited for the name of a push service.
_RESOLVED_IN = 3.0

_SESSIONS_OVER = """
SELECT p.id FROM notifications_pushsubscription p
LEFT JOIN accounts_session s ON s.id = p.session_id
WHERE p.ended_at IS NULL AND (s.id IS NULL OR s.revoked_at IS NOT NULL OR s.expires_at <= %s)
ORDER BY p.id LIMIT %s
FOR NO KEY UPDATE OF p SKIP LOCKED
"""


def subscribe(
    *, person_id: UUID, session_id: UUID, endpoint: str, p256dh: bytes, auth: bytes, label: str, now: datetime
) -> PushSubscription:
    """Has the browser of this session hear what the inbox is told; asked again with the same, it is the same.

    `p256dh` is the 65 bytes of the browser's public key, `auth` its secret of 16 bytes (RFC 8291). Another address for
    the same session takes the place of the former, and so does the same browser in a new session. Locks the person's
    row, then subscriptions by their ids. Call it outside a transaction. Raises PushNotOffered, InvalidInput that names
    each field, outgoing.UrlRefused, PushSubscriptionTaken, TooManyPushSubscriptions, ratelimit.TooManyRequests.
    """
    if not vapid.is_offered():
        raise PushNotOffered
    ratelimit.spend(BY_PERSON, str(person_id), now=now)
    _check(endpoint, p256dh, auth)
    given = {"endpoint": endpoint, "p256dh": _text(p256dh), "auth": _text(auth)}
    index = blind_index(endpoint, purpose="notifications.push-endpoint")
    try:
        with transaction.atomic():
            User.objects.select_for_update(no_key=True).only("id").get(pk=person_id)
            same = PushSubscription.objects.select_for_update(no_key=True).filter(
                Q(session_id=session_id) | Q(endpoint_index=index), ended_at=None
            )
            replaced = []
            for row in same.order_by("id"):
                known = _opened(row)
                if row.session_id == session_id and row.person_id == person_id and known == given:
                    return row
                if row.person_id != person_id and not _may_take_over(row, known, given, now):
                    raise PushSubscriptionTaken
                replaced.append(row.id)
            end_subscriptions(replaced, because=PushEnd.REPLACED, now=now)
            if len(selectors.list_push_addresses([person_id], now=now).get(person_id, ())) >= MOST_SUBSCRIPTIONS:
                raise TooManyPushSubscriptions
            new_id = uuid7()
            sealed = {name: seal(text, table=TABLE, column=name, row=new_id) for name, text in given.items()}
            return PushSubscription.objects.create(
                id=new_id,
                person_id=person_id,
                session_id=session_id,
                endpoint_index=index,
                label=label[:LONGEST_LABEL],
                created_at=now,
                **sealed,
            )
    except IntegrityError as error:
        # Somebody else has subscribed with this very address at the same moment.
        if constraint_name(error) != "notifications_push_endpoint_once":
            raise
        raise PushSubscriptionTaken from None


def unsubscribe(*, person_id: UUID, session_id: UUID, now: datetime) -> bool:
    """The browser of this session hears no more; whether it did until now."""
    with transaction.atomic():
        rows = PushSubscription.objects.select_for_update(no_key=True).filter(
            person_id=person_id, session_id=session_id, ended_at=None
        )
        ids = list(rows.order_by("id").values_list("id", flat=True))
        return bool(end_subscriptions(ids, because=PushEnd.LEFT, now=now))


def purge_push_subscriptions(*, now: datetime, batch: int = 1_000) -> int:
    """Ends subscriptions whose sessions are over and deletes what ended long ago; returns how many were deleted.

    Safe to call from many places at once.
    """
    while True:
        with transaction.atomic():
            ids = [row[0] for row in sql.fetch_all(_SESSIONS_OVER, [now, batch])]
            end_subscriptions(ids, because=PushEnd.OVER, now=now)
        if len(ids) < batch:
            break
    deleted, _ = PushSubscription.objects.filter(ended_at__lt=now - KEPT_AFTER_END).delete()
    return deleted


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _check(endpoint: str, p256dh: bytes, auth: bytes) -> None:
    errors = {}
    try:
        if len(p256dh) != 65:
            raise ValueError
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    except ValueError:
        errors["keys.p256dh"] = "This is no public key of P-256: base64url of the 65 bytes of its point."
    if len(auth) != 16:
        errors["keys.auth"] = "This must be base64url of 16 bytes."
    if errors:
        raise InvalidInput(
            errors=[{"field": field, "code": "invalid_key", "detail": detail} for field, detail in errors.items()]
        )
    try:
        outgoing.check_url(endpoint, rules=rules(), timeout=_RESOLVED_IN)
    except outgoing.HostUnknown:
        # Names are not always found at once. Whoever sends looks again, and gives up what is never found.
        return


def _opened(row: PushSubscription) -> dict[str, str] | None:
    try:
        return {
            name: unseal(getattr(row, name), table=TABLE, column=name, row=row.id)
            for name in ("endpoint", "p256dh", "auth")
        }
    except Undecipherable:
        return None


def _may_take_over(row: PushSubscription, known: dict[str, str] | None, given: dict[str, str], now: datetime) -> bool:
    """Whoever has an address may not silence its browser: the same browser shows itself by its secret.

    Two people who share a browser take turns: the later one hears, the earlier one does not any more.
    """
    if row.id not in selectors.list_push_addresses([row.person_id], now=now).get(row.person_id, ()):
        return True
    return known is not None and hmac.compare_digest(known["auth"].encode(), given["auth"].encode())
