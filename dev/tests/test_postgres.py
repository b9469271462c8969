"""The embedded PostgreSQL: starts from any state it can be left in, and says plainly when it cannot."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from dev import processes
from dev.console import Trouble
from dev.paths import ROOT
from dev.postgres import EmbeddedPostgres, programs
from dev.privileges import first_closed_folder

QUICK = {"fsync": "off", "shared_buffers": "16MB", "max_connections": "20"}
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")


def answer(server: EmbeddedPostgres, query: str) -> object:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        cursor = connection.execute(query)
        rows = cursor.fetchall() if cursor.description else []
        return rows[0][0] if rows else None


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """One cluster for the whole file: making one takes half a second."""
    server = EmbeddedPostgres(tmp_path_factory.mktemp("cluster") / "postgres", QUICK)
    server.start()
    answer(server, "CREATE TABLE kept (value int)")
    yield server
    server.stop()


@pytest.fixture
def running(server: EmbeddedPostgres) -> EmbeddedPostgres:
    server.start()
    return server


def test_listens_on_loopback_only_and_asks_for_the_password(running: EmbeddedPostgres) -> None:
    assert answer(running, "SHOW listen_addresses") == "127.0.0.1"
    assert answer(running, "SHOW unix_socket_directories") == ""
    wrong = running.url().replace(running.password, "wrong")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(wrong)


def test_the_password_is_for_its_owner_only(running: EmbeddedPostgres) -> None:
    assert stat.S_IMODE((running.directory / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(running.directory.stat().st_mode) == 0o700


def test_settings_can_be_overridden(running: EmbeddedPostgres) -> None:
    assert answer(running, "SHOW fsync") == "off"
    assert EmbeddedPostgres(running.directory).settings.get("fsync") is None


def test_a_second_start_keeps_port_and_data(running: EmbeddedPostgres) -> None:
    answer(running, "INSERT INTO kept VALUES (1)")
    port = running.port
    running.stop()
    assert running.pid is None
    running.start()
    assert running.port == port
    assert answer(running, "SELECT count(*) FROM kept WHERE value = 1") == 1


def test_kill_ends_every_process_and_keeps_what_was_committed(running: EmbeddedPostgres) -> None:
    answer(running, "INSERT INTO kept VALUES (2)")
    open_transaction = psycopg.connect(running.url())
    open_transaction.execute("INSERT INTO kept VALUES (3)")
    running.kill()
    assert processes.living_in(running.data) == []
    assert (running.data / "postmaster.pid").exists()
    open_transaction.close()
    running.start()
    assert answer(running, "SELECT array_agg(value) FROM kept WHERE value IN (2, 3)") == [2]


def test_a_pid_file_that_names_another_program_is_no_obstacle(running: EmbeddedPostgres) -> None:
    running.kill()
    pid_file = running.data / "postmaster.pid"
    # A process id is used again sooner or later; this one is this test's parent.
    lines = [str(os.getppid()), *pid_file.read_text().splitlines()[1:]]
    pid_file.write_text("\n".join(lines) + "\n")
    running.start()
    assert running.is_ready()


def test_processes_left_by_a_killed_postmaster_are_ended_first(running: EmbeddedPostgres) -> None:
    assert running.pid is not None
    # Frozen, they cannot notice that their postmaster is gone.
    family = [pid for pid in processes.living_in(running.data) if pid != running.pid]
    processes.send(family, signal.SIGSTOP)
    os.kill(running.pid, signal.SIGKILL)
    processes.wait_gone([running.pid], 60)
    running.stop()
    assert processes.living_in(running.data) != []
    running.start()
    assert answer(running, "SELECT 1") == 1
    assert not set(family) & set(processes.living_in(running.data))


def test_a_taken_port_is_replaced(running: EmbeddedPostgres) -> None:
    running.stop()
    port = running.port
    with socket.create_server(("127.0.0.1", port)):
        running.start()
        assert running.port != port
        assert answer(running, "SELECT 1") == 1


def test_two_at_once_in_one_folder(running: EmbeddedPostgres) -> None:
    with pytest.raises(Trouble, match=f"in use by process {os.getpid()}"):
        EmbeddedPostgres(running.directory, QUICK).start()
    assert answer(running, "SELECT 1") == 1


def test_a_wrong_setting_is_told_in_one_line(server: EmbeddedPostgres) -> None:
    server.stop()
    broken = EmbeddedPostgres(server.directory, {"shared_buffers": "many"})
    with pytest.raises(Trouble, match="shared_buffers") as caught:
        broken.start()
    assert "\n" not in str(caught.value)


def test_ensure_database_is_idempotent(running: EmbeddedPostgres) -> None:
    running.ensure_database("twice")
    running.ensure_database("twice")
    assert answer(running, "SELECT count(*) FROM pg_database WHERE datname = 'twice'") == 1


OWNER = """
    import sys, time
    from pathlib import Path
    from dev.postgres import EmbeddedPostgres
    server = EmbeddedPostgres(Path(sys.argv[1]), {"fsync": "off", "shared_buffers": "16MB"})
    server.start()
    print(server.pid, flush=True)
    time.sleep(60)
