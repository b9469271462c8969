"""An invoice as PDF, the same for its merchant and its customer."""

from datetime import date, datetime
from typing import Any

from apps.checkout.models import Invoice, InvoiceState
from apps.checkout.services import is_overdue
from apps.core.money import Money
from apps.core.typesetting import set_document
from apps.merchants.models import Merchant

# The word, and how it looks.
_STATES = {
    InvoiceState.DRAFT: ("Draft", "wait"),
    InvoiceState.SENT: ("To be paid", "wait"),
    InvoiceState.PAID: ("Paid", "good"),
    InvoiceState.CANCELLED: ("Cancelled", "bad"),
}


def render(invoice: Invoice, *, now: datetime) -> bytes:
    """The invoice, whole: it has at most MAX_LINES lines. Raises Unavailable when many documents are being set."""
    return set_document("checkout/typst/invoice.typ", record_of(invoice, now=now))


def record_of(invoice: Invoice, *, now: datetime) -> dict[str, Any]:
    """What the template shows."""
    merchant = invoice.merchant
    word, tone = _STATES[InvoiceState(invoice.state)]
    if is_overdue(invoice, now):
        word, tone = "Overdue", "bad"
    total = Money(invoice.amount, invoice.currency)
    return {
        "title": f"Invoice {invoice.label}" if invoice.number else "Invoice (draft)",
        "word": word,
        "tone": tone,
        "merchant": _lines_of(merchant),
        "customer": [text for text in (invoice.customer_name, invoice.customer_email) if text],
        "facts": [
            ["Date", _day(invoice.sent_at.date()) if invoice.sent_at else "not sent yet"],
            ["Due", _day(invoice.due_date)],
            *(
                [["Paid" if invoice.state == InvoiceState.PAID else "Cancelled", _day(invoice.decided_at.date())]]
                if invoice.decided_at
                else []
            ),
        ],
        "currency": invoice.currency,
        "lines": [[line["text"], line["quantity"], line["unit_price"], line["amount"]] for line in invoice.lines],
        "total": f"{total.amount:,f} {total.currency}",
        "note": invoice.note,
        "page": invoice.page_url if invoice.state == InvoiceState.SENT else "",
        "footer": f"Made {now:%Y-%m-%d %H:%M} UTC. It shows the invoice as it was then.",
    }


def _lines_of(merchant: Merchant) -> list[str]:
    lines = [merchant.name, merchant.legal_name, merchant.address, f"{merchant.city}, {merchant.country}"]
    return [line for index, line in enumerate(lines) if line and line not in lines[:index]]


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
