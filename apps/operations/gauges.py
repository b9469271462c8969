"""What /metrics says beyond what processes count: the state of the house, read when somebody asks.

It comes from the database and the broker, so that one `web` process can tell of all workers. No label names a person,
a wallet or anything else there are many of. A reading that fails leaves its figures out, and says so in
`gopay_state_unknown`: an old figure would be taken for a new one.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import datetime

import structlog
from django.conf import settings
from django.db import connection, transaction
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric

from apps.core import broker, clock, watch
from apps.core.events import outbox_lag
from apps.core.models import Certificate, Heartbeat
from apps.core.selectors import is_alive
from apps.gateways.models import Gateway
from apps.gateways.selectors import list_health
from apps.operations.health import in_time
from apps.operations.health._database import get_figures
from apps.operations.health._outside import MOST_GATEWAYS, disk_places, free_of
from apps.operations.health._running import list_beats
from apps.operations.health._vault import read_roll_up_lags, read_seal_lags
from apps.operations.selectors import get_flow
from apps.reconciliation.selectors import get_coverage

log = structlog.get_logger("gopay.metrics")

NEVER = float("inf")


def read() -> list[Metric]:
    """Every family there is. Raises nothing, and no statement takes longer than a second."""
    now = clock.now()
    unknown = _gauge("gopay_state_unknown", "1 where the state could not be read just now", "part")
    everything: list[Metric] = []
    with in_time():
        for part, families in _PARTS.items():
            found, failed = _try(part, families, now)
            everything += found
            unknown.add_metric([part], float(failed))
    return [*everything, unknown]


def _try(part: str, families: Callable[[datetime], Iterator[Metric]], now: datetime) -> tuple[list[Metric], bool]:
    try:
        with transaction.atomic() if connection.in_atomic_block else nullcontext():
            return list(families(now)), False
    except Exception as error:
        # The counters are worth most just when the database is away.
        log.warning("cannot read state", part=part, error=type(error).__name__)
        return [], True


def _gauge(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, labels=labels)


def _processes(now: datetime) -> Iterator[Metric]:
    beats = list_beats()
    alive = [row for row in beats if is_alive(row, now=now)]
    processes = _gauge("gopay_processes_alive", "Processes heard in time", "kind")
    for kind in Heartbeat.Kind.values:
        processes.add_metric([kind.lower()], sum(row.kind == kind for row in alive))
    workers = _gauge("gopay_workers_alive", "Workers that take from a queue", "queue")
    for queue in broker.queue_names():
        workers.add_metric([queue], sum(queue in row.queues.split(",") for row in alive))
    yield processes
    yield workers


def _queues(now: datetime) -> Iterator[Metric]:
    up = _gauge("gopay_broker_up", "1 when the broker answers; the embedded one always does")
    if settings.BROKER_IS_EMBEDDED:
        up.add_metric([], 1)
        yield up
        return
    try:
        depths = broker.list_depths()
    except broker.BrokerUnavailable:
        up.add_metric([], 0)
        yield up
        return
    up.add_metric([], 1)
    yield up
    messages = _gauge("gopay_queue_messages", "Tasks that wait in a queue", "queue")
    consumers = _gauge("gopay_queue_consumers", "Workers the broker knows at a queue", "queue")
    dead = _gauge("gopay_dead_letters", "Tasks that no worker could take to an end")
    for depth in depths:
        if depth.queue == broker.DEAD:
            dead.add_metric([], depth.messages or 0)
        else:
            messages.add_metric([depth.queue], depth.messages or 0)
            consumers.add_metric([depth.queue], depth.consumers or 0)
    yield from (messages, consumers, dead)


def _schedule(now: datetime) -> Iterator[Metric]:
    beat = Heartbeat.objects.filter(kind=Heartbeat.Kind.BEAT).order_by("-beat_at").first()
    lag = _gauge("gopay_schedule_lag_seconds", "How long a scheduled task has been due", "task")
    overdue = _gauge("gopay_schedule_overdue", "1 when it has been due for more than its own interval", "task")
    failures = _gauge("gopay_schedule_failures", "How often in a row it has failed", "task")
    took = _gauge("gopay_schedule_run_seconds", "How long its last run took", "task")
    for due in watch.list_due(now=now, up_since=beat.started_at if beat else None):
        lag.add_metric([due.name], due.lag.total_seconds())
        overdue.add_metric([due.name], float(due.is_overdue))
        failures.add_metric([due.name], due.run.failures if due.run else 0)
        if due.run is not None and due.run.seconds is not None:
            took.add_metric([due.name], due.run.seconds)
    yield from (lag, overdue, failures, took)


def _outbox(now: datetime) -> Iterator[Metric]:
    waiting, age = outbox_lag(now=now)
    yield _of("gopay_outbox_unpublished", "Events waiting for the broker", waiting)
    yield _of("gopay_outbox_lag_seconds", "Age of the oldest waiting event", age)


def _deliveries(now: datetime) -> Iterator[Metric]:
    flow = get_flow(now=now)
    yield _of("gopay_outbox_stuck", "Events published again and again; counted to a thousand", flow.stuck)
    yield _of("gopay_deliveries_failed", "Messages given up; counted to a thousand", flow.failed_deliveries)


def _gateways(now: datetime) -> Iterator[Metric]:
    rows = list(Gateway.objects.order_by("code")[:MOST_GATEWAYS])
    health = list_health([row.code for row in rows], now=now)
    breaker = _gauge("gopay_gateway_breaker_open", "1 while nothing is sent to a rail", "gateway")
    asked = _gauge("gopay_gateway_asked_last_hour", "Requests to a rail in the last hour", "gateway")
    ratio = _gauge("gopay_gateway_answered_ratio", "Which share of them was answered below 500", "gateway")
    for row in rows:
        breaker.add_metric([row.code], float(row.opened_at is not None))
        asked.add_metric([row.code], health[row.code].asked)
        if health[row.code].asked:
            ratio.add_metric([row.code], health[row.code].answered / health[row.code].asked)
    yield from (breaker, asked, ratio)
    left = _gauge("gopay_certificate_expires_seconds", "How long a rail's certificate is good yet", "gateway")
    trusted = _gauge("gopay_certificate_trusted", "0 when it was not trusted, or not shown", "gateway")
    for shown in Certificate.objects.order_by("name")[:MOST_GATEWAYS]:
        if shown.expires_at is not None:
            left.add_metric([shown.name], (shown.expires_at - now).total_seconds())
        trusted.add_metric([shown.name], float(not shown.problem))
    yield from (left, trusted)


def _coverage(now: datetime) -> Iterator[Metric]:
    gap = _gauge("gopay_coverage_gap", "By how much the banks do not cover the e-money", "currency")
    age = _gauge("gopay_coverage_age_seconds", "How long ago that was proven", "currency")
    for proof in get_coverage().proofs:
        gap.add_metric([proof.currency], float(proof.missing))
        age.add_metric([proof.currency], (now - proof.taken_at).total_seconds())
    yield from (gap, age)


def _seals(now: datetime) -> Iterator[Metric]:
    seals = _gauge("gopay_seal_lag_seconds", "How long ago a chain was sealed last; +Inf: never", "chain")
    for chain, lag in read_seal_lags(now).items():
        seals.add_metric([chain], NEVER if lag is None else lag.total_seconds())
    yield seals


def _roll_ups(now: datetime) -> Iterator[Metric]:
    roll_ups = _gauge("gopay_roll_up_lag_seconds", "How far a roll-up is behind; +Inf: not begun", "source")
    for source, lag in read_roll_up_lags(now).items():
        roll_ups.add_metric([source], NEVER if lag is None else lag.total_seconds())
    yield roll_ups


def _database(now: datetime) -> Iterator[Metric]:
    figures = get_figures()
    yield _of("gopay_database_bytes", "Size of the database", figures.size)
    yield _of("gopay_database_connections", "Connections to the server", figures.connections)
    yield _of("gopay_database_connections_max", "How many it takes", figures.connections_at_most)
    yield _of("gopay_database_waiting_for_locks", "Sessions that wait for a lock", figures.waiting_for_locks)
    yield _of("gopay_database_oldest_transaction_seconds", "Age of the oldest one", figures.oldest_transaction)
    yield _of("gopay_database_transaction_ids", "Ids used since the oldest table was frozen", figures.transaction_ids)


def _keys(now: datetime) -> Iterator[Metric]:
    ages = _gauge("gopay_key_age_seconds", "Since a key that seals or signs was first seen", "ring")
    over = _gauge("gopay_key_overdue", "1 when it should have been changed", "ring")
    for key in watch.list_keys():
        if key.is_first and key.first_seen_at is not None:
            age = now - key.first_seen_at
            ages.add_metric([key.ring], age.total_seconds())
            over.add_metric([key.ring], float(key.change_after is not None and age > key.change_after))
    yield from (ages, over)


def _disk(now: datetime) -> Iterator[Metric]:
    free = _gauge("gopay_disk_free_ratio", "Which share of the disk is free, as a web process sees it", "place")
    for name, place in disk_places().items():
        left, total = free_of(place)
        if total:
            free.add_metric([name.lower().replace(" ", "_")], left / total)
    yield free


def _of(name: str, says: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, value=value)


_PARTS: dict[str, Callable[[datetime], Iterator[Metric]]] = {
    "processes": _processes,
    "queues": _queues,
    "schedule": _schedule,
    "outbox": _outbox,
    "deliveries": _deliveries,
    "gateways": _gateways,
    "coverage": _coverage,
    "seals": _seals,
    "roll_ups": _roll_ups,
    "database": _database,
    "keys": _keys,
    "disk": _disk,
}
