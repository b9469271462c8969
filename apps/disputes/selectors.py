"""Reads of disputes."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.disputes.errors import DisputeNotFound, EvidenceNotFound
from apps.disputes.models import OPEN_STATES, Dispute, DisputeEvidence, EvidenceSide


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute as one of its sides sees it: the words of both, and the pictures they have sent themselves."""

    dispute: Dispute
    evidence: list[DisputeEvidence]


def side_of(dispute: Dispute, person_id: UUID) -> EvidenceSide:
    """On which side of it this person stands. Raises DisputeNotFound for anybody else."""
    if person_id == dispute.payer_id:
        return EvidenceSide.PAYER
    if person_id == dispute.payee_id:
        return EvidenceSide.PAYEE
    raise DisputeNotFound


def get_dispute(*, person_id: UUID, dispute_id: UUID) -> Dispute:
    """A dispute the person is a side of. Raises DisputeNotFound, also for other people's."""
    row = Dispute.objects.select_related("transaction").filter(pk=dispute_id).first()
    if row is None:
        raise DisputeNotFound
    side_of(row, person_id)
    return row


def view_of(dispute: Dispute, *, person_id: UUID) -> DisputeView:
    """The dispute with this side's own evidence."""
    return view_all([dispute], person_id=person_id)[0]


def view_all(disputes: list[Dispute], *, person_id: UUID) -> list[DisputeView]:
    """The same of several, in one statement."""
    found: dict[UUID, list[DisputeEvidence]] = {row.id: [] for row in disputes}
    as_payer = [row.id for row in disputes if side_of(row, person_id) == EvidenceSide.PAYER]
    as_payee = [row.id for row in disputes if row.id not in as_payer]
    mine = Q(dispute_id__in=as_payer, side=EvidenceSide.PAYER) | Q(dispute_id__in=as_payee, side=EvidenceSide.PAYEE)
    for evidence in DisputeEvidence.objects.filter(mine).order_by("dispute_id", "number"):
        found[evidence.dispute_id].append(evidence)
    return [DisputeView(row, found[row.id]) for row in disputes]


def list_disputes(
    person_id: UUID,
    *,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Dispute]:
    """The disputes a person is a side of, newest first: those older than `before`.

    With `after` instead: those newer than it, nearest first. Each side is an index scan that stops after `limit` rows.
    """
    rows = Dispute.objects.select_related("transaction").order_by("id" if after else "-id")
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    sides: list[QuerySet[Dispute]] = [rows.filter(payer_id=person_id), rows.filter(payee_id=person_id)]
    found = [row for side in sides for row in side[:limit]]
    found.sort(key=lambda row: row.id, reverse=after is None)
    return found[:limit]


def get_evidence(*, person_id: UUID, dispute_id: UUID, evidence_id: UUID) -> DisputeEvidence:
    """A picture this person has sent. Raises DisputeNotFound, and EvidenceNotFound also for the other side's."""
    side = side_of(get_dispute(person_id=person_id, dispute_id=dispute_id), person_id)
    found = DisputeEvidence.objects.filter(pk=evidence_id, dispute_id=dispute_id, side=side).first()
    if found is None:
        raise EvidenceNotFound
    return found


def count_overdue(now: datetime) -> int:
    """How many disputes an operator should have decided by now."""
    return Dispute.objects.filter(state__in=OPEN_STATES, decide_by__lte=now).count()
