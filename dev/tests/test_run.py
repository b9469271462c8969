"""The supervisor of `make run`: leaves nothing behind, restarts what dies, says what is in the way."""

import json
import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from dev import environment, ports, processes, run
from dev.banner import print_banner
from dev.console import Trouble
from dev.paths import ROOT
from dev.services import Service

MARK = "GOPAY_TEST_FAMILY"


@pytest.fixture
def local(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A .local of this test's own."""
    monkeypatch.setattr(run, "LOCAL", tmp_path)
    monkeypatch.setattr(environment, "LOCAL", tmp_path)
    monkeypatch.setattr(environment, "SECRETS", tmp_path / "env")
    monkeypatch.setattr("dev.services.LOGS", tmp_path / "logs")
    return tmp_path


def service(local: Path, code: str) -> Service:
    env = {**os.environ, MARK: str(local)}
    one = Service("thing", ["-c", textwrap.dedent(code)], env)
    one.start()
    return one


def family(local: Path) -> list[int]:
    return processes.carrying(f"{MARK}={local}")


def wait_until(true: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


PARENT_AND_CHILD = """
    import subprocess, sys, time
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    time.sleep(60)
"""


def test_a_stopped_service_takes_its_children_along(local: Path) -> None:
    one = service(local, PARENT_AND_CHILD)
    wait_until(lambda: len(family(local)) == 2)
    one.ask_to_stop()
    one.wait(5, hurry=lambda: False)
    assert processes.wait_gone(family(local), 20) == []


def test_a_service_that_ignores_sigterm_is_killed(local: Path) -> None:
    one = service(local, "import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)")
    wait_until(lambda: one.log.read_text() == "1\n")
    one.ask_to_stop()
    began = time.monotonic()
    one.wait(0.2, hurry=lambda: False)
    assert time.monotonic() - began < 20
    assert family(local) == []


def test_a_dead_service_is_started_again_with_growing_pauses(local: Path) -> None:
    one = service(local, "raise SystemExit(3)")
    pauses = []
    for _ in range(3):
        wait_until(lambda: not one.is_running())
        line = one.care()
        assert line is not None
        assert "thing ended with code 3" in line
        pauses.append(one.pause)
        one.restart_at = 0
        assert one.care() == "thing started again"
    assert pauses == [1, 2, 4]
    one.wait(5, hurry=lambda: False)


def test_orphans_of_a_killed_service_do_not_serve_on(local: Path) -> None:
    one = service(local, PARENT_AND_CHILD)
    wait_until(lambda: len(family(local)) == 2)
    assert one.child is not None
    one.child.kill()
    wait_until(lambda: not one.is_running())
    assert "killed by signal 9" in (one.care() or "")
    assert processes.wait_gone(family(local), 20) == []


SUPERVISOR = """
    import os, sys, time
    from dev.services import Service
    Service("thing", ["-c", sys.argv[1]], {**os.environ, sys.argv[2]: sys.argv[3]}).start()
    print("started", flush=True)
    time.sleep(60)
"""


def test_children_end_when_their_supervisor_is_killed(local: Path) -> None:
    child = "import time; time.sleep(60)"
    command = [sys.executable, "-c", textwrap.dedent(SUPERVISOR), child, MARK, str(local)]
    env = {**os.environ, "GOPAY_LOCAL_DIR": str(local)}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as supervisor:
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline() == "started\n"
        wait_until(lambda: len(family(local)) == 1)
        supervisor.kill()
    assert processes.wait_gone(family(local), 20) == []


def test_ends_what_an_earlier_supervisor_left(local: Path) -> None:
    mark = {**os.environ, environment.MARK: str(local)}
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], env=mark) as left:
        wait_until(lambda: processes.carrying(f"{environment.MARK}={local}") == [left.pid])
        run.Supervisor("127.0.0.1", 8000).end_leftovers(grace=2)
        assert left.wait(60) == -signal.SIGTERM


def test_a_second_supervisor_says_where_the_first_is(local: Path) -> None:
    first, second = run.Supervisor("127.0.0.1", 8765), run.Supervisor("127.0.0.1", 8000)
    assert first.take_lock() is None
    assert second.take_lock() == f"GoPay already runs here: http://127.0.0.1:8765/ (process {os.getpid()})"


