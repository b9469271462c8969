"""What came to a person and what left them, by month: read from the newest of their own payments.

Nothing is counted in advance for each person. Instead the read is bounded twice: by the months, whose payments are a
range of ids in the indexes that begin with the person, and by COUNTED payments of each side. Where that many do not
reach back to the first month, the months before are left out rather than told too small.
apps/transactions/tests/test_months.py asks PostgreSQL for the plan.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from apps.core import sql
from apps.transactions.history import first_id_since, is_in_step

SHOWN = 12
# Of each side, the newest.
COUNTED = 20_000
_NOTHING = UUID(int=0)
# A conversion is both sides: what left in one currency, and what arrived in the other.
_MOVED = """
WITH newest AS (
    (SELECT true AS is_out, state, created_at, currency,
            amount + CASE fee_bearer WHEN 'PAYER' THEN fee + tax ELSE 0 END AS moved
       FROM transactions_transaction WHERE payer_id = %(me)s AND id >= %(first)s ORDER BY id DESC LIMIT %(most)s)
    UNION ALL
    (SELECT false, state, created_at, coalesce(nullif(received_currency, ''), currency),
            coalesce(received_amount, amount - CASE fee_bearer WHEN 'PAYEE' THEN fee + tax ELSE 0 END)
       FROM transactions_transaction WHERE payee_id = %(me)s AND id >= %(first)s ORDER BY id DESC LIMIT %(most)s)
)
SELECT currency, date_trunc('month', created_at AT TIME ZONE %(zone)s)::date,
       coalesce(sum(moved) FILTER (WHERE NOT is_out), 0), coalesce(sum(moved) FILTER (WHERE is_out), 0),
       (SELECT max(oldest) FROM (SELECT min(created_at) AS oldest FROM newest
                                  GROUP BY is_out HAVING count(*) >= %(most)s) AS cut)
  FROM newest
 WHERE state = 'COMPLETED' AND created_at >= %(since)s
 GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class Month:
    """What came and what went in one month, both positive, in one currency's main unit."""

    first_day: date
    came: Decimal = Decimal(0)
    went: Decimal = Decimal(0)


def list_months(person_id: UUID, *, zone: ZoneInfo, now: datetime) -> dict[str, list[Month]]:
    """For each currency in which anything was paid lately, its last SHOWN months, the present one last.

    Months are those of `zone`. Payments that were completed count, with what they cost whoever bears it; what a wallet
    has paid for a business of its holder's does not. Two statements.
    """
    days = _first_days(now.astimezone(zone).date())
    since = datetime.combine(days[0], time.min, zone).astimezone(UTC)
    given: dict[str, Any] = {
        "me": person_id,
        "first": first_id_since(since) if is_in_step(person_id) else _NOTHING,
        "most": COUNTED,
        "zone": zone.key,
        "since": since,
    }
    found: dict[str, dict[date, Month]] = {}
    complete = days
    for currency, day, came, went, cut in sql.fetch_all(_MOVED, given):
        found.setdefault(currency, {})[day] = Month(day, came, went)
        if cut is not None:
            complete = [one for one in days if one > cut.astimezone(zone).date()] or days[-1:]
    return {currency: [months.get(day, Month(day)) for day in complete] for currency, months in sorted(found.items())}


def _first_days(today: date) -> list[date]:
    """The first days of the last SHOWN months, the present one last."""
    months = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(months - SHOWN + 1, months + 1)]
