"""What customers hear of invoices, and of payments that were sent to their phone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from apps.checkout.models import Invoice, InvoiceState
from apps.checkout.services._invoices import CANCELLED, REMINDED, SENT
from apps.core.money import decimal_string
from apps.merchants.models import Charge, ChargeState
from apps.notifications import services as notifications
from apps.notifications.models import Channel

_TEMPLATES = {SENT: "invoice_received", REMINDED: "invoice_reminder", CANCELLED: "invoice_cancelled"}


def tell_invoice(*, invoice_id: UUID, topic: str, cause: UUID, now: datetime) -> None:
    """Tells the customer what was done with an invoice, once for each `cause`; who is no member gets an e-mail."""
    invoice = Invoice.objects.select_related("merchant").get(pk=invoice_id)
    if topic != CANCELLED and invoice.state != InvoiceState.SENT:
        # It was paid or called off before we came to tell of it.
        return
    context: dict[str, Any] = {
        "counterparty": invoice.merchant.name,
        "number": invoice.label,
        "amount": decimal_string(invoice.amount, invoice.currency),
        "currency": invoice.currency,
        "due_date": invoice.due_date.isoformat(),
        **_address(invoice.page_url),
        "is_overdue": invoice.due_date < now.date(),
        "note": invoice.note,
    }
    template = _TEMPLATES[topic]
    if invoice.customer_id is None:
        deliveries = notifications.tell_address(
            channel=Channel.EMAIL,
            address=invoice.customer_email,
            template=template,
            context=context,
            cause=cause,
            now=now,
        )
    else:
        deliveries = notifications.tell(
            person_id=invoice.customer_id,
            template=template,
            context=context,
            cause=cause,
            subject_kind="invoice",
            subject_id=invoice.id,
            now=now,
        )
    notifications.send_after_commit(deliveries, now=now)


def tell_sent_to_phone(*, charge_id: UUID, person_id: UUID, page_url: str, cause: UUID, now: datetime) -> None:
    """Puts a payment into somebody's inbox, once for each `cause`; not one that was decided meanwhile."""
    charge = Charge.objects.select_related("merchant").get(pk=charge_id)
    if charge.state != ChargeState.OPEN or charge.expires_at <= now:
        return
    deliveries = notifications.tell(
        person_id=person_id,
        template="checkout_sent",
        context={
            "counterparty": charge.merchant.name,
            "amount": decimal_string(charge.amount, charge.currency),
            "currency": charge.currency,
            "description": charge.description,
            **_address(page_url),
        },
        cause=cause,
        subject_kind="charge",
        subject_id=charge.id,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)


def _address(page_url: str) -> dict[str, str]:
    """The page's address, and as people read it: our HTML e-mails hold no links, so one that does is not ours."""
    return {"page_url": page_url, "page": page_url.partition("://")[2]}
