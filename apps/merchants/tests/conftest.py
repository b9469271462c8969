from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Path) -> Path:
    """A folder of papers of the test's own."""
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")
    return tmp_path / "private"
