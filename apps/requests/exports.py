"""What payment requests add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.accounts.identifiers import masked_name
from apps.core.money import decimal_string
from apps.requests import selectors
from apps.requests.models import PaymentRequest, RequestBlock


def _count(person_id: UUID) -> int:
    asked = PaymentRequest.objects.filter(payer_id=person_id, is_hidden=False).count()
    return asked + PaymentRequest.objects.filter(requester_id=person_id).count()


@contributor("payment_requests", expected=_count)
def _requests(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Each as their list shows it. That somebody has blocked somebody else is the blocker's alone."""

    def fetch(after: UUID | None, limit: int) -> list[PaymentRequest]:
        return selectors.list_requests(person_id, after=after, limit=limit)

    for row in in_batches(fetch):
        is_requester = row.requester_id == person_id
        yield {
            "id": row.id,
            "direction": "sent" if is_requester else "received",
            "state": row.state,
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "note": row.note,
            "requester": row.requester_name,
            "payer": masked_name(row.payer_name) if is_requester else row.payer_name,
            "payment": row.transaction_id,
            "reminders": row.reminders,
            "created_at": row.created_at,
            "expires_at": row.expires_at,
            "decided_at": row.decided_at,
        }


@contributor("blocked_requesters", expected=lambda person_id: RequestBlock.objects.filter(person_id=person_id).count())
def _blocks(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Whom they do not want to be asked by."""

    def fetch(after: UUID | None, limit: int) -> list[RequestBlock]:
        return selectors.list_blocks(person_id, after=after, limit=limit)

    for row in in_batches(fetch):
        yield {"id": row.id, "person_id": row.requester_id, "created_at": row.created_at}
