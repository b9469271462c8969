"""Reads of reconciliation for reports: breaks, and what cover the e-money had. To be read in one snapshot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from apps.core.streaming import estimate_rows, stream
from apps.reconciliation.models import CoverageProof


@dataclass(frozen=True, slots=True)
class ReportedBreak:
    """Where a provider's list and our books did not agree, and what became of it."""

    id: UUID
    gateway: str
    day: date
    reason: str
    detail: str
    state: str
    resolution: str
    our_effect: Decimal
    our_currency: str
    their_effect: Decimal
    their_currency: str
    transaction_id: UUID | None
    opened_at: datetime
    resolved_at: datetime | None


_BREAKS = """
SELECT id, gateway_code, day, reason, detail, state, resolution, our_effect, our_currency, their_effect,
       their_currency, transaction_id, opened_at, resolved_at
  FROM reconciliation_break
 WHERE opened_at < %(before)s AND (opened_at >= %(since)s OR %(still_open)s AND state = 'OPEN')
   AND (%(state)s = '' OR state = %(state)s) AND (%(gateway)s = '' OR gateway_code = %(gateway)s)
 ORDER BY id
"""


def stream_breaks(
    *, since: datetime, before: datetime, state: str = "", gateway: str = "", still_open: bool = True
) -> Iterator[ReportedBreak]:
    """The breaks opened in [since, before), and with `still_open` those that were opened earlier and are open now."""
    wanted = {"since": since, "before": before, "state": state, "gateway": gateway, "still_open": still_open}
    for row in stream(_BREAKS, wanted):
        yield ReportedBreak(*row)


def estimate_breaks(*, since: datetime, before: datetime, state: str = "", gateway: str = "") -> int:
    """About how many those are."""
    wanted = {"since": since, "before": before, "state": state, "gateway": gateway, "still_open": True}
    return estimate_rows(_BREAKS, wanted)


def list_daily_proofs(*, day: date) -> list[CoverageProof]:
    """The daily proofs of a day (UTC), by currency; none when none was taken."""
    return list(CoverageProof.objects.filter(day=day, is_daily=True).order_by("currency"))
