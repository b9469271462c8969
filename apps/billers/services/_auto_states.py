"""The steps an auto-recharge takes. Each needs its row locked, and belongs into the transaction of what makes it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts import services as accounts
from apps.billers.models import AutoPausedBecause, AutoRecharge, AutoRechargeState
from apps.billers.recharge_errors import AutoRechargeNotFound
from apps.core import events


def lock_auto_recharge(person_id: UUID, auto_recharge_id: UUID) -> AutoRecharge:
    """One of the person's that is not over, locked until the transaction ends: nothing of it is bought meanwhile.

    Raises AutoRechargeNotFound, for others' too.
    """
    mine = AutoRecharge.objects.select_for_update(no_key=True).exclude(state=AutoRechargeState.ENDED)
    row = mine.filter(pk=auto_recharge_id, person_id=person_id).first()
    if row is None:
        raise AutoRechargeNotFound
    return row


def announce(row: AutoRecharge, topic: str, *, now: datetime, **facts: Any) -> None:
    """Records what happened to it, for whoever tells its person."""
    events.record(topic, {"auto_recharge_id": str(row.id), "person_id": str(row.person_id), **facts}, at=now)


def write_down(row: AutoRecharge, action: str, *, now: datetime, **detail: Any) -> None:
    """The line in the activity log of its person."""
    accounts.record_activity(person_id=row.person_id, action=action, subject=str(row.id), detail=detail, at=now)


def pause(row: AutoRecharge, because: AutoPausedBecause, *, now: datetime, **detail: Any) -> None:
    """Nothing of it is due any more, until its person confirms it anew. What is under way goes on.

    They are told, unless they did it themselves.
    """
    row.state, row.paused_because = AutoRechargeState.PAUSED, because
    row.next_due_on = row.due_at = None
    row.save()
    write_down(row, "billers.auto_recharge_paused", now=now, reason=because.value.lower(), **detail)
    if because != AutoPausedBecause.PERSON:
        announce(row, "billers.auto_recharge_paused", now=now, paused_because=because.value)


def end(row: AutoRecharge, *, now: datetime, **detail: Any) -> None:
    """Ends it for good. What is under way goes on."""
    row.state, row.paused_because, row.ended_at = AutoRechargeState.ENDED, "", now
    row.next_due_on = row.due_at = None
    row.save()
    write_down(row, "billers.auto_recharge_ended", now=now, **detail)
