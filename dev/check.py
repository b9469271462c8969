"""`make check`: every static check, all of them even when one fails, and a summary at the end.

`make check ARGS="types layers"` runs only the parts named.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dev.console import Trouble, run_main, say, styled
from dev.dart_client import drift_of_checkout
from dev.environment import test_environment
from dev.lock import stale_locks
from dev.paths import CACHE, LOCAL, ROOT, make_folder
from dev.testing import cluster

BIN = ROOT / ".venv" / "bin"
CODE = ["apps", "gopay", "dev", "bench", "manage.py", "conftest.py"]

# What squawk warns of and does not hold here. Django names its columns' types
# and constraints itself, and a row lock queue on start is kept short by the
# lock_timeout that settings.py gives every connection.
SQUAWK_EXCLUDED = [
    "ban-char-field",
    "prefer-bigint-over-int",
    "prefer-bigint-over-smallint",
    "prefer-identity",
    "prefer-robust-stmts",
    "prefer-text-field",
    "require-enum-value-ordering",
    "require-timeout-settings",
]

# Medium confidence and up: a low one is every f-string with an SQL keyword in it.
BANDIT = ["-q", "-r", "-ii", "-c", "pyproject.toml", "-f", "custom"]
BANDIT += ["--msg-template", "{relpath}:{line}: {test_id} {msg} ({severity})"]


@dataclass(frozen=True)
class Part:
    """One check: a command, or a function that returns what is wrong."""

    name: str
    command: list[str]
    env: Mapping[str, str] | None = None
    function: Callable[[], str] | None = None


def _tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def _manage(*arguments: str) -> list[str]:
    return [str(BIN / "python"), "manage.py", *arguments]


def _existing(*names: str) -> list[str]:
    """Those that hold Python code or, not being folders, exist."""
    return [
        name
        for name in names
        if (ROOT / name).is_file() or any((ROOT / name).rglob("*.py" if name != "templates" else "*"))
    ]


def production_environment(test_env: Mapping[str, str]) -> dict[str, str]:
    """An environment that production settings accept, for Django's deployment checks."""
    return {
        **test_env,
        "GOPAY_ENV": "production",
        "GOPAY_SANDBOX": "off",
        "STAFF_MFA": "on",
        "SECRET_KEY": "check-only-Zq3vX8mN1kR7tB5wL9pD2sF6hJ4gC0yAxE1uI9oP6",
        "PIN_PEPPER": "check-only-Uo8eI2rT5yW9qP1aS4dF7gH0jK3lZ6xC",
        "JWT_SIGNING_KEYS": "check:check-only-Mb4nV7cX1zQ9wE3rT6yU0iO5pA8sD2fG",
        "ALLOWED_HOSTS": "wallet.example.org",
        "BROKER_URL": "amqp://gopay:password@127.0.0.1:5672//",
        "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
        "SMS_URL": "https://sms.example.org/messages",
    }


def _lock_freshness() -> str:
    stale = stale_locks()
    return f"{', '.join(stale)}: not made from the present .in file, run `make lock`" if stale else ""


def _web_inputs() -> list[str]:
    """What static/ui is built from: the same list as `inputs` of frontend/build.mjs makes."""
    others = {"admin", "unfold"}
    templates = [path.relative_to(ROOT) for path in (ROOT / "templates").rglob("*.html")]
    sources = [path.relative_to(ROOT) for path in (ROOT / "frontend" / "src").rglob("*") if path.is_file()]
    tools = [Path("frontend", name) for name in ("build.mjs", "package.json", "package-lock.json")]
    chosen = [path for path in templates if path.parts[1] not in others] + sources + tools
    return sorted(path.as_posix() for path in chosen)


def _web_freshness() -> str:
    """Whether what people's browsers get is what stands in the sources. Needs no Node: it compares hashes."""
    listed = hashlib.sha256()
    for name in _web_inputs():
        content = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        listed.update(f"{name} {content}\n".encode())
    built = ROOT / "static" / "ui" / "built.json"
    known = json.loads(built.read_text(encoding="utf-8"))["inputs"] if built.is_file() else ""
    return "" if known == listed.hexdigest() else "static/ui is older than its sources, run `make web`"


def parts(env: Mapping[str, str], sql_folder: Path) -> list[Part]:
    """Every check, the slow ones first so that they run beside the quick ones."""
    squawk = ["--pg-version=15", "--reporter=gcc", f"--exclude={','.join(SQUAWK_EXCLUDED)}"]
    write_sql = [str(BIN / "python"), "-m", "dev.migration_sql", str(sql_folder)]
    return [
        Part("types", _tool("mypy", *_existing(*CODE)), env),
        Part("dart", [], function=drift_of_checkout),
        Part("migrations", _manage("makemigrations", "--check", "--dry-run"), env),
        Part("deploy", _manage("check", "--deploy", "--fail-level", "WARNING"), production_environment(env)),
        Part("sql", [*write_sql, "--then", str(BIN / "squawk"), *squawk], env),
        Part("layers", _tool("lint-imports", "--no-logo", "--cache-dir", str(CACHE / "import-linter")), env),
        Part("lint", _tool("ruff", "check", "--output-format=concise", *_existing(*CODE))),
        Part("format", _tool("ruff", "format", "--check", "--output-format=concise", *_existing(*CODE))),
        Part("templates", _tool("djlint", "--lint", "--quiet", *_existing("templates", "apps"))),
        Part("texts", [str(BIN / "python"), "-m", "dev.texts", "--check"]),
        Part("security", _tool("bandit", *BANDIT, "apps", "gopay")),
        Part("locks", [], function=_lock_freshness),
        Part("web", [], function=_web_freshness),
        Part("shell", ["bash", "-n", ".ci/run"]),
    ]


def run_part(part: Part) -> tuple[Part, bool, str, float]:
    """Run one check; whether it passed, what it printed and how long it took."""
    began = time.monotonic()
    if part.function is not None:
        text = part.function()
        return part, not text, text, time.monotonic() - began
    done = subprocess.run(
        part.command,
        cwd=ROOT,
        env=dict(part.env or os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return part, done.returncode == 0, done.stdout, time.monotonic() - began


def main() -> int:
    """Run the checks; 1 when any of them failed."""
    url, lock = os.environ.get("DATABASE_URL", ""), None
    if not url:
        # makemigrations and sqlmigrate look at a database's migration table.
        url, lock = cluster.share()
    wanted = sys.argv[1:]
    all_parts = parts(test_environment(url), make_folder(LOCAL / "check"))
    unknown = set(wanted) - {part.name for part in all_parts}
    if unknown:
        known = " ".join(part.name for part in all_parts)
        raise Trouble(f"no check named {' '.join(sorted(unknown))}; there are: {known}")
    chosen = [part for part in all_parts if not wanted or part.name in wanted]
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 2)) as pool:
        results = list(pool.map(run_part, chosen))
    if lock is not None:
        lock.close()
    for part, passed, text, _ in results:
        if not passed:
            say(styled(f"---- {part.name} " + "-" * (60 - len(part.name)), "1"))
            say(text.rstrip())
    say()
    for part, passed, _, seconds in results:
        verdict = styled("ok", "32") if passed else styled("FAILED", "1;31")
        say(f"  {part.name:<12}{seconds:5.1f} s  {verdict}")
    failed = [part.name for part, passed, _, _ in results if not passed]
    say(f"\n  {'all checks pass' if not failed else 'failed: ' + ', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    run_main(main)
