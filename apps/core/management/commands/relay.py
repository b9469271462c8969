"""Carries events from the outbox to the broker, until it is stopped."""

import signal
import socket
import threading
import time
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from celery import current_app as app
from celery.signals import worker_ready
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, close_old_connections

from apps.core import clock, services
from apps.core.events import relay_due_events
from apps.core.selectors import RELAY_HEARTBEAT

log = structlog.get_logger("gopay.relay")
BATCH = 200
IDLE_SECONDS = 0.2
HEARTBEAT_SECONDS = 3.0
LONGEST_PAUSE_SECONDS = 5.0


class Command(BaseCommand):
    help = "Publishes outbox events; with an in-memory broker it can also run the worker and the scheduler."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--with-worker", action="store_true", help="run a Celery worker in this process")
        parser.add_argument("--with-scheduler", action="store_true", help="run Celery beat in this process")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.BROKER_IS_EMBEDDED and not options["with_worker"]:
            raise CommandError("memory:// reaches only this process: add --with-worker, or set BROKER_URL.")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        app.loader.import_default_modules()
        if options["with_worker"]:
            _start_workers()
        if options["with_scheduler"]:
            threading.Thread(target=_schedule, name="scheduler", daemon=True).start()
        _relay(stop)


def _start_workers() -> None:
    """One worker for each queue, so that a provider or a merchant's server that takes its time holds up nothing else.

    Which queues a worker takes from is a setting of the whole application while it starts; the next one is made when
    the one before has them.
    """
    has_queues = threading.Event()
    worker_ready.connect(lambda **_: has_queues.set(), weak=False)

    def work_in_turn() -> None:
        for queue in (settings.CELERY_TASK_DEFAULT_QUEUE, settings.GATEWAYS_QUEUE, settings.WEBHOOKS_QUEUE):
            has_queues.clear()
            threading.Thread(target=_work, args=[queue], name=f"worker of {queue}", daemon=True).start()
            has_queues.wait()

    threading.Thread(target=work_in_turn, name="starts workers", daemon=True).start()


def _work(queue: str) -> None:
    # Threads share the in-memory broker with the relay; a pool of processes could not.
    app.Worker(
        queues=[queue],
        hostname=f"{queue}@{socket.gethostname()}",
        pool="threads",
        concurrency=4,
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
    ).start()


def _schedule() -> None:
    app.Beat(loglevel="WARNING", quiet=True).run()


def _publisher(broker: Any) -> Callable[[str, UUID], None]:
    """Connects when the first message is published, and not before."""
    producer = app.amqp.Producer(broker, auto_declare=False)

    def publish(consumer: str, event_id: UUID) -> None:
        app.tasks[consumer].apply_async(
            args=[str(event_id)], task_id=f"{event_id}-{consumer}", producer=producer, retry=False
        )

    return publish


def _relay(stop: threading.Event) -> None:
    """Publishes until told to stop. A broker or a database that is away only makes it wait."""
    pause, next_beat = IDLE_SECONDS, 0.0
    # A connection of its own: Celery's pool, once it has been closed after an error, stays closed for good.
    broker: Any = None
    started_at = clock.now()
    while not stop.is_set():
        problem, count = "", 0
        try:
            close_old_connections()
            broker = broker or app.connection_for_write()
            count = relay_due_events(_publisher(broker), limit=BATCH)
        except DatabaseError as error:
            problem = f"database: {type(error).__name__}"
        except Exception as error:  # Whatever the broker's client raises: the events stay where they are.
            problem = f"broker: {type(error).__name__}"
            with suppress(Exception):
                broker.close()
            broker = None
        if time.monotonic() >= next_beat or problem:
            _beat(problem, started_at)
            next_beat = time.monotonic() + HEARTBEAT_SECONDS
        if problem:
            log.warning("cannot publish", problem=problem, wait=pause)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        else:
            pause = IDLE_SECONDS
            if count < BATCH:
                stop.wait(IDLE_SECONDS)


def _beat(problem: str, started_at: datetime) -> None:
    try:
        services.record_heartbeat(
            name=RELAY_HEARTBEAT,
            broker_ok=not problem.startswith("broker"),
            detail=problem,
            started_at=started_at,
            now=clock.now(),
        )
    except DatabaseError:
        # /readyz notices the missing beat.
        close_old_connections()
