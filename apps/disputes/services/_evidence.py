from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core import files
from apps.core.images import clean_image
from apps.core.ratelimit import spend
from apps.disputes import rates
from apps.disputes.errors import DisputeConflict, TooMuchEvidence
from apps.disputes.models import MAX_EVIDENCE, Dispute, DisputeEvidence, EvidenceSide, State
from apps.disputes.selectors import get_dispute, side_of
from apps.disputes.services._locks import lock_dispute, require_open

FOLDER = "disputes"
# Far longer than any request takes: what is younger may belong to a row that is not committed yet.
ORPHAN_AGE = timedelta(hours=6)
_CHUNK = 500


def add_evidence(
    *, person_id: UUID, dispute_id: UUID, content: bytes, note: str = "", now: datetime
) -> DisputeEvidence:
    """Adds a picture of one side's to a dispute that is not decided; at most MAX_EVIDENCE of each side.

    First the file, complete and on the disk, then the row that names it. So whenever the process dies, each row has
    its file; a file without a row is found by `sweep_orphaned_files`. Locks the dispute's row. Call it outside a
    transaction. Raises DisputeNotFound, DisputeConflict (also for a payee who did not answer in time),
    TooMuchEvidence, InvalidImage, TooManyRequests.
    """
    spend(rates.UPLOADS, str(person_id), now=now)
    # Before the picture is looked at, which costs more than everything else here.
    require_room(get_dispute(person_id=person_id, dispute_id=dispute_id), person_id, now=now)
    image = clean_image(content)
    key = files.save(FOLDER, image.content)
    with transaction.atomic():
        dispute = lock_dispute(dispute_id)
        number = require_room(dispute, person_id, now=now)
        evidence = DisputeEvidence.objects.create(
            dispute=dispute,
            side=side_of(dispute, person_id),
            number=number,
            file_key=key,
            content_type=image.content_type,
            width=image.width,
            height=image.height,
            size=len(image.content),
            note=note,
            added_at=now,
        )
        accounts.record_activity(
            person_id=person_id,
            action="disputes.evidence_added",
            subject=str(dispute.id),
            detail={"evidence_id": str(evidence.id)},
            at=now,
        )
    return evidence


def require_room(dispute: Dispute, person_id: UUID, *, now: datetime) -> int:
    """The number of this side's next picture. Raises DisputeNotFound, DisputeConflict, TooMuchEvidence."""
    side = side_of(dispute, person_id)
    require_open(dispute)
    unanswered = dispute.state == State.UNDER_REVIEW or (dispute.state == State.OPEN and dispute.answer_by <= now)
    if side == EvidenceSide.PAYEE and unanswered:
        raise DisputeConflict("The time to answer is over. An operator decides.")
    number = DisputeEvidence.objects.filter(dispute=dispute, side=side).count() + 1
    if number > MAX_EVIDENCE:
        raise TooMuchEvidence(f"Each side can add {MAX_EVIDENCE} pictures.")
    return number


def delete_unnamed(keys: Iterable[str]) -> int:
    """Deletes the files that no row names; returns how many."""
    wanted = set(keys)
    named = set(DisputeEvidence.objects.filter(file_key__in=wanted).values_list("file_key", flat=True))
    for key in wanted - named:
        files.delete(key)
    return len(wanted - named)


def sweep_orphaned_files(*, now: datetime) -> int:
    """Deletes what processes that died between file and row left behind; returns how many files it was."""
    deleted = 0
    chunk: list[str] = []
    for key, saved_at in files.list_keys(FOLDER):
        if saved_at <= now - ORPHAN_AGE:
            chunk.append(key)
        if len(chunk) == _CHUNK:
            deleted += delete_unnamed(chunk)
            chunk = []
    return deleted + delete_unnamed(chunk)
