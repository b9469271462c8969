from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from unfold.admin import TabularInline

from apps.approvals.sections import asked_section
from apps.core import clock
from apps.core.admin_acting import by_maker
from apps.core.admin_asking import AsksAdmin, why_field
from apps.core.admin_base import Section, column
from apps.core.admin_figures import BandFormSet
from apps.core.procedures import subject_of
from apps.transactions import services
from apps.transactions.admin._pricing_form import PricingForm
from apps.transactions.models import FeeBand, FeeRule
from apps.transactions.pricing import Band
from apps.transactions.services._terms import ADD_FEE, FEE_FIGURES


def _preview_of(row: FeeRule) -> str:
    return reverse("admin:fee_preview", query={"kind": row.kind, "currency": row.currency, "tier": row.tier})


class FeeRuleForm(PricingForm):
    why = why_field()
    figures = ("flat", "minimum", "maximum")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a rule has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_active_from(self) -> Any:
        """Empty is from its approval on. What a payment cost in the past is not changed afterwards."""
        chosen = self.cleaned_data["active_from"]
        if chosen and chosen < clock.now() - timedelta(minutes=1):
            raise forms.ValidationError("A price cannot begin in the past.")
        return chosen


class FeeBandInline(TabularInline):  # type: ignore[misc]
    """Bands come with their schedule and are as fixed as it."""

    model = FeeBand
    formset = BandFormSet
    fields = ("from_amount", "flat", "percent", "minimum", "maximum")
    extra = 2
    verbose_name_plural = "larger amounts cost instead"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and bool(request.user.has_perm("transactions.add_feerule"))


@admin.register(FeeRule)
class FeeRuleAdmin(AsksAdmin):
    """Prices are added and never edited or deleted, so that what a payment cost can always be told.

    Whoever may add them asks, and whoever may change them approves: only then does one begin.
    """

    asks_by = "transactions.add_feerule"
    is_changeable = False
    form = FeeRuleForm
    inlines = (FeeBandInline,)
    list_display = (
        *("kind", "currency", "tier_text", "flat", "percent", "minimum", "maximum", "band_count"),
        *("tax_percent", "bearer", "active_from"),
    )
    fields = (
        *("kind", "currency", "tier", "flat", "percent", "minimum", "maximum", "tax_percent", "bearer"),
        "active_from",
    )
    search_fields = ()

    @column("tier")
    def tier_text(self, row: FeeRule) -> str:
        return row.get_tier_display() if row.tier else "All"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "active_from" in form.base_fields:
            form.base_fields["active_from"].help_text = "UTC. Leave empty for from its approval on."
        return form

    def get_sections(self, request: HttpRequest, row: FeeRule) -> Iterable[Section]:
        yield replace(
            asked_section(request, subject_of(ADD_FEE, row.kind, row.currency, row.tier)),
            more=("What payments cost, now and before", _preview_of(row)),
        )

    def ask(self, request: HttpRequest, form: Any, formsets: Sequence[Any]) -> Any:
        given = form.cleaned_data
        bands = [
            Band(
                row.cleaned_data["from_amount"],
                row.cleaned_data["flat"],
                row.cleaned_data["percent"],
                row.cleaned_data["minimum"],
                row.cleaned_data["maximum"],
            )
            for formset in formsets
            for row in formset.forms
            if row.has_changed()
        ]
        return services.request_fee(
            kind=given["kind"],
            currency=given["currency"],
            tier=given["tier"],
            figures={name: given[name] for name in FEE_FIGURES},
            bands=bands,
            active_from=given["active_from"],
            why=given["why"],
            **by_maker(request),
        )
