"""What people fill in to have something paid on dates."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.core.web.fields import AmountField, ChoiceCards, DateInput, SelectInput
from apps.schedules.models import MAX_COUNT, MAX_INTERVAL
from apps.schedules.services import Plan
from apps.transactions.web.forms import MAX_NOTE, Line, MoneyForm, exact_input


class _TimeInput(forms.TimeInput):
    """A time of day, in the browser's own picker."""

    ui = "text"
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ScheduleForm(MoneyForm):
    """Whom, how much, when first, how often, and until when."""

    to = forms.CharField(
        max_length=254,
        label=_lazy("Phone number, e-mail address or @handle"),
        widget=exact_input(),
        error_messages={"required": _lazy("Say whom it is for.")},
    )
    amount = AmountField(label=_lazy("Amount"), help_text=_lazy("Each time."))
    note = Line(max_length=MAX_NOTE, required=False, label=_lazy("Note"))
    frequency = forms.ChoiceField(
        label=_lazy("How often"),
        widget=SelectInput,
        choices=[
            ("ONCE", _lazy("Once, on one day")),
            ("DAILY", _lazy("By days")),
            ("WEEKLY", _lazy("By weeks")),
            ("MONTHLY", _lazy("By months")),
        ],
        initial="MONTHLY",
    )
    interval = forms.IntegerField(
        label=_lazy("Every how many"),
        help_text=_lazy("1 is every day, week or month; 2 is every other one."),
        min_value=1,
        max_value=MAX_INTERVAL,
        initial=1,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    start_date = forms.DateField(
        label=_lazy("First day"), widget=DateInput, error_messages={"invalid": _lazy("Choose a day.")}
    )
    time = forms.TimeField(label=_lazy("Time of day"), widget=_TimeInput, initial="09:00")
    ends = forms.ChoiceField(
        label=_lazy("Until when"),
        widget=ChoiceCards,
        choices=[
            ("never", _lazy("Until I end it")),
            ("date", _lazy("Up to a day")),
            ("count", _lazy("A number of times")),
        ],
        initial="never",
        required=False,
    )
    end_date = forms.DateField(
        label=_lazy("Last day"), widget=DateInput, required=False, error_messages={"invalid": _lazy("Choose a day.")}
    )
    count = forms.IntegerField(
        label=_lazy("How many times"),
        min_value=1,
        max_value=MAX_COUNT,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        wanted = {"date": "end_date", "count": "count"}.get(given.get("ends") or "")
        if wanted and not given.get(wanted) and wanted not in self.errors and given.get("frequency") != "ONCE":
            self.add_error(wanted, forms.ValidationError(_("Say until when."), code="required"))
        return given

    def plan(self) -> Plan:
        """When, of a form that is valid. Of what happens once, neither interval nor end means anything."""
        given = self.cleaned_data
        is_once = given["frequency"] == "ONCE"
        ends = "" if is_once else given["ends"]
        return Plan(
            frequency=given["frequency"],
            start_date=given["start_date"],
            local_time=given["time"].replace(second=0, microsecond=0),
            interval=1 if is_once else given["interval"] or 1,
            end_date=given["end_date"] if ends == "date" else None,
            count=given["count"] if ends == "count" else None,
        )
