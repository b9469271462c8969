"""The statements that count. Hours are counted from the tables; days and months are sums of hours."""

from typing import Any

from django.db import connection

from apps.core.rollups import Source
from apps.core.xact import horizon_sql

KEYS = "kind, outcome, currency"
_SUMS = (
    "sum(count) AS count, sum(amount) AS amount, sum(fee) AS fee, sum(milliseconds) AS milliseconds,"
    " max(slowest) AS slowest"
)
# A payment that was made and moved on within one stretch leaves nothing behind where it was made.
_SOMETHING = "HAVING sum(count) <> 0 OR sum(amount) <> 0 OR sum(fee) <> 0 OR sum(milliseconds) <> 0"


def hours_part(source: Source) -> str:
    """A SELECT of one row for each hour and series of the stretch from %(after)s to %(before)s."""
    return (
        f"SELECT date_trunc('hour', at, 'UTC') AS starts_at, {KEYS}, {_SUMS}"
        f" FROM ({source.facts}) AS fact GROUP BY 1, {KEYS} {_SOMETHING}"
    )


def longer_part(grain: str, hours: str) -> str:
    """A SELECT of the same for days or months, out of a relation of hours."""
    field = grain.lower()
    return (
        f"SELECT date_trunc('{field}', starts_at, 'UTC') AS starts_at, {KEYS}, {_SUMS} FROM {hours} GROUP BY 1, {KEYS}"
    )


def add_sql(source: Source) -> str:
    """Adds a stretch of facts to the figures of all three grains."""
    return f"""
WITH hours AS MATERIALIZED ({hours_part(source)}),
found AS (
    SELECT 'HOUR' AS grain, * FROM hours
    UNION ALL SELECT 'DAY', * FROM ({longer_part("DAY", "hours")}) AS day
    UNION ALL SELECT 'MONTH', * FROM ({longer_part("MONTH", "hours")}) AS month)
INSERT INTO reports_rollup AS r (source, grain, starts_at, {KEYS}, count, amount, fee, milliseconds, slowest)
SELECT %(source)s, grain, starts_at, {KEYS}, count, amount, fee, milliseconds, slowest FROM found
    ON CONFLICT (source, grain, starts_at, {KEYS}) DO UPDATE SET
       count = r.count + excluded.count, amount = r.amount + excluded.amount, fee = r.fee + excluded.fee,
       milliseconds = r.milliseconds + excluded.milliseconds, slowest = greatest(r.slowest, excluded.slowest)
"""  # nosec B608


# Below the first every transaction is over; below the second is whatever was committed by now.
HORIZON = f"SELECT {horizon_sql()}, pg_snapshot_xmax(pg_current_snapshot())::text::bigint"  # nosec B608


def run(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of one statement, bound by the client: each is planned for its own stretch, and none too often."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []
