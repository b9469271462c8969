"""Sending webhooks: claimed, signed, sent outside any transaction, and written down.

An attempt has three steps, each of which may be the last a process does:

1. One transaction locks the endpoint's row (SKIP LOCKED: somebody else is just claiming), counts what is under way for
   it, and takes as many due deliveries as may be sent beside that: their next attempt gets a number, a lease, and is
   due again when the lease is over. It commits before anything is sent. Dying after it leaves a lease that ends.
2. The request, with no transaction open, in a thread of its own: at most TIMEOUT, with `core.outgoing`, which looks
   anew where the address leads. Dying in it, or before step 3, leaves a delivery that was perhaps taken; it is sent
   again under the same webhook-id, by which its receiver knows a repetition.
3. One transaction locks the endpoint's row, then the delivery's, and writes what came of it: a success of any attempt,
   a failure of the last one only, because somebody else may have begun another when a lease was over.

All claims of one endpoint are made under the lock of its row, so never more than AT_ONCE are under way for one. After
REST_AFTER failures in a row the endpoint rests, as long as REST says, and then one attempt at a time finds out whether
it is back: what else is due for it waits with it, and costs nobody anything. A success ends that. So endpoints that are
slow or away hold up a few threads of this queue at most, and nobody who talks to providers (that is another queue).

What is neither taken nor given up goes on being tried: an endpoint that rests is tried when its rest is over, and one
that did nothing but fail for DISABLED_AFTER is disabled.
"""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from uuid import UUID

import structlog
from django.db import connection, transaction

from apps.checkout.models import (
    DeliveryState,
    DisabledBecause,
    EndpointStatus,
    WebhookDelivery,
    WebhookEndpoint,
    WebhookEvent,
    WebhookType,
)
from apps.checkout.sealed import open_secrets
from apps.checkout.services._endpoints import switch_off
from apps.checkout.signing import headers_of
from apps.checkout.webhook_rules import rules
from apps.core import metrics, outgoing, sql
from apps.core.card_numbers import mask_card_numbers
from apps.core.crypto import Undecipherable

log = structlog.get_logger("gopay.webhooks")

# In seconds, as `outgoing.send` takes it.
TIMEOUT = 15.0
# Longer than an attempt can take with all that is around it.
LEASE = timedelta(seconds=60)
AT_ONCE = 2
# After the first attempt and each that failed; what fails after the last one is given up. 3 days in all.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# At most this share of a wait is added to it, so that what failed together does not come back together.
JITTER = 0.1
LONGEST_WAIT = timedelta(hours=24)
REST_AFTER = 3
FIRST_REST, LONGEST_REST = timedelta(seconds=30), timedelta(minutes=5)
# An endpoint that asks for a longer rest is tried again after this one.
LONGEST_ASKED_REST = timedelta(hours=1)
DISABLED_AFTER = timedelta(days=3)
KEPT_ANSWER = 1024
# How many requests one sweep makes at a time, and for how long it claims more.
THREADS = 16
SWEEP_SECONDS = 10.0

