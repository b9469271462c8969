from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.core import clock
from apps.core.admin_base import NOTHING, QuickAdmin, column, id_of, money_text, operator_of
from apps.core.admin_figures import CurrencyForm, exact_figures
from apps.merchants.categories import category_name
from apps.merchants.models import DiscountRule
from apps.merchants.services import set_discount

_FIGURES = ("volume_from", "flat", "maximum")
_HINTS = {
    "currency": "Three letters (ISO 4217), for example USD.",
    "volume_from": "For merchants that took this much in the calendar month before.",
    "percent": "Of each sale.",
    "flat": "For each sale, on top of the percentage.",
    "maximum": "The most for one sale. Leave empty for no limit.",
    "active_from": "UTC. Leave empty for at once.",
}


class DiscountForm(CurrencyForm):
    """A category there may be, a currency there is, exact figures, and a beginning that is not past."""

    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a row has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_category(self) -> str:
        category = str(self.cleaned_data["category"])
        if category and not (len(category) == 4 and category.isascii() and category.isdigit()):
            raise ValidationError("A category is four digits (ISO 18245), or empty for all.")
        return category

    def clean_active_from(self) -> Any:
        """Empty is now. What was borne of past sales is not changed afterwards."""
        now = clock.now()
        chosen = self.cleaned_data["active_from"] or now
        if chosen < now - timedelta(minutes=1):
            raise ValidationError("A discount cannot begin in the past.")
        return max(chosen, now)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        exact_figures(self, cleaned.get("currency", ""), _FIGURES)
        return cleaned


@admin.register(DiscountRule)
class DiscountRuleAdmin(QuickAdmin):
    """Discounts are added and never edited, so that what a sale bore can always be told."""

    form = DiscountForm
    list_display = ("who", "currency", "from_volume", "share", "flat_text", "most", "tax_share", "active_from")
    fields = (
        ("category", "currency"),
        ("volume_from", "maximum"),
        ("percent", "flat"),
        "tax_percent",
        "active_from",
    )
    # What a row's own page shows, written for people.
    shown_fields = (("who", "currency"), ("from_volume", "share"), ("flat_text", "most"), ("tax_share", "active_from"))
    readonly_fields = ("who", "from_volume", "share", "flat_text", "most", "tax_share")
    search_help_text = "Category code or whole id"

    @column("for")
    def who(self, row: DiscountRule) -> str:
        return f"{row.category} {category_name(row.category)}".strip() if row.category else "All others"

    @column("from a volume of")
    def from_volume(self, row: DiscountRule) -> str:
        return money_text(row.volume_from, row.currency) if row.volume_from else NOTHING

    @column("percent")
    def share(self, row: DiscountRule) -> str:
        return f"{row.percent.normalize():f} %"

    @column("tax on it")
    def tax_share(self, row: DiscountRule) -> str:
        return f"{row.tax_percent.normalize():f} %" if row.tax_percent else NOTHING

    @column("for each sale")
    def flat_text(self, row: DiscountRule) -> str:
        return money_text(row.flat, row.currency)

    @column("at most")
    def most(self, row: DiscountRule) -> str:
        return money_text(row.maximum, row.currency)

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        return Q(pk=identity) if identity else Q(category=term)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who sets prices of merchants adds; that is its own permission."""
        return bool(request.user.has_perm("merchants.price_merchant"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj is None else self.shown_fields

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "active_from" in form.base_fields:
            for name, text in _HINTS.items():
                form.base_fields[name].help_text = text
        return form

    def save_model(self, request: HttpRequest, obj: DiscountRule, form: Any, change: bool) -> None:
        given = form.cleaned_data
        row = set_discount(
            category=given["category"],
            currency=given["currency"],
            volume_from=given["volume_from"] or Decimal(0),
            percent=given["percent"] or Decimal(0),
            flat=given["flat"] or Decimal(0),
            maximum=given["maximum"],
            tax_percent=given["tax_percent"] or Decimal(0),
            active_from=given["active_from"],
            by=operator_of(request),
            now=clock.now(),
        )
        obj.pk = row.pk
