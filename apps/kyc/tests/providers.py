"""The sandbox's provider of identity checks, started as a program and asked over HTTP like any other."""

import http.client
import json
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dev.children import spawn
from dev.paths import PYTHON, ROOT
from dev.ports import free_port


@dataclass
class Provider:
    """How to reach it, and how to tell it what to do."""

    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/checks"

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, json.dumps(body) if body is not None else None, headers or {})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def forget(self) -> None:
        self.ask("DELETE", "/control")

    def behave(self, *behaviours: str, reasons: list[str] | None = None) -> None:
        """One for each question from now on; the last one for all that follow."""
        body: dict[str, Any] = {"behaviours": list(behaviours)} | ({"reasons": reasons} if reasons is not None else {})
        assert self.ask("POST", "/control", body)[0] == 200

    @property
    def asked(self) -> dict[str, int]:
        """How often each submission's question arrived."""
        return dict(self.ask("GET", "/control")[1]["asked"])


@contextmanager
def running_provider(*, patience: float = 3.0, slow: float = 0.4) -> Iterator[Provider]:
    found = Provider(free_port(), "a-token-of-the-tests")
    command = [str(PYTHON), "-m", "apps.kyc.sandbox.provider", "--port", str(found.port)]
    command += ["--patience", str(patience), "--slow", str(slow)]
    # Not a variable of ours more than it needs: it is somebody else's program.
    env = {"KYC_CHECK_TOKEN": found.token, "PATH": os.environ.get("PATH", "")}
    child = spawn(command, env=env, cwd=ROOT, output=subprocess.DEVNULL)
    try:
        for _ in range(3_000):
            try:
                found.ask("GET", "/livez")
                break
            except OSError:
                assert child.poll() is None, "it has ended"
                time.sleep(0.02)
        yield found
    finally:
        child.terminate()
        child.wait(60)
