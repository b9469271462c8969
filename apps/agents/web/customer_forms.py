"""What customers fill in to fetch cash, and to find an agent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.web.fields import SearchInput, SwitchInput
from apps.core.web.forms import WebForm
from apps.transactions.web.forms import Line, MoneyForm


class OutletCode(forms.CharField):
    """The six digits of an outlet."""

    default_error_messages = {"invalid": _("An agent's code has six digits.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(
            max_length=6,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
            **options,
        )

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not (len(text) == 6 and text.isascii() and text.isdigit()):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class FetchForm(MoneyForm):
    """How much cash, and where."""

    agent_code = OutletCode(
        required=False,
        label=_("Agent's code"),
        help_text=_("Six digits, as they hang at the counter. The code is then good there only."),
    )


class PlaceForm(WebForm):
    """Where somebody looks for an agent."""

    q = Line(
        max_length=60,
        label=_("Town, street or name of the agent"),
        widget=SearchInput(attrs={"placeholder": _("For example: Nairobi")}),
    )
    open_now = forms.BooleanField(required=False, widget=SwitchInput, label=_("Open now"))
