"""The PostgreSQL that all test runs in this checkout share while any of them lives.

Several people may test in one checkout at once. Each run holds a shared lock on
the `users` file; a keeper process owns the server and waits for the exclusive
one. The kernel drops locks of runs that are killed, so the server ends when the
last run ends, however that happens.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

from dev.console import Trouble
from dev.paths import LOCAL, ROOT, make_folder
from dev.postgres import EmbeddedPostgres

FOLDER = LOCAL / "test-postgres"
# The main suite is not about surviving a power cut; tests that are start a
# server of their own. A small buffer makes dropping a database quick.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "max_connections": "300",
    "autovacuum": "off",
    # The password is random and long: more rounds make it no safer, and every connection slower.
    "scram_iterations": "1",
}


def server() -> EmbeddedPostgres:
    """The test server, not necessarily running."""
    return EmbeddedPostgres(FOLDER / "cluster", SETTINGS)


def share() -> tuple[str, IO[str]]:
    """Start the server unless it runs; its URL, and the lock that keeps it running.

    The caller keeps the lock's file open for as long as it uses the server.
    Raises Trouble when the server cannot be started.
    """
    make_folder(FOLDER)
    with (FOLDER / "starting").open("w") as starting:
        fcntl.flock(starting, fcntl.LOCK_EX)
        users = (FOLDER / "users").open("w")
        # Waits here while a keeper is stopping the server.
        fcntl.flock(users, fcntl.LOCK_SH)
        shared = server()
        if not (shared.is_supervised() and shared.is_ready()):
            _start_keeper(shared)
        return shared.url("postgres"), users


def _start_keeper(shared: EmbeddedPostgres) -> None:
    log = FOLDER / "keeper.log"
    with log.open("wb") as output:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "dev.testing.keeper"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    deadline = time.monotonic() + 120
    while not (shared.is_supervised() and shared.is_ready()):
        if keeper.poll() is not None or time.monotonic() > deadline:
            raise Trouble(f"no PostgreSQL for the tests: {log.read_text().strip()}")
        time.sleep(0.02)
    # Not our child to wait for: it outlives this run when others use the server.
    keeper.returncode = 0


def take_slot(folder: Path = LOCAL / "test-slots") -> tuple[str, IO[str]]:
    """A name for this run's databases that no run at the same time has, and its lock."""
    make_folder(folder)
    number = 0
    while True:
        lock = (folder / f"slot-{number}").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            number += 1
            continue
        lock.write(str(os.getpid()))
        lock.flush()
        return f"run{number}", lock
