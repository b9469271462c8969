from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.core import clock
from apps.core.admin_base import QuickAdmin
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.transactions import services
from apps.transactions.models import ConversionRate
from apps.transactions.services import LARGEST_RATE, LEAST_RATE


class ConversionRateForm(forms.ModelForm):  # type: ignore[type-arg]
    """Two currencies there are, and a rate that is no slip of the pen."""

    base = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget, help_text="The currency that is given.")
    quote = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget, help_text="The currency that is got.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a rate has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False
            self.fields["active_from"].help_text = "UTC. Leave empty for at once."

    def clean_base(self) -> str:
        return _currency(self.cleaned_data["base"])

    def clean_quote(self) -> str:
        return _currency(self.cleaned_data["quote"])

    def clean_rate(self) -> Decimal:
        rate: Decimal = self.cleaned_data["rate"]
        if not LEAST_RATE <= rate <= LARGEST_RATE:
            raise forms.ValidationError(f"A rate lies between {LEAST_RATE} and {LARGEST_RATE}.")
        return rate

    def clean_active_from(self) -> Any:
        """Empty is now. At what people have converted is not changed afterwards."""
        now = clock.now()
        chosen = self.cleaned_data["active_from"] or now
        if chosen < now - timedelta(minutes=1):
            raise forms.ValidationError("A rate cannot begin in the past.")
        return max(chosen, now)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("base") and cleaned.get("base") == cleaned.get("quote"):
            self.add_error("quote", "This is the same currency.")
        return cleaned


def _currency(text: str) -> str:
    try:
        return Money.zero(text.upper()).currency
    except DomainError as error:
        raise forms.ValidationError(error.detail) from error


@admin.register(ConversionRate)
class ConversionRateAdmin(QuickAdmin):
    """Rates are added and never edited or deleted, so that at what somebody has converted can always be told."""

    form = ConversionRateForm
    list_display = ("base", "quote", "rate", "spread_percent", "active_from")
    fields = ("base", "quote", "rate", "spread_percent", "active_from")
    search_fields = ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: ConversionRate, form: Any, change: bool) -> None:
        row = services.set_rate(**{name: form.cleaned_data[name] for name in self.fields})
        obj.pk = row.pk
