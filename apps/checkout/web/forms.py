"""What people type into the pages of payments."""

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.core.web.fields import AmountField, MsisdnInput
from apps.core.web.forms import WebForm


class PhoneForm(WebForm):
    """The number of the phone on which somebody wants to go on. How it must be written, the service says."""

    msisdn = forms.CharField(
        max_length=30,
        label=_("Or send it to your phone"),
        widget=MsisdnInput(attrs={"placeholder": "+254712345678"}),
        error_messages={"required": _("Write a phone number.")},
    )


class AmountForm(WebForm):
    """How much somebody wants to pay. What the link takes, the service says."""

    amount = AmountField(label=_("How much do you pay?"), error_messages={"not_positive": _("Enter an amount.")})
