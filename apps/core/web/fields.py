"""What people type into the pages, read as strictly as the API reads it.

Each widget says by `ui` how templates/ui/field.html shows it. Nothing that is secret is ever put back into a page.
"""

import base64
import binascii
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError as Refused

from apps.core.api import parsing
from apps.core.images import MAX_IMAGE_BYTES
from apps.core.money import InvalidMoney, Money, minor_units, parse_decimal

_LONGEST_NUMBER = 25
# What lies outside is a slip of the finger, and may be no moment at all in some time zone.
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


class MoneyInput(forms.TextInput):
    """An amount. `currency` is shown beside it; scripts group its digits and post a plain decimal string."""

    ui = "money"
    currency = ""


class PinInput(forms.PasswordInput):
    """Four to six digits."""

    ui = "pin"


class CodeInput(forms.TextInput):
    """Six digits that were sent to the person. What was typed is not put back: the code may be good still."""

    ui = "code"

    def format_value(self, value: Any) -> None:
        return None


class SecretInput(forms.PasswordInput):
    """A password."""

    ui = "password"


class MsisdnInput(forms.TextInput):
    """A phone number."""

    ui = "msisdn"
    input_type = "tel"


class SearchInput(forms.TextInput):
    """What to look for."""

    ui = "search"
    input_type = "search"


class TextArea(forms.Textarea):
    """More than a line."""

    ui = "textarea"


class SelectInput(forms.Select):
    """One of a few, in a list."""

    ui = "select"


class ChoiceCards(forms.RadioSelect):
    """One of a few, each of them visible."""

    ui = "choices"


class SwitchInput(forms.CheckboxInput):
    """On or off."""

    ui = "switch"


class FileInput(forms.FileInput):
    """A picture or a file. `capture` asks a phone for its camera: "environment" or "user"."""

    ui = "file"


class DateInput(forms.DateInput):
    """A day, in the browser's own picker."""

    ui = "date"
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day on which something may have been done, to look for it."""

    widget = DateInput
    default_error_messages = {"invalid": _("Choose a day.")}

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class AmountField(forms.CharField):
    """A positive amount as a plain decimal string, such as 12.50; gives a Decimal."""

    widget = MoneyInput
    default_error_messages = {
        "required": _("Enter an amount."),
        "invalid": _("Write the amount with digits and a point, for example 12.50."),
        "not_positive": _("The amount must be more than zero."),
    }

    def __init__(self, *, currency: str = "", **options: Any) -> None:
        super().__init__(max_length=_LONGEST_NUMBER, **options)
        self.show_currency(currency)

    def show_currency(self, currency: str) -> None:
        """Which currency stands beside the field."""
        self.widget.currency = currency

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_decimal(text)
        except InvalidMoney:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if amount <= 0:
            raise forms.ValidationError(self.error_messages["not_positive"], code="not_positive")
        return amount


class StrictField(forms.CharField):
    """A field whose text one of the API's own fields reads: `reads` is that field."""

    reads: Any = None

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return text
        try:
            return self.reads.to_internal_value(text)
        except Refused:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


class MsisdnField(StrictField):
    """A phone number in the international format of ITU-T E.164; gives it as +254712345678."""

    widget = MsisdnInput
    reads = parsing.MsisdnField()
    default_error_messages = {
        "required": _("Write a phone number."),
        "invalid": _("Write the number with its country code, for example +254 712 345 678."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=30, **options)


class _Digits(forms.CharField):
    """Digits and nothing else, of a length within bounds."""

    least = most = 6

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=self.most, strip=False, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and not (self.least <= len(text) and text.isascii() and text.isdigit()):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text


class PinField(_Digits):
    """Four to six digits; never given back."""

    widget = PinInput
    least = 4
    default_error_messages = {"required": _("Enter your PIN."), "invalid": _("A PIN has four to six digits.")}


class CodeField(_Digits):
    """The six digits of a one-time code."""

    widget = CodeInput
    default_error_messages = {"required": _("Enter the code."), "invalid": _("A code has six digits.")}


class PasswordField(forms.CharField):
    """A password, as it was typed: nothing is trimmed."""

    widget = SecretInput
    default_error_messages = {"required": _("Enter your password.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=256, strip=False, **options)


class PictureField(forms.FileField):
    """A photograph, as the bytes that came. Nobody has looked at them yet: the services draw it anew."""

    widget = FileInput
    default_error_messages = {
        "required": _("Take or choose a picture."),
        "empty": _("Take or choose a picture."),
        "too_large": _("This picture is too large. Take it with fewer pixels."),
    }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not isinstance(file, UploadedFile):
            return None
        if (file.size or 0) > MAX_IMAGE_BYTES:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        return file.read()


class IdField(forms.CharField):
    """A UUID that a page carries; gives a UUID."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return UUID(text)
        except ValueError:
            raise forms.ValidationError(_("This page is out of date. Load it again."), code="invalid") from None


class KeyField(forms.CharField):
    """Base64 of so many bytes, written by a script; gives the bytes, or None when it is empty."""

    widget = forms.HiddenInput

    def __init__(self, *, length: int, **options: Any) -> None:
        super().__init__(max_length=length * 2, **options)
        self.length = length

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            raw = base64.b64decode(text, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != self.length:
            raise forms.ValidationError(_("This page is out of date. Load it again."), code="invalid")
        return raw


def money_of(amount: Decimal, currency: str, form: forms.Form, field: str = "amount") -> Money | None:
    """A cleaned amount as Money; None, with an error on the field, when it has more decimals than the currency."""
    try:
        return Money(amount, currency)
    except InvalidMoney:
        # What the exception itself says names a currency and a figure, so no catalogue has it.
        sentence = _("No more decimals than {count} fit here.").format(count=minor_units(currency))
        form.add_error(field, forms.ValidationError(sentence, code="too_many_decimals"))
        return None
