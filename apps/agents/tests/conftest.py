from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The database forgets between tests; what was read from it must not be remembered either."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Path) -> Path:
    """A folder of papers of the test's own."""
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")
    return tmp_path / "private"
