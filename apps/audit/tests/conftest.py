import pytest

from apps.audit import row_cursor
from apps.audit.tests.rows import HORIZON


@pytest.fixture
def horizon(monkeypatch: pytest.MonkeyPatch) -> None:
    """All transactions below HORIZON are over, whatever other tests on this server do."""
    monkeypatch.setattr(row_cursor, "horizon", lambda: HORIZON)
