"""A copy of the house to cut up, and pytest run in it."""

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bench.mutants._mutant import DoesNotApply, Mutant
from dev.paths import LOCAL, ROOT

# What the tests of the apps need. The virtual environment stays where it is.
COPIED = ("apps", "dev", "gopay", "static", "templates")
FILES = ("conftest.py", "manage.py", "pyproject.toml", "pytest.ini", "requirements.txt")
LONGEST_SECONDS = 240
Verdict = Literal["killed", "SURVIVED", "DOES NOT APPLY", "BROKEN", "passed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    guard: str
    verdict: Verdict
    seconds: float
    detail: str


class Slot:
    """One copy, used by one mutant at a time; its databases have names of their own."""

    def __init__(self, number: int, database_url: str) -> None:
        self.folder = LOCAL / "mutants" / f"slot-{number}"
        self.name = f"mutant{number}"
        self.database_url = database_url

    def fresh(self) -> None:
        """The house as it stands, without what earlier mutants left."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        for name in COPIED:
            # Compiled files carry their source's time, which copying keeps, so they save compiling again.
            shutil.copytree(ROOT / name, self.folder / name)
        for name in FILES:
            shutil.copy2(ROOT / name, self.folder / name)

    def pytest(self, tests: tuple[str, ...], *options: str) -> tuple[int, str]:
        """pytest's exit code and output."""
        env = {name: value for name, value in os.environ.items() if not name.startswith(("GOPAY_TEST_", "PYTEST_"))}
        env |= {
            "DATABASE_URL": self.database_url,
            "GOPAY_TEST_SUFFIX": self.name,
            "GOPAY_LOCAL_DIR": str(self.folder / ".local"),
        }
        command = [sys.executable, "-m", "pytest", "-q", "--tb=line", "-p", "no:randomly", *options, *tests]
        try:
            done = subprocess.run(
                command, cwd=self.folder, env=env, text=True, capture_output=True, timeout=LONGEST_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return 99, f"no end after {LONGEST_SECONDS} s"
        return done.returncode, done.stdout + done.stderr

    def try_mutant(self, mutant: Mutant) -> Outcome:
        """Whether a test notices. A mutant that cannot even start proves nothing and is BROKEN."""
        started = time.monotonic()
        self.fresh()
        try:
            for edit in mutant.edits:
                edit.apply(self.folder)
                _forget_compiled(self.folder / edit.path)
        except DoesNotApply as error:
            return Outcome(mutant.guard, "DOES NOT APPLY", 0.0, str(error))
        code, output = self.pytest(mutant.tests, "-x", "-rfE")
        seconds = time.monotonic() - started
        failed = re.findall(r"^FAILED (.+?)(?: - .*)?$", output, re.MULTILINE)
        if code == 1 and failed:
            return Outcome(mutant.guard, "killed", seconds, failed[0].rpartition("/")[2])
        if code == 0:
            return Outcome(mutant.guard, "SURVIVED", seconds, "no test noticed")
        return Outcome(mutant.guard, "BROKEN", seconds, output.strip()[-1500:])

    def control(self, tests: tuple[str, ...]) -> Outcome:
        """Without a cut all of these tests pass; otherwise their failing would say nothing."""
        started = time.monotonic()
        self.fresh()
        code, output = self.pytest(tests)
        verdict: Verdict = "passed" if code == 0 else "BROKEN"
        last = output.strip().splitlines()[-1] if code == 0 else output.strip()[-3000:]
        return Outcome("(none: the tests themselves)", verdict, time.monotonic() - started, last)


def _forget_compiled(source: Path) -> None:
    # Edited within the same second and to the same length, a file would look unchanged.
    for compiled in (source.parent / "__pycache__").glob(f"{source.stem}.*.pyc"):
        compiled.unlink()
