"""What operators' forms about money have in common: a currency there is, and figures it has."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseInlineFormSet

from apps.core.errors import DomainError
from apps.core.money import Money

BAND_FIGURES = ("from_amount", "flat", "minimum", "maximum")


class CurrencyForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row in a currency there is (ISO 4217), in whatever case it was typed."""

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        try:
            Money.zero(currency)
        except DomainError as error:
            raise forms.ValidationError(error.detail) from error
        return currency


class BandFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """What larger amounts cost or earn instead: exact figures, and each amount once."""

    def clean(self) -> None:
        super().clean()
        currency = str(self.data.get("currency", "")).upper()
        seen = set()
        for form in self.forms:
            if not form.has_changed() or form.errors:
                continue
            figures = [form.cleaned_data[name] for name in BAND_FIGURES]
            if figures[0] in seen:
                form.add_error("from_amount", "There is a band from this amount on already.")
            seen.add(figures[0])
            for name, figure in zip(BAND_FIGURES, figures, strict=True):
                try:
                    Money(figure or Decimal(0), currency)
                except DomainError as error:
                    form.add_error(name, error.detail)


def exact_figures(form: Any, currency: str, names: Sequence[str]) -> None:
    """Adds an error to each of these fields whose amount the currency cannot hold."""
    for name in names:
        figure = form.cleaned_data.get(name)
        if figure is not None and currency:
            try:
                Money(figure, currency)
            except DomainError as error:
                form.add_error(name, error.detail)
