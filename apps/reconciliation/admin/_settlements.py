"""What has moved on the bank accounts: one operator records it, another one books it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from unfold.decorators import action
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.admin_acting import MakerCheckerAdmin, approving, by_maker, rejecting, taking_back
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    date_text,
    id_of,
    link,
    money_text,
)
from apps.core.errors import DomainError
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.gateways.models import Gateway
from apps.reconciliation import services
from apps.reconciliation.admin._acting import ActingAdmin, GatewayFilter, approval_section, person_link, put_errors
from apps.reconciliation.models import Line, LineState, Settlement, SettlementKind, SettlementState

_TONES = {
    SettlementState.REQUESTED: "warning",
    SettlementState.DONE: "success",
    SettlementState.REJECTED: "info",
}


class SettlementForm(forms.Form):
    """A movement as the bank's statement shows it."""

    kind = forms.ChoiceField(label="What has moved", choices=SettlementKind.choices, widget=UnfoldAdminSelectWidget)
    gateway_code = forms.ChoiceField(label="Provider", required=False, widget=UnfoldAdminSelectWidget)
    bank = forms.SlugField(max_length=32, widget=UnfoldAdminTextInputWidget, help_text="As in trust:BANK.")
    amount = forms.CharField(max_length=20, widget=UnfoldAdminTextInputWidget({"placeholder": "1250.00"}))
    currency = forms.CharField(max_length=3, initial="USD", widget=UnfoldAdminTextInputWidget)
    bank_reference = forms.CharField(
        max_length=100, widget=UnfoldAdminTextInputWidget, help_text="What the bank's statement calls it."
    )
    value_date = forms.DateField(widget=UnfoldAdminTextInputWidget({"placeholder": "2026-11-20"}))
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provider = self.fields["gateway_code"]
        if isinstance(provider, forms.ChoiceField):
            provider.choices = [
                ("", "None: own capital"),
                *Gateway.objects.order_by("code").values_list("code", "title"),
            ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"amount", "currency"} <= cleaned.keys():
            try:
                cleaned["money"] = Money.parse(cleaned["amount"].strip(), cleaned["currency"].strip().upper())
            except InvalidMoney as error:
                self.add_error("amount", error.detail)
        return cleaned


class BookForm(FactsForm):
    """What is booked when a second person agrees."""

    def facts(self) -> Sequence[tuple[str, object]]:
        identity = id_of(str(self.object_id))
        row = Settlement.objects.filter(pk=identity).first() if identity else None
        if row is None:
            return ()
        return (
            ("What", row.get_kind_display()),
            ("Amount", money_text(row.amount, row.currency)),
            ("Bank", f"{row.bank}, {date_text(row.value_date)}, {row.bank_reference}"),
            ("Provider", row.gateway_code or "None: own capital"),
            ("Because", row.reason),
            ("Recorded by", person_link(row.requested_by_id)),
        )


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = SettlementState.choices


