"""How messages flow: the queues at the broker and the outbox before them."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from apps.core import broker
from apps.core.broker import DEAD, Depth
from apps.operations.health._parts import Line, Part, Tone, duration, grade
from apps.operations.selectors import COUNTED, get_flow

MANY = 1_000
TOO_MANY = 10_000


def queues(now: datetime) -> Part:
    """Asked of the broker itself, within a second."""
    if settings.BROKER_IS_EMBEDDED:
        return Part(
            "queues",
            "Queues and dead letters",
            "The broker is embedded in the background process: it keeps no dead letters, and its queues cannot be seen "
            "from here. What was lost with it is sent again by the outbox.",
            [Line("Broker", "embedded", "plain", "For trying and developing only")],
        )
    try:
        depths = broker.list_depths()
    except broker.BrokerUnavailable:
        return Part(
            "queues",
            "Queues and dead letters",
            "The broker does not answer. Money still moves; messages and background work wait.",
            [Line("Broker", "does not answer", "bad", "", "Start RabbitMQ, or see why it cannot be reached.")],
        )
    dead = next(depth for depth in depths if depth.queue == DEAD)
    lines = [_queue(depth) for depth in depths if depth.queue != DEAD]
    count = dead.messages or 0
    tone: Tone = "warning" if count else "good"
    detail = "Tasks that no worker could take to an end" if count else "Nothing was given up"
    lines.append(
        Line(
            "Dead letters",
            f"{count:,}",
            tone,
            detail,
            "Look at the dead letters, and put them back once the cause is gone.",
        )
    )
    says = f"{sum(depth.messages or 0 for depth in depths if depth.queue != DEAD):,} tasks wait."
    more = [("Dead letters", reverse("admin:dead_letters"))]
    return Part("queues", "Queues and dead letters", says, lines, more=more)


def _queue(depth: Depth) -> Line:
    if depth.messages is None:
        return Line(depth.queue, "not there yet", "warning", "No worker has made it", "Start its worker.")
    waiting = f"{depth.messages:,} wait"
    takers = "1 worker takes them" if depth.consumers == 1 else f"{depth.consumers} workers take them"
    if not depth.consumers:
        return Line(depth.queue, waiting, "bad", "Nobody takes them", f"Start a worker with -Q {depth.queue}.")
    tone = grade(depth.messages, warn=MANY, bad=TOO_MANY)
    return Line(
        depth.queue, waiting, tone, takers, f"Start more workers with -Q {depth.queue}, or see what holds them up."
    )


def outbox(now: datetime) -> Part:
    flow = get_flow(now=now)
    stuck = f"{flow.stuck:,}" if flow.stuck <= COUNTED else f"{COUNTED:,}+"
    failed = f"{flow.failed_deliveries:,}" if flow.failed_deliveries <= COUNTED else f"{COUNTED:,}+"
    lines = [
        Line(
            "Waiting events",
            f"{flow.waiting:,}",
            grade(flow.oldest_seconds, warn=30, bad=60),
            f"The oldest for {duration(flow.oldest_seconds)}" if flow.waiting else "All were handed to the broker",
            "See whether relay and broker live: events wait for them, and none is lost.",
        ),
        Line(
            "Stuck events",
            stuck,
            "bad" if flow.stuck else "good",
            "Published again and again" if flow.stuck else "Every consumer does its work",
            "Open Outbox events, state stuck: the last error names the consumer.",
        ),
        Line(
            "Failed deliveries",
            failed,
            "warning" if flow.failed_deliveries else "good",
            "Given up after eight attempts" if flow.failed_deliveries else "Every message got through",
            "Open Deliveries, state failed: see what the provider says, and send again from there.",
        ),
    ]
    says = "What happened is told in time." if flow.oldest_seconds < 30 else "Messages are late."
    more = [
        ("Outbox events", reverse("admin:core_outboxevent_changelist")),
        ("Deliveries", reverse("admin:notifications_delivery_changelist")),
    ]
    return Part("outbox", "Outbox", says, lines, more=more)
