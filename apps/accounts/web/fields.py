"""What only the pages about a person ask for, read by the API's own fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.api.profile_serializers import HandleField as ApiHandle
from apps.accounts.api.profile_serializers import WordsField as ApiWords
from apps.accounts.api.serializers import EmailField as ApiEmail
from apps.accounts.api.serializers import FullNameField as ApiFullName
from apps.accounts.services import Device
from apps.core.web.fields import KeyField, PasswordField, PinField, SecretInput, StrictField
from apps.core.web.forms import WebForm

_MAX_NAME_LENGTH = 120


class EmailField(StrictField):
    """An e-mail address; read in lower case. An empty one is None."""

    widget = forms.EmailInput
    reads = ApiEmail()
    default_error_messages = {
        "required": _("Write an e-mail address."),
        "invalid": _("This is not an e-mail address. Write it like amina@example.org."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}))
        super().__init__(max_length=254, empty_value=None, **options)


class FullNameField(StrictField):
    """A person's name, in any script."""

    reads = ApiFullName()
    default_error_messages = {
        "required": _("Write a name."),
        "invalid": _("This must be a name of at most 120 letters."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=_MAX_NAME_LENGTH, **options)


class HandleField(StrictField):
    """A handle, with or without its @; read in lower case."""

    reads = ApiHandle()
    default_error_messages = {
        "required": _("Write a handle."),
        "invalid": _("A handle begins with a letter and has 3 to 30 letters, digits and underscores."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"})
        )
        super().__init__(max_length=31, **options)


class WordsField(StrictField):
    """A few words of a person's own, or none."""

    default_error_messages = {"invalid": _("These must be words, without hidden signs.")}

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(max_length=longest, required=False, **options)
        self.reads = ApiWords(max_length=longest)


class CurrentPasswordField(PasswordField):
    """The password the person has."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Your password"))
        options.setdefault("widget", SecretInput(attrs={"autocomplete": "current-password"}))
        super().__init__(**options)


class NewPasswordField(PasswordField):
    """A password that is being chosen."""

    default_error_messages = {"required": _("Choose a password.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("New password"))
        options.setdefault("help_text", _("At least eight characters, for example three words."))
        options.setdefault("widget", SecretInput(attrs={"autocomplete": "new-password"}))
        super().__init__(**options)


class NewPinInput(SecretInput):
    """A PIN that is being chosen: typed, and not tapped on a pad, because there are two of them."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"})


class NewPinForm(WebForm):
    """A new PIN, typed twice. For other forms to build on: the two come first."""

    pin = PinField(
        label=_("New PIN"),
        help_text=_("Four to six digits that nobody guesses: not your birthday, not 1234."),
        widget=NewPinInput,
        error_messages={"required": _("Choose a PIN.")},
    )
    pin_again = PinField(
        label=_("The same PIN again"),
        widget=NewPinInput,
        error_messages={"required": _("Type the new PIN a second time.")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("pin") and given.get("pin_again") and given["pin"] != given["pin_again"]:
            self.add_error("pin_again", forms.ValidationError(_("The two PINs are not the same."), code="differs"))
        return given


class BrowserForm(WebForm):
    """What a browser says of itself and its key, filled in by a script: empty where there is none."""

    device_id = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    device_name = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    device_platform = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    public_key = KeyField(length=32, required=False)

    def browser(self) -> Device:
        """As the services take it; a key without the browser's own id is no key."""
        given = self.cleaned_data
        return Device(
            id=given["device_id"],
            name=given["device_name"],
            platform=given["device_platform"],
            public_key=given["public_key"] if given["device_id"] else None,
        )
