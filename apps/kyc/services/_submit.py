from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors as people
from apps.core.ratelimit import spend
from apps.kyc import names, rates, rules, selectors
from apps.kyc.errors import Incomplete
from apps.kyc.models import Check, Submission, SubmissionState
from apps.kyc.sealed import Details, open_details
from apps.kyc.services._drafts import lock_draft
from apps.kyc.services._screen import screen
from apps.kyc.services._tell import announce, level_of


@dataclass(frozen=True, slots=True)
class Flags:
    """What keeps a machine from deciding alone."""

    duplicate_of: Submission | None
    name_differs: bool
    watch_listed: bool

    @property
    def any(self) -> bool:
        return self.duplicate_of is not None or self.name_differs or self.watch_listed


def find_flags(submission: Submission, details: Details, *, now: datetime) -> Flags:
    """Compares the submission with the account, with other people's and with the watch list; opens nobody else's."""
    account_name = people.get_profile(submission.person_id).full_name
    document_name = details.name or ""
    same = selectors.list_same_number(submission, limit=1)
    return Flags(
        duplicate_of=same[0] if same else None,
        name_differs=not names.resembles(account_name, document_name),
        watch_listed=screen(
            person_id=submission.person_id,
            called=[document_name, account_name],
            birth_date=details.birth_date,
            number=bytes(submission.id_number_index) if submission.id_number_index else None,
            now=now,
        ),
    )


def submit(*, person_id: UUID, submission_id: UUID, now: datetime) -> Submission:
    """Hands a draft in: from here on it is fixed, and the external check is due.

    The state, the flags, the question to the check and the event `kyc.submitted` commit together, under the lock of
    the submission's row. Raises SubmissionNotFound, SubmissionConflict when it was handed in already, Incomplete
    with what is `missing`, InvalidInput for what has become wrong since it was written, TooManyRequests.
    """
    selectors.get_draft(person_id=person_id, submission_id=submission_id)
    spend(rates.SUBMITS, str(person_id), now=now)
    with transaction.atomic():
        draft = lock_draft(person_id, submission_id)
        details = open_details(draft)
        missing = rules.missing_in(draft, details, draft.documents.values_list("kind", flat=True))
        if missing:
            raise Incomplete(
                missing=missing,
                errors=[{"field": name, "code": "required", "detail": "This is still missing."} for name in missing],
            )
        rules.require_still_right(draft, details, today=now.date())
        flags = find_flags(draft, details, now=now)
        draft.duplicate_of, draft.name_differs = flags.duplicate_of, flags.name_differs
        draft.watch_listed = flags.watch_listed
        draft.state, draft.submitted_at = SubmissionState.SUBMITTED, now
        draft.save(update_fields=["state", "submitted_at", "duplicate_of", "name_differs", "watch_listed"])
        Check.objects.create(submission=draft, asked_at=now, due_at=now)
        announce(draft, "kyc.submitted", now=now, level=level_of(draft))
    return draft
