"""The base of the pages' forms."""

import re
from typing import ClassVar

from django import forms

from apps.core.card_numbers import find_card_number
from apps.core.errors import CardNumberRefused, DomainError, InvalidInput
from apps.core.web.telling import told

# An id or a key that a page carries: of one in some thousands the digits would pass for a card's.
_OUR_KEY = re.compile(r"(?:web-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


class WebForm(forms.Form):
    """A form of a page. What a service refuses is put where it belongs by `refuse`."""

    # Our own words stand under the field, in the person's language; the browser's would come first and in its own.
    use_required_attribute = False
    # Of filters nobody says that they may be left out.
    says_optional = True
    # The fields that take the text of a QR code, whose digits run on from one data object into the next.
    scanned: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, *args: object, **options: object) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def _post_clean(self) -> None:
        """Refuses the numbers of payment cards wherever they are typed, as the API does."""
        for name, value in list(self.cleaned_data.items()):
            is_typed = isinstance(value, str) and name not in self.scanned and not _OUR_KEY.fullmatch(value)
            if is_typed and find_card_number(value):
                self.add_error(name, forms.ValidationError(told(CardNumberRefused()), code=CardNumberRefused.code))

    def add_error(self, field: str | None, error: forms.ValidationError | str) -> None:  # type: ignore[override]
        """As Django's, but what is wrong with a hidden field stands above the form, where somebody sees it."""
        if field in self.fields and self.fields[field].widget.is_hidden:
            self.cleaned_data.pop(field, None)
            field = None
        super().add_error(field, error)

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal: at the fields it names, if they are here, else above the form."""
        if not hasattr(self, "cleaned_data"):
            self.cleaned_data = {}
        named = [one for one in error.errors if one["field"] in self.fields] if isinstance(error, InvalidInput) else []
        for one in named:
            self.add_error(one["field"], forms.ValidationError(told(type(error)(one["detail"])), code=one["code"]))
        if not named:
            self.add_error(None, forms.ValidationError(told(error), code=error.code))
