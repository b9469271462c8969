"""Reads of merchants for reports: what they took and gave back. To be read in one snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core.streaming import estimate_rows, stream


@dataclass(frozen=True, slots=True)
class MerchantPerformance:
    """What a merchant took in a period, in its one currency; `borne` is what it bore of it with tax."""

    merchant_id: UUID
    name: str
    status: str
    category: str
    currency: str
    sales: int
    gross: Decimal
    tips: Decimal
    borne: Decimal
    refunds: int
    given_back: Decimal
    net: Decimal
    last_sale_at: datetime | None


_PERFORMANCE = """
SELECT m.id, m.name, m.status, m.category, m.currency, took.sales, took.gross, took.tips, took.borne, took.refunds,
       took.given_back, took.net, took.last_sale_at
  FROM merchants_merchant m
  JOIN LATERAL (
       SELECT count(*) FILTER (WHERE t.kind = 'SALE') AS sales,
              coalesce(sum(t.gross) FILTER (WHERE t.kind = 'SALE'), 0) AS gross,
              coalesce(sum(t.tip), 0) AS tips, coalesce(sum(t.discount + t.tax), 0) AS borne,
              count(*) FILTER (WHERE t.kind = 'REFUND') AS refunds,
              coalesce(sum(t.gross) FILTER (WHERE t.kind = 'REFUND'), 0) AS given_back,
              coalesce(sum(t.net), 0) AS net, max(t.at) FILTER (WHERE t.kind = 'SALE') AS last_sale_at
         FROM merchants_taking t
        WHERE t.merchant_id = m.id AND t.at >= %(since)s AND t.at < %(before)s) AS took ON true
 WHERE (%(currency)s = '' OR m.currency = %(currency)s) AND m.applied_at < %(before)s ORDER BY m.id
"""


def stream_performance(*, since: datetime, before: datetime, currency: str = "") -> Iterator[MerchantPerformance]:
    """Each merchant that had applied by then, with what it took in [since, before)."""
    for row in stream(_PERFORMANCE, {"since": since, "before": before, "currency": currency}):
        yield MerchantPerformance(*row)


def estimate_performance(*, since: datetime, before: datetime, currency: str = "") -> int:
    """About how many merchants those are."""
    return estimate_rows(_PERFORMANCE, {"since": since, "before": before, "currency": currency})
