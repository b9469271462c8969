"""Queues at the broker, and the letters that nobody could deliver.

Every queue of ours hands on to `gopay.dead` what a worker refuses for good, and what has been delivered DELIVERIES
times without an answer: a message that kills its worker would otherwise go round for ever. There it lies until an
operator has looked at it and puts it back, which is called re-driving.

With the embedded broker there is none of this: a message there lives no longer than its process, and the outbox sends
again whatever was not done.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import structlog
from amqp import Message as BasicMessage  # type: ignore[import-untyped]
from amqp.exceptions import AMQPError, PreconditionFailed  # type: ignore[import-untyped]
from amqp.exceptions import NotFound as NoSuchQueue
from celery import current_app
from celery.app.amqp import AMQP, Queues
from django.conf import settings
from kombu import Exchange, Queue
from kombu.exceptions import KombuError, OperationalError

from apps.core.errors import DomainError, NotFound, Unavailable

log = structlog.get_logger("gopay.broker")

DEAD = "gopay.dead"
# A worker that ends hands back what it has fetched, and that counts as a delivery too.
DELIVERIES = 20
# Looking at letters is a delivery each time, and no reason to lose them.
_LOOKS = 2_000_000_000
# What dies in such numbers dies of one cause: the oldest make room.
KEPT = 10_000
# How many are fetched to be shown, and to find one among.
SHOWN = 50
SEARCHED = 1_000
SECONDS = 1.0

_QUORUM = {"x-queue-type": "quorum"}
_HANDS_ON = {"x-dead-letter-exchange": DEAD, "x-delivery-limit": DELIVERIES}
_DEAD_EXCHANGE = Exchange(DEAD, "fanout", durable=True)  # type: ignore[no-untyped-call]
_DEAD_QUEUE = Queue(  # type: ignore[no-untyped-call]
    DEAD,
    _DEAD_EXCHANGE,
    durable=True,
    queue_arguments={**_QUORUM, "x-delivery-limit": _LOOKS, "x-max-length": KEPT},
)
# What a broker adds to a letter, which is not the sender's.
_ADDED = ("x-death", "x-delivery-count", "x-acquired-count", "x-first-death-", "x-last-death-")


class BrokerUnavailable(Unavailable):
    """The broker does not answer. Nothing was changed; try again."""

    code = "broker_unavailable"


class NoBroker(DomainError):
    """The broker is embedded: it keeps no dead letters."""

    code = "no_broker"


class LetterGone(NotFound):
    """This letter is not there any more: somebody has put it back, or it has made room for others."""

    code = "letter_gone"


class NowhereToGo(DomainError):
    """This letter came from a queue that GoPay does not have, so it stays."""

    code = "nowhere_to_go"


class HouseQueues(Queues):  # type: ignore[misc]
    """Celery's queues, of which those at a real broker hand on what dies."""

    def __setitem__(self, name: str, queue: Any) -> None:
        arguments = queue.queue_arguments or {}
        if name != DEAD and arguments.get("x-queue-type") == "quorum":
            queue.queue_arguments = {**arguments, **_HANDS_ON}
        super().__setitem__(name, queue)


class HouseAMQP(AMQP):  # type: ignore[misc]
    """What gopay/celery.py makes its application with."""

    queues_cls = HouseQueues


@dataclass(frozen=True, slots=True)
class Depth:
    """How many messages wait in a queue, and how many take them. None: there is no such queue yet."""

    queue: str
    messages: int | None
    consumers: int | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that could not be delivered: what it is for, and never what it says."""

    id: str
    task: str
    queue: str
    why: str
    died_at: datetime | None
    event_id: UUID | None


_REASONS = {
    "rejected": "A worker refused it",
    "delivery_limit": f"Delivered {DELIVERIES} times, and no worker survived it or answered",
    "expired": "Nobody took it in time",
    "maxlen": "Its queue was full",
}


def queue_names() -> tuple[str, ...]:
    """The queues that tasks wait in."""
    return (settings.CELERY_TASK_DEFAULT_QUEUE, settings.GATEWAYS_QUEUE, settings.WEBHOOKS_QUEUE)


@contextmanager
def _connected(app: Any = None) -> Iterator[Any]:
    """A connection whose every wait is bounded. Raises NoBroker, BrokerUnavailable."""
    if settings.BROKER_IS_EMBEDDED:
        raise NoBroker
    app = app or current_app
    options = {
        **(app.conf.broker_transport_options or {}),
        "read_timeout": SECONDS,
        "write_timeout": SECONDS,
        "confirm_publish": True,
        "confirm_timeout": SECONDS,
    }
    # It is tried twice.
    connection = app.connection_for_write(connect_timeout=SECONDS / 2, heartbeat=0, transport_options=options)
    try:
        connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0)
        yield connection
    except (OSError, KombuError, OperationalError, AMQPError) as error:
        log.warning("broker does not answer", error=type(error).__name__)
        raise BrokerUnavailable from error
    finally:
        connection.release()


def prepare(app: Any = None) -> list[str]:
    """Has the broker declare where dead letters lie, and our queues; returns those that had to be made anew.

    A queue's arguments are for ever: one of a release before, which hands nothing on, is deleted and made anew. What
    waited in it is sent again, events by the outbox and scheduled tasks by the schedule. Raises NoBroker,
    BrokerUnavailable.
    """
    app = app or current_app
    made_anew = []
    with _connected(app) as connection:
        with connection.channel() as channel:
            _DEAD_QUEUE(channel).declare()  # type: ignore[no-untyped-call]
        for name in queue_names():
            queue = app.amqp.queues[name]
            try:
                with connection.channel() as channel:
                    queue(channel).declare()
            except PreconditionFailed:
                with connection.channel() as channel:
                    channel.queue_delete(name)
                    queue(channel).declare()
                made_anew.append(name)
                log.warning("queue made anew", queue=name)
    return made_anew


def list_depths() -> list[Depth]:
    """How full our queues are, the dead letters' last. Raises NoBroker, BrokerUnavailable."""
    found = []
    with _connected() as connection:
        for name in (*queue_names(), DEAD):
            try:
                with connection.channel() as channel:
                    declared = channel.queue_declare(name, passive=True)
                found.append(Depth(name, declared.message_count, declared.consumer_count))
            except NoSuchQueue:
                found.append(Depth(name, None, None))
    return found


