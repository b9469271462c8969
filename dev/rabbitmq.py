"""A throwaway RabbitMQ node in a folder of its own, from the system's rabbitmq-server.

Everything a node usually shares with the machine is its own here: ports, the
Erlang name server (epmd), the cookie, the home folder, the plugins and the
configuration; and everything listens on 127.0.0.1 only. The data stays in the
folder, so a node that was killed comes back with its queues.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

from dev import ports
from dev.children import spawn
from dev.console import Trouble
from dev.paths import make_folder

# Debian's /usr/sbin/rabbitmq-server changes the user; the one behind it does not.
PLACES = (Path("/usr/lib/rabbitmq/bin"), Path("/usr/local/sbin"), Path("/opt/rabbitmq/sbin"))
START_SECONDS = 60

CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{port}
default_user = gopay
default_pass = {password}
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 512MB
raft.wal_max_size_bytes = 33554432
log.console = true
log.console.level = info
log.file = false
"""


def _server() -> Path | None:
    for place in PLACES:
        if (place / "rabbitmq-server").exists():
            return place / "rabbitmq-server"
    found = shutil.which("rabbitmq-server")
    return Path(found) if found else None


def unavailable_reason() -> str | None:
    """Why no node can be started here, or None when one can."""
    if _server() is None:
        return "rabbitmq-server is not installed (Debian: apt-get install rabbitmq-server)"
    if shutil.which("erl") is None or shutil.which("epmd") is None:
        return "rabbitmq-server is installed, but Erlang (erl, epmd) is not on the PATH"
    return None


class RabbitNode:
    """One broker in one folder, started and stopped as a child of this process."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory.resolve()
        self.log = self.directory / "rabbitmq.log"
        self._node: subprocess.Popen[bytes] | None = None
        self._epmd: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._password = secrets.token_urlsafe(16)

    def __enter__(self) -> RabbitNode:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """The BROKER_URL; it stays the same over stop and start."""
        return f"amqp://gopay:{self._password}@127.0.0.1:{self._port}//"

    @property
    def pid(self) -> int | None:
        """The broker's process id while it runs."""
        if self._node is None or self._node.poll() is not None:
            return None
        return self._node.pid

    def start(self) -> None:
        """Start the broker and return when it takes connections, after some 5 s.

        Raises Trouble when RabbitMQ is not installed or does not start.
        """
        if self.pid is not None:
            return
        reason = unavailable_reason()
        if reason:
            raise Trouble(reason)
        if not self._port:
            make_folder(self.directory)
            self._port = ports.free_port()
            self._epmd_port = ports.free_port()
            self._write_configuration()
        if self._epmd is None or self._epmd.poll() is not None:
            with self.log.open("ab") as log:
                command = ["epmd", "-port", str(self._epmd_port), "-address", "127.0.0.1"]
                self._epmd = spawn(command, env=self._env(), cwd=self.directory, output=log)
        with self.log.open("ab") as log:
            self._node = spawn([_server() or ""], env=self._env(), cwd=self.directory, output=log)
        deadline = time.monotonic() + START_SECONDS
        while not ports.rabbitmq_answers(self._port):
            if self._node.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise Trouble(f"RabbitMQ does not start: see {self.log}")
            time.sleep(0.1)

    def _write_configuration(self) -> None:
        text = CONFIGURATION.format(port=self._port, password=self._password)
        (self.directory / "rabbitmq.conf").write_text(text)
        (self.directory / "rabbitmq-env.conf").write_text("")
        (self.directory / "enabled_plugins").write_text("[].\n")

    def _env(self) -> dict[str, str]:
        here = self.directory
        # Bound to loopback, and no busy waiting: the tests want the processor.
        erlang = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
        return {
            "PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"),
            "LANG": "C.UTF-8",
            "HOME": str(here),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self._epmd_port),
            "RABBITMQ_NODENAME": "gopay@localhost",
            "RABBITMQ_DIST_PORT": str(ports.free_port()),
            "RABBITMQ_CONFIG_FILE": str(here / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": str(here / "rabbitmq-env.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(here / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(here / "mnesia"),
            "RABBITMQ_LOG_BASE": str(here / "log"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": erlang,
            # Makes the start script become the broker, so that our child is the broker.
            "RUNNING_UNDER_SYSTEMD": "true",
        }

    def stop(self) -> None:
        """Stop the broker in order, and its name server."""
        if self._node is not None and self._node.poll() is None:
            self._node.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._node.wait(20)
        self.kill()
        if self._epmd is not None:
            self._epmd.kill()
            self._epmd.wait()
            self._epmd = None

    def kill(self) -> None:
        """SIGKILL the broker, as a power cut would. Its data stays."""
        if self._node is not None:
            self._node.kill()
            self._node.wait()
            self._node = None

    def restart(self) -> None:
        """Stop the broker in order and start it again on the same port."""
        self.stop()
        self.start()
