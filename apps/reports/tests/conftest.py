from collections.abc import Iterator

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The database forgets between tests; what was read from it must not be remembered either."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def api() -> APIClient:
    """Somebody who has not logged in."""
    return APIClient()
