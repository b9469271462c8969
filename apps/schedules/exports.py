"""What schedules add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.core.money import decimal_string
from apps.schedules import selectors
from apps.schedules.models import Schedule, ScheduleRun


def _count(person_id: UUID) -> int:
    return Schedule.objects.filter(person_id=person_id).count()


@contributor("schedules", expected=_count)
def _schedules(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they arranged and what became of each due date. By which key it was asked for stays inside."""
    for row in in_batches(lambda after, limit: selectors.list_schedules(person_id, after=after, limit=limit)):
        yield {
            "id": row.id,
            "to": row.to,
            "payee": row.payee_name,
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "note": row.note,
            "frequency": row.frequency,
            "interval": row.interval,
            "start_date": row.start_date.isoformat(),
            "time": row.local_time.strftime("%H:%M"),
            "day_of_month": row.day_of_month,
            "end_date": row.end_date and row.end_date.isoformat(),
            "count": row.count,
            "time_zone": row.time_zone,
            "state": row.state,
            "created_at": row.created_at,
            "ended_at": row.ended_at,
        }


def _count_runs(person_id: UUID) -> int:
    return ScheduleRun.objects.filter(schedule__person_id=person_id).count()


@contributor("schedule_runs", expected=_count_runs)
def _runs(person_id: UUID) -> Iterator[dict[str, Any]]:
    rows = ScheduleRun.objects.filter(schedule__person_id=person_id).order_by("id")
    for row in in_batches(lambda after, limit: list(rows.filter(id__gt=after)[:limit])):
        yield {
            "id": row.id,
            "schedule_id": row.schedule_id,
            "occurrence": row.occurrence,
            "due_at": row.due_at,
            "state": row.state,
            "transaction_id": row.transaction_id,
            "failure_code": row.failure_code or None,
            "decided_at": row.decided_at,
        }
