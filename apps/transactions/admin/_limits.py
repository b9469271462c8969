"""Limits of payments and of tiers: operators ask here, and another one approves in the inbox."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget

from apps.approvals.sections import asked_section
from apps.core.admin_acting import ActsByService, by_maker, dialog
from apps.core.admin_asking import AsksAdmin, why_field
from apps.core.admin_base import ReasonActionForm, ReasonForm, Section, column
from apps.core.procedures import subject_of
from apps.transactions import services
from apps.transactions.admin._pricing_form import PricingForm
from apps.transactions.kinds import KINDS
from apps.transactions.models import PaymentLimit, TierLimit
from apps.transactions.services._terms import SET_LIMIT, SET_TIER_LIMIT, TIER_FIGURES


class PaymentLimitForm(PricingForm):
    why = why_field()


@admin.register(PaymentLimit)
class PaymentLimitAdmin(AsksAdmin):
    """The least and the most of one payment. Who may add these rows may ask, who may change them may decide."""

    asks_by = "transactions.add_paymentlimit"
    form = PaymentLimitForm
    list_display = ("kind", "currency", "minimum", "maximum")
    fields = ("kind", "currency", "minimum", "maximum")
    ordering = ("kind", "currency")
    search_fields = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("kind", "currency") if obj else ()

    def get_sections(self, request: HttpRequest, row: PaymentLimit) -> Iterable[Section]:
        yield asked_section(request, subject_of(SET_LIMIT, row.kind, row.currency))

    def ask(self, request: HttpRequest, form: Any, formsets: Sequence[Any]) -> Any:
        figures = {name: form.cleaned_data[name] for name in ("minimum", "maximum")}
        row = form.instance
        why = form.cleaned_data["why"]
        return services.request_limit(kind=row.kind, currency=row.currency, **figures, why=why, **by_maker(request))


class TierLimitForm(PricingForm):
    kind = forms.ChoiceField(
        choices=[("", "All kinds together"), *((kind.code, str(kind.label)) for kind in KINDS.values())],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    why = why_field()
    figures = ("single", "daily", "monthly", "step_up_above", "maximum_balance")


@admin.register(TierLimit)
class TierLimitAdmin(AsksAdmin, ActsByService):
    """What somebody of a KYC tier may pay and hold. A change holds for the next payment, and for no past one."""

    asks_by = "transactions.add_tierlimit"
    form = TierLimitForm
    list_display = (
        *("tier", "kind_text", "currency", "single", "daily", "monthly", "daily_count", "step_up_above"),
        "maximum_balance",
    )
    fields = (
        *("tier", "kind", "currency", "single", "daily", "monthly", "daily_count", "step_up_above"),
        "maximum_balance",
    )
    ordering = ("tier", "currency", "kind")
    search_fields = ()
    action_form = ReasonActionForm
    actions = ("take_away_chosen",)
    actions_detail = ("take_away",)

    @column("kind")
    def kind_text(self, row: TierLimit) -> str:
        return str(KINDS[row.kind].label) if row.kind else "All kinds together"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("tier", "kind", "currency") if obj else ()

    def get_sections(self, request: HttpRequest, row: TierLimit) -> Iterable[Section]:
        key = {"tier": row.tier, "kind": row.kind, "currency": row.currency}
        yield replace(
            asked_section(request, subject_of(SET_TIER_LIMIT, *key.values())),
            more=("Who is near it", reverse("admin:limit_preview", query=key)),
        )

    def ask(self, request: HttpRequest, form: Any, formsets: Sequence[Any]) -> Any:
        figures = {name: form.cleaned_data[name] for name in TIER_FIGURES}
        return self._ask(request, form.instance, figures, form.cleaned_data["why"])

    def _ask(self, request: HttpRequest, row: TierLimit, figures: dict[str, Any] | None, why: str) -> Any:
        key = {"tier": row.tier, "kind": row.kind, "currency": row.currency}
        return services.request_tier_limit(**key, figures=figures, why=why, **by_maker(request))

    def useful_actions(self, request: HttpRequest, row: TierLimit) -> set[str]:
        return {"take_away"}

    @action(  # type: ignore[untyped-decorator]
        description="Take away",
        icon="delete",
        variant=ActionVariant.DANGER,
        permissions=["ask"],
        dialog=dialog(
            "Ask for this limit to be taken away",
            "From its approval on it holds for nobody of this tier.",
            "Ask for approval",
        ),
    )
    def take_away(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        def ask(row: TierLimit) -> str:
            return f"Asked for: {self._ask(request, row, None, form.cleaned_data['reason']).summary}."

        return self.act(request, object_id, ask, note="Asked for it to be taken away.")

    @admin.action(description="Ask for them to be taken away", permissions=["ask"])
    def take_away_chosen(self, request: HttpRequest, rows: QuerySet[TierLimit]) -> None:
        why = request.POST.get("reason", "")
        self.ask_for_each(request, rows, lambda row: self._ask(request, row, None, why))
