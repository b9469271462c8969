"""Invoices, for operators: who asks whom for what, and what became of it; one that is not paid can be cancelled."""

from collections.abc import Iterable
from decimal import Decimal

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.checkout import services
from apps.checkout.models import Invoice, InvoiceState
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    money_text,
)

_LABELS = {
    InvoiceState.DRAFT: "info",
    InvoiceState.SENT: "warning",
    InvoiceState.PAID: "success",
    InvoiceState.CANCELLED: "danger",
}


class InvoiceStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(state.value, state.label.partition(":")[0]) for state in InvoiceState]


@admin.register(Invoice)
class InvoiceAdmin(ActsByService, ReadOnlyAdmin):
    sensitive = "An invoice"
    list_display = ("identity", "labelled_state", "how_much", "of_merchant", "customer_name", "due_date", "created_at")
    list_select_related = ("merchant",)
    list_filter = (InvoiceStateFilter, RecentFilter)
    search_help_text = "Id of an invoice or a merchant; number, e-mail address or handle of a customer or an owner"
    fields = (
        ("id", "identity"),
        ("state_badge", "how_much"),
        "state_reason",
        ("of_merchant", "due_date"),
        ("addressee", "customer_email"),
        "note",
        ("paid_by", "page_url"),
        ("maker", "created_at"),
        ("sent_at", "decided_at"),
        ("reminders", "remind_at"),
    )
    readonly_fields = ("identity", "state_badge", "how_much", "of_merchant", "addressee", "paid_by", "maker")
    actions_detail = ("cancel",)

    @column("invoice")
    def identity(self, row: Invoice) -> str:
        return row.label

    @column("state", label=_LABELS)
    def labelled_state(self, row: Invoice) -> tuple[str, str]:
        return row.state, row.get_state_display().partition(":")[0]

    @column("state")
    def state_badge(self, row: Invoice) -> str:
        return badge(row.get_state_display(), _LABELS[InvoiceState(row.state)])

    @column("amount")
    def how_much(self, row: Invoice) -> str:
        return money_text(row.amount, row.currency)

    @column("merchant")
    def of_merchant(self, row: Invoice) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("customer")
    def addressee(self, row: Invoice) -> str:
        return link("accounts_user", row.customer_id, row.customer_name) if row.customer_id else row.customer_name

    @column("charge")
    def paid_by(self, row: Invoice) -> str:
        return link("merchants_charge", row.charge_id, row.charge)

    @column("written by")
    def maker(self, row: Invoice) -> str:
        return link("accounts_user", row.created_by_id, row.created_by.full_name)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(merchant_id=identity)
        person = find_person(term)
        return Q(customer_id=person.id) | Q(merchant__owner_id=person.id) if person else Q(pk__in=[])

    def get_sections(self, request: HttpRequest, row: Invoice) -> Iterable[Section]:
        yield Section(
            "Lines",
            ("what", "quantity", "price", "amount"),
            [
                (
                    line["text"],
                    line["quantity"],
                    money_text(Decimal(line["unit_price"]), row.currency),
                    money_text(Decimal(line["amount"]), row.currency),
                )
                for line in row.lines
            ],
            empty="There are none.",
        )

    def has_cancel_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; a permission of its own lets somebody cancel one."""
        return request.user.has_perm("checkout.cancel_invoice")

    def useful_actions(self, request: HttpRequest, row: Invoice) -> set[str]:
        return {"cancel"} if row.state in (InvoiceState.DRAFT, InvoiceState.SENT) else set()

    @action(
        description="Cancel",
        icon="cancel",
        variant=ActionVariant.DANGER,
        permissions=["cancel"],
        dialog=dialog(
            "Cancel this invoice",
            "It cannot be paid any more, and its customer is told. The merchant reads the reason.",
            "Cancel the invoice",
        ),
    )
    def cancel(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Invoice) -> str:
            services.cancel_invoice_as_operator(invoice_id=row.pk, reason=reason, **by_operator(request))
            return "Cancelled."

        return self.act(request, object_id, do, note=reason)
