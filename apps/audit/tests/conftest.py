import pytest

from apps.audit import row_cursor
from apps.audit.tests.rows import HORIZON


@pytest.fixture
def horizon(monkeypatch: pytest.MonkeyPatch) -> None:
    """All transactions below HORIZON are over, whatever other tests on this server do."""
    monkeypatch.setattr(row_cursor, "horizon", lambda: HORIZON)
    # Rows are given transactions that no server here has come to.
    monkeypatch.setattr(row_cursor, "next_xact", lambda: 10**9)
