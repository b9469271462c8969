"""What people fill in to pay bills, to keep them, and to recharge numbers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.accounts.web.proofs import ConfirmForm
from apps.billers.models import MAX_ACCOUNT_NUMBER, MAX_DAYS_BEFORE, MAX_FAVOURITE_NAME, MAX_NICKNAME
from apps.billers.selectors import BillerView, ProductView, RechargeOperatorView, RechargeProductView
from apps.billers.services import Rhythm
from apps.core.api.parsing import TextField
from apps.core.money import Money
from apps.core.templatetags.ui import money_text
from apps.core.web.fields import (
    AmountField,
    ChoiceCards,
    MsisdnField,
    SearchInput,
    SelectInput,
    StrictField,
    SwitchInput,
    money_of,
)
from apps.core.web.forms import WebForm
from apps.transactions.web.forms import Line

ANY_AMOUNT = "amount"
_CHOOSE = {"required": _("Choose one of these."), "invalid_choice": _("Choose one of these.")}
_MONTHLY = "month"


class SearchForm(WebForm):
    """Whose bills."""

    q = Line(
        max_length=60,
        label=_("Search"),
        widget=SearchInput(attrs={"placeholder": _("Name of the company")}),
    )


class AccountNumber(StrictField):
    """A customer's number; whether it fits its biller is the service's to say."""

    reads = TextField(max_length=MAX_ACCOUNT_NUMBER)
    default_error_messages = {"required": _("Write the number."), "invalid": _("Write the number as it is printed.")}


def _account_number(biller: BillerView) -> AccountNumber:
    return AccountNumber(
        max_length=MAX_ACCOUNT_NUMBER,
        label=biller.account_label,
        help_text=biller.account_help,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "dir": "ltr"}),
    )


class LookUpForm(WebForm):
    """Whose bill it is."""

    def __init__(self, *args: Any, biller: BillerView, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account_number"] = _account_number(biller)


def _days_before(days: int) -> str:
    if days == 0:
        return _now("On the day")
    return ngettext("%(count)s day before", "%(count)s days before", days) % {"count": days}


class ReminderForm(WebForm):
    """What a saved bill is called, and when its person is reminded."""

    nickname = Line(
        max_length=MAX_NICKNAME, required=False, label=_("What you call it"), help_text=_("For example: home")
    )
    reminders = forms.BooleanField(required=False, widget=SwitchInput, label=_("Remind me before it falls due"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["days_before"] = forms.ChoiceField(
            label=_("How long before"),
            choices=[(str(days), _days_before(days)) for days in range(MAX_DAYS_BEFORE + 1)],
            initial="3",
            widget=SelectInput,
            error_messages=_CHOOSE,
        )

    @property
    def changes(self) -> dict[str, Any]:
        """What was filled in, as the services take it."""
        given = self.cleaned_data
        return {
            "nickname": given["nickname"],
            "reminders": given["reminders"],
            "days_before": int(given["days_before"]),
        }


class SaveBillForm(ReminderForm):
    """A bill to be kept."""

    field_order = ("account_number", "nickname", "reminders", "days_before")

    def __init__(self, *args: Any, biller: BillerView, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["account_number"] = _account_number(biller)
        self.order_fields(self.field_order)


class OwedForm(WebForm):
    """How much of a bill is paid. `exact` is what its biller takes, when it takes nothing else."""

    amount = AmountField(label=_("Amount"))
    note = Line(max_length=140, required=False, label=_("Note"))

    def __init__(
        self,
        *args: Any,
        currency: str,
        exact: Decimal | None = None,
        products: Sequence[ProductView] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.currency, self.exact = currency, exact
        self.products = {one.code: one for one in products}
        self.fields["amount"].widget.currency = currency
        if exact is not None:
            del self.fields["amount"]
        elif products:
            named = [
                (one.code, format_html("<bdi>{}</bdi> (<bdi>{}</bdi>)", one.name, money_text(one.amount, currency)))
                for one in products
            ]
            self.fields["product"] = forms.ChoiceField(
                label=_("Package"),
                choices=[*named, (ANY_AMOUNT, _("Another amount"))],
                widget=ChoiceCards,
                error_messages=_CHOOSE,
            )
            self.order_fields(("product", "amount", "note"))

    @property
    def package(self) -> ProductView | None:
        """The package, if one was chosen."""
        return self.products.get(self.cleaned_data.get("product", ""))

    @property
    def money(self) -> Money:
        """What is to be paid, of a form that is valid."""
        if self.exact is not None:
            return Money(self.exact, self.currency)
        package = self.package
        return Money(package.amount if package else self.cleaned_data["amount"], self.currency)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if self.package:
            # It has its own price, whatever stands in the field beside it.
            self.errors.pop("amount", None)
        elif given.get("amount"):
            money_of(given["amount"], self.currency, self)
        return given


class NumberForm(WebForm):
    """Which phone number is to be recharged."""

    msisdn = MsisdnField(label=_("Phone number"))


class FavouriteForm(NumberForm):
    """A number to be kept."""

    nickname = Line(max_length=MAX_FAVOURITE_NAME, required=False, label=_("What you call it"))


def product_words(product: RechargeProductView) -> str:
    """`1 GB, 30 days, 2.00 USD`; of what has no price of its own, between how much and how much."""
    parts = [product.name]
    if product.validity_days:
        days = ngettext("%(count)s day", "%(count)s days", product.validity_days)
        parts.append(days % {"count": product.validity_days})
    if product.amount is not None:
        parts.append(money_text(product.amount, product.currency))
    elif product.minimum is not None and product.maximum is not None:
        parts.append(
            _now("%(least)s to %(most)s")
            % {
                "least": money_text(product.minimum, product.currency),
                "most": money_text(product.maximum, product.currency),
            }
        )
    # Names of the operator's begin with digits now and then, and would fall apart between words of the other direction.
    return format_html_join(", ", "<bdi>{}</bdi>", ((part,) for part in parts))


class RechargeForm(WebForm):
    """What is bought of an operator."""

    amount = AmountField(label=_("Amount"), help_text=_("Only for airtime. A bundle has its own price."))

    def __init__(self, *args: Any, operator: RechargeOperatorView, **options: Any) -> None:
        super().__init__(*args, **options)
        self.products = {one.code: one for one in operator.products}
        self.fields["operator"] = forms.ChoiceField(
            choices=[(operator.code, operator.name)], initial=operator.code, widget=forms.HiddenInput
        )
        first = next(iter(self.products.values()), None)
        self.fields["product"] = forms.ChoiceField(
            label=_("What"),
            choices=[(one.code, product_words(one)) for one in operator.products],
            initial=first.code if first else None,
            widget=ChoiceCards,
            error_messages=_CHOOSE,
        )
        open_ones = [one for one in operator.products if one.amount is None]
        if not open_ones:
            del self.fields["amount"]
        else:
            self.fields["amount"].widget.currency = open_ones[0].currency
        self.order_fields(("product", "amount"))

    @property
    def product(self) -> RechargeProductView:
        """What was chosen, of a form that is valid."""
        return self.products[self.cleaned_data["product"]]

    @property
    def money(self) -> Money:
        """What it costs, of a form that is valid."""
        product = self.product
        amount = self.cleaned_data["amount"] if product.amount is None else product.amount
        return Money(amount, product.currency)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        product = self.products.get(given.get("product", ""))
        if product is not None and product.amount is not None:
            # It has its own price, whatever stands in the field beside it.
            self.errors.pop("amount", None)
        elif product is not None and given.get("amount"):
            money_of(given["amount"], product.currency, self)
        return given


class AutomaticForm(ConfirmForm):
    """How often a number is recharged by itself."""

    rhythm = forms.ChoiceField(
        label=_("How often"),
        choices=[
            ("1", _("Every day")),
            ("7", _("Every week")),
            ("14", _("Every two weeks")),
            ("30", _("Every 30 days")),
            (_MONTHLY, _("Once a month")),
        ],
        initial="30",
        widget=SelectInput,
        error_messages=_CHOOSE,
    )
    day = forms.ChoiceField(
        label=_("On which day"),
        help_text=_("Only for once a month. In a month without it, the last day instead."),
        choices=[(str(day), str(day)) for day in range(1, 32)],
        initial="1",
        widget=SelectInput,
        error_messages=_CHOOSE,
    )

    @property
    def chosen(self) -> Rhythm:
        """When it is bought, of a form that is valid."""
        if self.cleaned_data["rhythm"] == _MONTHLY:
            return Rhythm(day_of_month=int(self.cleaned_data["day"]))
        return Rhythm(every_days=int(self.cleaned_data["rhythm"]))