# The endpoints for which something waits, one step of the index for each, however much waits for it; of these the ones
# that may be sent to now, whoever waits longest first. What is under way is due when its lease is over.
_DUE = """
WITH RECURSIVE waiting(endpoint_id) AS (
    (SELECT endpoint_id FROM checkout_webhookdelivery WHERE state = 'WAITING' ORDER BY endpoint_id LIMIT 1)
    UNION ALL
    SELECT (SELECT d.endpoint_id FROM checkout_webhookdelivery d
             WHERE d.state = 'WAITING' AND d.endpoint_id > waiting.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
      FROM waiting WHERE waiting.endpoint_id IS NOT NULL
)
SELECT e.id FROM waiting
  JOIN checkout_webhookendpoint e ON e.id = waiting.endpoint_id
 CROSS JOIN LATERAL (SELECT d.due_at FROM checkout_webhookdelivery d
                      WHERE d.endpoint_id = e.id AND d.state = 'WAITING' ORDER BY d.due_at LIMIT 1) AS oldest
 WHERE e.status = 'ENABLED' AND (e.resting_until IS NULL OR e.resting_until <= %(now)s) AND oldest.due_at <= %(now)s
   AND (SELECT count(*) FROM checkout_webhookdelivery d WHERE d.endpoint_id = e.id AND d.leased_until > %(now)s)
       < CASE WHEN e.failures < %(rest_after)s THEN %(at_once)s ELSE 1 END
 ORDER BY oldest.due_at LIMIT %(limit)s
"""
_DUE_OF_THESE = """
SELECT DISTINCT endpoint_id FROM checkout_webhookdelivery
 WHERE id = ANY(%(only)s) AND state = 'WAITING' AND due_at <= %(now)s LIMIT %(limit)s
"""
_LOCK = """
SELECT failures FROM checkout_webhookendpoint
 WHERE id = %s AND status = 'ENABLED' AND (resting_until IS NULL OR resting_until <= %s)
   FOR NO KEY UPDATE SKIP LOCKED
"""
_UNDER_WAY = "SELECT count(*) FROM checkout_webhookdelivery WHERE endpoint_id = %s AND leased_until > %s"
_CLAIM = """
UPDATE checkout_webhookdelivery SET attempts = attempts + 1, attempted_at = %(now)s, leased_until = %(until)s,
       due_at = %(until)s
 WHERE id IN (SELECT id FROM checkout_webhookdelivery
               WHERE endpoint_id = %(endpoint_id)s AND state = 'WAITING' AND due_at <= %(now)s
                 AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s::uuid[]))
               ORDER BY due_at, id LIMIT %(room)s)
RETURNING id, event_id, attempts
"""


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One request to be made: nothing in it is asked of the database any more. No request without headers."""

    delivery_id: UUID
    endpoint_id: UUID
    number: int
    url: str
    body: bytes = field(repr=False)
    headers: Mapping[str, str] | None = field(repr=False)
    began_at: datetime


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of it: a status, or why there is none."""

    status: int | None = None
    error: str = ""
    answer: str = ""
    retry_after: str = ""
    took_ms: int | None = None

    @property
    def is_taken(self) -> bool:
        return self.status is not None and 200 <= self.status <= 299


def send_due(
    *, now: datetime, limit: int = 2_000, only: Sequence[UUID] | None = None, seconds: float = SWEEP_SECONDS
) -> int:
    """Sends what is due, the longest waiting first, and returns how many were taken.

    At most `limit` attempts, and none begun after `seconds`; `only` narrows it to these deliveries. However a receiver
    behaves is never raised. Raises RuntimeError inside a transaction, and django.db.DatabaseError: then leases end.
    """
    if connection.in_atomic_block:
        raise RuntimeError("Webhooks are sent outside any transaction: their receivers may take their time.")
    watch = _Watch(now)
    taken = 0
    under_way: dict[Future[_Outcome], _Attempt] = {}
    with ThreadPoolExecutor(THREADS, thread_name_prefix="webhook") as pool:
        while True:
            room = min(THREADS - len(under_way), limit)
            if room > 0 and watch.seconds() < seconds:
                for attempt in _claim_some(watch, room, only):
                    limit -= 1
                    under_way[pool.submit(_send, attempt)] = attempt
            if not under_way:
                return taken
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                taken += _note(under_way.pop(future), future.result(), now=watch.moment())


def wait_after(delivery_id: UUID, failures: int) -> timedelta:
    """How long a delivery rests after so many failures, at most len(WAITS): the same whenever it is asked."""
    fraction = int.from_bytes(sha256(delivery_id.bytes + bytes([failures])).digest()[:4], "big") / 2**32
    return WAITS[failures - 1] * (1 + JITTER * fraction)


def rest_after(failures: int) -> timedelta:
    """How long an endpoint rests after so many failures in a row: nothing, then 30 s, twice as long, at most 5 min."""
    if failures < REST_AFTER:
        return timedelta(0)
    factor: int = 2 ** min(failures - REST_AFTER, 10)
    return min(FIRST_REST * factor, LONGEST_REST)


