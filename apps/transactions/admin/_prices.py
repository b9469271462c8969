from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from unfold.admin import TabularInline

from apps.core import clock
from apps.core.admin_base import QuickAdmin, column
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.transactions import services
from apps.transactions.admin._pricing_form import PricingForm
from apps.transactions.models import FeeBand, FeeRule
from apps.transactions.pricing import Band


class FeeRuleForm(PricingForm):
    figures = ("flat", "minimum", "maximum")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a rule has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_active_from(self) -> Any:
        """Empty is now. What a payment cost in the past is not changed afterwards."""
        now = clock.now()
        chosen = self.cleaned_data["active_from"] or now
        if chosen < now - timedelta(minutes=1):
            raise forms.ValidationError("A price cannot begin in the past.")
        return max(chosen, now)


class FeeBandFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Exact figures, and each amount once."""

    def clean(self) -> None:
        super().clean()
        currency = str(self.data.get("currency", "")).upper()
        seen = set()
        for form in self.forms:
            if not form.has_changed() or form.errors:
                continue
            figures = [form.cleaned_data[name] for name in _BAND_FIGURES]
            if figures[0] in seen:
                form.add_error("from_amount", "There is a band from this amount on already.")
            seen.add(figures[0])
            for name, figure in zip(_BAND_FIGURES, figures, strict=True):
                try:
                    Money(figure or Decimal(0), currency)
                except DomainError as error:
                    form.add_error(name, error.detail)


_BAND_FIGURES = ("from_amount", "flat", "minimum", "maximum")


class FeeBandInline(TabularInline):  # type: ignore[misc]
    """Bands come with their schedule and are as fixed as it."""

    model = FeeBand
    formset = FeeBandFormSet
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
class FeeRuleAdmin(QuickAdmin):
    """Prices are added and never edited or deleted, so that what a payment cost can always be told."""

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

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "active_from" in form.base_fields:
            form.base_fields["active_from"].help_text = "UTC. Leave empty for at once."
        return form

    def save_model(self, request: HttpRequest, obj: FeeRule, form: Any, change: bool) -> None:
        """Nothing yet: a schedule is written whole, with its bands, by `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
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
        rule = services.set_fee(**{name: form.cleaned_data[name] for name in self.fields}, bands=bands)
        form.instance.pk = rule.pk
        for formset in formsets:
            # What the admin notes of a formset that it has saved itself.
            formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
