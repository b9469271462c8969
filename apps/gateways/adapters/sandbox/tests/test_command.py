"""How it is started: by itself without Django, or as a command that refuses outside the sandbox."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.gateways.adapters.sandbox import command
from apps.gateways.tests.provider import Provider
from dev.paths import PYTHON, ROOT

PROOF = """
import sys
import apps.gateways.adapters.sandbox.command
print(sorted(name for name in sys.modules if name == "django" or name.startswith("apps.")))
"""


def test_it_loads_nothing_else_of_ours_and_no_django() -> None:
    run = subprocess.run([PYTHON, "-c", PROOF], cwd=ROOT, capture_output=True, text=True, check=True, env={})
    loaded = json.loads(run.stdout.replace("'", '"'))
    own = "apps.gateways.adapters.sandbox"
    assert {name for name in loaded if not name.startswith(own)} == {"apps.gateways", "apps.gateways.adapters"}


def test_the_command_is_refused_outside_the_sandbox(settings: Any) -> None:
    settings.SANDBOX = False
    with pytest.raises(CommandError, match="GOPAY_SANDBOX"):
        call_command("sandbox_provider", "--port", "0")


def test_the_command_starts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(command, "run", lambda **options: given.update(options))
    call_command("sandbox_provider", "--port", "8100", "--books", "b.sqlite", "--callbacks", "http://127.0.0.1:8000/c/")
    assert given.pop("environ") is os.environ
    assert given == {
        "port": 8100,
        "books": "b.sqlite",
        "callbacks": "http://127.0.0.1:8000/c/",
        "deliver": "push",
    }


@pytest.mark.parametrize("secrets", ["{", "[]", '{"jsonbank": 5}'])
def test_secrets_that_cannot_be_read_are_told_in_one_line(secrets: str) -> None:
    with pytest.raises(SystemExit, match="SANDBOX_PROVIDER_SECRETS"):
        command.read_secrets({"SANDBOX_PROVIDER_SECRETS": secrets})


def test_one_process_may_play_two_banks_of_a_kind(tmp_path: Path) -> None:
    from apps.gateways.adapters.sandbox.behaviour import Manners
    from apps.gateways.adapters.sandbox.books import Books
    from apps.gateways.adapters.sandbox.desk import Desk
    from apps.gateways.adapters.sandbox.server import Server

    secrets = {"jsonbank": {"client_id": "a"}, "second": {"adapter": "jsonbank", "client_id": "b"}}
    server = Server(0, Desk(Books(str(tmp_path / "books")), Manners("manual"), secrets))
    assert {code: type(one).__name__ for code, one in server.protocols.items()} == {
        "jsonbank": "JsonBank",
        "second": "JsonBank",
    }
    server.server_close()


def test_it_listens_on_this_machine_only(provider: Provider) -> None:
    assert provider.url.startswith("http://127.0.0.1:")