class _Watch:
    """The time, as it goes on while we wait for receivers."""

    def __init__(self, now: datetime) -> None:
        self._now, self._started = now, time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self._started

    def moment(self) -> datetime:
        return self._now + timedelta(seconds=self.seconds())


def _claim_some(watch: _Watch, room: int, only: Sequence[UUID] | None) -> list[_Attempt]:
    now = watch.moment()
    if only is None:
        # What has as much under way as it may have does not stand before what has not.
        rows = sql.fetch_all(_DUE, {"now": now, "limit": room, "rest_after": REST_AFTER, "at_once": AT_ONCE})
    else:
        rows = sql.fetch_all(_DUE_OF_THESE, {"now": now, "limit": room, "only": list(only)})
    claimed: list[_Attempt] = []
    for (endpoint_id,) in rows:
        if len(claimed) >= room:
            break
        claimed += _claim(endpoint_id, room - len(claimed), only, watch.moment())
    return claimed


def _claim(endpoint_id: UUID, room: int, only: Sequence[UUID] | None, now: datetime) -> list[_Attempt]:
    """Step 1 for one endpoint."""
    with transaction.atomic(durable=True):
        locked = sql.fetch_one(_LOCK, [endpoint_id, now])
        if locked is None:
            return []
        (under_way,) = sql.fetch_one(_UNDER_WAY, [endpoint_id, now]) or (0,)
        at_once = AT_ONCE if locked[0] < REST_AFTER else 1
        room = min(at_once - under_way, room)
        if room <= 0:
            return []
        narrowed = None if only is None else list(only)
        values = {"endpoint_id": endpoint_id, "now": now, "until": now + LEASE, "only": narrowed, "room": room}
        rows = sql.fetch_all(_CLAIM, values)
        endpoint = WebhookEndpoint.objects.get(pk=endpoint_id)
        bodies = dict(WebhookEvent.objects.filter(pk__in=[row[1] for row in rows]).values_list("id", "body"))
    return [
        _signed(endpoint, delivery_id, number, bodies[event_id].encode(), now) for delivery_id, event_id, number in rows
    ]


def _signed(endpoint: WebhookEndpoint, delivery_id: UUID, number: int, body: bytes, now: datetime) -> _Attempt:
    try:
        secrets = open_secrets(endpoint, now=now)
    except Undecipherable:
        # It goes on failing until somebody has put the key back.
        log.error("a webhook's secret cannot be opened", endpoint_id=str(endpoint.id))
        return _Attempt(delivery_id, endpoint.id, number, endpoint.url, body, None, now)
    message_id = WebhookDelivery(pk=delivery_id).message_id
    headers = headers_of(message_id=message_id, at=now, body=body, secrets=secrets)
    headers |= {"content-type": "application/json", "user-agent": "GoPay-Webhooks"}
    return _Attempt(delivery_id, endpoint.id, number, endpoint.url, body, headers, now)


def _send(attempt: _Attempt) -> _Outcome:
    """Step 2, in a thread without a database connection."""
    if attempt.headers is None:
        return _Outcome(error="secret_cannot_be_opened")
    began = time.monotonic()
    try:
        answer = outgoing.send(
            "POST",
            attempt.url,
            headers=attempt.headers,
            content=attempt.body,
            timeout=TIMEOUT,
            longest=KEPT_ANSWER,
            is_cut=True,
            rules=rules(),
        )
    except outgoing.UrlRefused as error:
        return _Outcome(error=error.code)
    except outgoing.NoAnswer as error:
        return _Outcome(error=str(error), took_ms=_milliseconds_since(began))
    except Exception as error:
        # One that nobody has thought of must not hold up the others.
        log.exception("a webhook could not be sent", delivery_id=str(attempt.delivery_id))
        return _Outcome(error=type(error).__name__)
    return _Outcome(
        status=answer.status,
        answer=_readable(answer.body),
        retry_after=answer.headers.get("retry-after", ""),
        took_ms=_milliseconds_since(began),
    )


def _milliseconds_since(began: float) -> int:
    return int((time.monotonic() - began) * 1000)


