"""What disputes add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.accounts.exports import contributor, in_batches
from apps.core.money import decimal_string
from apps.disputes import selectors
from apps.disputes.models import Dispute


def _count(person_id: UUID) -> int:
    return Dispute.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id)).count()


@contributor("disputes", expected=_count)
def _disputes(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Each as its side sees it in the app: the words of both, their own pictures. Who decided is not theirs to read."""

    def fetch(after: UUID | None, limit: int) -> list[Dispute]:
        return selectors.list_disputes(person_id, after=after, limit=limit)

    for row in in_batches(fetch):
        view = selectors.view_of(row, person_id=person_id)
        paid_back = row.paid_back
        yield {
            "id": row.id,
            "payment": row.transaction.reference,
            "side": "payer" if row.payer_id == person_id else "payee",
            "state": row.state,
            "reason": row.reason,
            "statement": row.statement,
            "answer": row.answer,
            "amount": decimal_string(row.amount, row.currency),
            "paid_back": None if paid_back is None else decimal_string(paid_back, row.currency),
            "currency": row.currency,
            "pictures": [{"added_at": one.added_at, "note": one.note} for one in view.evidence],
            "decision_reason": row.decision_reason,
            "opened_at": row.opened_at,
            "answered_at": row.answered_at,
            "decided_at": row.decided_at,
        }
