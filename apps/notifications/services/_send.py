import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, connection, transaction

from apps.accounts.selectors import get_code_text
from apps.core import metrics, sql
from apps.notifications import push_words, rendering
from apps.notifications.channels import CalledOff, ChannelPort, NotNow, Undeliverable, lines_for
from apps.notifications.models import Channel, Delivery, DeliveryState
from apps.notifications.services import _outages
from apps.notifications.services._outages import Leave

log = structlog.get_logger("gopay.notifications")

MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
# What is sent as soon as it is told, by whoever tells it. How long a push takes, strangers choose: its sweep sends it.
TRIED_AT_ONCE = [Channel.EMAIL.value, Channel.SMS.value]
# A sweep comes every few seconds: one that takes longer than this leaves the rest to the next.
SWEEP_SECONDS = 5.0

_CLAIM = """
SELECT id, channel, address, template, context, language, attempts FROM notifications_delivery
WHERE state = 'QUEUED' AND {which} AND due_at <= %s
ORDER BY due_at LIMIT %s
FOR NO KEY UPDATE SKIP LOCKED
"""
# An equality, so that the index gives the oldest one of a long queue without sorting the queue.
_CLAIM_OF_CHANNEL = _CLAIM.format(which="channel = %s")
_CLAIM_OF_CHANNELS = _CLAIM.format(which="channel = ANY(%s)")
_CLAIM_THESE = _CLAIM.format(which="channel = ANY(%s) AND id = ANY(%s)")


@dataclass(frozen=True, slots=True)
class _Claimed:
    id: UUID
    channel: str
    address: str
    template: str
    context: dict[str, Any]
    language: str
    attempts: int


