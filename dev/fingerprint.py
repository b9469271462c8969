"""A name for the code that shapes a database, so that work done for it is done once."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from dev.paths import ROOT

# Doors say nothing about the schema or the demo's data, and tests change all the time.
IRRELEVANT = {"tests", "api", "web", "__pycache__"}


def code_key() -> str:
    """A hash of everything that may shape a freshly migrated database."""
    digest = hashlib.sha256()
    paths = [ROOT / "requirements.txt"]
    for top in ("apps", "gopay"):
        for folder, folders, files in os.walk(ROOT / top):
            folders[:] = sorted(set(folders) - IRRELEVANT)
            paths += [Path(folder, name) for name in sorted(files) if name.endswith((".py", ".sql"))]
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
