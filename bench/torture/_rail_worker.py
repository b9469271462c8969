"""A worker of the outside rails, to be killed: sends, asks and applies what is due by the clock of a file."""

import sys
import time
from datetime import timedelta
from pathlib import Path

import django


def main(clock_file: Path) -> None:
    """Works until it is killed. The file holds by how many seconds time has gone ahead."""
    django.setup()
    from apps.core import clock
    from apps.gateways.services import apply_due_callbacks, run_due_operations

    while True:
        now = clock.now() + timedelta(seconds=float(clock_file.read_text() or 0))
        done = run_due_operations(now=now, limit=50, seconds=5)
        # What was received a moment ago is left to whoever received it.
        done += apply_due_callbacks(now=now)
        if not done:
            time.sleep(0.05)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
