"""Invoices as files: how many one may take, and that each one is written down before it is made."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.checkout import asking_rates, selectors
from apps.checkout.models import Invoice
from apps.core import ratelimit
from apps.core.services import record_export
from apps.merchants.selectors import Power, require_role


def take_invoice(*, person_id: UUID, merchant_id: UUID, invoice_id: UUID, now: datetime) -> Invoice:
    """An invoice of the merchant's, for a file. Raises what `require_role` raises, InvoiceNotFound, TooManyRequests."""
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    ratelimit.spend(asking_rates.PDFS_BY_PERSON, str(person_id), now=now)
    invoice = selectors.get_invoice(merchant_id=merchant_id, invoice_id=invoice_id)
    _write_down(invoice, person_id, "Asked for by its merchant.", now)
    return invoice


def take_received_invoice(*, person_id: UUID, invoice_id: UUID, now: datetime) -> Invoice:
    """An invoice that was sent to this person, for a file. Raises InvoiceNotFound, TooManyRequests."""
    ratelimit.spend(asking_rates.PDFS_BY_PERSON, str(person_id), now=now)
    invoice = selectors.get_received(person_id=person_id, invoice_id=invoice_id)
    _write_down(invoice, person_id, "Asked for by its customer.", now)
    return invoice


def _write_down(invoice: Invoice, person_id: UUID, why: str, now: datetime) -> None:
    with transaction.atomic():
        what = f"Invoice {invoice.label} ({invoice.id}), PDF"
        record_export(actor_id=person_id, what=what, why=why, rows=1, now=now)
        record_activity(person_id=person_id, action="checkout.invoice_taken", subject=str(invoice.id), at=now)
