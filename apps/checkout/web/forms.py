"""What people type into the pages of payments."""

from decimal import Decimal

from django import forms

from apps.core.money import InvalidMoney, parse_decimal


class PhoneForm(forms.Form):
    """The number of the phone on which somebody wants to go on."""

    msisdn = forms.CharField(max_length=30, error_messages={"required": "Write a phone number."})


class AmountForm(forms.Form):
    """How much somebody wants to pay. What the link takes, the service says."""

    amount = forms.CharField(max_length=25, error_messages={"required": "Enter an amount."})

    def clean_amount(self) -> Decimal:
        try:
            return parse_decimal(self.cleaned_data["amount"])
        except InvalidMoney:
            raise forms.ValidationError("Write the amount with digits and a point, for example 12.50.") from None
