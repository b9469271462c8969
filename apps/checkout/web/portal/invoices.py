"""Invoices: written, changed, sent and called off."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from apps.checkout import invoice_pdf, selectors, services
from apps.checkout.asking_errors import InvoiceConflict
from apps.checkout.models import Invoice, InvoiceState
from apps.checkout.web.portal import wording
from apps.checkout.web.portal.forms import InvoiceForm, ReasonForm
from apps.checkout.web.portal.once import make_once
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.typesetting import CONTENT_TYPE
from apps.core.web.lists import list_page
from apps.merchants.models import ChargeState
from apps.merchants.selectors import Power
from apps.merchants.web.frames import PortalView


class _InvoicesView(PortalView):
    part = "invoices"
    power = Power.ASK

    def invoice(self, invoice_id: UUID) -> Invoice:
        return selectors.get_invoice(merchant_id=self.merchant.id, invoice_id=invoice_id)

    def shown(self, row: Invoice) -> dict[str, Any]:
        """An invoice with what its state is called."""
        word, tone = wording.invoice_state(row.state)
        return {"row": row, "word": word, "tone": tone, "is_overdue": services.is_overdue(row, self.now)}

    def attempt(self, form: InvoiceForm, make: Callable[[], UUID | None]) -> UUID | HttpResponse | None:
        """What `make` gives, or the form with its refusal."""
        try:
            return make()
        except DomainError as error:
            if error.category in ("unauthenticated", "forbidden") or error.code == "invoice_not_found":
                raise
            form.refuse(error)
            return self.show_form(form, status=400 if form.errors else STATUS[error.category])

    def show_form(self, form: InvoiceForm, row: Invoice | None = None, *, status: int = 200) -> HttpResponse:
        return self.render("checkout/portal/invoice_form.html", {"form": form, "row": row}, status=status)


class InvoiceListView(_InvoicesView):
    """The invoices, the newest first, narrowed by state."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        given = request.GET.get("state", "")
        state = given if given in InvoiceState.values else ""

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[Invoice]:
            return selectors.list_invoices(merchant_id, state=state or None, before=before, after=after, limit=limit)

        page = list_page(request, fetch)
        context = {
            "page": page,
            "rows": [self.shown(row) for row in page.rows],
            "state": state,
            "states": wording.invoice_states(),
        }
        return self.render("checkout/portal/invoices.html", context)


class NewInvoiceView(_InvoicesView):
    """Writes an invoice; it is a draft until it is sent."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        return self.show_form(InvoiceForm.fresh(self.merchant.currency))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = InvoiceForm(request.POST, currency=self.merchant.currency)
        if "more" in request.POST:
            return self.show_form(form.with_more_lines())
        if not form.is_valid():
            return self.show_form(form, status=400)
        found = self.attempt(form, lambda: self._draft(form))
        if isinstance(found, HttpResponse):
            return found
        if found is None:
            return self.go("merchant-invoices", merchant_id)
        return self.done(_("The draft is written. Look at it, then send it."), "merchant-invoice", merchant_id, found)

    def _draft(self, form: InvoiceForm) -> UUID | None:
        return make_once(
            lambda: services.draft_invoice(
                merchant_id=self.merchant.id,
                person_id=self.me.id,
                customer=form.customer(),
                lines=form.lines(),
                currency=self.merchant.currency,
                due_date=form.cleaned_data["due_date"],
                note=form.cleaned_data["note"],
                now=self.now,
            ),
            id_of=lambda row: row.id,
            owner_id=self.me.id,
            purpose="invoice",
            key=form.cleaned_data["key"],
            now=self.now,
        ).id


class ChangeInvoiceView(_InvoicesView):
    """Changes a draft. A customer who has GoPay stays unless somebody else is named."""

    def get(self, request: HttpRequest, merchant_id: UUID, invoice_id: UUID) -> HttpResponse:
        row = self._draft(invoice_id)
        return self.show_form(InvoiceForm.of(row), row)

    def post(self, request: HttpRequest, merchant_id: UUID, invoice_id: UUID) -> HttpResponse:
        row = self._draft(invoice_id)
        form = InvoiceForm(request.POST, currency=row.currency, keeps_customer=row.customer_id is not None)
        if "more" in request.POST:
            return self.show_form(form.with_more_lines(), row)
        if not form.is_valid():
            return self.show_form(form, row, status=400)
        found = self.attempt(form, lambda: self._change(form, invoice_id))
        if isinstance(found, HttpResponse):
            return found
        return self.done(_("Saved."), "merchant-invoice", merchant_id, invoice_id)

    def _draft(self, invoice_id: UUID) -> Invoice:
        row = self.invoice(invoice_id)
        if row.state != InvoiceState.DRAFT:
            raise InvoiceConflict
        return row

    def _change(self, form: InvoiceForm, invoice_id: UUID) -> UUID:
        return services.change_draft(
            merchant_id=self.merchant.id,
            person_id=self.me.id,
            invoice_id=invoice_id,
            customer=None if form.customer_stays() else form.customer(),
            lines=form.lines(),
            due_date=form.cleaned_data["due_date"],
            note=form.cleaned_data["note"],
            now=self.now,
        ).id


class InvoiceView(_InvoicesView):
    """An invoice, and what can be done with it."""

    def get(self, request: HttpRequest, merchant_id: UUID, invoice_id: UUID) -> HttpResponse:
        row = self.invoice(invoice_id)
        context = {
            **self.shown(row),
            "reason_form": ReasonForm(),
            "sale_id": row.charge.transaction_id if row.charge and row.charge.state == ChargeState.PAID else None,
        }
        return self.render("checkout/portal/invoice.html", context)


class SendInvoiceView(_InvoicesView):
    """Sends a draft to its customer. Sent again, nothing happens."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, invoice_id: UUID) -> HttpResponse:
        services.send_invoice(
            merchant_id=merchant_id,
            person_id=self.me.id,
            invoice_id=invoice_id,
            origin=f"{request.scheme}://{request.get_host()}",
            now=self.now,
        )
        return self.done(_("The invoice is sent."), "merchant-invoice", merchant_id, invoice_id)


class CancelInvoiceView(_InvoicesView):
    """Calls off a draft, or an invoice that is not paid."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, invoice_id: UUID) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            context = {**self.shown(self.invoice(invoice_id)), "reason_form": form, "sale_id": None}
            return self.render("checkout/portal/invoice.html", context, status=400)
        services.cancel_invoice(
            merchant_id=merchant_id,
            person_id=self.me.id,
            invoice_id=invoice_id,
            reason=form.cleaned_data["reason"],
            now=self.now,
        )
        return self.done(_("The invoice is called off."), "merchant-invoice", merchant_id, invoice_id)


class InvoiceFileView(_InvoicesView):
    """The invoice as PDF. It is written down as an export, so it is asked for and not merely looked at."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, invoice_id: UUID) -> HttpResponseBase:
        row = services.take_invoice(person_id=self.me.id, merchant_id=merchant_id, invoice_id=invoice_id, now=self.now)
        name = f"gopay-{row.label.lower()}.pdf"
        return private_file_response(invoice_pdf.render(row, now=self.now), CONTENT_TYPE, name)
