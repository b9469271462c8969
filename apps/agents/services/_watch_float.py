"""Looks at each outlet's float, and raises an alert while it is low or not likely to last the day.

There is one alert at a time for an outlet (a unique index); raised once, its people are told once. It is over when the
float is no longer low and covers what is expected; for an alert of the forecast with a tenth to spare, as the forecast
sinks with every minute and would otherwise raise one after the other.

A round takes a bounded number of outlets, some at a time. When there are more, it takes a slice of them by their ids,
and the next round the next slice, so that each outlet's turn comes, whoever looks; nothing is remembered between
rounds. Alerts of some outlets and their events commit together; a process that dies leaves the rest to the next round.
No row of an outlet or of its float is locked: payments do not notice.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from apps.agents.models import FloatAlert, Outlet
from apps.agents.selectors import Stock, get_stock, list_watched
from apps.core import events, sql
from apps.core.ids import uuid7

AT_A_TIME = 500
IN_A_ROUND = 20_000
# How often a round begins (CELERY_BEAT_SCHEDULE).
ROUND_SECONDS = 300
_TO_SPARE = Decimal("1.1")

_RAISE = """
INSERT INTO agents_floatalert (id, outlet_id, reason, balance, expected, currency, raised_at)
SELECT new.*, %s::timestamptz FROM unnest(
    %s::uuid[], %s::uuid[], %s::text[], %s::numeric[], %s::numeric[], %s::text[]) AS new
    ON CONFLICT (outlet_id) WHERE ended_at IS NULL DO NOTHING
RETURNING id
"""


def watch_floats(*, now: datetime) -> int:
    """Raises and ends alerts; returns how many outlets it has looked at. Records `agents.float_low` {alert_id}."""
    slices = max(1, -(-Outlet.objects.count() // IN_A_ROUND))
    slot = int(now.timestamp()) // ROUND_SECONDS % slices
    after, looked_at = None, 0
    while places := list_watched(after=after, limit=AT_A_TIME, slices=slices, slot=slot):
        after = places[-1].outlet_id
        looked_at += len(places)
        _compare(get_stock(places, at=now), now)
    return looked_at


def _compare(stocks: Sequence[Stock], now: datetime) -> None:
    over = [one.place.alert.id for one in stocks if one.place.alert and _is_over(one)]
    short = [(one, reason) for one in stocks if one.place.alert is None and (reason := _reason(one))]
    if not over and not short:
        return
    with transaction.atomic():
        FloatAlert.objects.filter(pk__in=over, ended_at=None).update(ended_at=now)
        raised = sql.fetch_all(
            _RAISE,
            [
                now,
                [uuid7() for _ in short],
                [one.place.outlet_id for one, _ in short],
                [reason for _, reason in short],
                [one.available.amount for one, _ in short],
                [one.expected.amount for one, _ in short],
                [one.place.currency for one, _ in short],
            ],
        )
        for (alert_id,) in raised:
            events.record("agents.float_low", {"alert_id": str(alert_id)}, at=now)


def _reason(stock: Stock) -> str:
    """Why somebody should know; empty when nobody need."""
    if not stock.place.is_in_service:
        return ""
    low = stock.place.low_float_at
    if low is not None and stock.available.amount < low:
        return FloatAlert.Reason.LOW.value
    return FloatAlert.Reason.FORECAST.value if stock.available < stock.expected else ""


def _is_over(stock: Stock) -> bool:
    if _reason(stock):
        return False
    if not stock.place.is_in_service or stock.place.alert is None:
        return True
    is_forecast = stock.place.alert.reason == FloatAlert.Reason.FORECAST
    return not is_forecast or stock.available.amount >= stock.expected.amount * _TO_SPARE
