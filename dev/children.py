"""Start programs that do not outlive this process, not even a `kill -9` of it."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

LAUNCH = Path(__file__).resolve().parent / "launch.py"


@dataclass(frozen=True)
class Account:
    """The unprivileged user a child becomes, and whether it may still pass closed folders."""

    name: str
    uid: int
    gid: int
    keep_file_access: bool


class _Spawner:
    """One thread that starts every child and lives as long as the process.

    The kernel's "signal me when my parent dies" means the parent's *thread*: a
    server started from a thread that ends would be told to stop.
    """

    def __init__(self) -> None:
        self.pid = os.getpid()
        self._jobs: queue.SimpleQueue[tuple[Future[Any], tuple[Any, ...], dict[str, Any]]]
        self._jobs = queue.SimpleQueue()
        threading.Thread(target=self._work, name="spawner", daemon=True).start()

    def _work(self) -> None:
        while True:
            future, args, kwargs = self._jobs.get()
            try:
                future.set_result(subprocess.Popen(*args, **kwargs))
            except BaseException as error:
                future.set_exception(error)

    def popen(self, *args: Any, **kwargs: Any) -> subprocess.Popen[bytes]:
        future: Future[subprocess.Popen[bytes]] = Future()
        self._jobs.put((future, args, kwargs))
        return future.result()


_spawner: _Spawner | None = None
_spawner_lock = threading.Lock()


def spawn(
    argv: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    cwd: Path,
    output: IO[bytes] | int,
    death_signal: int = signal.SIGTERM,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, told `death_signal` when this process dies.

    The session keeps a Ctrl-C at the terminal away from it: children are
    stopped by us, in order. Raises OSError when no process can be made.
    """
    global _spawner
    command: list[str | Path] = [sys.executable, "-I", "-S", LAUNCH, "--parent", str(os.getpid())]
    command += ["--death-signal", str(int(death_signal))]
    if account is not None:
        command += ["--uid", str(account.uid), "--gid", str(account.gid)]
        if account.keep_file_access:
            command.append("--keep-file-access")
    with _spawner_lock:
        if _spawner is None or _spawner.pid != os.getpid():
            _spawner = _Spawner()
    return _spawner.popen(
        [os.fspath(part) for part in [*command, "--", *argv]],
        env=dict(env),
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
