"""The SQLite file: its tables, one lock, one transaction at a time."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from apps.gateways.adapters.sandbox.records import Operation, new_token

SCHEMA = """
CREATE TABLE IF NOT EXISTS operations (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    protocol TEXT NOT NULL,
    reference TEXT NOT NULL,
    provider_reference TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL CHECK (type IN ('COLLECT', 'PAY_OUT', 'PAY_BILL', 'RECHARGE')),
    amount TEXT NOT NULL,
    currency TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'pending', 'executed', 'declined', 'expired')),
    reason TEXT NOT NULL DEFAULT '',
    counterparty TEXT NOT NULL DEFAULT '',
    details TEXT NOT NULL,
    digest TEXT NOT NULL,
    plan TEXT NOT NULL,
    created_at REAL NOT NULL,
    executed_at REAL,
    executions INTEGER NOT NULL DEFAULT 0,
    decide_at REAL,
    decide_to TEXT NOT NULL DEFAULT '',
    visible_at REAL NOT NULL,
    CHECK ((status = 'executed') = (executions = 1) AND (status = 'executed') = (executed_at IS NOT NULL))
);
CREATE INDEX IF NOT EXISTS operations_of ON operations (gateway, reference);
-- A recharge comes as often as it is sent; everybody else does a reference once.
CREATE UNIQUE INDEX IF NOT EXISTS operations_once ON operations (gateway, reference) WHERE protocol <> 'recharge';
CREATE INDEX IF NOT EXISTS operations_due ON operations (decide_at) WHERE decide_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS operations_by_day ON operations (gateway, executed_at) WHERE executed_at IS NOT NULL;
CREATE INDEX IF NOT EXISTS operations_with ON operations (gateway, counterparty);
CREATE TABLE IF NOT EXISTS attempts (
    gateway TEXT NOT NULL, reference TEXT NOT NULL, attempts INTEGER NOT NULL, PRIMARY KEY (gateway, reference)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS callbacks (
    id INTEGER PRIMARY KEY,
    gateway TEXT NOT NULL,
    event_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('genuine', 'forged', 'wrong amount')),
    operation TEXT NOT NULL,
    created_at REAL NOT NULL,
    due_at REAL NOT NULL,
    rank REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'taken', 'delivered', 'given up')),
    tries INTEGER NOT NULL DEFAULT 0,
    answer TEXT NOT NULL DEFAULT '',
    told_at REAL
);
CREATE INDEX IF NOT EXISTS callbacks_due ON callbacks (due_at) WHERE state = 'waiting';
CREATE TABLE IF NOT EXISTS instruments (
    token TEXT PRIMARY KEY, gateway TEXT NOT NULL, identity TEXT NOT NULL, details TEXT NOT NULL,
    UNIQUE (gateway, identity)
);
CREATE TABLE IF NOT EXISTS nonces (nonce TEXT PRIMARY KEY, seen_at REAL NOT NULL) WITHOUT ROWID;
"""
EMPTIED = (
    "DELETE FROM operations",
    "DELETE FROM attempts",
    "DELETE FROM callbacks",
    "DELETE FROM instruments",
    "DELETE FROM nonces",
)


class Store:
    """Everything runs under one lock, so that parallel requests find the books as if they had come one by one."""

    def __init__(self, path: str) -> None:
        self._lock = threading.RLock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.execute("PRAGMA journal_mode = WAL")
        # Safe against the death of the process; a power cut may take the last moment with it.
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.executescript(SCHEMA)
        # Called after something was written down that is to be told or decided.
        self.on_news: Callable[[], None] = lambda: None
        # Whether a callback is shuffled among the others.
        self.shuffles: Callable[[str], bool] = lambda gateway: False
        # How a protocol names an event.
        self.event_id: Callable[[Operation], str] = lambda operation: new_token("evt")
        # When the next pending operation is decided.
        self._next_decision: float | None = None

    def close(self) -> None:
        with self._lock:
            self._database.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def _rows(self, query: str, arguments: Sequence[Any] = ()) -> list[sqlite3.Row]:
        with self._lock:
            return self._database.execute(query, arguments).fetchall()

    def forget(self) -> None:
        """Empty books."""
        with self._writing() as database:
            for statement in EMPTIED:
                database.execute(statement)
            self._next_decision = None
