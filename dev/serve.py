"""granian for `make run`: GoPay is imported once and then forked, and no worker is left alone.

Importing before the fork saves each web process the second that Django needs,
which is most of a second start. A worker whose master was killed with SIGKILL
would go on serving; the kernel ends it instead.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys

from granian.cli import entrypoint

from dev.launch import die_with_parent
from dev.paths import ROOT


def main() -> None:
    """Run granian's command line with the arguments of this process."""
    os.environ.setdefault("GOPAY_PROCESS", "web")
    # Newer Pythons start processes in other ways, which would import everything again.
    multiprocessing.set_start_method("fork")
    master = os.getpid()
    os.register_at_fork(after_in_child=lambda: die_with_parent(master, signal.SIGKILL))
    sys.path.insert(0, str(ROOT))
    __import__("gopay.wsgi")
    entrypoint()


if __name__ == "__main__":
    main()
