"""Owns the shared test server and stops it when no test run uses it any more."""

from __future__ import annotations

import fcntl

from dev.console import run_main
from dev.testing.cluster import FOLDER, server


def main() -> None:
    """Start the server, wait until every run has let go of it, stop it."""
    with (FOLDER / "users").open("w") as users, server():
        fcntl.flock(users, fcntl.LOCK_EX)


if __name__ == "__main__":
    run_main(main)
