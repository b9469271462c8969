"""Where things are in this checkout. Everything the tools write is under `.local`."""

from __future__ import annotations

import os
from pathlib import Path

from dev.console import Trouble

ROOT = Path(__file__).resolve().parent.parent
LOCAL = Path(os.environ.get("GOPAY_LOCAL_DIR") or ROOT / ".local").resolve()
LOGS = LOCAL / "logs"
CACHE = LOCAL / "cache"
PYTHON = ROOT / ".venv" / "bin" / "python"


def make_folder(path: Path) -> Path:
    """Create `path` and its parents below the checkout.

    Raises Trouble when the folder cannot be made, most often because another
    user made `.local` first.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            f"cannot write to {path} ({error.strerror}): "
            "use the user who first ran GoPay here, or remove .local as that user"
        ) from error
    return path
