"""Money in and out by month, as ui/chart.html draws it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import gettext as _

from apps.core.money import decimal_string
from apps.transactions.months import Month, list_months


@dataclass(frozen=True, slots=True)
class MonthsChart:
    """The months of one currency; `currencies` are all there is a chart of, `latest` is the present month."""

    currency: str
    currencies: list[str]
    latest: Month
    drawn: dict[str, Any]


def months_chart(person_id: UUID, *, currency: str, now: datetime) -> MonthsChart | None:
    """The chart of a currency, or of the first there is one of; None for somebody who has moved nothing lately."""
    by_currency = list_months(person_id, zone=ZoneInfo(get_current_timezone_name()), now=now)
    if not by_currency:
        return None
    if currency not in by_currency:
        currency = max(by_currency, key=lambda one: sum(1 for month in by_currency[one] if month.came or month.went))
    months = by_currency[currency]
    drawn = {
        "kind": "bars",
        "labels": [date_format(month.first_day, "M Y") for month in months],
        "currency": currency,
        "series": [
            {"name": _("Money in"), "values": [decimal_string(month.came, currency) for month in months]},
            {"name": _("Money out"), "values": [decimal_string(month.went, currency) for month in months]},
        ],
    }
    return MonthsChart(currency, list(by_currency), months[-1], drawn)
