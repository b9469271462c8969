from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.kyc.models import Submission, SubmissionState
from apps.kyc.services._tell import announce

# How many days before; the second notice is the last.
NOTICES = (30, 7)


def remind_and_expire(*, now: datetime) -> tuple[int, int]:
    """Tells whose documents expire in 30 and in 7 days, and sets back whose have expired.

    Returns how many were told and how many were set back. Each row in a transaction of its own, locked and
    written as done there: run twice, or by two at once, nobody is told twice.
    """
    return _remind(now), _expire(now)


def _remind(now: datetime) -> int:
    told = 0
    today = now.date()
    # The last notice first: whoever is due for both hears of the nearer one only.
    for number, days in sorted(enumerate(NOTICES, start=1), reverse=True):
        due = Q(valid_until__gte=today, valid_until__lte=today + timedelta(days=days), reminders__lt=number)
        while (submission_id := _next(due)) is not None:
            told += _remind_one(submission_id, due, number, now)
    return told


def _next(due: Q) -> UUID | None:
    found = Submission.objects.filter(due, state=SubmissionState.APPROVED).order_by("valid_until", "id")
    return found.values_list("pk", flat=True).first()


def _lock(submission_id: UUID, due: Q) -> Submission | None:
    approved = Submission.objects.select_for_update(no_key=True, of=("self",))
    return approved.filter(due, pk=submission_id, state=SubmissionState.APPROVED).first()


def _remind_one(submission_id: UUID, due: Q, number: int, now: datetime) -> int:
    with transaction.atomic():
        submission = _lock(submission_id, due)
        if submission is None or submission.valid_until is None:
            return 0
        submission.reminders = number
        submission.save(update_fields=["reminders"])
        left = (submission.valid_until - now.date()).days
        announce(submission, "kyc.expiring", now=now, days=left, valid_until=submission.valid_until.isoformat())
    return 1


def _expire(now: datetime) -> int:
    set_back = 0
    due = Q(valid_until__lt=now.date())
    while (submission_id := _next(due)) is not None:
        with transaction.atomic():
            submission = _lock(submission_id, due)
            if submission is None or submission.valid_until is None:
                continue
            submission.state = SubmissionState.EXPIRED
            submission.save(update_fields=["state"])
            if people.get_profile(submission.person_id).kyc_tier == "TIER_2":
                accounts.set_kyc_tier(person_id=submission.person_id, tier="TIER_1", now=now)
            announce(submission, "kyc.expired", now=now, valid_until=submission.valid_until.isoformat())
        set_back += 1
    return set_back
