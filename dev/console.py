"""How the tools speak: short lines for people, and one line for whatever goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


class Trouble(Exception):
    """Something the person at the keyboard has to know or do, said in one line."""


def say(line: str = "") -> None:
    """Print a line at once, also when the output is a pipe."""
    print(line, flush=True)


def styled(text: str, code: str) -> str:
    """Wrap `text` in an ANSI style when a person is likely to see it."""
    if sys.stdout.isatty() and "NO_COLOR" not in os.environ:
        return f"\x1b[{code}m{text}\x1b[0m"
    return text


def run_main(main: Callable[[], int | None]) -> None:
    """Run a program's main and turn Trouble into one line and exit code 1."""
    try:
        code = main()
    except Trouble as trouble:
        print(f"gopay: {trouble}", file=sys.stderr, flush=True)
        code = 1
    except KeyboardInterrupt:
        code = 130
    raise SystemExit(code or 0)
