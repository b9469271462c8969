from pathlib import Path
from typing import Any

import pytest
from rest_framework.test import APIClient


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    """Each test counts the private files it leaves."""
    settings.PRIVATE_FILES_DIR = str(tmp_path)


@pytest.fixture
def api() -> APIClient:
    """Somebody who has not logged in."""
    return APIClient()
