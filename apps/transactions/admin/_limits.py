from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.admin_base import (
    QuickAdmin,
    column,
)
from apps.transactions import services
from apps.transactions.admin._pricing_form import PricingForm
from apps.transactions.kinds import KINDS
from apps.transactions.models import PaymentLimit, TierLimit


class PaymentLimitForm(PricingForm):
    pass


@admin.register(PaymentLimit)
class PaymentLimitAdmin(QuickAdmin):
    form = PaymentLimitForm
    list_display = ("kind", "currency", "minimum", "maximum")
    fields = ("kind", "currency", "minimum", "maximum")
    ordering = ("kind", "currency")
    search_fields = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("kind", "currency") if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: PaymentLimit, form: Any, change: bool) -> None:
        figures = {name: form.cleaned_data[name] for name in ("minimum", "maximum")}
        services.set_limit(kind=obj.kind, currency=obj.currency, **figures)
        if not change:
            obj.pk = PaymentLimit.objects.values_list("pk", flat=True).get(kind=obj.kind, currency=obj.currency)


class TierLimitForm(PricingForm):
    kind = forms.ChoiceField(
        choices=[("", "All kinds together"), *((kind.code, str(kind.label)) for kind in KINDS.values())],
        required=False,
        widget=UnfoldAdminSelectWidget,
    )
    figures = ("single", "daily", "monthly", "step_up_above", "maximum_balance")


@admin.register(TierLimit)
class TierLimitAdmin(QuickAdmin):
    """What somebody of a KYC tier may pay and hold. A change holds for the next payment, and for no past one."""

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

    @column("kind")
    def kind_text(self, row: TierLimit) -> str:
        return str(KINDS[row.kind].label) if row.kind else "All kinds together"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("tier", "kind", "currency") if obj else ()

    def save_model(self, request: HttpRequest, obj: TierLimit, form: Any, change: bool) -> None:
        names = ("single", "daily", "monthly", "daily_count", "step_up_above", "maximum_balance")
        figures = {name: form.cleaned_data[name] for name in names}
        row = services.set_tier_limit(tier=obj.tier, kind=obj.kind, currency=obj.currency, **figures)
        obj.pk = row.pk

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[TierLimit]) -> None:
        """One by one: each is forgotten by those who have read it lately."""
        for row in queryset:
            self.delete_model(request, row)

    def delete_model(self, request: HttpRequest, obj: TierLimit) -> None:
        services.drop_tier_limit(tier=obj.tier, kind=obj.kind, currency=obj.currency)
