from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.core.errors import InvalidInput
from apps.kyc.errors import OwnSubmission, SubmissionConflict, SubmissionNotFound, TakenBySomebodyElse
from apps.kyc.models import Document, Submission, SubmissionState
from apps.kyc.reasons import Reason
from apps.kyc.sealed import Details, open_details
from apps.kyc.services._decide import approve_in_transaction, reject_in_transaction
from apps.kyc.services._screen import clear_hits

# Whoever took a submission and went home does not keep it from the others.
TAKEN_FOR = timedelta(hours=1)


def take(*, submission_id: UUID, by: UUID, now: datetime) -> None:
    """Makes somebody the reviewer of a submission, so that no two work on it. Taking one's own again renews it.

    Locks the submission's row; of two at once one gets it. Raises SubmissionNotFound, OwnSubmission,
    SubmissionConflict when it is not in review, TakenBySomebodyElse while that is less than an hour old.
    """
    with transaction.atomic():
        submission = _lock(submission_id, by)
        if submission.state != SubmissionState.IN_REVIEW:
            raise SubmissionConflict(_what_happened(submission))
        if _is_anothers(submission, by, now):
            raise TakenBySomebodyElse(f"{_name_of(submission.reviewer_id)} works on this submission.")
        submission.reviewer_id, submission.taken_at = by, now
        submission.save(update_fields=["reviewer", "taken_at"])
        _note(by, "kyc.taken", submission, now)


def release(*, submission_id: UUID, by: UUID, now: datetime) -> None:
    """Gives a submission back to the queue. Raises SubmissionNotFound, OwnSubmission, SubmissionConflict."""
    with transaction.atomic():
        submission = _lock(submission_id, by)
        if submission.state != SubmissionState.IN_REVIEW or submission.reviewer_id != by:
            raise SubmissionConflict(_what_happened(submission))
        submission.reviewer, submission.taken_at = None, None
        submission.save(update_fields=["reviewer", "taken_at"])
        _note(by, "kyc.released", submission, now)


def approve(*, submission_id: UUID, by: UUID, note: str = "", now: datetime) -> None:
    """Approves what the reviewer has taken; hits of the watch list that are open are cleared with it.

    Locks the submission's row, then the person's. Raises SubmissionNotFound, OwnSubmission, and SubmissionConflict
    when somebody else has decided or taken it meanwhile.
    """
    with transaction.atomic():
        submission = _lock_taken(submission_id, by)
        submission.note = note
        approve_in_transaction(submission, now=now)
        clear_hits(person_id=submission.person_id, by=by, note=note or "approved by a reviewer", now=now)
        _note(by, "kyc.approved_by_me", submission, now)


def reject(*, submission_id: UUID, by: UUID, reasons: Sequence[str], note: str = "", now: datetime) -> None:
    """Rejects what the reviewer has taken, for at least one reason of apps.kyc.reasons; `note` is for the person.

    Raises what `approve` raises, and InvalidInput on `reasons` and `note`.
    """
    if not reasons or not all(reason in set(Reason) for reason in reasons):
        raise InvalidInput(errors=[{"field": "reasons", "code": "required", "detail": "Choose at least one reason."}])
    if Reason.OTHER in reasons and not note.strip():
        raise InvalidInput(errors=[{"field": "note", "code": "required", "detail": "Say in words what is not right."}])
    with transaction.atomic():
        submission = _lock_taken(submission_id, by)
        reject_in_transaction(submission, reasons=[str(reason) for reason in reasons], note=note.strip(), now=now)
        _note(by, "kyc.rejected_by_me", submission, now, reasons=list(reasons))


def look_at_details(*, submission_id: UUID, by: UUID, now: datetime) -> Details:
    """Opens somebody's details for a reviewer, and writes down that they were seen.

    Raises SubmissionNotFound, OwnSubmission, crypto.Undecipherable.
    """
    submission = _get(submission_id, by)
    details = open_details(submission)
    _note(by, "kyc.details_seen", submission, now)
    return details


def look_at_document(*, submission_id: UUID, kind: str, by: UUID, now: datetime) -> Document:
    """A document of somebody for a reviewer, and writes down that it was seen.

    Raises SubmissionNotFound, OwnSubmission.
    """
    submission = _get(submission_id, by)
    document = Document.objects.filter(submission=submission, kind=kind).first()
    if document is None:
        raise SubmissionNotFound
    _note(by, "kyc.document_seen", submission, now, kind=kind)
    return document


def may_decide(submission: Submission, *, by: UUID) -> bool:
    """Whether this reviewer has taken it and it still waits for a decision."""
    return submission.state == SubmissionState.IN_REVIEW and submission.reviewer_id == by


def may_take(submission: Submission, *, by: UUID, now: datetime) -> bool:
    """Whether it waits for a reviewer and this one may be it."""
    waits = submission.state == SubmissionState.IN_REVIEW and submission.person_id != by
    return waits and submission.reviewer_id != by and not _is_anothers(submission, by, now)


def _is_anothers(submission: Submission, by: UUID, now: datetime) -> bool:
    taken = submission.reviewer_id not in {None, by}
    return taken and submission.taken_at is not None and submission.taken_at > now - TAKEN_FOR


def _get(submission_id: UUID, by: UUID) -> Submission:
    submission = Submission.objects.filter(pk=submission_id).first()
    if submission is None:
        raise SubmissionNotFound
    if submission.person_id == by:
        raise OwnSubmission
    return submission


def _lock(submission_id: UUID, by: UUID) -> Submission:
    submission = Submission.objects.select_for_update(no_key=True, of=("self",)).filter(pk=submission_id).first()
    if submission is None:
        raise SubmissionNotFound
    if submission.person_id == by:
        raise OwnSubmission
    return submission


def _lock_taken(submission_id: UUID, by: UUID) -> Submission:
    submission = _lock(submission_id, by)
    if not may_decide(submission, by=by):
        raise SubmissionConflict(_what_happened(submission))
    return submission


def _what_happened(submission: Submission) -> str:
    """Why somebody who looked at it a moment ago cannot do any more what they meant to."""
    who = _name_of(submission.reviewer_id)
    if submission.state == SubmissionState.IN_REVIEW:
        return f"{who} works on this submission." if submission.reviewer_id else "Take it first."
    decided = submission.state in {SubmissionState.APPROVED, SubmissionState.REJECTED, SubmissionState.EXPIRED}
    by = f" by {who}" if decided and submission.reviewer_id else ""
    return f"It is {submission.get_state_display().lower()}{by} by now: nothing was changed."


def _name_of(person_id: UUID | None) -> str:
    return people.get_person(person_id).full_name if person_id else "Nobody"


def _note(by: UUID, action: str, submission: Submission, now: datetime, **detail: object) -> None:
    """In the reviewer's own log: whose papers they looked at and what they did."""
    accounts.record_activity(
        person_id=by,
        action=action,
        subject=str(submission.id),
        detail={"person_id": str(submission.person_id), **detail},
        at=now,
    )