def list_dead_letters(*, limit: int = SHOWN) -> list[Letter]:
    """The letters that have lain longest, looked at and put back. Raises NoBroker, BrokerUnavailable."""
    with _connected() as connection, connection.channel() as channel:
        # They go back when the channel is closed, or the process dies.
        return [_letter(message) for message in _fetch(channel, limit)]


def redrive(*, letter_id: str | None = None) -> int:
    """Puts one letter back into the queue it died in, or all that lie there now; returns how many.

    Each is published, confirmed by the broker, and only then taken off the dead ones. Who is killed between leaves it
    in both places: consumers do an event's work once, and scheduled tasks do whatever is due by then. A letter that
    dies again meanwhile is not tried again. One whose queue is not ours stays, which is NowhereToGo when it is the one
    that was asked for. Raises LetterGone, NowhereToGo, NoBroker, BrokerUnavailable.
    """
    back = 0
    with _connected() as connection, connection.channel() as channel:
        for message in _fetch(channel, SEARCHED if letter_id else _count(channel)):
            letter = _letter(message)
            if letter_id is not None and letter.id != letter_id:
                continue
            if letter.queue not in queue_names():
                if letter_id is not None:
                    raise NowhereToGo
                continue
            _publish(channel, message, letter.queue)
            channel.basic_ack(message.delivery_tag)
            back += 1
            if letter_id is not None:
                break
    if letter_id is not None and not back:
        raise LetterGone
    log.info("dead letters put back", count=back, letter=letter_id)
    return back


def _count(channel: Any) -> int:
    try:
        return int(channel.queue_declare(DEAD, passive=True).message_count)
    except NoSuchQueue:
        return 0


def _fetch(channel: Any, limit: int) -> Iterator[Any]:
    """Takes them out one by one, without a promise: unacknowledged ones go back."""
    for _ in range(limit):
        try:
            message = channel.basic_get(DEAD, no_ack=False)
        except NoSuchQueue:
            return
        if message is None:
            return
        yield message


def _headers(message: Any) -> dict[str, Any]:
    return message.properties.get("application_headers") or {}


def _letter(message: Any) -> Letter:
    headers = _headers(message)
    deaths: Sequence[dict[str, Any]] = headers.get("x-death") or [{}]
    last = deaths[0]
    identity = str(headers.get("id") or message.properties.get("correlation_id") or "")
    died_at = last.get("time")
    if isinstance(died_at, datetime) and died_at.tzinfo is None:
        died_at = died_at.replace(tzinfo=UTC)
    reason = str(last.get("reason", ""))
    return Letter(
        id=identity[:200],
        task=str(headers.get("task", "?"))[:120],
        queue=str(last.get("queue", ""))[:60],
        why=_REASONS.get(reason, reason or "Not said"),
        died_at=died_at if isinstance(died_at, datetime) else None,
        event_id=_event_of(identity),
    )


def _event_of(identity: str) -> UUID | None:
    """The relay names a message after its event and its consumer; the scheduler's have a name of their own."""
    try:
        return UUID(identity[:36]) if identity[36:37] == "-" else None
    except ValueError:
        return None


def _publish(channel: Any, message: Any, queue: str) -> None:
    """To exactly that queue; returns when the broker has it. What is returned as unroutable raises."""
    kept = {name: value for name, value in _headers(message).items() if not name.startswith(_ADDED)}
    copy = BasicMessage(message.body, **{**message.properties, "application_headers": kept})
    channel.basic_publish(copy, exchange="", routing_key=queue, mandatory=True)
