"""The steps an automatic top-up takes. Each needs its row locked, and belongs into the transaction of what makes it."""

from datetime import datetime
from typing import Any

from apps.accounts import services as accounts
from apps.core import events
from apps.funding.models import AutoTopUp, PausedBecause, TopUpState


def pause(row: AutoTopUp, because: PausedBecause, *, now: datetime, **detail: Any) -> None:
    """It starts no deposit any more until its person confirms it anew, and they are told. One under way goes on."""
    row.state, row.paused_because, row.not_before = TopUpState.PAUSED, because, None
    _save_idle(row)
    payload = {"top_up_id": str(row.id), "person_id": str(row.person_id), "paused_because": because.value}
    events.record("funding.top_up_paused", payload, at=now)
    write_down(row, "funding.top_up_paused", now=now, reason=because.value.lower(), **detail)


def end(row: AutoTopUp, *, now: datetime, **detail: Any) -> None:
    """It is switched off. What it has fetched this month stays counted, for whoever switches it on again."""
    row.state, row.paused_because, row.not_before = TopUpState.OFF, "", None
    _save_idle(row)
    write_down(row, "funding.top_up_stopped", now=now, **detail)


def write_down(row: AutoTopUp, action: str, *, now: datetime, **detail: Any) -> None:
    """The line in the activity log of its person."""
    detail = {"currency": row.currency, **detail}
    accounts.record_activity(person_id=row.person_id, action=action, subject=str(row.id), detail=detail, at=now)


def _save_idle(row: AutoTopUp) -> None:
    # What is under way is still looked after.
    if row.transaction_id is None:
        row.due_at = None
    row.save()
