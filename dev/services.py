"""The processes `make run` keeps alive, each restarted with growing pauses when it dies."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dev.children import spawn
from dev.environment import MARK
from dev.paths import LOGS, PYTHON, ROOT, make_folder

LOG_LIMIT = 20_000_000
LONGEST_PAUSE = 30.0
STABLE_AFTER = 60.0
# glibc learns from the first large pictures to keep such pieces for itself: a web process of four threads that has
# seen a few hundred photographs then holds three times as much as it needs. Told a limit, it gives them back.
LEAN = {"MALLOC_MMAP_THRESHOLD_": "1048576"}
# What talks to providers waits for them most of the time: threads do.
GATEWAYS_WORKER = ["-Q", "gateways", "--pool", "threads", "--concurrency", "8", "--hostname", "gateways@%h"]
# So does what talks to merchants' servers.
WEBHOOKS_WORKER = ["-Q", "webhooks", "--pool", "threads", "--concurrency", "4", "--hostname", "webhooks@%h"]


class Service:
    """One long-lived program with its log in .local/logs."""

    def __init__(self, name: str, arguments: Sequence[str], env: Mapping[str, str]) -> None:
        self.name = name
        self.arguments = [str(PYTHON), *arguments]
        self.env = env
        self.log = make_folder(LOGS) / f"{name}.log"
        self.child: subprocess.Popen[bytes] | None = None
        self.pause = 0.0
        self.started_at = 0.0
        self.restart_at = 0.0

    def start(self) -> None:
        """Start the program. Raises OSError when the system cannot."""
        self.rotate_log()
        with self.log.open("ab") as output:
            self.child = spawn(self.arguments, env=self.env, cwd=ROOT, output=output)
        self.started_at = time.monotonic()

    def is_running(self) -> bool:
        """True while the program runs."""
        return self.child is not None and self.child.poll() is None

    def care(self) -> str | None:
        """Notice a death, restart when its pause is over; a line to print when something happened."""
        if self.child is None:
            if time.monotonic() >= self.restart_at:
                self.start()
                return f"{self.name} started again"
            return None
        code = self.child.poll()
        if code is None:
            return None
        # What the dead program had started itself must not serve on beside its successor.
        self._signal_group(signal.SIGKILL)
        self.child = None
        if time.monotonic() - self.started_at > STABLE_AFTER:
            self.pause = 0.0
        self.pause = min(LONGEST_PAUSE, self.pause * 2 or 1.0)
        self.restart_at = time.monotonic() + self.pause
        how = f"was killed by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"{self.name} {how}; starting it again in {self.pause:.0f} s (see {self.log})"

    def rotate_log(self) -> None:
        """Keep the log from filling the disk: one older part is kept."""
        with contextlib.suppress(FileNotFoundError):
            if self.log.stat().st_size > LOG_LIMIT:
                shutil.copyfile(self.log, f"{self.log}.1")
                # The program appends, so it goes on at the new end.
                os.truncate(self.log, 0)

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self.child is not None and self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)

    def wait(self, seconds: float, hurry: Callable[[], bool]) -> None:
        """Give the program time to end, less in a hurry, and then end all that it started."""
        if self.child is None:
            return
        deadline = time.monotonic() + seconds
        while self.child.poll() is None and time.monotonic() < deadline and not hurry():
            time.sleep(0.02)
        self._signal_group(signal.SIGKILL)
        self.child.wait()
        self.child = None

    def _signal_group(self, number: int) -> None:
        if self.child is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, number)


def web(bind: str, port: int, env: Mapping[str, str]) -> Service:
    """The web server: two processes with a few threads each."""
    arguments = ["-m", "dev.serve", "--interface", "wsgi", "--host", bind, "--port", str(port)]
    arguments += ["--workers", env.get("WEB_WORKERS", "2")]
    arguments += ["--blocking-threads", env.get("WEB_THREADS", "4")]
    arguments += ["--workers-kill-timeout", "5", "--respawn-failed-workers"]
    arguments += ["--log-level", "warning", "gopay.wsgi:application"]
    return Service("web", arguments, {**LEAN, **env})


def background(env: Mapping[str, str]) -> list[Service]:
    """What works behind the web: one process, or five when there is a real broker."""
    if env.get("BROKER_URL", "memory://").startswith("memory://"):
        # The in-memory broker reaches no further than its process.
        together = ["manage.py", "relay", "--with-worker", "--with-scheduler"]
        return [Service("background", together, env)]
    celery = ["-m", "celery", "-A", "gopay"]
    concurrency = ["--concurrency", env.get("CELERY_CONCURRENCY", "2")]
    beat = ["beat", "--loglevel", "INFO", "--pidfile="]
    return [
        Service("relay", ["manage.py", "relay"], env),
        Service("worker", [*celery, "worker", "--loglevel", "INFO", *concurrency], env),
        Service("gateways", [*celery, "worker", "--loglevel", "INFO", *GATEWAYS_WORKER], env),
        Service("webhooks", [*celery, "worker", "--loglevel", "INFO", *WEBHOOKS_WORKER], env),
        Service("beat", [*celery, *beat, "--schedule", env["BEAT_SCHEDULE_FILE"]], env),
    ]


def identity_check(port: int, env: Mapping[str, str]) -> Service:
    """The sandbox's provider of identity checks: somebody else's program, which gets none of our secrets."""
    kept = {name: value for name, value in env.items() if name in {"KYC_CHECK_TOKEN", "PATH", MARK}}
    return Service("identity-check", ["-m", "apps.kyc.sandbox.provider", "--port", str(port)], kept)


def sandbox_provider(port: int, books: Path, callbacks: str, secrets: str, env: Mapping[str, str]) -> Service:
    """The sandbox's banks, card processor, billers and telcos: they get their own secrets and none of ours."""
    arguments = ["-m", "apps.gateways.adapters.sandbox", "--port", str(port), "--books", str(books)]
    kept = {name: value for name, value in env.items() if name in {"PATH", MARK}}
    return Service(
        "sandbox-provider", [*arguments, "--callbacks", callbacks], {**kept, "SANDBOX_PROVIDER_SECRETS": secrets}
    )


def tail(path: Path, lines: int = 5) -> str:
    """The last lines of a log, for the message that says why a start failed."""
    try:
        text = path.read_text(errors="replace")
    except OSError:
        return ""
    return "\n".join(text.strip().splitlines()[-lines:])