"""


def test_the_server_does_not_outlive_a_killed_supervisor(server: EmbeddedPostgres) -> None:
    server.stop()
    command = [sys.executable, "-c", textwrap.dedent(OWNER), str(server.directory)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        owner.kill()
    # Started at once, while the old one may still be on its way down.
    server.start()
    assert not processes.is_alive(pid)
    assert answer(server, "SELECT 1") == 1


@as_root
def test_below_a_closed_folder_and_at_the_end_of_a_long_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after `cd $(mktemp -d) && git clone`: data and programs where only root may go."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    # To the programs a folder above their own belongs, with the libraries.
    package = programs().parent.parent
    for name in (package.name, f"{package.name}.libs"):
        shutil.copytree(package.parent / name, closed / name, copy_function=os.link, symlinks=True)
    monkeypatch.setattr("dev.postgres.programs", lambda: closed / package.name / "pginstall18" / "bin")
    # Longer than the 107 bytes that a Unix socket's path may have.
    deep = closed.joinpath(*["a-folder-with-a-long-name-and more"] * 6)
    with EmbeddedPostgres(deep / "postgres", QUICK) as server:
        assert server.pid is not None
        status = Path(f"/proc/{server.pid}/status").read_text()
        facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
        assert "0" not in facts["Uid"].split()
        # CAP_DAC_OVERRIDE and nothing else.
        assert int(facts["CapEff"], 16) == int(facts["CapPrm"], 16) == 1 << 1
        assert answer(server, "SELECT 1") == 1


@as_root
def test_a_folder_of_another_user_is_told_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "postgres"
    folder.mkdir()
    os.chown(folder, 12345, 12345)
    with pytest.raises(Trouble, match="made by an ordinary user") as caught:
        EmbeddedPostgres(folder, QUICK).start()
    assert "\n" not in str(caught.value)


@as_root
@pytest.mark.slow
def test_as_an_ordinary_user() -> None:
    """Started by a user who is not root to begin with."""
    if first_closed_folder([ROOT / "dev"], uid=65534) is not None:
        pytest.skip("this checkout is closed to other users")
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        os.chown(home, 65534, 65534)
        script = textwrap.dedent(OWNER).replace("time.sleep(60)", "server.stop()")
        # The system's Python: the one of .venv may lie in root's home.
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        command += ["/usr/bin/python3", "-c", script, str(home / "postgres")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert (home / "postgres" / "data").stat().st_uid == 65534


@pytest.mark.slow
def test_twenty_kills_in_a_row(tmp_path: Path) -> None:
    """With fsync on, everything acknowledged before each kill is there afterwards."""
    server = EmbeddedPostgres(tmp_path / "postgres")
    server.start()
    answer(server, "CREATE TABLE kept (value int)")
    for number in range(20):
        answer(server, f"INSERT INTO kept VALUES ({number})")
        server.kill()
        began = time.monotonic()
        server.start()
        assert time.monotonic() - began < 10
        assert answer(server, "SELECT count(*) FROM kept") == number + 1
    server.stop()
