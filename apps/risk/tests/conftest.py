import pytest

from apps.risk import kinds


@pytest.fixture(autouse=True)
def _three_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of payment that are there whatever the apps above make known."""
    monkeypatch.setattr(kinds, "_known", {"P2P": "Transfer", "BILL_PAYMENT": "Bill", "CASH_OUT": "Cash-out"})
