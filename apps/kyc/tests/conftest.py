from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from apps.kyc.tests.providers import Provider, running_provider


@pytest.fixture(autouse=True)
def private_files(settings: Any, tmp_path: Path) -> Path:
    """A folder of pictures of the test's own."""
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")
    return tmp_path / "private"


@pytest.fixture(scope="session")
def one_provider() -> Iterator[Provider]:
    """The sandbox's provider as a process of its own, for the whole run."""
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: Provider, settings: Any) -> Provider:
    """The external check, listening; it remembers nothing of earlier tests."""
    one_provider.forget()
    settings.KYC_CHECK_URL = one_provider.url
    settings.KYC_CHECK_TOKEN = one_provider.token
    settings.KYC_CHECK_TIMEOUT = 2.0
    return one_provider
