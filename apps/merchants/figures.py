"""Figures and moments as they stand in documents for people."""

from datetime import UTC, datetime
from decimal import Decimal

from apps.core.money import round_to_currency


def minute_of(at: datetime) -> str:
    """A moment, to the minute, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def grouped(figure: Decimal, currency: str) -> str:
    """An amount with the decimals of its currency, its thousands apart: `1,234.50`."""
    # Nothing is not less than nothing.
    return f"{round_to_currency(figure, currency) + 0:,f}"
