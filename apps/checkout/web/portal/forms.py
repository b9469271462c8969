"""What a merchant's people type into the pages of links, invoices, keys and webhooks."""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from apps.accounts.identifiers import is_clean_name, normalise_email
from apps.checkout.models import CHOSEN_TYPES, Invoice
from apps.checkout.services import MAX_LINES, Customer, Line, LinkTerms
from apps.checkout.web.portal import wording
from apps.core.errors import DomainError, InvalidInput
from apps.core.outgoing import MAX_URL
from apps.core.web.fields import (
    AmountField,
    ChoiceCards,
    DateInput,
    DayField,
    SelectInput,
    SwitchInput,
    TextArea,
)
from apps.core.web.forms import WebForm
from apps.merchants.models import TipMode
from apps.merchants.web.forms import OwnersForm

_MOST_USES = 1_000_000
# How many lines an invoice begins with, and how many more come at a time.
_FEW_LINES = 3
_MODES = [
    ("test", _("Test mode: nobody pays, and no money moves")),
    ("live", _("Live: real payments")),
]


class CheckCards(forms.CheckboxSelectMultiple):
    """Some of a few, each of them visible."""

    ui = "choices"


def _text(longest: int, **options: Any) -> forms.CharField:
    return forms.CharField(max_length=longest, **options)


def _address(**options: Any) -> forms.CharField:
    """An address of a server. Whether it may be called, or led to, the service says."""
    widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "dir": "ltr", "placeholder": "https://"})
    return forms.CharField(max_length=MAX_URL, widget=widget, **options)


class WholeNumber(forms.IntegerField):
    """A number written with plain digits only; a hidden one, or one that is typed."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if text and not (text.isascii() and text.isdigit()):
            raise forms.ValidationError(_("Write a whole number."), code="invalid")
        number: int | None = super().to_python(value)
        return number


class KeyForm(OwnersForm):
    """A key for a server of the merchant's."""

    name = _text(40, label=_("Name"), help_text=_("What you call it, for example the server it is for."))
    mode = forms.ChoiceField(label=_("For"), choices=_MODES, initial="test", widget=ChoiceCards)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=wording.scope_choices,
        widget=CheckCards,
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.ChoiceField(label=_("Good for"), choices=wording.lifetimes, required=False, widget=SelectInput)
    field_order = ("name", "mode", "scopes", "days")

    def lifetime(self) -> timedelta | None:
        days = self.cleaned_data["days"]
        return timedelta(days=int(days)) if days else None


class RotateForm(OwnersForm):
    """For how long the old one is good beside the new one."""

    hours = forms.ChoiceField(
        label=_("The old one works for"), choices=wording.overlaps, initial="24", widget=SelectInput
    )

    def overlap(self) -> timedelta:
        return timedelta(hours=int(self.cleaned_data["hours"]))


class EndpointForm(OwnersForm):
    """Where a server of the merchant's is told."""

    url = _address(label=_("Address"), help_text=_("It begins with https:// and can be reached from the Internet."))
    description = _text(140, label=_("Description"), required=False)
    mode = forms.ChoiceField(label=_("It is told of"), choices=_MODES, initial="test", widget=ChoiceCards)
    events = forms.MultipleChoiceField(
        label=_("Events"),
        help_text=_("Choose none to be told of all."),
        choices=[(name, name) for name in CHOSEN_TYPES],
        required=False,
        widget=CheckCards,
    )
    field_order = ("url", "description", "mode", "events")