def _claimed(row: tuple[Any, ...]) -> _Claimed:
    # Django leaves jsonb as the text it arrives in.
    delivery_id, channel, address, template, context, language, attempts = row
    return _Claimed(delivery_id, channel, address, template, json.loads(context), language, attempts)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of one attempt. `answered` says what the provider showed of itself: None if it was not asked."""

    state: DeliveryState
    reason: str = ""
    answered: bool | None = None


class _CodeIsOver(Exception):
    """The one-time code was used or has expired: nobody should read it any more."""


def wait_after(attempts: int) -> timedelta:
    """How long a delivery rests after so many failed attempts: 30 s, then twice as long each time, at most 1 h."""
    factor: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)


def send_due(
    *,
    now: datetime,
    limit: int = 100,
    channel: str | None = None,
    only: Sequence[UUID] | None = None,
    seconds: float = SWEEP_SECONDS,
) -> int:
    """Sends what is due, of one channel or of all, and returns how many messages went out.

    At most `limit` messages and about `seconds` for each channel; `only` narrows it to these deliveries, without a
    channel to those of them that are no pushes. Each delivery is claimed (FOR UPDATE SKIP LOCKED), sent and marked in
    one transaction, so that two senders never send it both, and one that dies leaves it for the next. A failed one
    comes back after `wait_after`; after eight attempts, or when it can never succeed, it is FAILED and waits for an
    operator. What nobody is to get any more is CANCELLED.

    Raises RuntimeError inside a transaction, whose rollback would forget what was sent, and
    django.db.DatabaseError; a channel's failure is never raised.
    """
    watch = _Watch(now)
    counts: Counter[tuple[str, str]] = Counter()
    every = Channel.values if only is None else TRIED_AT_ONCE
    for channels, line in lines_for([channel] if channel else every):
        with closing(line):
            for delivery, outcome in _attempts(line, channels, limit, only, watch, until=watch.seconds() + seconds):
                counts[delivery.channel, outcome.state] += 1
    for (name, state), count in counts.items():
        metrics.DELIVERIES.labels(name, state).inc(count)
    return sum(count for (_, state), count in counts.items() if state == DeliveryState.SENT)


class _Watch:
    """The time, as it goes on while we wait for providers."""

    def __init__(self, now: datetime) -> None:
        self._now, self._started = now, time.monotonic()

    def seconds(self) -> float:
        return time.monotonic() - self._started

    def moment(self) -> datetime:
        return self._now + timedelta(seconds=self.seconds())


def _attempts(
    line: ChannelPort, channels: list[str], limit: int, only: Sequence[UUID] | None, watch: _Watch, *, until: float
) -> Iterator[tuple[_Claimed, _Outcome]]:
    while limit > 0 and watch.seconds() < until:
        # A line that goes over a network carries one channel; the sandbox has no provider that could be away.
        provider = channels[0] if line.batch == 1 else None
        leave = _outages.ask_leave(provider, now=watch.moment()) if provider else Leave.GRANTED
        if leave is Leave.REFUSED:
            return
        done = _send_batch(line, channels, min(limit, line.batch), only, watch)
        if provider:
            _draw_conclusions(provider, leave, [outcome for _, outcome in done], watch.moment())
        yield from done
        if not done:
            return
        limit -= len(done)


def _draw_conclusions(provider: str, leave: Leave, outcomes: list[_Outcome], now: datetime) -> None:
    """Outside the claim's transaction: nobody may have to wait for an outage's row while a message is sent."""
    silences = [outcome for outcome in outcomes if outcome.answered is False]
    if silences:
        _outages.note_failure(provider, silences[-1].reason, now=now)
    elif leave is not Leave.GRANTED and any(outcome.answered for outcome in outcomes):
        _outages.note_answer(provider)
    elif leave is Leave.AS_PROBE:
        _outages.return_leave(provider, now=now)


def _send_batch(
    line: ChannelPort, channels: list[str], size: int, only: Sequence[UUID] | None, watch: _Watch
) -> list[tuple[_Claimed, _Outcome]]:
    with transaction.atomic(durable=True):
        now = watch.moment()
        if only is not None:
            rows = sql.fetch_all(_CLAIM_THESE, [channels, list(only), now, size])
        elif len(channels) == 1:
            rows = sql.fetch_all(_CLAIM_OF_CHANNEL, [channels[0], now, size])
        else:
            rows = sql.fetch_all(_CLAIM_OF_CHANNELS, [channels, now, size])
        if rows and line.batch == 1:
            # A mail server may take its time in each of a dozen steps, and the claim must outlive that.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = '5min'")
        done = [(delivery, _send(line, delivery)) for delivery in map(_claimed, rows)]
        _mark(done, watch.moment())
    return done


def _mark(done: list[tuple[_Claimed, _Outcome]], now: datetime) -> None:
    sent = [delivery.id for delivery, outcome in done if outcome.state == DeliveryState.SENT]
    if sent:
        sql.fetch_all(
            "UPDATE notifications_delivery SET state = 'SENT', sent_at = %s, attempts = least(attempts + 1, 32000), "
            "last_error = '' WHERE id = ANY(%s)",
            [now, sent],
        )
    for delivery, outcome in done:
        if outcome.state == DeliveryState.SENT:
            continue
        attempts = delivery.attempts + 1
        Delivery.objects.filter(pk=delivery.id).update(
            state=outcome.state, attempts=attempts, due_at=now + wait_after(attempts), last_error=outcome.reason[:200]
        )
        log.warning(
            "not sent",
            delivery_id=str(delivery.id),
            channel=delivery.channel,
            state=outcome.state,
            attempts=attempts,
            reason=outcome.reason,
        )


def _with_code(context: Mapping[str, Any]) -> dict[str, Any]:
    """A one-time code exists in clear only from here to the provider. Raises _CodeIsOver."""
    values = dict(context)
    if "code_id" in values:
        text = get_code_text(UUID(values["code_id"]))
        if text is None:
            raise _CodeIsOver
        values["code"] = text
    return values


def _text_of(delivery: _Claimed, *, with_html: bool) -> rendering.Text:
    """Raises _CodeIsOver, and what rendering raises."""
    if delivery.channel == Channel.PUSH:
        # No code is ever pushed, so none is asked for.
        return push_words.compose(delivery.template, delivery.context, language=delivery.language)
    context, way = _with_code(delivery.context), delivery.channel.lower()
    return rendering.render(delivery.template, way, context, language=delivery.language, with_html=with_html)


def _send(line: ChannelPort, delivery: _Claimed) -> _Outcome:
    """One attempt. What is written down of a failure is its kind: its message might quote the text, and so a code."""
    try:
        text = _text_of(delivery, with_html=line.shows_html)
    except _CodeIsOver:
        return _Outcome(DeliveryState.CANCELLED, "the code was used or is over")
    except rendering.MissingValue as error:
        return _Outcome(DeliveryState.FAILED, f"the template's value is missing: {error}")
    except DatabaseError:
        raise
    except Exception as error:
        return _Outcome(DeliveryState.FAILED, f"the template failed: {_kind_and_place(error)}")
    try:
        line.send(delivery_id=delivery.id, address=delivery.address, subject=text.title, body=text.body, html=text.html)
    except CalledOff as error:
        return _Outcome(DeliveryState.CANCELLED, error.reason, answered=error.answered)
    except Undeliverable as error:
        return _Outcome(DeliveryState.FAILED, error.reason, answered=True)
    except NotNow as error:
        return _Outcome(_again(delivery), error.reason, answered=not error.provider_is_down)
    except DatabaseError:
        raise
    except Exception as error:
        # A provider's client may raise anything. It must not stop the messages behind this one.
        return _Outcome(_again(delivery), _kind_and_place(error))
    return _Outcome(DeliveryState.SENT, answered=True)


def _again(delivery: _Claimed) -> DeliveryState:
    return DeliveryState.QUEUED if delivery.attempts + 1 < MAX_ATTEMPTS else DeliveryState.FAILED


def _kind_and_place(error: Exception) -> str:
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" at {place.tb_frame.f_code.co_name}:{place.tb_lineno}" if place is not None else ""
    return f"{type(error).__name__}{where}"


def requeue_failed(*, delivery_ids: Sequence[UUID], now: datetime) -> int:
    """Gives failed deliveries eight new attempts, the first at the next sweep; returns how many there were."""
    return Delivery.objects.filter(pk__in=delivery_ids, state=DeliveryState.FAILED).update(
        state=DeliveryState.QUEUED, attempts=0, due_at=now
    )
