"""`make format`: import order, safe fixes and layout, as `make check` wants them."""

from __future__ import annotations

import subprocess

from dev.console import run_main
from dev.paths import ROOT


def main() -> int:
    """Run ruff's fixer and formatter; the formatter's exit code."""
    ruff = ROOT / ".venv" / "bin" / "ruff"
    subprocess.run([ruff, "check", "--fix", "--quiet", "."], cwd=ROOT, check=False)
    return subprocess.run([ruff, "format", "."], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    run_main(main)
