"""What we say was done and no file lists; and days of which no file has come.

A provider has a day's grace: what it did just before midnight may stand in the next day's file. So operations are
looked for once the day after theirs is over, and only where that day's file has been read; where none has come, that is
one break of its own. Nothing is decided by what is not listed: an operation that is undecided stays so.

One statement finds them and one transaction writes them, under the Source's lock; an operation is missing once, a day
without a file too, so doing it again changes nothing. A file that comes later closes both (`_match`).
"""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from apps.core import sql
from apps.core.ids import uuid7
from apps.reconciliation.agreement import expected_effect
from apps.reconciliation.models import Source
from apps.reconciliation.services._match import close_breaks
from apps.reconciliation.services._read import lock_source

GRACE = timedelta(days=1)
# Further back nobody looks again; by then somebody has.
LOOKED_BACK = timedelta(days=40)
BATCH = 1_000

_MISSING = """
SELECT o.id, o.transaction_id, o.capability, o.amount, o.currency, (o.decided_at AT TIME ZONE 'UTC')::date
  FROM gateways_operation o
 WHERE o.gateway_code = %(gateway)s AND o.state = 'SUCCEEDED'
   AND o.decided_at >= %(since)s AND o.decided_at < %(before)s
   AND EXISTS (SELECT FROM reconciliation_importedfile f
                WHERE f.gateway_code = o.gateway_code AND f.state = 'READ'
                  AND f.day = (o.decided_at AT TIME ZONE 'UTC')::date)
   AND NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.operation_id = o.id AND l.source = o.gateway_code)
   AND NOT EXISTS (SELECT FROM reconciliation_break b
                    WHERE b.operation_id = o.id AND b.gateway_code = o.gateway_code
                      AND b.reason = 'MISSING_AT_PROVIDER')
   -- What was undone here, because it was never done there, is on neither side.
   AND NOT EXISTS (SELECT FROM transactions_paidback p WHERE p.transaction_id = o.transaction_id AND p.is_reversed)
 ORDER BY o.decided_at LIMIT %(limit)s
"""
_INSERT = """
INSERT INTO reconciliation_break (id, gateway_code, day, reason, detail, operation_id, transaction_id,
    our_effect, our_currency, their_effect, their_currency, state, opened_at, note, asked_resolution, asked_reason,
    resolution)
SELECT n.id, %s, n.day, %s, '', n.operation_id, n.transaction_id, n.effect, n.currency, 0, n.currency, 'OPEN', %s,
       '', '', '', ''
  FROM unnest(%s::uuid[], %s::date[], %s::uuid[], %s::uuid[], %s::numeric[], %s::text[])
       AS n (id, day, operation_id, transaction_id, effect, currency)
ON CONFLICT DO NOTHING RETURNING id
"""
_SILENT_DAYS = """
SELECT DISTINCT (o.decided_at AT TIME ZONE 'UTC')::date FROM gateways_operation o
 WHERE o.gateway_code = %(gateway)s AND o.state = 'SUCCEEDED'
   AND o.decided_at >= %(since)s AND o.decided_at < %(before)s
   AND NOT EXISTS (SELECT FROM reconciliation_importedfile f
                    WHERE f.gateway_code = o.gateway_code AND f.state = 'READ'
                      AND f.day = (o.decided_at AT TIME ZONE 'UTC')::date)
   -- What another day's file has listed, and perhaps decided, waits for none.
   AND NOT EXISTS (SELECT FROM reconciliation_line l WHERE l.operation_id = o.id AND l.source = o.gateway_code)
 ORDER BY 1
"""


def look_for_missing(*, gateway_code: str, now: datetime) -> int:
    """Opens a break for each operation no file lists, and for each day without a file; returns how many are new."""
    source = Source.objects.filter(pk=gateway_code).first()
    if source is None:
        return 0
    before = _midnight(now) - GRACE
    since = before - LOOKED_BACK
    bounds: dict[str, object] = {"gateway": gateway_code, "since": since, "before": before}
    opened = 0
    while True:
        with transaction.atomic():
            lock_source(gateway_code)
            found = sql.fetch_all(_MISSING, {**bounds, "limit": BATCH})
            if not found:
                break
            opened += len(_open(gateway_code, found, now))
    with transaction.atomic():
        lock_source(gateway_code)
        _close_days(gateway_code, now)
        _close_undone(gateway_code, now)
        # Before we began to ask for files none could come.
        began = _midnight(source.created_at)
        days = sql.fetch_all(_SILENT_DAYS, {**bounds, "since": max(since, began)})
        opened += len(_open_days(gateway_code, [day for (day,) in days], now))
    return opened


def _midnight(at: datetime) -> datetime:
    return datetime.combine(at.astimezone(UTC).date(), time(), UTC)


def _open(gateway_code: str, found: list[tuple[object, ...]], now: datetime) -> list[tuple[UUID, ...]]:
    rows = [
        (uuid7(), day, operation_id, transaction_id, expected_effect(str(capability), amount), currency)  # type: ignore[arg-type]
        for operation_id, transaction_id, capability, amount, currency, day in found
    ]
    return sql.fetch_all(_INSERT, [gateway_code, "MISSING_AT_PROVIDER", now, *map(list, zip(*rows, strict=True))])


_INSERT_DAYS = """
INSERT INTO reconciliation_break (id, gateway_code, day, reason, detail, our_effect, our_currency, their_effect,
    their_currency, state, opened_at, note, asked_resolution, asked_reason, resolution)
SELECT n.id, %s, n.day, 'NO_FILE', '', 0, '', 0, '', 'OPEN', %s, '', '', '', ''
  FROM unnest(%s::uuid[], %s::date[]) AS n (id, day)
ON CONFLICT DO NOTHING RETURNING id
"""


def _open_days(gateway_code: str, days: list[date], now: datetime) -> list[tuple[UUID, ...]]:
    return sql.fetch_all(_INSERT_DAYS, [gateway_code, now, [uuid7() for _ in days], days]) if days else []


def _close_undone(gateway_code: str, now: datetime) -> None:
    close_breaks(
        "reason = 'MISSING_AT_PROVIDER' AND gateway_code = %s AND EXISTS (SELECT FROM transactions_paidback p"
        " WHERE p.transaction_id = reconciliation_break.transaction_id AND p.is_reversed)",
        [gateway_code],
        now,
    )


def _close_days(gateway_code: str, now: datetime) -> None:
    close_breaks(
        "reason = 'NO_FILE' AND gateway_code = %s AND EXISTS (SELECT FROM reconciliation_importedfile f"
        " WHERE f.gateway_code = reconciliation_break.gateway_code AND f.state = 'READ'"
        " AND f.day = reconciliation_break.day)",
        [gateway_code],
        now,
    )
