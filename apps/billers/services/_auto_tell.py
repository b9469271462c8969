from datetime import datetime
from typing import Any
from uuid import UUID

from apps.billers import recharge_wording as wording
from apps.billers.models import AutoRecharge
from apps.core.money import decimal_string
from apps.notifications import services as notifications


def tell_auto_made(*, auto_recharge_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells a person what will be bought by itself, on every channel: it may not have been them."""
    row = _read(auto_recharge_id)
    facts = {
        "how_often": wording.how_often(row.every_days, row.day_of_month),
        "start_date": row.start_date.isoformat(),
    }
    _tell(row, "auto_recharge_set", facts, cause=cause, now=now, security=True)


def tell_auto_skipped(
    *, auto_recharge_id: UUID, failure_code: str, due_on: str, skipped: int, cause: UUID, now: datetime
) -> None:
    """Tells a person that nothing was bought on a due date, and why; of several that were skipped it is the last."""
    reason = wording.reason_of(failure_code)
    if skipped > 1:
        reason += f" Neither could the {skipped - 1} before it."
    facts = {"due_date": due_on, "reason": reason}
    _tell(_read(auto_recharge_id), "auto_recharge_skipped", facts, cause=cause, now=now)


def tell_auto_paused(*, auto_recharge_id: UUID, paused_because: str, cause: UUID, now: datetime) -> None:
    """Tells a person that nothing is bought until they say so, and why."""
    facts = {"reason": wording.paused_reason_of(paused_because)}
    _tell(_read(auto_recharge_id), "auto_recharge_paused", facts, cause=cause, now=now)


def _read(auto_recharge_id: UUID) -> AutoRecharge:
    return AutoRecharge.objects.select_related("operator").get(pk=auto_recharge_id)


def _tell(
    row: AutoRecharge, template: str, facts: dict[str, Any], *, cause: UUID, now: datetime, security: bool = False
) -> None:
    context = {
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "operator": row.operator.name,
        "number": row.masked,
        **facts,
    }
    deliveries = notifications.tell(
        person_id=row.person_id,
        template=template,
        context=context,
        cause=cause,
        subject_kind="auto_recharge",
        subject_id=row.id,
        security=security,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)
