from collections.abc import Sequence
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.core.errors import DomainError
from apps.core.money import Money
from apps.transactions.kinds import KINDS


class PricingForm(forms.ModelForm):  # type: ignore[type-arg]
    """What fee rules and limits have in common: a kind there is, a currency there is, and exact figures."""

    kind = forms.ChoiceField(
        choices=[(kind.code, str(kind.label)) for kind in KINDS.values() if not kind.has_own_price],
        widget=UnfoldAdminSelectWidget,
    )
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    figures: Sequence[str] = ("minimum", "maximum")

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        try:
            Money.zero(currency)
        except DomainError as error:
            raise forms.ValidationError(error.detail) from error
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        currency = cleaned.get("currency") or self.instance.currency
        for name in self.figures:
            figure = cleaned.get(name)
            if figure is not None and currency:
                try:
                    Money(figure, currency)
                except DomainError as error:
                    self.add_error(name, error.detail)
        return cleaned
