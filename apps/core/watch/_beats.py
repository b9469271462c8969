import os
import re
import socket
import threading
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, connection

from apps.core import clock
from apps.core.models import Heartbeat

log = structlog.get_logger("gopay.watch")

EVERY_SECONDS = 15.0
# Three beats that did not come.
SILENT_AFTER = timedelta(seconds=50)
# A process that ended is shown for so long; whoever looks in the morning sees what died at night.
SILENT_IS_KEPT = timedelta(days=1)
_NAME = 40


class Beat:
    """Says every 15 seconds that a process lives, from a thread of its own, until it is told to stop.

    Each time on a connection that is closed again: a process with many children lends none of them an open one. A
    database that is away is tried again at the next beat.
    """

    def __init__(self, kind: str, *, name: str, queues: str = "") -> None:
        self.kind = kind
        self.name = name
        self.queues = queues
        self.started_at = clock.now()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name=f"beats as {name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Ends it, and takes its row away: a process that was told to end is not missed."""
        self._over.set()
        self._thread.join(2)
        try:
            Heartbeat.objects.filter(pk=self.name, started_at=self.started_at).delete()
        except DatabaseError:
            log.warning("cannot say that it ends", process=self.name)

    def write(self, now: datetime) -> None:
        """One beat."""
        Heartbeat.objects.update_or_create(
            name=self.name,
            defaults={
                "kind": self.kind,
                "host": socket.gethostname()[:80],
                "pid": os.getpid(),
                "queues": self.queues[:100],
                "started_at": self.started_at,
                "beat_at": now,
                "broker_ok": True,
                "detail": "",
            },
        )

    def _go_on(self) -> None:
        while True:
            try:
                self.write(clock.now())
            except DatabaseError as error:
                log.warning("cannot beat", process=self.name, error=type(error).__name__)
            except Exception:
                # A thread that ends would look like a process that has died.
                log.exception("cannot beat", process=self.name)
            finally:
                connection.close()
            if self._over.wait(EVERY_SECONDS):
                return


def beat_as(kind: str, *, of: str = "", queues: str = "") -> Beat:
    """Starts the beats of this process. `of` tells several in one process apart (a worker's queue)."""
    beat = Beat(kind, name=_name(of or kind.lower()), queues=queues)
    beat.start()
    return beat


_here = 0
_lock = threading.Lock()


def beat_from_here(kind: str) -> None:
    """Starts the beats of this process unless they have begun; after that it costs a comparison."""
    global _here
    if _here == os.getpid():
        return
    with _lock:
        if _here != os.getpid():
            _here = os.getpid()
            beat_as(kind)


def purge_beats(*, now: datetime) -> int:
    """Deletes the rows of processes that have been silent for a day; returns how many."""
    over = Heartbeat.objects.filter(beat_at__lt=now - SILENT_IS_KEPT)
    return over.exclude(kind__in=[Heartbeat.Kind.RELAY, Heartbeat.Kind.BEAT]).delete()[0]


def _name(of: str) -> str:
    """Whose row: what it is, on which machine, which process. Long names of machines lose their end."""
    if of == "beat":
        # There is one, wherever it runs.
        return of
    tail = f":{os.getpid()}"
    head = f"{re.sub(r'[^a-z0-9,_-]', '-', of.lower())[:16]}@"
    return head + socket.gethostname()[: _NAME - len(head) - len(tail)] + tail
