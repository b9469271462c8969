"""The base of the forms at desk and office: what they take is read by the API's own shapes.

So a page takes nothing that the API would refuse, numbers of payment cards above all, and digests are over the same
fields.
"""

from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.api.parsing import StrictSerializer
from apps.core.errors import DomainError
from apps.core.money import InvalidMoney, parse_decimal
from apps.core.web.fields import AmountField
from apps.core.web.forms import WebForm
from apps.transactions.errors import IdempotencyKeyReused


class ShapedForm(WebForm):
    """A form whose fields a shape of the API reads once each of them is good by itself: `taken` is what it read."""

    shape: ClassVar[type[StrictSerializer]]
    # Fields of the page only, which the shape does not know.
    apart: ClassVar[frozenset[str]] = frozenset()
    taken: dict[str, Any]

    def given(self) -> dict[str, Any]:
        """What goes to the shape: what was typed, without what was left empty."""
        found = {}
        for name, value in self.cleaned_data.items():
            if name in self.apart or value is None or value == "":
                continue
            found[name] = _as_text(value)
        return found

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        reader = self.shape(data=self.given())
        try:
            is_good = reader.is_valid()
        except DomainError as error:
            self.refuse(error)
            return self.cleaned_data
        if is_good:
            self.taken = dict(reader.validated_data)
        for name, details in reader.errors.items():
            for detail in details:
                where = name if name in self.fields else None
                self.add_error(where, forms.ValidationError(gettext(str(detail)), code=detail.code))
        return self.cleaned_data


def _as_text(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


class CountField(AmountField):
    """Counted cash, which may be nothing."""

    default_error_messages = {"required": _("Write how much you have counted, 0 for nothing.")}

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        try:
            return parse_decimal(text) if text else None
        except InvalidMoney:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None


def new_key() -> str:
    """An idempotency key for a page that is shown now."""
    return f"web-{uuid4()}"


def changed(given: Any, **fields: str) -> QueryDict:
    """What was posted, with these fields in place of what they were."""
    said = QueryDict(mutable=True)
    said.update(given)
    for name, value in fields.items():
        said[name] = value
    return said


class KeyedForm(WebForm):
    """A form with an idempotency key of its own, written when the page is shown."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal; after one for its key the form has another, or it could never be sent again."""
        super().refuse(error)
        if isinstance(error, IdempotencyKeyReused):
            self.data = changed(self.data, key=new_key())
