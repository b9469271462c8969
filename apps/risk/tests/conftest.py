from collections.abc import Iterator

import pytest
from django.core.cache import cache

from apps.risk import kinds


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """The database forgets between tests; what was read from it must not be remembered either."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _three_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of payment that are there whatever the apps above make known."""
    monkeypatch.setattr(kinds, "_known", {"P2P": "Transfer", "BILL_PAYMENT": "Bill", "CASH_OUT": "Cash-out"})
