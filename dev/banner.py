"""What `make run` prints when GoPay is ready."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dev.console import say, styled


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def print_banner(
    base_url: str, database_url: str, demo: Path, logs: str, seconds: float, provider_url: str = ""
) -> None:
    """Print addresses, demo logins from `demo` (written by prepare_demo) and a first call.

    `provider_url` is where the sandbox's banks and billers listen; empty when real ones are connected.
    """
    facts = _read(demo)
    say()
    say(f"  {styled('GoPay is ready', '1;32')} after {seconds:.1f} s")
    say()
    rows = [
        ("Home", f"{base_url}/"),
        ("API docs", f"{base_url}/api/docs/"),
        ("Admin", f"{base_url}/admin/"),
        ("Messages", f"{base_url}/sandbox/messages"),
        *([("Providers", f"{provider_url}/control/")] if provider_url else []),
        ("Health", f"{base_url}/readyz"),
        ("Database", database_url),
        ("Logs", logs),
    ]
    for name, value in rows:
        say(f"  {name:<12}{styled(value, '36')}")
    logins = facts.get("logins") or []
    if logins:
        say()
        columns = ("who", "login", "password", "where")
        widths = [max(len(str(row.get(key, ""))) for row in logins) + 2 for key in columns]
        for number, row in enumerate(logins):
            cells = [str(row.get(key, "")).ljust(width) for key, width in zip(columns, widths, strict=True)]
            say(f"  {'Log in as' if number == 0 else '':<12}{''.join(cells).rstrip()}")
    if facts.get("curl"):
        say()
        call = str(facts["curl"]).replace("http://127.0.0.1:8000", base_url)
        first, *rest = call.splitlines()
        say(f"  {'First call':<12}{first}")
        for line in rest:
            say(f"  {'':<12}{line}")
    say()
    say("  Ctrl-C stops everything.")
    say()
