from collections.abc import Iterator

import pytest

from apps.gateways import followers
from apps.gateways.tests.calling import CONNECTIONS, Recorder


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
