from datetime import datetime
from typing import Any

from apps.accounts import services as accounts
from apps.core import events
from apps.kyc.models import Submission


def announce(submission: Submission, topic: str, *, now: datetime, **facts: Any) -> None:
    """Records what happened to a submission, and the same in its person's activity log.

    `facts` are what the message to the person needs, so nothing that is only for reviewers. Belongs into the
    transaction of what it tells about.
    """
    payload = {"submission_id": str(submission.id), "person_id": str(submission.person_id), **facts}
    events.record(topic, payload, at=now)
    accounts.record_activity(
        person_id=submission.person_id, action=topic, subject=str(submission.id), detail=facts, at=now
    )


def level_of(submission: Submission) -> int:
    """The tier as people are told of it."""
    return int(submission.target_tier.removeprefix("TIER_"))
