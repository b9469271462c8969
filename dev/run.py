"""`make run`: PostgreSQL, demo data, web server and background work under one supervisor.

Every child is told by the kernel when this process dies, carries a mark in its
environment by which the next run finds it, and leads a session of its own. So
neither Ctrl-C nor `kill -9` of any of them leaves a process behind for long.
"""

from __future__ import annotations

import fcntl
import hashlib
import http.client
import ipaddress
import json
import os
import secrets
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path
from types import FrameType
from typing import IO

from dev import ports, processes
from dev.banner import print_banner
from dev.children import spawn
from dev.console import Trouble, run_main, say
from dev.environment import MARK, demo_environment, provider_environment, provider_secrets
from dev.fingerprint import code_key
from dev.paths import LOCAL, LOGS, PYTHON, ROOT, make_folder
from dev.postgres import EmbeddedPostgres
from dev.services import Service, background, identity_check, sandbox_provider, tail, web

FREE_BYTES = 300 * 1024**2
READY_SECONDS = 60


class Supervisor:
    """Everything `make run` started, and the order in which it is stopped."""

    def __init__(self, bind: str, port: int) -> None:
        self.began = time.monotonic()
        self.bind = bind
        self.port = port
        # What to connect to when listening on every address.
        self.host = "127.0.0.1" if ipaddress.ip_address(bind).is_unspecified else bind
        self.base_url = f"http://{self.host}:{port}"
        self.asked_to_stop = threading.Event()
        self.signals = 0
        self.postgres: EmbeddedPostgres | None = None
        self.services: list[Service] = []
        self._lock: IO[str] | None = None

    def listen_for_signals(self) -> None:
        """Let Ctrl-C, SIGTERM and a closed terminal mean the same; the second one means at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.signals += 1
        self.asked_to_stop.set()

    # Before anything is started.

    def take_lock(self) -> str | None:
        """Become the one supervisor of this checkout, or return the line about the other one."""
        path = make_folder(LOCAL) / "run.lock"
        try:
            lock = path.open("a+")
        except OSError as error:
            raise Trouble(
                f"cannot write to {path} ({error.strerror}): "
                "use the user who first ran GoPay here, or remove .local as that user"
            ) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            return f"GoPay already runs here: {lock.read().strip() or 'it is just starting'}"
        lock.truncate(0)
        lock.write(f"{self.base_url}/ (process {os.getpid()})")
        lock.flush()
        self._lock = lock
        return None

    def check_machine(self) -> None:
        """Raise Trouble for what would fail later with a worse message."""
        self.end_leftovers(grace=3)
        if not ports.is_free(self.port, self.bind):
            raise Trouble(
                f"port {self.port} on {self.bind} is taken by another program: "
                f"choose another with `make run PORT={self.port + 1}`"
            )
        free = shutil.disk_usage(LOCAL).free
        if free < FREE_BYTES:
            raise Trouble(
                f"the disk is full: {free // 1024**2} MB are free at {LOCAL}, GoPay needs {FREE_BYTES // 1024**2} MB"
            )

    def end_leftovers(self, grace: float) -> None:
        """End what carries our mark and is not us: leftovers of a killed supervisor."""
        left = processes.carrying(f"{MARK}={LOCAL}")
        processes.send(left, signal.SIGTERM)
        left = processes.wait_gone(left, grace) and processes.carrying(f"{MARK}={LOCAL}")
        processes.send(left, signal.SIGKILL)
        processes.wait_gone(left, 3)

    # Starting.

    def start(self) -> None:
        """Start everything and return when it answers, or when asked to stop."""
        database_url = os.environ.get("DATABASE_URL", "")
        if not database_url:
            say("Starting PostgreSQL ...")
            self.postgres = EmbeddedPostgres(LOCAL / "postgres")
            self.postgres.start()
            self.postgres.ensure_database("gopay")
            database_url = self.postgres.url("gopay")
        env = demo_environment(database_url, self.bind)
        self._empty_metrics(env)
        # They are there first: the demo's payments go through them.
        self.services = [*self._sandbox_check(env), *self._sandbox_provider(env)]
        for service in self.services:
            service.start()
        if self._needs_preparation():
            if not self._prepare(env):
                return
            self._remember_preparation()
        inside = [web(self.bind, self.port, env), *background(env)]
        # Stopped in this order, the web first.
        self.services = [*inside, *self.services]
        say("Starting web and background processes ...")
        for service in inside:
            service.start()
        if self._wait_until_ready():
            took = time.monotonic() - self.began
            logs = os.path.relpath(LOGS, Path.cwd())
            provider = env.get("SANDBOX_PROVIDER_URL", "")
            print_banner(self.base_url, database_url, LOCAL / "demo.json", logs, took, provider)

    def _sandbox_check(self, env: dict[str, str]) -> list[Service]:
        """The sandbox's provider of identity checks, unless a real one is set or there is no sandbox."""
        if env.get("GOPAY_SANDBOX") != "1" or env.get("KYC_CHECK_URL"):
            return []
        port = ports.free_port(8020)
        env["KYC_CHECK_URL"] = f"http://127.0.0.1:{port}/checks"
        env["KYC_CHECK_TOKEN"] = secrets.token_urlsafe(24)
        return [identity_check(port, env)]

    def _sandbox_provider(self, env: dict[str, str]) -> list[Service]:
        """The sandbox's banks and billers, unless real ones are connected or there is no sandbox."""
        if env.get("GOPAY_SANDBOX") != "1" or env.get("GATEWAY_CONNECTIONS"):
            return []
        port = ports.free_port(8100)
        known_by = provider_secrets()
        env.update(provider_environment(f"http://127.0.0.1:{port}", known_by))
        books = make_folder(LOCAL / "provider") / "books.sqlite"
        callbacks = f"{self.base_url}/api/v1/callbacks/"
        return [sandbox_provider(port, books, callbacks, json.dumps(known_by), env)]

    def _empty_metrics(self, env: dict[str, str]) -> None:
        # The counters of processes that are gone would be added up for ever.
        if env["PROMETHEUS_MULTIPROC_DIR"] == str(LOCAL / "metrics"):
            shutil.rmtree(LOCAL / "metrics", ignore_errors=True)
        make_folder(Path(env["PROMETHEUS_MULTIPROC_DIR"]))

    def _fingerprint(self) -> str:
        """Names the code, the cluster and the migrations applied to it; empty when there is no table of them."""
        if self.postgres is None:
            return ""
        try:
            applied = self.postgres.query("SELECT count(*), max(id) FROM django_migrations", "gopay")
        except Trouble:
            return ""
        facts = f"{code_key()} {self.postgres.password} {applied}"
        return hashlib.sha256(facts.encode()).hexdigest()

    def _needs_preparation(self) -> bool:
        """False when the same code has prepared this database before: that saves half of a second start."""
        wanted = self._fingerprint()
        try:
            return not wanted or (LOCAL / "prepared").read_text() != wanted
        except OSError:
            return True

    def _remember_preparation(self) -> None:
        (LOCAL / "prepared").write_text(self._fingerprint())

    def _prepare(self, env: dict[str, str]) -> bool:
        """Migrate and seed. False when asked to stop meanwhile. Raises Trouble when it fails."""
        child = spawn([PYTHON, "manage.py", "prepare_demo"], env=env, cwd=ROOT, output=1)
        while child.poll() is None:
            if self.asked_to_stop.wait(0.02):
                child.terminate()
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    child.kill()
                    child.wait()
                return False
        if child.returncode != 0:
            raise Trouble(f"preparing the demo failed (code {child.returncode}), see above")
        return True

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + READY_SECONDS
        while not self.asked_to_stop.wait(0.05):
            for service in self.services:
                if not service.is_running():
                    raise Trouble(f"{service.name} does not start: {service.log}\n{tail(service.log)}")
            if self._readyz() == 200:
                return True
            if time.monotonic() > deadline:
                words = tail(self.services[0].log)
                raise Trouble(f"not ready after {READY_SECONDS} s: see {LOGS}\n{words}")
        return False

    def _readyz(self) -> int:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
        try:
            connection.request("GET", "/readyz", headers={"Connection": "close"})
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    # Running and stopping.

    def watch(self) -> None:
        """Restart what dies, until asked to stop."""
        rounds = 0
        while not self.asked_to_stop.wait(0.25):
            if self.postgres is not None and self.postgres.pid is None:
                say("PostgreSQL ended; starting it again")
                try:
                    self.postgres.start()
                except Trouble as trouble:
                    say(str(trouble))
                    self.asked_to_stop.wait(5)
            for service in self.services:
                if line := service.care():
                    say(line)
            rounds += 1
            if rounds % 240 == 0:
                for service in self.services:
                    service.rotate_log()

    def stop(self) -> None:
        """Stop the web first, so that nothing new comes in, then the rest, PostgreSQL last."""
        for group in (self.services[:1], self.services[1:]):
            for service in group:
                service.ask_to_stop()
            for service in group:
                service.wait(8, hurry=lambda: self.signals > 1)
        self.end_leftovers(grace=1)
        if self.postgres is not None:
            self.postgres.stop()


def main() -> int:
    """Run GoPay until Ctrl-C."""
    port = os.environ.get("PORT") or "8000"
    bind = os.environ.get("BIND") or "127.0.0.1"
    try:
        supervisor = Supervisor(bind, int(port))
    except ValueError as error:
        raise Trouble(f"PORT={port} must be a number and BIND={bind} an IP address") from error
    other = supervisor.take_lock()
    if other:
        say(other)
        return 0
    supervisor.listen_for_signals()
    try:
        supervisor.check_machine()
        supervisor.start()
        supervisor.watch()
        say("\nStopping ...")
    finally:
        supervisor.stop()
    say("Stopped; nothing is left running.")
    return 0


if __name__ == "__main__":
    run_main(main)
