"""From which day to which: two fields of the operators' pages, read in the same way by all of them. Days are UTC's."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django import forms
from unfold.widgets import BASE_INPUT_CLASSES

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 1, 1)


def midnight(day: date) -> datetime:
    """When the day begins."""
    return datetime.combine(day, time(), UTC)


class DaysForm(forms.Form):
    """Two days as a browser sends them, 2026-01-31; the second is the last one of the range. Each may be left out."""

    # A class attribute cannot be called `from`.
    FROM, TO = "from", "to"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in ((self.FROM, "From"), (self.TO, "To")):
            self.fields[name] = forms.DateField(
                label=label,
                required=False,
                input_formats=["%Y-%m-%d"],
                error_messages={"invalid": f"{label}: give a day as 2026-01-31."},
                widget=forms.DateInput({"type": "date", "class": " ".join(BASE_INPUT_CLASSES)}, "%Y-%m-%d"),
            )

    def clean(self) -> dict[str, Any]:
        days: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = days.get(self.FROM), days.get(self.TO)
        for day in (first, last):
            if day is not None and not EARLIEST <= day <= LATEST:
                raise forms.ValidationError(f"Days are known from {EARLIEST} to {LATEST}.")
        if first and last and first > last:
            raise forms.ValidationError("The first day must not be after the last one.")
        return days

    @property
    def since(self) -> datetime | None:
        """When the first day begins."""
        day = self.cleaned_data.get(self.FROM)
        return midnight(day) if day else None

    @property
    def before(self) -> datetime | None:
        """When the last day is over."""
        day = self.cleaned_data.get(self.TO)
        return midnight(day + timedelta(days=1)) if day else None

    @property
    def complaints(self) -> list[str]:
        """What is wrong with it, one sentence each."""
        return [str(error) for errors in self.errors.values() for error in errors]
