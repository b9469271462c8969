"""The sandbox provider, started as a program and reached over HTTP like any other provider.

`provider` is for every app's tests (the root conftest.py hands it on): it starts each of them with empty books, good
manners and the right time, callbacks waiting to be taken, and settings.GATEWAY_CONNECTIONS pointing to it.
"""

import base64
import http.client
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from dev.children import spawn
from dev.paths import PYTHON, ROOT

# What GoPay knows each provider by, and they GoPay. Only in tests: `make run` makes its own.
SECRETS: dict[str, dict[str, Any]] = {
    "jsonbank": {
        "client_id": "gopay",
        "client_secret": "sandbox-jsonbank-secret",
        "callback_secrets": ["sandbox-jsonbank-callback"],
    },
    "xmlbank": {
        "username": "gopay",
        "password": "sandbox-xmlbank-password",
        "callback_secrets": ["sandbox-xmlbank-callback"],
    },
    "cards": {
        "api_key": "sk_sandbox_cards",
        "callback_secrets": ["whsec_" + base64.b64encode(b"sandbox-cards-callback-32-bytes!").decode()],
    },
    "bills": {
        "api_key": "sandbox-bills-key",
        "signing_key": "sandbox-bills-signing",
        "callback_secrets": ["sandbox-bills-callback"],
    },
    "recharge": {
        "username": "gopay",
        "password": "sandbox-recharge-password",
        "callback_secrets": ["sandbox-recharge-callback"],
    },
}
PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class TakenCallback:
    """A callback as it goes over the wire. `kind` is "genuine", "forged" or "wrong amount"; nobody outside sees it."""

    gateway: str
    event_id: str
    kind: str
    reference: str
    headers: dict[str, str]
    body: bytes

    @property
    def lower_headers(self) -> dict[str, str]:
        """As adapters read them: names in lower case."""
        return {name.lower(): value for name, value in self.headers.items()}

    @property
    def wsgi_headers(self) -> dict[str, str]:
        """As Django's test client takes them (its `headers=` argument), without the content type."""
        return {name: value for name, value in self.headers.items() if name.lower() != "content-type"}

    @property
    def content_type(self) -> str:
        return self.lower_headers["content-type"]


@dataclass
class Provider:
    """How to reach it, and how to tell it what to do."""

    url: str
    offset: float = field(default=0.0)

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """One request on a connection of its own; `body` is sent as JSON unless it is bytes."""
        parts = urlsplit(self.url)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
        content = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        try:
            connection.request(method, path, content, {"Connection": "close", **(headers or {})})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def _control(self, method: str, path: str, body: Any = None) -> Any:
        status, _, content = self.ask(method, path, body)
        assert status == 200, content
        return json.loads(content)

    @property
    def connections(self) -> dict[str, dict[str, Any]]:
        """What settings.GATEWAY_CONNECTIONS says of it."""
        return {code: {"adapter": code, "base_url": f"{self.url}/{code}", **own} for code, own in SECRETS.items()}

    def reset(self) -> None:
        self._control("POST", "/control/reset", {})
        self.offset = 0.0

    def behave(self, *, gateway: str = "", **fields: Any) -> None:
        """From now on, or with a gateway only there; what is not named stays as it is."""
        self._control("POST", "/control/behaviour", {**fields, **({"gateway": gateway} if gateway else {})})

    def take_callbacks(self, limit: int | None = None) -> list[TakenCallback]:
        """The callbacks that are due, in the order in which they would arrive; signed and dated by its clock now."""
        found = self._control("POST", "/control/outbox/take", {} if limit is None else {"limit": limit})
        return [_taken(one) for one in found["callbacks"]]

    def waiting_callbacks(self) -> list[TakenCallback]:
        """What is not taken yet, also what is not due; it stays."""
        return [_taken(one) for one in self._control("GET", "/control/outbox")["callbacks"]]

    def books(self, reference: object = None, *, gateway: str = "") -> list[dict[str, Any]]:
        """What it was asked, the oldest first; `executions` says how often it did it."""
        query = {"gateway": gateway, "reference": "" if reference is None else str(reference)}
        return list(self._control("GET", f"/control/books?{urlencode(query)}")["operations"])

    def totals(self) -> list[dict[str, Any]]:
        """What was executed: {gateway, type, currency, executions, amount}."""
        return list(self._control("GET", "/control/totals")["totals"])

    def pay_checkout(
        self,
        url_or_id: str,
        number: str = "4242424242424242",
        *,
        expiry: str = "04/48",
        cvc: str = "123",
        holder: str = "Amina Otieno",
    ) -> dict[str, Any]:
        """What a customer does on the hosted page. Returns the checkout."""
        checkout = url_or_id.rstrip("/").rsplit("/", 1)[-1]
        card = {"number": number, "expiry": expiry, "cvc": cvc, "holder": holder}
        key = {"Authorization": f"Bearer {SECRETS['cards']['api_key']}"}
        status, _, content = self.ask("POST", f"/cards/v1/checkouts/{checkout}/pay", card, key)
        assert status == 200, content
        return dict(json.loads(content))

    def move_clock(self, seconds: float) -> None:
        """Its clock goes forward by so much (what is due then happens), or back."""
        self.offset += seconds
        self._control("POST", "/control/clock", {"offset_seconds": self.offset})

    def settlement(self, gateway: str, day: date | None = None, kind: str = "csv") -> bytes:
        """A day's settlement file (today's by its clock); `kind` is "csv" or "camt.053"."""
        query = {"gateway": gateway, "format": kind, **({"day": day.isoformat()} if day else {})}
        status, _, content = self.ask("GET", f"/control/settlement?{urlencode(query)}")
        assert status == 200, content
        return content


def _taken(one: dict[str, Any]) -> TakenCallback:
    body = base64.b64decode(one["body_base64"])
    return TakenCallback(one["gateway"], one["event_id"], one["kind"], one["reference"], one["headers"], body)


@contextmanager
def running_provider(
    folder: Path, *, books: str = "books.sqlite", callbacks: str = "", deliver: str = "manual"
) -> Iterator[tuple[Provider, subprocess.Popen[bytes]]]:
    """The program, answering, with its books in the folder; ended afterwards."""
    command = [str(PYTHON), "-m", "apps.gateways.adapters.sandbox", "--port", "0", "--deliver", deliver]
    command += ["--books", str(folder / books), "--callbacks", callbacks]
    # Not a variable of ours more than it needs: it is somebody else's program.
    env = {"SANDBOX_PROVIDER_SECRETS": json.dumps(SECRETS), "PATH": os.environ.get("PATH", "")}
    log = folder / "provider.log"
    with log.open("wb") as output:
        child = spawn(command, env=env, cwd=ROOT, output=output)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        # Its first line is its address.
        while not (said := log.read_text()).startswith("http://") or "\n" not in said:
            assert child.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.01)
        yield Provider(said.splitlines()[0]), child
    finally:
        child.terminate()
        child.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def provider_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """One for this worker's whole run."""
    with running_provider(tmp_path_factory.mktemp("provider")) as (found, _):
        yield found


@pytest.fixture
def provider(provider_process: Provider, settings: Any) -> Provider:
    """The sandbox provider, remembering nothing of earlier tests; GoPay is connected to it."""
    provider_process.reset()
    settings.GATEWAY_CONNECTIONS = provider_process.connections
    settings.SANDBOX_PROVIDER_URL = provider_process.url
    return provider_process
