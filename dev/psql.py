"""`make psql`: the bundled psql on the database of a running `make run`."""

from __future__ import annotations

import os
import sys

from dev.console import Trouble, run_main
from dev.paths import LOCAL
from dev.postgres import EmbeddedPostgres, programs


def main() -> None:
    """Become psql. Raises Trouble when the server does not run."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        server = EmbeddedPostgres(LOCAL / "postgres")
        if not server.is_ready():
            raise Trouble("PostgreSQL is not running: start it with `make run`")
        url = server.url("gopay")
    psql = str(programs() / "psql")
    os.execv(psql, [psql, url, *sys.argv[1:]])


if __name__ == "__main__":
    run_main(main)