def test_a_taken_port_is_named_with_the_way_out(local: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        message = rf"port {port} on 127\.0\.0\.1 is taken .* `make run PORT={port + 1}`"
        with pytest.raises(Trouble, match=message):
            run.Supervisor("127.0.0.1", port).check_machine()


def test_a_full_disk_is_told_before_anything_starts(local: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "FREE_BYTES", 1 << 62)
    with pytest.raises(Trouble, match="the disk is full"):
        run.Supervisor("127.0.0.1", ports.free_port()).check_machine()


@pytest.mark.parametrize("name", ["PORT", "BIND"])
def test_a_senseless_address_is_told_in_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "nonsense")
    with pytest.raises(Trouble, match=f"{name}=nonsense"):
        run.main()


def test_the_demo_keeps_its_secrets(local: Path) -> None:
    first = environment.demo_environment("postgres://", "127.0.0.1")
    assert first["SECRET_KEY"] == environment.demo_environment("postgres://", "127.0.0.1")["SECRET_KEY"]
    assert len({first["SECRET_KEY"], first["PIN_PEPPER"], first["JWT_SIGNING_KEYS"]}) == 3
    assert (local / "env").stat().st_mode & 0o777 == 0o600


def test_the_banner_shows_the_way_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = {
        "logins": [{"who": "Ada", "login": "+15550100", "password": "a demo password", "where": "the API"}],
        "curl": "curl http://127.0.0.1:8000/api/v1/sessions \\\n  -d '{}'",
    }
    (tmp_path / "demo.json").write_text(json.dumps(facts))
    print_banner("http://127.0.0.1:9000", "postgres://x", tmp_path / "demo.json", ".local/logs", 4.2)
    shown = capsys.readouterr().out
    assert "after 4.2 s" in shown
    assert "http://127.0.0.1:9000/api/docs/" in shown
    assert "Ada  +15550100  a demo password  the API" in shown
    assert "curl http://127.0.0.1:9000/api/v1/sessions \\" in shown
    assert "Providers" not in shown
    missing = tmp_path / "missing.json"
    print_banner("http://127.0.0.1:9000", "postgres://x", missing, ".local/logs", 4.2, "http://127.0.0.1:8100")
    assert "http://127.0.0.1:8100/control/" in capsys.readouterr().out


def test_the_sandbox_gets_providers_that_know_only_their_own_secrets(local: Path) -> None:
    env = {"GOPAY_SANDBOX": "1", "SECRET_KEY": "of GoPay", "PATH": os.environ["PATH"], environment.MARK: str(local)}
    supervisor = run.Supervisor("127.0.0.1", 8765)
    (service,) = supervisor._sandbox_provider(env)
    assert service.env.keys() == {"PATH", environment.MARK, "SANDBOX_PROVIDER_SECRETS"}
    theirs, ours = json.loads(service.env["SANDBOX_PROVIDER_SECRETS"]), json.loads(env["GATEWAY_CONNECTIONS"])
    assert ours.keys() == theirs.keys() == {"jsonbank", "xmlbank", "cards", "bills", "recharge"}
    for code, one in ours.items():
        assert one == {"adapter": code, "base_url": f"{env['SANDBOX_PROVIDER_URL']}/{code}", **theirs[code]}
    assert "http://127.0.0.1:8765/api/v1/callbacks/" in service.arguments
    # Nobody else's run has the same.
    assert environment.provider_secrets() != environment.provider_secrets()


def test_the_providers_answer_and_end_with_their_supervisor(local: Path) -> None:
    env = {"GOPAY_SANDBOX": "1", "PATH": os.environ["PATH"], environment.MARK: str(local), MARK: str(local)}
    (service,) = run.Supervisor("127.0.0.1", 8765)._sandbox_provider(env)
    service.env = {**service.env, MARK: str(local)}
    service.start()
    wait_until(lambda: service.log.read_text().startswith(env["SANDBOX_PROVIDER_URL"]))
    service.ask_to_stop()
    service.wait(5, hurry=lambda: False)
    assert family(local) == []
    assert (local / "provider" / "books.sqlite").exists()


@pytest.mark.parametrize("env", [{}, {"GOPAY_SANDBOX": "0"}, {"GOPAY_SANDBOX": "1", "GATEWAY_CONNECTIONS": "{}"}])
def test_real_connections_and_no_sandbox_need_no_providers(local: Path, env: dict[str, str]) -> None:
    assert run.Supervisor("127.0.0.1", 8765)._sandbox_provider(dict(env)) == []
