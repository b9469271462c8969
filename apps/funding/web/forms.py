"""What people fill in to pay money in and out, to link an account, and to have money fetched by itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from apps.accounts.web.proofs import SignedForm
from apps.core.money import Money
from apps.core.web.fields import AmountField, ChoiceCards, StrictField, SwitchInput, money_of
from apps.funding.api.serializers import CARD, AccountNumberField
from apps.funding.models import FundingSource, SourceKind
from apps.transactions.web.forms import Line, MoneyForm, currency_choice

_MAX_BANK, _MAX_HOLDER = 60, 120


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]], first: str | None) -> None:
    """Has a field offer these, the first of them chosen."""
    field: Any = form.fields[name]
    field.choices, field.initial = choices, first


def _named(sources: Sequence[FundingSource]) -> list[tuple[str, Any]]:
    return [(str(one.id), format_html("<bdi>{}</bdi>", one.label)) for one in sources]


class DepositForm(MoneyForm):
    """How much comes in, and from where."""

    way = forms.ChoiceField(
        label=_("From"),
        widget=ChoiceCards,
        error_messages={"required": _("Say where the money comes from."), "invalid_choice": _("Choose one of these.")},
    )
    keep = forms.BooleanField(
        required=False,
        widget=SwitchInput,
        label=_("Keep this card for the next time"),
        help_text=_("Only if you pay by card now. We never see its number."),
    )

    def __init__(self, *args: Any, sources: Sequence[FundingSource], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sources = {str(one.id): one for one in sources}
        first = next((str(one.id) for one in sources if one.is_default), next(iter(self.sources), CARD))
        by_card = (CARD, _("Pay by card, on the page of the card company"))
        _offer(self, "way", [*_named(sources), by_card], first)

    @property
    def source(self) -> FundingSource | None:
        """Which account or card; None is a card on the provider's page. Of a form that is valid."""
        return self.sources.get(self.cleaned_data["way"])


class WithdrawalForm(MoneyForm):
    """How much goes out, and to which account."""

    source_id = forms.ChoiceField(
        label=_("To"),
        widget=ChoiceCards,
        error_messages={"required": _("Choose an account."), "invalid_choice": _("Choose one of these accounts.")},
    )

    def __init__(self, *args: Any, sources: Sequence[FundingSource], **options: Any) -> None:
        super().__init__(*args, **options)
        self.sources = {str(one.id): one for one in sources if one.kind == SourceKind.BANK_ACCOUNT}
        first = next((key for key, one in self.sources.items() if one.is_default), next(iter(self.sources), None))
        _offer(self, "source_id", _named(list(self.sources.values())), first)

    @property
    def source(self) -> FundingSource:
        """Which account, of a form that is valid."""
        return self.sources[self.cleaned_data["source_id"]]


class AccountNumber(StrictField):
    """A bank's number for an account."""

    reads = AccountNumberField()
    default_error_messages = {
        "required": _("Write the number of the account."),
        "invalid": _("An account number has 4 to 34 letters and digits."),
    }


class LinkForm(SignedForm):
    """A bank account of one's own."""

    bank = Line(
        max_length=_MAX_BANK,
        label=_("Bank"),
        error_messages={"required": _("Write the name of the bank.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    account_number = AccountNumber(
        max_length=50,
        label=_("Account number"),
        help_text=_("We ask your bank about it, and do not keep it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )
    holder_name = Line(
        max_length=_MAX_HOLDER,
        label=_("Account holder"),
        help_text=_("It must be you."),
        error_messages={"required": _("Write the name as the bank has it.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"] = currency_choice(_("Currency"), currencies)


class TopUpForm(SignedForm):
    """What is to be fetched, when, from where."""

    threshold = AmountField(label=_("When less than this is left"))
    amount = AmountField(label=_("Fetch this much"))
    monthly_cap = AmountField(label=_("At most this much in a month"))
    source_id = forms.ChoiceField(
        label=_("From"),
        widget=ChoiceCards,
        error_messages={"required": _("Say where the money comes from."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, sources: Sequence[FundingSource], currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        for name in ("threshold", "amount", "monthly_cap"):
            self.fields[name].widget.currency = currency
        _offer(self, "source_id", _named(sources), next((str(one.id) for one in sources if one.is_default), None))

    def clean(self) -> dict[str, Any]:
        for name in ("threshold", "amount", "monthly_cap"):
            if self.cleaned_data.get(name):
                money_of(self.cleaned_data[name], self.currency, self, name)
        return self.cleaned_data

    def money(self, name: str) -> Money:
        """One of the amounts, of a form that is valid."""
        return Money(self.cleaned_data[name], self.currency)
