"""What identity checks add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.kyc.models import Submission, SubmissionState
from apps.kyc.reasons import words_for
from apps.kyc.sealed import open_details


def _count(person_id: UUID) -> int:
    return Submission.objects.filter(person_id=person_id).count()


@contributor("identity_checks", expected=_count)
def _submissions(person_id: UUID) -> Iterator[dict[str, Any]]:
    """What they said and what became of it. Who decided, and what made us look twice, is not theirs to read."""

    def fetch(after: UUID | None, limit: int) -> list[Submission]:
        rows = Submission.objects.filter(person_id=person_id, id__gt=after).prefetch_related("documents")
        return list(rows.order_by("id")[:limit])

    for row in in_batches(fetch):
        details = open_details(row)
        yield {
            "id": row.id,
            "target_tier": row.target_tier,
            "state": row.state,
            "name": details.name,
            "birth_date": details.birth_date and details.birth_date.isoformat(),
            "address": details.address,
            "document_type": row.document_type,
            "document_country": row.document_country,
            "document_number": details.id_number,
            "document_expiry_date": row.document_expiry_date and row.document_expiry_date.isoformat(),
            "pictures": sorted(document.kind.lower() for document in row.documents.all()),
            "reasons": words_for(row.reasons),
            "note": row.note if row.state == SubmissionState.REJECTED else "",
            "opened_at": row.opened_at,
            "submitted_at": row.submitted_at,
            "decided_at": row.decided_at,
            "valid_until": row.valid_until and row.valid_until.isoformat(),
        }
