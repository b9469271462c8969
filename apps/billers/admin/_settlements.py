from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.approvals.selectors import find_approval
from apps.billers import selectors, services
from apps.billers.models import BillerSettlement, SettlementState
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    ChoiceFilter,
    FactsForm,
    ReadOnlyAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    date_text,
    id_of,
    link,
    moment_text,
    money_text,
    operator_of,
)
from apps.core.csv_out import csv_response

TONES = {
    SettlementState.OPEN: "warning",
    SettlementState.REQUESTED: "warning",
    SettlementState.SENDING: "info",
    SettlementState.PAID: "success",
    SettlementState.FAILED: "danger",
    SettlementState.ACCRUED: "success",
}
_LINES_SHOWN = 500


class WhyForm(forms.Form):
    """Why the lines leave the house: an auditor reads it."""

    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


class PayOutForm(ReasonForm, FactsForm):
    """Why, and what leaves to whom."""

    def facts(self) -> Sequence[tuple[str, object]]:
        identity = id_of(str(self.object_id))
        row = BillerSettlement.objects.select_related("biller").filter(pk=identity).first() if identity else None
        if row is None:
            return ()
        biller = row.biller
        return (
            ("Amount", money_text(row.net, row.currency)),
            ("To", f"{biller.payout_name}, {biller.payout_account}" if biller.payout_token else "No account is linked"),
            ("For", f"{biller.name}, {row.payments:,} payments"),
        )


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = SettlementState.choices


