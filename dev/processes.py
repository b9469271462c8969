"""Questions about running processes, answered from /proc."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

PROC = Path("/proc")


def _all_pids() -> Iterator[int]:
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            yield int(entry.name)


def is_alive(pid: int) -> bool:
    """True while the process runs. A zombie, which nobody has waited for yet, does not."""
    try:
        stat = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return False
    # The name in parentheses may itself hold blanks and parentheses.
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def living_in(folder: Path) -> list[int]:
    """Processes whose working directory is `folder`.

    Every process of a PostgreSQL cluster works in its data folder, and that
    stays true when the postmaster is dead and its pid file is wrong.
    """
    found = []
    for pid in _all_pids():
        try:
            here = (PROC / str(pid) / "cwd").readlink()
        except OSError:
            continue
        if here == folder and is_alive(pid):
            found.append(pid)
    return found


def carrying(entry: str) -> list[int]:
    """Processes started with the environment entry `NAME=value`, this one left out."""
    found = []
    wanted = entry.encode()
    for pid in _all_pids():
        if pid == os.getpid():
            continue
        try:
            environ = (PROC / str(pid) / "environ").read_bytes()
        except OSError:
            continue
        if wanted in environ.split(b"\0") and is_alive(pid):
            found.append(pid)
    return found


def send(pids: Iterable[int], number: int) -> None:
    """Signal each process that still exists."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def wait_gone(pids: Iterable[int], seconds: float) -> list[int]:
    """Wait for processes to end and return those that did not."""
    deadline = time.monotonic() + seconds
    left = [pid for pid in pids if is_alive(pid)]
    while left and time.monotonic() < deadline:
        time.sleep(0.02)
        left = [pid for pid in left if is_alive(pid)]
    return left
