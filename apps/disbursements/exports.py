"""What disbursements add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.accounts.exports import contributor, in_batches
from apps.disbursements.models import Cosigner, Disbursement


def _count(person_id: UUID) -> int:
    return Disbursement.objects.filter(owner_id=person_id).count()


@contributor("disbursements", expected=_count)
def _disbursements(person_id: UUID) -> Iterator[dict[str, Any]]:
    """The files they had paid. Whom each row paid stands among their payments."""

    def fetch(after: UUID | None, limit: int) -> list[Disbursement]:
        return list(Disbursement.objects.filter(owner_id=person_id, id__gt=after).order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "file_name": row.file_name,
            "file_digest": bytes(row.file_digest).hex(),
            "state": row.state,
            "currency": row.currency,
            "rows": row.rows,
            "paid_rows": row.paid_rows,
            "failed_rows": row.failed_rows,
            "bad_rows": row.bad_rows,
            "amount_total": row.amount_total,
            "fee_total": row.fee_total,
            "tax_total": row.tax_total,
            "paid_total": row.paid_total,
            "returned_total": row.returned_total,
            "created_at": row.created_at,
            "approved_at": row.approved_at,
            "ended_at": row.ended_at,
        }


@contributor("disbursement_cosigners")
def _cosigners(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Who may approve for them, and for whom they may."""

    def fetch(after: UUID | None, limit: int) -> list[Cosigner]:
        mine = Cosigner.objects.filter(Q(owner_id=person_id) | Q(person_id=person_id), id__gt=after)
        return list(mine.order_by("id")[:limit])

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "role": "owner" if row.owner_id == person_id else "cosigner",
            "state": row.state,
            "invited_at": row.invited_at,
            "accepted_at": row.accepted_at,
            "removed_at": row.removed_at,
        }
