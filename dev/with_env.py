"""Run a command with a PostgreSQL and GoPay's test environment: `python -m dev.with_env -- -m bench.run`.

What follows `--` is given to this Python. Without DATABASE_URL a fresh, durable
server is started and removed afterwards; the command finds the database
`gopay` in DATABASE_URL, empty, and the server's folder in GOPAY_POSTGRES_DIR.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import ExitStack

from dev.children import LAUNCH
from dev.console import Trouble, run_main
from dev.environment import test_environment
from dev.paths import ROOT
from dev.throwaway import throwaway_postgres


def main() -> int:
    """Run the command and return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--"]:
        arguments = arguments[1:]
    if not arguments:
        raise Trouble("usage: python -m dev.with_env -- [-m module | script] [arguments]")
    # The child gets Ctrl-C from the terminal itself; this process outlives it to clean up.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with ExitStack() as stack:
        url = os.environ.get("DATABASE_URL", "")
        extra = {}
        if not url:
            server = stack.enter_context(throwaway_postgres())
            server.ensure_database("gopay")
            url = server.url("gopay")
            extra["GOPAY_POSTGRES_DIR"] = str(server.directory)
        env = {**test_environment(url), **extra}
        command = [sys.executable, "-I", "-S", str(LAUNCH), "--parent", str(os.getpid()), "--"]
        child = subprocess.Popen([*command, sys.executable, *arguments], env=env, cwd=ROOT)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        code = child.wait()
        return code if code >= 0 else 128 - code


if __name__ == "__main__":
    run_main(main)
