"""A rate limiter that holds under parallel requests: one UPSERT per question, decided by PostgreSQL."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from apps.core import clock, sql
from apps.core.errors import DomainError


class TooManyRequests(DomainError):
    """Too many requests. Wait before trying again."""

    code = "rate_limited"
    category = "throttled"


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `count` at once, refilled evenly over `seconds` (generic cell rate algorithm, ITU-T I.371)."""

    name: str
    count: int
    seconds: int


_SPEND = """
INSERT INTO core_ratebucket AS b (key, arrival_at) VALUES (%(key)s, %(now)s::timestamptz + %(step)s)
ON CONFLICT (key) DO UPDATE SET arrival_at = greatest(b.arrival_at, %(now)s) + %(step)s
WHERE greatest(b.arrival_at, %(now)s) + %(step)s <= %(now)s::timestamptz + %(window)s
RETURNING arrival_at
"""


def spend(rate: Rate, key: str, *, now: datetime | None = None, cost: int = 1) -> None:
    """Counts one use of `rate` by `key`, or `cost` uses together. Raises TooManyRequests with the seconds to wait.

    Call it outside the transaction it guards, or a rollback gives the use back.
    """
    now = now or clock.now()
    window = timedelta(seconds=rate.seconds)
    step = window / rate.count * cost
    parameters = {"key": _bucket(rate, key), "now": now, "step": step, "window": window}
    if sql.fetch_one(_SPEND, parameters):
        return
    row = sql.fetch_one("SELECT arrival_at FROM core_ratebucket WHERE key = %s", [parameters["key"]])
    wait = (row[0] + step - window - now).total_seconds() if row else 1
    raise TooManyRequests(retry_after=max(1, ceil(wait)))


def give_back(rate: Rate, key: str, *, uses: int) -> None:
    """Takes back that many uses which were spent before: what turned out to cost less than it might have."""
    step = timedelta(seconds=rate.seconds) / rate.count * uses
    sql.fetch_all("UPDATE core_ratebucket SET arrival_at = arrival_at - %s WHERE key = %s", [step, _bucket(rate, key)])


def _bucket(rate: Rate, key: str) -> str:
    return f"{rate.name}:{key}"[:160]
