"""What reports add to a person's data export: the links to receipts they gave out, without what opens them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.reports.models import ReceiptLink


@contributor("receipt_links")
def _receipt_links(person_id: UUID) -> Iterator[dict[str, Any]]:
    def fetch(after: UUID | None, limit: int) -> list[ReceiptLink]:
        return list(ReceiptLink.objects.filter(person_id=person_id, id__gt=after).order_by("id")[:limit])

    for link in in_batches(fetch):
        yield {
            "transaction_id": link.transaction_id,
            "created_at": link.created_at,
            "expires_at": link.expires_at,
            "revoked_at": link.revoked_at,
        }
