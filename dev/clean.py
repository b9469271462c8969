"""`make clean`: remove .venv and .local. Needs neither."""

import fcntl
import os
import shutil
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCAL = os.path.join(ROOT, ".local")
# Whoever uses something in .local holds a lock on one of these.
LOCKS = [
    ("run.lock", "`make run` is running here: stop it first"),
    ("test-postgres/users", "tests are running here: wait for them or stop them first"),
    ("bootstrap.lock", "another make is installing here: wait for it"),
]


def main() -> int:
    """Remove both folders unless something still uses them."""
    for name, message in LOCKS:
        path = os.path.join(LOCAL, name)
        if os.path.exists(path):
            with open(path, "r+", encoding="utf-8") as lock:
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    print(f"gopay: {message}", file=sys.stderr)
                    return 1
    for path in (LOCAL, os.path.join(ROOT, ".venv")):
        if os.path.exists(path):
            shutil.rmtree(path)
            print(f"removed {os.path.relpath(path, ROOT)}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except OSError as error:
        sys.exit(f"gopay: cannot remove {error.filename}: {error.strerror}")
