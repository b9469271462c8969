from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.kyc.models import SEALED, Document, Submission, SubmissionState
from apps.kyc.reasons import Reason
from apps.kyc.services._documents import delete_unnamed


def erase_submissions(*, person_id: UUID, now: datetime) -> int:
    """Destroys what a closed person handed in: their details and pictures. When and how it was decided stays.

    Returns how many submissions it was. The rows go first and the files after the commit; a file that is left by a
    process that dies there is swept as one that nobody names. Hits of the watch list stay: they are the law's.
    """
    with transaction.atomic():
        keys = list(Document.objects.filter(submission__person_id=person_id).values_list("file_key", flat=True))
        Submission.objects.filter(person_id=person_id, state=SubmissionState.DRAFT).delete()
        handed_in = Submission.objects.select_for_update(no_key=True, of=("self",)).filter(
            person_id=person_id, erased_at=None
        )
        rows = list(handed_in.order_by("id"))
        ids = [row.id for row in rows]
        # What still waits for somebody ends here: nobody can decide about what is gone.
        Submission.objects.filter(pk__in=ids, state__in=[SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW]).update(
            state=SubmissionState.REJECTED, reasons=[Reason.OTHER.value], decided_at=now
        )
        Submission.objects.filter(pk__in=ids).update(
            erased_at=now, id_number_index=None, note="", **dict.fromkeys(SEALED)
        )
        Document.objects.filter(submission_id__in=ids).delete()
        if ids:
            accounts.record_activity(person_id=person_id, action="kyc.erased", detail={"submissions": len(ids)}, at=now)
        transaction.on_commit(lambda: delete_unnamed(keys), robust=True)
    return len(ids)
