"""Reads of billers for reports. To be read in one snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core.streaming import stream


@dataclass(frozen=True, slots=True)
class BillerEarned:
    """What a biller, or the aggregator that settles it, gave us by settlements made in a period."""

    biller_id: UUID
    name: str
    settled_by: str
    currency: str
    settlements: int
    payments: int
    gross: Decimal
    commission: Decimal


_EARNED = """
SELECT b.id, b.name, s.settled_by, s.currency, count(*), sum(s.payments), sum(s.gross), sum(s.commission)
  FROM billers_biller b JOIN billers_billersettlement s ON s.biller_id = b.id
 WHERE s.made_at >= %(since)s AND s.made_at < %(before)s AND (%(currency)s = '' OR s.currency = %(currency)s)
 GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 4
"""


def stream_biller_commissions(*, since: datetime, before: datetime, currency: str = "") -> Iterator[BillerEarned]:
    """What billers gave us by the settlements made in [since, before), whether they are paid out by now or not."""
    for row in stream(_EARNED, {"since": since, "before": before, "currency": currency}):
        yield BillerEarned(*row)