def _readable(body: bytes) -> str:
    # A text of PostgreSQL holds no NUL, and whatever a receiver answers, no card number is kept.
    return mask_card_numbers(body.decode("utf-8", errors="replace").replace("\x00", "\ufffd"))


def _note(attempt: _Attempt, outcome: _Outcome, *, now: datetime) -> bool:
    """Step 3; True when it was taken."""
    with transaction.atomic(durable=True):
        # Who may have to switch it off keeps those away who announce to it; a success does not.
        endpoint = WebhookEndpoint.objects.select_for_update(no_key=outcome.is_taken).get(pk=attempt.endpoint_id)
        delivery = WebhookDelivery.objects.select_for_update(no_key=True).get(pk=attempt.delivery_id)
        if outcome.is_taken:
            if delivery.state != DeliveryState.DELIVERED:
                _note_taken(endpoint, delivery, outcome, now)
        elif delivery.state == DeliveryState.WAITING and delivery.attempts == attempt.number:
            _note_failure(endpoint, delivery, attempt, outcome, now)
    metrics.WEBHOOKS.labels("taken" if outcome.is_taken else "failed").inc()
    return outcome.is_taken


def _note_taken(endpoint: WebhookEndpoint, delivery: WebhookDelivery, outcome: _Outcome, now: datetime) -> None:
    delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, now
    _keep(delivery, outcome)
    delivery.save()
    if endpoint.failures:
        endpoint.failures, endpoint.failing_since, endpoint.resting_until = 0, None, None
        endpoint.save(update_fields=["failures", "failing_since", "resting_until"])
    elif endpoint.resting_until is not None:
        endpoint.resting_until = None
        endpoint.save(update_fields=["resting_until"])


def _note_failure(
    endpoint: WebhookEndpoint, delivery: WebhookDelivery, attempt: _Attempt, outcome: _Outcome, now: datetime
) -> None:
    """Of a delivery that waits, so its endpoint is enabled."""
    asked = _asked_for(outcome, now)
    delivery.failures += 1
    _keep(delivery, outcome)
    is_test = WebhookEvent.objects.filter(pk=delivery.event_id, type=WebhookType.TEST).exists()
    if delivery.failures > len(WAITS) or outcome.status == 410 or is_test:
        delivery.state = DeliveryState.FAILED
    else:
        # Never sooner than its turn: a receiver that asks for a second each time would be out of attempts in ten.
        delivery.due_at = now + max(wait_after(delivery.id, delivery.failures), min(asked, LONGEST_WAIT))
    delivery.save()
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or attempt.began_at
    rest = max(rest_after(endpoint.failures), min(asked, LONGEST_ASKED_REST))
    endpoint.resting_until = now + rest if rest else None
    endpoint.save(update_fields=["failures", "failing_since", "resting_until"])
    log.warning(
        "webhook not taken",
        delivery_id=str(delivery.id),
        endpoint_id=str(endpoint.id),
        attempt=attempt.number,
        status=outcome.status,
        error=outcome.error,
    )
    if endpoint.status != EndpointStatus.ENABLED:
        return
    if outcome.status == 410:
        switch_off(endpoint, DisabledBecause.GONE, now=now)
    elif endpoint.failures > len(WAITS) and now - endpoint.failing_since >= DISABLED_AFTER:
        switch_off(endpoint, DisabledBecause.FAILURES, now=now)


def _keep(delivery: WebhookDelivery, outcome: _Outcome) -> None:
    delivery.leased_until = None
    delivery.last_status, delivery.last_error = outcome.status, outcome.error[:60]
    delivery.answer, delivery.took_ms = outcome.answer, outcome.took_ms


def _asked_for(outcome: _Outcome, now: datetime) -> timedelta:
    """The Retry-After of a 429 or 503 (RFC 9110, 10.2.3): seconds, or a date."""
    text = outcome.retry_after.strip()
    if outcome.status not in (429, 503) or not text:
        return timedelta(0)
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), int(LONGEST_WAIT.total_seconds())))
    try:
        at = parsedate_to_datetime(text)
        return max(at.replace(tzinfo=at.tzinfo or UTC) - now, timedelta(0))
    except (ValueError, OverflowError):
        return timedelta(0)
