"""What is typed at the counter, by who is paid and by who pays."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.core.errors import DomainError
from apps.core.money import Money
from apps.core.web.fields import AmountField, ChoiceCards, SelectInput, money_of
from apps.core.web.forms import WebForm
from apps.transactions.errors import IdempotencyKeyReused

# Shares of the amount that are offered as a tip.
TIP_SHARES = (5, 10, 15)
_OWN, _NONE = "own", "0"
MAX_NOTE = 140


class AskForm(WebForm):
    """What a customer is to pay at a till. `key` is the idempotency key."""

    key = forms.RegexField(r"^[0-9a-f-]{36}$", widget=forms.HiddenInput)
    amount = AmountField(label=_("Amount"))
    description = forms.CharField(label=_("What for"), required=False, max_length=MAX_NOTE)

    @classmethod
    def fresh(cls, currency: str) -> Self:
        """An empty one, with a key of its own."""
        form = cls(initial={"key": str(uuid4())})
        form.show_currency(currency)
        return form

    def show_currency(self, currency: str) -> None:
        self.fields["amount"].show_currency(currency)  # type: ignore[attr-defined]

    def money(self, currency: str) -> Money | None:
        """The amount; None, with an error at its field, when the currency has not so many decimals."""
        return money_of(self.cleaned_data["amount"], currency, self)

    def refuse(self, error: DomainError) -> None:
        """Shows a refusal; after one for its key the form has another, or it could never be sent again."""
        super().refuse(error)
        if isinstance(error, IdempotencyKeyReused):
            self.data = {**dict(self.data.items()), "key": str(uuid4())}


class CodeTakenForm(WebForm):
    """What a payer shows: the twenty digits, or the text of their QR code."""

    shown = forms.CharField(
        label=_("Customer's code"),
        max_length=60,
        error_messages={"required": _("Scan the code, or type its twenty digits.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )


class RefundForm(WebForm):
    """How much of a sale goes back, and why."""

    amount = AmountField(label=_("Amount to give back"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_NOTE,
        help_text=_("Your customer reads it."),
        error_messages={"required": _("Say why.")},
    )

    def money(self, currency: str) -> Money | None:
        return money_of(self.cleaned_data["amount"], currency, self)


class BillForm(WebForm):
    """What a payer has to say before they pay a merchant: how much, which tip, and a note."""

    amount = AmountField(label=_("Amount"))
    tip_share = forms.ChoiceField(label=_("Tip"), required=False, widget=ChoiceCards)
    tip = AmountField(required=False, label=_("Another tip"))
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_NOTE)

    def __init__(self, *args: Any, currency: str, asks_amount: bool, asks_tip: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        if asks_amount:
            self.fields["amount"].show_currency(currency)  # type: ignore[attr-defined]
        else:
            del self.fields["amount"]
        if asks_tip:
            shares = [(str(share), gettext("%(share)s %%") % {"share": share}) for share in TIP_SHARES]
            self.fields["tip_share"].choices = [  # type: ignore[attr-defined]
                (_NONE, gettext("No tip")),
                *shares,
                (_OWN, gettext("Another amount")),
            ]
            self.fields["tip_share"].initial = _NONE
            self.fields["tip"].show_currency(currency)  # type: ignore[attr-defined]
        else:
            del self.fields["tip_share"], self.fields["tip"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name in ("amount", "tip"):
            if given.get(name) is not None:
                money_of(given[name], self.currency, self, name)
        if given.get("tip_share") == _OWN and given.get("tip") is None and "tip" not in self.errors:
            self.add_error("tip", forms.ValidationError(_("Enter an amount."), code="required"))
        return given

    def tip_on(self, amount: Decimal) -> Money | None:
        """The tip on this amount, or None."""
        share = self.cleaned_data.get("tip_share") or _NONE
        if share == _OWN:
            return Money(self.cleaned_data["tip"], self.currency)
        tip = Money.rounded(amount * int(share) / 100, self.currency)
        return tip if tip.amount else None


class CeilingForm(WebForm):
    """The most that a till may take with a code that a payer shows."""

    currency = forms.ChoiceField(label=_("Wallet"), widget=SelectInput)
    ceiling = AmountField(label=_("At most"), help_text=_("The till can take this much with your code, and no more."))

    def __init__(self, *args: Any, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]
        if currencies:
            self.fields["ceiling"].show_currency(currencies[0])  # type: ignore[attr-defined]

    def money(self) -> Money | None:
        given = self.cleaned_data
        return money_of(given["ceiling"], given["currency"], self, "ceiling")
