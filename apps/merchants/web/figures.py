"""Figures of the portal as its charts and tables show them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from apps.core.money import decimal_string
from apps.core.templatetags.ui import money_text
from apps.merchants.report_days import Days
from apps.merchants.selectors import Group


def last_days(now: datetime, count: int) -> Days:
    """So many days of UTC, today the last of them."""
    today = now.astimezone(UTC).date()
    return Days(today - timedelta(days=count - 1), today)


def day_chart(groups: Sequence[Group], currency: str) -> dict[str, Any]:
    """Sales and refunds day by day, for ui/chart.html."""
    labels = [date_format(group.day, "j M") for group in groups if group.day]
    sales = [decimal_string(group.sums.gross, currency) for group in groups]
    back = [decimal_string(group.sums.refunded, currency) for group in groups]
    return {
        "labels": labels,
        "series": [
            {"name": _("Sales"), "values": sales, "tone": "accent"},
            {"name": _("Given back"), "values": back, "tone": "bad"},
        ],
        "currency": currency,
        "kind": "bars",
        "rows": [
            {"label": label, "values": [money_text(sold, currency), money_text(returned, currency)]}
            for label, sold, returned in zip(labels, sales, back, strict=True)
        ],
    }