@admin.register(Settlement)
class SettlementAdmin(MakerCheckerAdmin, ActingAdmin):
    """Who may add these rows may record, who may change them may decide; nobody edits them."""

    list_display = (
        "bank_reference",
        "kind_text",
        "bank",
        "gateway_code",
        "amount_text",
        "value_date",
        "labelled_state",
    )
    list_filter = (StateFilter, GatewayFilter, RecentFilter)
    empty_text = "What moves on the banks' accounts is recorded by one operator and booked by another."
    search_help_text = "Whole id of a settlement, which its journal entry has too"
    fields = (
        "id",
        "kind_text",
        "state_badge",
        "amount_text",
        "bank",
        "gateway_code",
        "bank_reference",
        "value_date",
        "reason",
        "line_link",
        "entry_link",
        "requested_by",
        "approved_by",
        "created_at",
        "decided_at",
    )
    readonly_fields = fields
    actions_list = ("record",)
    actions_detail = ("approve", "reject", "withdraw")

    @column("what")
    def kind_text(self, row: Settlement) -> str:
        return row.get_kind_display()

    @column("amount")
    def amount_text(self, row: Settlement) -> SafeString | str:
        return money_text(row.amount, row.currency)

    @column("state", label=_TONES)
    def labelled_state(self, row: Settlement) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Settlement) -> SafeString:
        return badge(row.get_state_display(), _TONES[SettlementState(row.state)])

    @column("line of the statement")
    def line_link(self, row: Settlement) -> str:
        return link("reconciliation_line", row.line_id)

    @column("journal entry")
    def entry_link(self, row: Settlement) -> str:
        return link("ledger_journalentry", row.id) if row.state == SettlementState.DONE else NOTHING

    @column("recorded by")
    def requested_by(self, row: Settlement) -> str:
        return person_link(row.requested_by_id)

    @column("approved by")
    def approved_by(self, row: Settlement) -> str:
        return person_link(row.approved_by_id)

    def get_sections(self, request: HttpRequest, row: Settlement) -> Iterable[Section]:
        yield approval_section(row.approval_id)

    # Recording.

    @action(description="Record a movement", icon="add", permissions=["ask"])  # type: ignore[untyped-decorator]
    def record(self, request: HttpRequest) -> HttpResponse:
        """Asks for a movement to be booked; `line` names the line of an imported bank statement it is about."""
        identity = id_of(request.GET.get("line", ""))
        line = Line.objects.filter(pk=identity, state=LineState.LISTED).first() if identity else None
        form = SettlementForm(request.POST or None, initial=_seen_in(line))
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data
            try:
                row = services.request_settlement(
                    **{name: given[name] for name in ("kind", "gateway_code", "bank", "bank_reference", "value_date")},
                    amount=given["money"],
                    reason=given["reason"],
                    line_id=line.id if line else None,
                    **by_maker(request),
                )
            except DomainError as error:
                put_errors(form, error)
            else:
                self.message_user(request, "Recorded: somebody else has to approve it.", messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:reconciliation_settlement_change", args=[row.pk]))
        return self.form_page(
            request,
            form,
            title="Record a movement of a bank account",
            heading="What does the bank's statement show?",
            text="Nothing is booked before a second operator has approved it.",
            submit_text="Record",
            back=reverse("admin:reconciliation_settlement_changelist"),
        )

    def useful_actions(self, request: HttpRequest, row: Settlement) -> set[str]:
        if row.state != SettlementState.REQUESTED:
            return set()
        return self.useful_when_asked_by(request, row.requested_by_id)

    @approving("Book this movement", "It is done at once, and cannot be taken back.", BookForm)
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: Settlement) -> str:
            services.approve_settlement(settlement_id=row.pk, **self.by_checker(request))
            return "It is in the books."

        return self.act(request, object_id, do, note="Approved.")

    @rejecting("Do not book this movement", "It can be recorded anew.")
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Settlement) -> str:
            services.reject_settlement(settlement_id=row.pk, reason=reason, **self.by_checker(request))
            return "Rejected."

        return self.act(request, object_id, do, note=f"Rejected. {reason}")

    @taking_back("Take back what you have recorded", "Nothing is booked.")
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Settlement) -> str:
            services.withdraw_settlement(settlement_id=row.pk, reason=reason, **by_maker(request))
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")


def _seen_in(line: Line | None) -> dict[str, Any]:
    """What the line of a statement says, for the form."""
    if line is None:
        return {}
    is_in = line.type == "CREDIT"
    return {
        "kind": SettlementKind.FROM_PROVIDER if is_in else SettlementKind.TO_PROVIDER,
        "bank": line.source.removeprefix("bank:"),
        "amount": decimal_string(line.amount, line.currency),
        "currency": line.currency,
        "bank_reference": line.provider_reference or line.reference,
        "value_date": line.executed_at.date(),
    }
