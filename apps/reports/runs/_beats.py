"""A maker says every second that it lives and how far it is, whatever it waits for meanwhile.

It is said by a thread with a connection of its own: the maker's own sees one moment, writes nothing, and may wait for
minutes before its first row comes. The thread ends with its process, so a maker that was killed falls silent.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import structlog
from django.db import DatabaseError, connection

from apps.reports.catalogue import Row
from apps.reports.report_models import ReportRun, RunState

log = structlog.get_logger("gopay.reports")
EVERY_SECONDS = 1.0


class Superseded(Exception):
    """Somebody has called the report off, or another maker has taken it over."""


class Beats:
    """How far one attempt is; `is_over` once its row is nobody's or somebody else's."""

    def __init__(self, run_id: UUID, attempt: int, read_clock: Callable[[], datetime]) -> None:
        self.run_id, self.attempt, self.read_clock = run_id, attempt, read_clock
        self.rows = 0
        self.is_over = False
        self._stop = threading.Event()

    def counting(self, rows: Iterator[Row]) -> Iterator[Row]:
        """The rows, counted. Raises Superseded."""
        for row in rows:
            if self.is_over:
                raise Superseded
            self.rows += 1
            yield row

    def at(self, done: int, of: int) -> None:
        """So many rows are written. Raises Superseded."""
        if self.is_over:
            raise Superseded
        self.rows = done

    def beat(self) -> None:
        """Writes how far it is, if the row is still this attempt's."""
        rows = ReportRun.objects.filter(pk=self.run_id, state=RunState.RUNNING, attempts=self.attempt)
        if not rows.update(rows=self.rows, alive_at=self.read_clock()):
            self.is_over = True

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Beats while the block runs. A statement that runs when it is over is stopped."""
        working = connection.connection
        thread = threading.Thread(target=self._go_on, args=(working,), name=f"report {self.run_id}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _go_on(self, working: object) -> None:
        try:
            while not self._stop.wait(EVERY_SECONDS):
                try:
                    self.beat()
                except DatabaseError:
                    # The next one may get through; if none does, somebody else takes it over.
                    log.warning("a report's maker could not say that it lives", run_id=str(self.run_id))
                    connection.close()
                if self.is_over:
                    cancel = getattr(working, "cancel_safe", None)
                    if cancel is not None and not self._stop.is_set():
                        cancel(timeout=5)
                    return
        finally:
            connection.close()
