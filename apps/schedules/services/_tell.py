from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.schedules import wording
from apps.schedules.models import Schedule


def tell_made(*, schedule_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells a person what they have arranged, on every channel: it may not have been them."""
    row = Schedule.objects.get(pk=schedule_id)
    facts = {
        "how_often": wording.how_often(row.frequency, row.interval),
        "start_date": row.start_date.isoformat(),
    }
    _tell(row, "schedule_made", facts, cause=cause, now=now, security=True)


def tell_skipped(
    *, schedule_id: UUID, failure_code: str, due_at: datetime, skipped: int, cause: UUID, now: datetime
) -> None:
    """Tells a person that a due date was not paid, and why; `skipped` may be several, of which it is the last."""
    row = Schedule.objects.get(pk=schedule_id)
    reason = wording.reason_of(failure_code)
    if skipped > 1:
        reason += f" Neither could the {skipped - 1} before it."
    facts = {"due_date": due_at.astimezone(ZoneInfo(row.time_zone)).date().isoformat(), "reason": reason}
    _tell(row, "schedule_skipped", facts, cause=cause, now=now)


def tell_paused(*, schedule_id: UUID, paused_because: str, cause: UUID, now: datetime) -> None:
    """Tells a person that nothing is paid until they say so, and why."""
    row = Schedule.objects.get(pk=schedule_id)
    _tell(row, "schedule_paused", {"reason": wording.paused_reason_of(paused_because)}, cause=cause, now=now)


def _tell(
    row: Schedule, template: str, facts: dict[str, Any], *, cause: UUID, now: datetime, security: bool = False
) -> None:
    context = {
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "payee": row.payee_name,
        **facts,
    }
    deliveries = notifications.tell(
        person_id=row.person_id,
        template=template,
        context=context,
        cause=cause,
        subject_kind="schedule",
        subject_id=row.id,
        security=security,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)
