"""The end of a submission, whoever brings it about."""

from collections.abc import Sequence
from datetime import datetime

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.kyc import rules
from apps.kyc.models import Submission, SubmissionState, TargetTier
from apps.kyc.reasons import can_be_put_right, words_for
from apps.kyc.services._tell import announce, level_of


def approve_in_transaction(submission: Submission, *, now: datetime) -> None:
    """Approves a submission whose row the caller has locked, and raises the person's tier with it.

    Documents that were approved before give way to the new ones; the person is not told that the old ones expired.
    """
    Submission.objects.filter(
        person_id=submission.person_id, target_tier=submission.target_tier, state=SubmissionState.APPROVED
    ).update(state=SubmissionState.EXPIRED)
    submission.state, submission.decided_at = SubmissionState.APPROVED, now
    if submission.target_tier == TargetTier.TIER_2:
        submission.valid_until = rules.valid_until(submission, today=now.date())
    submission.save(update_fields=["state", "decided_at", "valid_until", "reviewer", "taken_at", "note"])
    # Locked in any case, so that hits of the watch list are only touched by who holds the person's row.
    person = User.objects.select_for_update(no_key=True).get(pk=submission.person_id)
    if person.kyc_tier < submission.target_tier:
        accounts.set_kyc_tier(person_id=submission.person_id, tier=submission.target_tier, now=now)
    announce(submission, "kyc.approved", now=now, level=level_of(submission))


def reject_in_transaction(submission: Submission, *, reasons: Sequence[str], note: str, now: datetime) -> None:
    """Rejects a submission whose row the caller has locked, for these reasons (apps.kyc.reasons).

    What the person can put right is `kyc.needs_more`, the rest `kyc.rejected`.
    """
    submission.state, submission.decided_at = SubmissionState.REJECTED, now
    submission.reasons, submission.note = list(dict.fromkeys(reasons)), note
    submission.save(update_fields=["state", "decided_at", "reasons", "note", "reviewer", "taken_at"])
    topic = "kyc.needs_more" if can_be_put_right(submission.reasons) else "kyc.rejected"
    announce(submission, topic, now=now, reasons=submission.reasons, words=words_for(submission.reasons), note=note)
