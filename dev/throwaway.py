"""PostgreSQL servers that live as long as one command, for torture and benchmarks."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from dev.paths import LOCAL, make_folder
from dev.postgres import EmbeddedPostgres
from dev.processes import is_alive

FOLDER = LOCAL / "throwaway"


@contextmanager
def throwaway_postgres(settings: dict[str, str] | None = None) -> Iterator[EmbeddedPostgres]:
    """A started server on a fresh cluster, durable unless `settings` say otherwise.

    Stopped and removed afterwards; what killed commands left is removed first.
    Raises Trouble when the server does not start.
    """
    make_folder(FOLDER)
    for old in FOLDER.iterdir():
        if not EmbeddedPostgres(old).is_supervised() and not _just_made(old.name):
            shutil.rmtree(old, ignore_errors=True)
    number = 0
    while (FOLDER / f"{os.getpid()}-{number}").exists():
        number += 1
    server = EmbeddedPostgres(FOLDER / f"{os.getpid()}-{number}", settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.directory, ignore_errors=True)


def _just_made(name: str) -> bool:
    # Its process is alive, so it may be about to take its lock.
    return is_alive(int(name.partition("-")[0]))
