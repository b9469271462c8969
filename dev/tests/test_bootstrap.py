"""Making .venv: quick when nothing changed, repairs what was interrupted, one line for what is missing."""

import builtins
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dev import bootstrap
from dev.paths import ROOT


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout with locks, as far as dev.bootstrap can see."""
    for name in [bootstrap.UV_LOCK, *bootstrap.LOCKS["dev"]]:
        (tmp_path / name).write_text(f"# {name}\n")
    for constant, path in {
        "ROOT": ".",
        "VENV": ".venv",
        "PYTHON": ".venv/bin/python",
        "LOCAL": ".local",
        "STAMP": ".venv/.gopay-stamp.json",
        "UNFINISHED": ".venv/.gopay-unfinished",
        "LOG": ".local/logs/bootstrap.log",
    }.items():
        monkeypatch.setattr(bootstrap, constant, os.path.normpath(tmp_path / path))
    return tmp_path


@pytest.fixture
def installed(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Replaces the installers; the commands they would have run."""
    commands: list[list[str]] = []

    def pretend(command: list[str], env: dict[str, str]) -> None:
        commands.append(command)
        if "venv" in command:
            python = checkout / ".venv" / "bin" / "python"
            python.parent.mkdir(parents=True)
            python.symlink_to(sys.executable)

    monkeypatch.setattr(bootstrap, "run", pretend)
    return commands


def test_makes_the_environment_once(checkout: Path, installed: list[list[str]]) -> None:
    bootstrap.main(["run"])
    assert [command[-1] for command in installed] == [
        str(checkout / ".venv"),
        "requirements-bootstrap.txt",
        "requirements-embedded.txt",
    ]
    assert all("--require-hashes" in command for command in installed[1:])
    installed.clear()
    bootstrap.main(["run"])
    assert installed == []


def test_tests_add_their_lock_to_what_is_there(
    checkout: Path, installed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap.main(["run"])
    installed.clear()
    monkeypatch.setattr(bootstrap, "is_usable", lambda: True)
    bootstrap.main(["dev"])
    assert [command[-1] for command in installed] == ["requirements-bootstrap.txt", "requirements-dev.txt"]
    installed.clear()
    bootstrap.main(["run"])
    bootstrap.main(["dev"])
    assert installed == []


@pytest.mark.parametrize(
    "change",
    [
        lambda checkout: (checkout / "requirements.txt").write_text("# changed\n"),
        lambda checkout: (checkout / ".venv" / ".gopay-unfinished").touch(),
        lambda checkout: (checkout / ".venv" / "bin" / "python").unlink(),
        lambda checkout: (checkout / ".venv" / ".gopay-stamp.json").write_text("{"),
        lambda checkout: shutil.rmtree(checkout / ".venv"),
    ],
    ids=["lock changed", "interrupted", "python gone", "stamp broken", "venv gone"],
)
def test_installs_again_after(checkout: Path, installed: list[list[str]], change: Callable[[Path], Any]) -> None:
    bootstrap.main(["run"])
    installed.clear()
    change(checkout)
    bootstrap.main(["run"])
    assert installed != []
    assert not (checkout / ".venv" / ".gopay-unfinished").exists()


def test_a_moved_checkout_gets_a_new_environment(checkout: Path, installed: list[list[str]]) -> None:
    bootstrap.main(["run"])
    stamp = checkout / ".venv" / ".gopay-stamp.json"
    stamp.write_text(json.dumps({**json.loads(stamp.read_text()), "root": "/somewhere/else"}))
    installed.clear()
    bootstrap.main(["run"])
    assert "venv" in installed[0]


@pytest.mark.parametrize("feature", ["venv", "ensurepip", "ssl", "ctypes"])
def test_a_missing_part_of_python(checkout: Path, monkeypatch: pytest.MonkeyPatch, feature: str) -> None:
    original = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name == feature:
            raise ModuleNotFoundError(name)
        return original(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(bootstrap.Stop, match=f"comes without '{feature}': install") as caught:
        bootstrap.main(["run"])
    assert "\n" not in str(caught.value)


def test_an_old_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (4, 0))
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(bootstrap.Stop, match=r"needs Python 3\.11 or newer"):
        bootstrap.main(["run"])


def test_a_full_disk_before_anything_is_written(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(bootstrap.Stop, match="the disk is too full: 0 MB are free"):
        bootstrap.main(["run"])
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("error: failed to write: No space left on device (os error 28)", "the disk is full"),
        ("Temporary failure in name resolution", "the package index cannot be reached"),
        ("error: Failed to fetch: `https://pypi.org/simple/uv/`", "the package index cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "does not match its hash"),
        ("warning\nsomething nobody foresaw", "something nobody foresaw"),
    ],
)
def test_an_installer_that_fails(checkout: Path, words: str, meaning: str) -> None:
    command = [sys.executable, "-c", f"print({words!r}); raise SystemExit(1)"]
    with pytest.raises(bootstrap.Stop, match=meaning) as caught:
        bootstrap.run(command, dict(os.environ))
    assert "\n" not in str(caught.value)
    assert words in Path(bootstrap.LOG).read_text()


def test_the_installers_write_inside_the_checkout_only(checkout: Path) -> None:
    env = bootstrap.environment()
    for name in ("TMPDIR", "PIP_CACHE_DIR", "UV_CACHE_DIR"):
        assert Path(env[name]).is_relative_to(checkout)


def test_says_one_line_on_the_command_line(tmp_path: Path) -> None:
    """As a person sees it: no traceback and exit code 1, here without the locks."""
    (tmp_path / "dev").mkdir()
    shutil.copy(ROOT / "dev" / "bootstrap.py", tmp_path / "dev")
    command = [sys.executable, str(tmp_path / "dev" / "bootstrap.py"), "run"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("gopay: cannot make .venv: No such file")
    assert done.stderr.count("\n") == 1


@pytest.mark.slow
def test_really_installs(tmp_path: Path) -> None:
    """From the package index, in a copy of the checkout, and at once the second time."""
    (tmp_path / "dev").mkdir()
    shutil.copy(ROOT / "dev" / "bootstrap.py", tmp_path / "dev")
    for lock in ROOT.glob("requirements*.txt"):
        shutil.copy(lock, tmp_path)
    command = [sys.executable, str(tmp_path / "dev" / "bootstrap.py"), "run"]
    subprocess.run(command, check=True)
    python = str(tmp_path / ".venv" / "bin" / "python")
    subprocess.run([python, "-c", "import django, granian, psycopg"], check=True)
    subprocess.run(command, check=True, timeout=2)