class LinkForm(WebForm):
    """A link at which anybody can pay."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    title = _text(60, label=_("What is paid for"), help_text=_("In the payer's words."))
    description = _text(140, label=_("Description"), required=False)
    amount = AmountField(
        label=_("Amount"), required=False, help_text=_("Leave it empty, and whoever pays says how much.")
    )
    min_amount = AmountField(label=_("The least they may name"), required=False)
    max_amount = AmountField(label=_("The most they may name"), required=False)
    tip = forms.BooleanField(label=_("Payers may add a tip"), required=False, widget=SwitchInput)
    max_uses = WholeNumber(
        label=_("How often it can be paid"),
        help_text=_("Leave it empty for as often as people like."),
        required=False,
        min_value=1,
        max_value=_MOST_USES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )
    until = DayField(label=_("Last day"), required=False)
    return_url = _address(label=_("Where payers go afterwards"), required=False, help_text=_("A page of yours."))
    mode = forms.ChoiceField(label=_("For"), choices=list(reversed(_MODES)), initial="live", widget=ChoiceCards)

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("amount", "min_amount", "max_amount"):
            self.fields[name].show_currency(currency)  # type: ignore[attr-defined]

    @classmethod
    def fresh(cls, currency: str) -> "LinkForm":
        """An empty one, with a key of its own."""
        return cls(initial={"key": str(uuid4()), "mode": "live"}, currency=currency)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        least, most = given.get("min_amount"), given.get("max_amount")
        if least and most and least > most:
            self.add_error("max_amount", forms.ValidationError(_("This is less than the least."), code="invalid"))
        return given

    def terms(self) -> LinkTerms:
        given = self.cleaned_data
        # Through the whole of its last day.
        until = datetime.combine(given["until"] + timedelta(days=1), time(), UTC) if given["until"] else None
        return LinkTerms(
            title=given["title"],
            description=given["description"],
            amount=given["amount"],
            least=given["min_amount"],
            most=given["max_amount"],
            tip_mode=TipMode.PROMPT.value if given["tip"] else TipMode.NONE.value,
            return_url=given["return_url"],
            max_uses=given["max_uses"],
            expires_at=until,
        )

    def refuse(self, error: DomainError) -> None:
        super().refuse(_renamed(error, {"expires_at": "until"}))


class QuantityField(AmountField):
    """How many, with at most four decimals."""

    default_error_messages = {
        "invalid": _("Write a number with digits and a point, for example 1.5."),
        "not_positive": _("This must be more than zero."),
    }

    def show_currency(self, currency: str) -> None:
        """A number of things has none."""

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        if isinstance(number, Decimal) and int(number.normalize().as_tuple().exponent) < -4:
            raise forms.ValidationError(_("Write at most four decimals."), code="invalid")
        return number


class InvoiceForm(WebForm):
    """An invoice, with as many lines as its `count` says. Lines that are empty are left out."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    count = WholeNumber(min_value=1, max_value=MAX_LINES, widget=forms.HiddenInput)
    to = _text(
        254,
        label=_("Somebody with GoPay"),
        help_text=_("A phone number, an e-mail address or a @handle. Leave it empty for anybody else."),
        required=False,
    )
    name = _text(120, label=_("Name"), required=False)
    email = _text(254, label=_("E-mail address"), required=False)
    due_date = forms.DateField(label=_("To be paid by"), widget=DateInput)
    note = _text(500, label=_("Note"), required=False, widget=TextArea(attrs={"rows": 3}))

    def __init__(self, *args: Any, currency: str, keeps_customer: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        # A draft for somebody with GoPay, whose number the page does not tell again.
        self.keeps_customer = keeps_customer
        for number in range(self.lines_shown()):
            self._add_line(number)

    @classmethod
    def fresh(cls, currency: str) -> "InvoiceForm":
        """An empty one, with a key of its own."""
        return cls(initial={"key": str(uuid4()), "count": _FEW_LINES, "quantity_0": "1"}, currency=currency)

    @classmethod
    def of(cls, invoice: Invoice) -> "InvoiceForm":
        """A draft, to be changed."""
        initial: dict[str, Any] = {
            "key": str(uuid4()),
            "count": len(invoice.lines),
            "name": "" if invoice.customer_id else invoice.customer_name,
            "email": invoice.customer_email,
            "due_date": invoice.due_date,
            "note": invoice.note,
        }
        for number, line in enumerate(invoice.lines):
            initial |= {
                f"text_{number}": line["text"],
                f"quantity_{number}": line["quantity"],
                f"price_{number}": line["unit_price"],
            }
        return cls(initial=initial, currency=invoice.currency, keeps_customer=invoice.customer_id is not None)

    def lines_shown(self) -> int:
        said = self.data.get("count") if self.is_bound else self.initial.get("count")
        text = str(said or _FEW_LINES)
        count = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else _FEW_LINES
        return max(1, min(count, MAX_LINES))

    def with_more_lines(self) -> "InvoiceForm":
        """What was typed, with room for more lines, and nothing said of what is missing yet."""
        initial = {name: self.data.get(name, "") for name in self.fields}
        count = min(self.lines_shown() + _FEW_LINES, MAX_LINES)
        return type(self)(
            initial={**initial, "count": count}, currency=self.currency, keeps_customer=self.keeps_customer
        )

    def lines_of_fields(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each line, for the template."""
        shown = range(self.lines_shown())
        return [(self[f"text_{each}"], self[f"quantity_{each}"], self[f"price_{each}"]) for each in shown]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        self._check_customer(given)
        for number in range(self.lines_shown()):
            self._check_line(given, number)
        if not self.errors and not self.lines():
            self.add_error("text_0", forms.ValidationError(_("Write at least one line."), code="required"))
        return given

    def customer_stays(self) -> bool:
        """Whether nobody else is named than the one who has GoPay."""
        return self.keeps_customer and not any(self.cleaned_data.get(name) for name in ("to", "name", "email"))

    def customer(self) -> Customer:
        given = self.cleaned_data
        if given["to"]:
            return Customer(to=given["to"], name=given["name"])
        return Customer(name=given["name"], email=normalise_email(given["email"]) or "")

    def lines(self) -> list[Line]:
        given = self.cleaned_data
        return [
            Line(text, given[f"quantity_{number}"], given[f"price_{number}"])
            for number in range(self.lines_shown())
            if (text := given.get(f"text_{number}"))
        ]

    def refuse(self, error: DomainError) -> None:
        filled = [number for number in range(self.lines_shown()) if self.cleaned_data.get(f"text_{number}")]
        names = {f"lines.{place}.unit_price": f"price_{number}" for place, number in enumerate(filled)}
        if error.code == "payee_not_found":
            error = InvalidInput(errors=[{"field": "to", "code": error.code, "detail": error.detail}])
        super().refuse(_renamed(error, {**names, "customer.to": "to", "lines": "text_0"}))

    def _add_line(self, number: int) -> None:
        self.fields[f"text_{number}"] = _text(200, label=_("What it is for"), required=False)
        quantity = QuantityField(
            label=_("How many"), required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"})
        )
        price = AmountField(label=_("Price of one"), required=False, currency=self.currency)
        self.fields[f"quantity_{number}"], self.fields[f"price_{number}"] = quantity, price

    def _check_customer(self, given: Mapping[str, Any]) -> None:
        name, email = given.get("name", ""), given.get("email", "")
        if name and not is_clean_name(name):
            self.add_error("name", forms.ValidationError(_("This is no name."), code="invalid"))
        if given.get("to"):
            if email:
                wrong = _("Write either somebody with GoPay, or a name and an e-mail address.")
                self.add_error("email", forms.ValidationError(wrong, code="either"))
            return
        if self.keeps_customer and not name and not email:
            return
        if not name and "name" not in self.errors:
            self.add_error("name", forms.ValidationError(_("Write whom the invoice is for."), code="required"))
        if normalise_email(email) is None and "email" not in self.errors:
            self.add_error("email", forms.ValidationError(_("Write an e-mail address."), code="invalid"))

    def _check_line(self, given: Mapping[str, Any], number: int) -> None:
        names = [f"{part}_{number}" for part in ("text", "quantity", "price")]
        if not given.get(names[0]) and not given.get(names[2]):
            return
        wrong = (_("Write what it is for."), _("Write how many."), _("Write the price."))
        for name, message in zip(names, wrong, strict=True):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, forms.ValidationError(message, code="required"))


class ReasonForm(WebForm):
    """Why an invoice is called off."""

    reason = _text(200, label=_("Reason"), help_text=_("The customer reads it."), required=False)


def _renamed(error: DomainError, names: Mapping[str, str]) -> DomainError:
    """The same refusal with the form's names of the fields instead of the API's."""
    if not isinstance(error, InvalidInput):
        return error
    errors = [{**one, "field": names.get(one["field"], one["field"])} for one in error.errors]
    return InvalidInput(error.detail, errors=errors)
