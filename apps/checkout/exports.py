"""What being paid from afar adds to a person's data export: the invoices merchants have sent them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from apps.accounts.exports import contributor, in_batches
from apps.checkout import selectors
from apps.checkout.models import Invoice
from apps.core.money import decimal_string


def _received(person_id: UUID) -> int:
    return Invoice.objects.filter(customer_id=person_id, sent_at__isnull=False).count()


@contributor("invoices", expected=_received)
def _invoices(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Each as they see it in the app."""

    def fetch(after: UUID | None, limit: int) -> list[Invoice]:
        return selectors.list_received(person_id, after=after, limit=limit)

    for row in in_batches(fetch):
        yield {
            "id": row.id,
            "number": row.label,
            "merchant": row.merchant.name,
            "customer_name": row.customer_name,
            "state": row.state,
            "lines": row.lines,
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "due_date": row.due_date,
            "note": row.note,
            "payment": row.charge.transaction_id if row.charge else None,
            "sent_at": row.sent_at,
            "decided_at": row.decided_at,
        }
