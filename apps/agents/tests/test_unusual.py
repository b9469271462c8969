"""What counts as an unusual amount, at the edges."""

from decimal import Decimal

import pytest

from apps.agents.unusual import Habits, usual_amount

_REGULAR = Habits(customer_mean=Decimal(20), customer_dealings=3)
_BUSY = Habits(outlet_mean=Decimal(30), outlet_dealings=10)


@pytest.mark.parametrize(
    ("amount", "habits", "usual"),
    [
        ("1000000", Habits(), None),
        ("100", _REGULAR, None),
        ("100.0001", _REGULAR, "20"),
        ("0.01", _REGULAR, None),
        ("5000", Habits(customer_mean=Decimal(20), customer_dealings=2), None),
        ("300", _BUSY, None),
        ("300.0001", _BUSY, "30"),
        ("5000", Habits(outlet_mean=Decimal(30), outlet_dealings=9), None),
        # What is usual for the customer may still be far too much for the outlet.
        ("301", Habits(Decimal(300), 50, Decimal(30), 10), "30"),
        ("101", Habits(Decimal(20), 3, Decimal(30), 10), "20"),
    ],
)
def test_what_is_unusual(amount: str, habits: Habits, usual: str | None) -> None:
    assert usual_amount(Decimal(amount), habits) == (None if usual is None else Decimal(usual))
