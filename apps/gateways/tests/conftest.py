from collections.abc import Iterator

import pytest
from django.core.cache import cache

from apps.gateways import followers
from apps.gateways.tests.calling import CONNECTIONS, Recorder


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The database forgets between tests; what was read from it must not be remembered either."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def banks(settings) -> None:
    """Two banks that only call, and are never asked."""
    settings.GATEWAY_CONNECTIONS = CONNECTIONS


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    """Follows operations in place of the payments."""
    before = list(followers._followers)
    recorder = Recorder()
    followers.follow(recorder)
    yield recorder
    followers._followers[:] = before
