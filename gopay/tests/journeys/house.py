"""The whole house for journeys: its own database, and the processes `make run` keeps alive."""

import http.client
import json
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections

from apps.gateways.tests.provider import Provider, running_provider
from dev import ports, services
from dev.environment import test_environment
from dev.testing import databases

READY_SECONDS = 120
# What everybody who joins is given.
GIFT = "25.00"


@dataclass(frozen=True)
class House:
    """Where it is reached, and where its processes write what they have to say."""

    url: str
    provider: Provider
    folder: Path

    def csp_reports(self) -> list[str]:
        """What browsers have told of things that a page's policy kept out."""
        log = (self.folder / "web.log").read_text(errors="replace")
        return [line for line in log.splitlines() if re.search(r"gopay\.csp|csp[ _-]report", line)]


def _database_url(name: str) -> str:
    facts = connection.settings_dict
    password = quote(str(facts["PASSWORD"]), safe="")
    return f"postgres://{facts['USER']}:{password}@{facts['HOST']}:{facts['PORT']}/{name}"


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Points this process at another database for a while."""
    facts = connection.settings_dict
    kept = facts["NAME"]
    connections.close_all()
    facts["NAME"] = name
    cache.clear()
    try:
        yield
    finally:
        connections.close_all()
        facts["NAME"] = kept
        cache.clear()


@contextmanager
def running_house(database: str, folder: Path) -> Iterator[House]:
    """The web server, the background and the provider at work on this database, each a process of its own."""
    port = ports.free_port()
    url = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        provider, _ = stack.enter_context(
            running_provider(folder, callbacks=f"{url}/api/v1/callbacks/", deliver="push")
        )
        env = {
            **test_environment(_database_url(database)),
            "GATEWAY_CONNECTIONS": json.dumps(provider.connections),
            "SANDBOX_PROVIDER_URL": provider.url,
            "PROMOTION_SIGN_UP": GIFT,
            "PRIVATE_FILES_DIR": settings.PRIVATE_FILES_DIR,
            "BEAT_SCHEDULE_FILE": str(folder / "schedule"),
            # Every browser comes from an address of its own, as people do; what is counted by address is theirs alone.
            "TRUSTED_PROXIES": "1",
        }
        for name in ("GOPAY_PROCESS", "PROMETHEUS_MULTIPROC_DIR"):
            env.pop(name, None)
        for service in [services.web("127.0.0.1", port, env), *services.background(env)]:
            service.log = folder / f"{service.name}.log"
            service.start()
            stack.callback(service.wait, 10, lambda: False)
            stack.callback(service.ask_to_stop)
        _wait_until_ready(port, folder)
        yield House(url, provider, folder)


def _wait_until_ready(port: int, folder: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            probe = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            probe.request("GET", "/readyz")
            if probe.getresponse().status == 200:
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.1)
    raise AssertionError(services.tail(folder / "web.log", 30) + services.tail(folder / "background.log", 30))


def make_database() -> str:
    """A migrated database beside this worker's own."""
    name = f"{databases.database_name()}_journeys"
    databases.copy_template(databases.ensure_template(), name)
    return name
