"""Figures and moments as they stand in documents for people."""

from datetime import datetime, tzinfo
from decimal import Decimal

from apps.core.money import round_to_currency


def minute_in(at: datetime, zone: tzinfo) -> str:
    """A moment, to the minute, by the clocks of a place."""
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def grouped(figure: Decimal, currency: str) -> str:
    """An amount with the decimals of its currency, its thousands apart: `1,234.50`."""
    # Nothing is not less than nothing.
    return f"{round_to_currency(figure, currency) + 0:,f}"
