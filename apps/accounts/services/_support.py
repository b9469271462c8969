from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts.errors import SessionNotFound
from apps.accounts.models import Session
from apps.accounts.services._activity import record_activity
from apps.accounts.services._sessions import end


def end_sessions_for(*, person_id: UUID, session_id: UUID | None = None, reason: str, by: UUID, now: datetime) -> int:
    """An operator ends a person's sessions, or one of them; returns how many.

    Locks the sessions in the order of their ids. Raises SessionNotFound when none was good.
    """
    with transaction.atomic():
        sessions = Session.objects.filter(user_id=person_id)
        ended = end(sessions.filter(pk=session_id) if session_id else sessions, reason="operator", now=now)
        if not ended:
            raise SessionNotFound
        for one in ended:
            record_activity(
                person_id=person_id,
                action="accounts.session_ended",
                subject=str(one),
                detail={"reason": reason, "by": str(by)},
                at=now,
            )
    return len(ended)
