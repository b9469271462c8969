from uuid import UUID

from django.db.models import QuerySet

from apps.checkout.asking_errors import InvoiceNotFound
from apps.checkout.models import Invoice


def _page(rows: QuerySet[Invoice], before: UUID | None, after: UUID | None, limit: int) -> list[Invoice]:
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    return list(rows.select_related("charge", "merchant").order_by("id" if after else "-id")[:limit])


def list_invoices(
    merchant_id: UUID,
    *,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Invoice]:
    """What the merchant has written, the newest first; of `after`, the nearest first."""
    rows = Invoice.objects.filter(merchant_id=merchant_id)
    return _page(rows.filter(state=state) if state else rows, before, after, limit)


def list_received(
    person_id: UUID,
    *,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[Invoice]:
    """What merchants have sent this person, the newest first; of `after`, the nearest first."""
    rows = Invoice.objects.filter(customer_id=person_id, sent_at__isnull=False)
    return _page(rows.filter(state=state) if state else rows, before, after, limit)


def get_invoice(*, merchant_id: UUID, invoice_id: UUID) -> Invoice:
    """One of the merchant's invoices. Raises InvoiceNotFound, also for somebody else's."""
    row = Invoice.objects.select_related("charge", "merchant").filter(pk=invoice_id, merchant_id=merchant_id).first()
    if row is None:
        raise InvoiceNotFound
    return row


def get_received(*, person_id: UUID, invoice_id: UUID) -> Invoice:
    """An invoice that was sent to this person. Raises InvoiceNotFound, also for a draft."""
    rows = Invoice.objects.select_related("charge", "merchant").filter(customer_id=person_id, sent_at__isnull=False)
    row = rows.filter(pk=invoice_id).first()
    if row is None:
        raise InvoiceNotFound
    return row


def find_invoice_of(invoice_id: UUID | None) -> Invoice | None:
    """An invoice with the charge by which it is paid now, whoever's it is."""
    return Invoice.objects.select_related("charge").filter(pk=invoice_id).first() if invoice_id else None