@admin.register(BillerSettlement)
class BillerSettlementAdmin(ActsByService, ReadOnlyAdmin):
    """What is paid out is asked for by one operator and let through by another."""

    list_display = ("biller_name", "period", "payments", "gross_text", "commission_text", "net_text", "labelled_state")
    list_filter = (StateFilter,)
    list_select_related = ("biller",)
    search_help_text = "Code of a biller; id of a settlement, a biller or a payout"
    fields = (
        ("id", "made_at"),
        ("biller_link", "settled_by"),
        "period",
        ("state_badge", "decided_at"),
        ("gross_text", "payments"),
        ("commission_text", "net_text"),
        ("approval", "payout"),
        ("payout_account", "attempts"),
        "failure_code",
    )
    readonly_fields = (
        *("biller_link", "period", "state_badge", "gross_text", "commission_text", "net_text", "approval", "payout"),
    )
    actions_detail = ("ask_to_pay_out", "pay_out", "refuse_to_pay_out", "lines")

    @column("biller")
    def biller_name(self, row: BillerSettlement) -> str:
        return row.biller.name

    @column("biller")
    def biller_link(self, row: BillerSettlement) -> str:
        return link("billers_biller", row.biller_id, row.biller.name)

    @column("period")
    def period(self, row: BillerSettlement) -> str:
        return f"{date_text(row.period_start)} until before {date_text(row.period_end)}"

    @column("collected")
    def gross_text(self, row: BillerSettlement) -> str:
        return money_text(row.gross, row.currency)

    @column("commission")
    def commission_text(self, row: BillerSettlement) -> str:
        return money_text(row.commission, row.currency)

    @column("paid out")
    def net_text(self, row: BillerSettlement) -> str:
        return money_text(row.net, row.currency)

    @column("state", label=TONES)
    def labelled_state(self, row: BillerSettlement) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: BillerSettlement) -> str:
        return badge(row.get_state_display(), TONES[SettlementState(row.state)])

    @column("approval")
    def approval(self, row: BillerSettlement) -> str:
        return link("approvals_approval", row.approval_id)

    @column("payout")
    def payout(self, row: BillerSettlement) -> str:
        return link("transactions_transaction", row.payout_id)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(biller_id=identity) | Q(payout_id=identity)
        return Q(biller__code=term.lower())

    def get_sections(self, request: HttpRequest, row: BillerSettlement) -> Iterable[Section]:
        lines = selectors.list_lines(row.id, limit=_LINES_SHOWN)
        yield Section(
            "Payments",
            ("payment", "number", "completed", "over", "amount", "commission"),
            [
                (
                    link("transactions_transaction", line.payment_id, line.payment.transaction.reference),
                    line.payment.masked,
                    moment_text(line.completed_at),
                    line.gateway_code,
                    money_text(line.amount, row.currency),
                    money_text(line.commission, row.currency),
                )
                for line in lines
            ],
            note=f"The first {_LINES_SHOWN:,} of {row.payments:,}." if row.payments > _LINES_SHOWN else "",
        )

    # Paying out.

    def has_pay_out_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.has_perm("billers.pay_out_billersettlement"))

    def useful_actions(self, request: HttpRequest, row: BillerSettlement) -> set[str]:
        useful = {"lines"}
        if row.state in (SettlementState.OPEN, SettlementState.FAILED):
            useful.add("ask_to_pay_out")
        elif row.state == SettlementState.REQUESTED:
            approval = find_approval(row.approval_id) if row.approval_id else None
            if approval is None or approval.state != "REQUESTED":
                useful.add("ask_to_pay_out")
            else:
                is_own = approval.maker_id == operator_of(request)
                useful |= {"refuse_to_pay_out"} if is_own else {"pay_out", "refuse_to_pay_out"}
        return useful

    @action(
        description="Ask for payout",
        icon="approval",
        variant=ActionVariant.PRIMARY,
        permissions=["pay_out"],
        dialog=dialog(
            "Ask for this settlement to be paid out",
            "A second operator has to let it through, to the account the biller has now.",
            "Ask",
            PayOutForm,
        ),
    )
    def ask_to_pay_out(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, form, services.request_payout, "Asked for.")

    @action(
        description="Pay out",
        icon="send_money",
        variant=ActionVariant.PRIMARY,
        permissions=["pay_out"],
        dialog=dialog(
            "Pay this settlement out",
            "The money leaves through the bank at once, and cannot be called back.",
            "Pay out",
            PayOutForm,
        ),
    )
    def pay_out(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, form, services.approve_payout, "On its way.", holds_role=True)

    @action(
        description="Do not pay out",
        icon="block",
        permissions=["pay_out"],
        dialog=dialog("Do not let it be paid out", "It may be asked for again.", "Do not pay out"),
    )
    def refuse_to_pay_out(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        facts = {"reason": form.cleaned_data["reason"], "holds_role": True}
        return self._do(request, object_id, form, services.reject_payout, "Not let through.", **facts)

    def has_export_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever may make records of exports may make exports."""
        return bool(request.user.has_perm("core.add_auditrecord") and self.has_view_permission(request))

    @action(description="Lines as CSV", icon="download", permissions=["export"])
    def lines(self, request: HttpRequest, object_id: str) -> HttpResponse | StreamingHttpResponse:
        """Asks why, and answers with the statement, to the line; that it was taken is written down before."""
        row = self.get_object(request, object_id) if id_of(object_id) else None
        if row is None:
            raise Http404
        form = WhyForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            lines = services.take_lines(settlement_id=row.id, why=reason, **by_operator(request))
            self.log_change(request, row, f"Lines taken. {reason}")
            return csv_response(lines, f"settlement-{row.biller.code}-{row.period_end}.csv")
        context = {
            **self.admin_site.each_context(request),
            "title": f"Settlement with {row.biller.name}, {self.period(row)}",
            "opts": self.model._meta,
            "form": form,
            "settlement": row,
            "back": reverse("admin:billers_billersettlement_change", args=[row.pk]),
        }
        return render(request, "admin/billers/take_lines.html", context)

    def _do(
        self,
        request: HttpRequest,
        object_id: str,
        form: ReasonForm,
        service: Callable[..., BillerSettlement],
        done: str,
        **facts: Any,
    ) -> HttpResponse:
        def do(row: BillerSettlement) -> str:
            service(settlement_id=row.id, **by_operator(request), **facts)
            return done

        return self.act(request, object_id, do, note=f"{done} {form.cleaned_data['reason']}")
