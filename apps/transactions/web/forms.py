"""What people fill in to send, convert and give back money."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.core.api.parsing import TextField
from apps.core.emvco import MAX_LENGTH
from apps.core.money import Money, decimal_string
from apps.core.web.fields import AmountField, SelectInput, StrictField, money_of
from apps.core.web.forms import WebForm
from apps.transactions.qr import MAX_AMOUNT_LENGTH

MAX_NOTE = 140


class Line(StrictField):
    """A line of text."""

    reads = TextField(max_length=MAX_NOTE, allow_blank=True)
    default_error_messages = {"invalid": _lazy("This must be text, without hidden signs.")}


def exact_input() -> forms.TextInput:
    """A control for what nobody's dictionary knows, such as a number or a handle."""
    return forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"})


def currency_choice(label: Any, currencies: Sequence[str], *, preset: int = 0) -> forms.ChoiceField:
    """Which currency; nobody is asked where there is only one."""
    return forms.ChoiceField(
        label=label,
        choices=[(code, code) for code in currencies],
        initial=currencies[preset] if len(currencies) > preset else None,
        widget=SelectInput if len(currencies) > 1 else forms.HiddenInput,
    )


class PayeeForm(WebForm):
    """Whom somebody wants to pay, by whatever names them."""

    scanned = frozenset({"to"})

    to = forms.CharField(
        max_length=MAX_LENGTH,
        label=_lazy("Phone number, e-mail address or @handle"),
        widget=exact_input(),
        error_messages={"required": _lazy("Say whom you want to send money.")},
    )


class ScanForm(WebForm):
    """What stands in a code, read by the camera or typed by hand."""

    scanned = frozenset({"text"})

    text = forms.CharField(
        max_length=MAX_LENGTH,
        label=_lazy("Or type or paste what stands in the code"),
        widget=exact_input(),
        error_messages={"required": _lazy("There is nothing to read yet.")},
    )


class MoneyForm(WebForm):
    """An amount in one of a few currencies; where there is only one, nobody is asked for it."""

    amount = AmountField(label=_lazy("Amount"))

    def __init__(self, *args: Any, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"] = currency_choice(_lazy("Currency"), currencies)
        if len(currencies) == 1:
            self.fields["amount"].widget.currency = currencies[0]

    @property
    def money(self) -> Money:
        """What was typed, of a form that is valid."""
        return Money(self.cleaned_data["amount"], self.cleaned_data["currency"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("amount") and given.get("currency"):
            money_of(given["amount"], given["currency"], self)
        return given


class SendForm(MoneyForm):
    """How much, and what for."""

    note = Line(max_length=MAX_NOTE, required=False, label=_lazy("Note"))


class ConvertForm(MoneyForm):
    """How much of one's own money is to be changed into another currency."""

    def __init__(self, *args: Any, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(*args, currencies=currencies, **options)
        self.fields["to_currency"] = currency_choice(_lazy("Into"), currencies, preset=1)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("currency") and given["currency"] == given.get("to_currency"):
            self.add_error("to_currency", forms.ValidationError(_("Choose two different currencies."), code="same"))
        return given


class CodeAmountForm(MoneyForm):
    """What one wants to be sent, to be put into one's code; may be left open."""

    def __init__(self, *args: Any, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(*args, currencies=currencies, **options)
        self.fields["amount"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("amount") and not self.errors and len(_digits(self.money)) > MAX_AMOUNT_LENGTH:
            self.add_error("amount", forms.ValidationError(_("So large an amount has no room in a code."), code="max"))
        return given


def _digits(money: Money) -> str:
    return decimal_string(money.amount, money.currency)


class RefundForm(WebForm):
    """How much of a payment is given back, and why."""

    amount = AmountField(label=_lazy("Amount"))
    reason = Line(
        max_length=MAX_NOTE,
        label=_lazy("Why"),
        help_text=_lazy("Whoever paid you can read it."),
        error_messages={"required": _lazy("Say why you give the money back.")},
    )

    def __init__(self, *args: Any, left: Money, **options: Any) -> None:
        super().__init__(*args, **options)
        self.left = left
        self.fields["amount"].widget.currency = left.currency

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        money_of(amount, self.left.currency, self)
        return amount
