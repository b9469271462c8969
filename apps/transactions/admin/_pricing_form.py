from collections.abc import Sequence
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.admin_figures import CurrencyForm, exact_figures
from apps.transactions.kinds import KINDS


class PricingForm(CurrencyForm):
    """What fee rules and limits have in common: a kind there is, a currency there is, and exact figures."""

    kind = forms.ChoiceField(
        choices=[(kind.code, str(kind.label)) for kind in KINDS.values() if not kind.has_own_price],
        widget=UnfoldAdminSelectWidget,
    )
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    figures: Sequence[str] = ("minimum", "maximum")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        currency = cleaned.get("currency") or self.instance.currency
        exact_figures(self, currency, self.figures)
        return cleaned
