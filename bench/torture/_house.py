"""The house under torture: its database, its people, and its processes as `make run` starts them."""

import http.client
import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, connections

from apps.accounts.models import User
from apps.ledger import verification
from bench.books import PIN, Member, open_books
from bench.torture._row import Row
from dev import ports, services
from dev.children import spawn
from dev.console import Trouble
from dev.environment import test_environment
from dev.paths import LOCAL, ROOT, make_folder
from dev.processes import send

LOGS = LOCAL / "torture"
READY_SECONDS = 60


def database_url() -> str:
    """The URL of the database Django is connected to at present."""
    facts = connection.settings_dict
    password = quote(str(facts["PASSWORD"]), safe="")
    return f"postgres://{facts['USER']}:{password}@{facts['HOST']}:{facts['PORT']}/{facts['NAME']}"


@contextmanager
def working_on(url: str) -> Iterator[None]:
    """Points every thread's connection of this process at another database, migrated first if it is empty."""
    facts = connection.settings_dict
    kept = dict(facts)
    connections.close_all()
    target = environ.Env.db_url_config(url)
    facts.update({name: target[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})
    cache.clear()
    try:
        migrate()
        yield
    finally:
        connections.close_all()
        facts.clear()
        facts.update(kept)
        cache.clear()


@contextmanager
def fresh_database(name: str) -> Iterator[None]:
    """Works on a new, empty, migrated database of the server Django is connected to, and drops it afterwards."""
    here = database_url()
    quoted = connection.ops.quote_name(f"torture_{name}")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {quoted} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {quoted}")
    with working_on(f"{here.rpartition('/')[0]}/torture_{name}"):
        yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {quoted} WITH (FORCE)")


def migrate() -> None:
    """Brings the database up to date."""
    call_command("migrate", verbosity=0)


def members(count: int) -> list[Member]:
    """People with funded wallets, sessions and e-mail addresses."""
    found = open_books(count)
    for number, member in enumerate(found):
        User.objects.filter(pk=member.id).update(email=f"member-{number}@example.org")
    cache.clear()
    return found


def check_books(row: Row) -> None:
    """Everything the ledger says of itself is borne out by its postings."""
    differences = list(verification.verify())
    row.facts["balances that are not their postings"] = len(differences)
    for found in differences[:5]:
        row.expect(False, f"{found.check}: {found.subject}: {found.detail}")


def rows(statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
    """What one statement returns."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def deadlocks() -> int:
    """How many deadlocks PostgreSQL has broken in this database so far."""
    return int(rows("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")[0][0])


class Program:
    """One long-lived process, to be killed and started again."""

    def __init__(self, name: str, arguments: list[str], env: Mapping[str, str]) -> None:
        self.name = name
        self.arguments = arguments
        self.env = dict(env)
        self.log: Path = make_folder(LOGS) / f"{name}.log"
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.child = spawn(self.arguments, env=self.env, cwd=ROOT, output=output)

    def kill(self) -> None:
        """SIGKILL it and what it started: nothing gets to say goodbye."""
        if self.child is not None:
            try:
                os.killpg(self.child.pid, signal.SIGKILL)
            except ProcessLookupError:
                send([self.child.pid], signal.SIGKILL)
            self.child.wait()
            self.child = None


def environment(**changes: str) -> dict[str, str]:
    """What the processes get: the tests' settings on the database Django is connected to at present."""
    env = {**test_environment(database_url()), "BEAT_SCHEDULE_FILE": str(make_folder(LOGS) / "schedule"), **changes}
    for name in ("GOPAY_PROCESS", "PROMETHEUS_MULTIPROC_DIR"):
        env.pop(name, None)
    return env


@contextmanager
def running(*programs: Program) -> Iterator[None]:
    """Starts them, and kills them at the end."""
    try:
        for program in programs:
            program.log.unlink(missing_ok=True)
            program.start()
        yield
    finally:
        for program in programs:
            program.kill()


def web_server(env: Mapping[str, str], port: int) -> Program:
    """granian, as `make run` starts it."""
    service = services.web("127.0.0.1", port, env)
    return Program("web", service.arguments, service.env)


def free_port() -> int:
    return ports.free_port()


def wait_until_ready(port: int) -> None:
    """Raises Trouble when the web server does not answer."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            probe = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            probe.request("GET", "/readyz")
            if probe.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise Trouble(f"the web server does not become ready: see {LOGS / 'web.log'}")


class Line:
    """One kept-alive HTTP connection of one member of the public."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection: http.client.HTTPConnection | None = None

    def transfer(self, member: Member, to: str, amount: str, key: str) -> tuple[int, bytes, bool]:
        """POST /transfers: status, body, and whether it was marked as a repetition. Raises OSError, HTTPException."""
        fields = {"to": to, "amount": amount, "currency": "USD", "note": "torture", "pin": PIN}
        path, body = "/api/v1/transfers", json.dumps(fields).encode()
        headers = {
            **member.signature("POST", path, body, key),
            "Authorization": f"Bearer {member.access}",
            "Idempotency-Key": key,
            "Content-Type": "application/json",
        }
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=15)
        try:
            self._connection.request("POST", path, body, headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read(), answer.getheader("Idempotent-Replayed") == "true"
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def wait_for(condition: Callable[[], bool], seconds: float, *, every: float = 0.25) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
