from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """What another test has left unread lies elsewhere."""
    settings.PRIVATE_FILES_DIR = str(tmp_path)
