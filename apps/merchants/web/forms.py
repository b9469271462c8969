"""What merchants and their people type into the portal, read as strictly as the API reads it."""

from collections.abc import Sequence
from typing import Any, Self
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumbers import SUPPORTED_REGIONS

from apps.accounts.api.name_fields import LinesField, NameField
from apps.accounts.web.proofs import ConfirmForm
from apps.core.errors import InvalidInput
from apps.core.web.fields import (
    AmountField,
    ChoiceCards,
    DateInput,
    DayField,
    PictureField,
    SearchInput,
    SelectInput,
    StrictField,
    TextArea,
)
from apps.core.web.forms import WebForm
from apps.merchants.api.fields import WebsiteField
from apps.merchants.categories import CATEGORIES
from apps.merchants.models import Role, Store, TakingKind, Till, TipMode


class Name(StrictField):
    """A name in any script."""

    default_error_messages = {"invalid": _("This must be a name, without hidden signs.")}

    def __init__(self, *, longest: int, **options: Any) -> None:
        super().__init__(max_length=longest, **options)
        self.reads = NameField(max_length=longest)


class Lines(StrictField):
    """Several lines, or none."""

    default_error_messages = {"invalid": _("This must be text, without hidden signs.")}

    def __init__(self, *, longest: int, **options: Any) -> None:
        options.setdefault("widget", TextArea(attrs={"rows": 3}))
        super().__init__(max_length=longest, required=False, **options)
        self.reads = LinesField(max_length=longest)


class Website(StrictField):
    """An address of a website, or nothing."""

    default_error_messages = {"invalid": _("Write the address with https:// in front.")}

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocomplete": "url", "dir": "ltr"})
        super().__init__(max_length=200, required=False, widget=widget, **options)
        self.reads = WebsiteField()


def country_choices() -> list[tuple[str, str]]:
    """Countries by their codes; a script names them in the language of the page (data-regions)."""
    return [("", gettext("Choose a country")), *((code, code) for code in sorted(SUPPORTED_REGIONS))]


def category_choices() -> list[tuple[str, str]]:
    """What a business can be about, by name."""
    named = sorted(((code, each.name) for code, each in CATEGORIES.items()), key=lambda pair: pair[1].casefold())
    return [("", gettext("Choose what you sell")), *named]


class BusinessForm(WebForm):
    """What is said of a business; `is_fixed` once it was approved, after which only where it is found changes."""

    name = Name(longest=60, label=_("Name"), help_text=_("What payers read."))
    legal_name = Name(longest=120, label=_("Registered name"), help_text=_("As in the register of companies."))
    category = forms.ChoiceField(label=_("What it sells"), choices=category_choices, widget=SelectInput)
    country = forms.ChoiceField(
        label=_("Country"), choices=country_choices, widget=SelectInput(attrs={"data-regions": ""})
    )
    city = Name(longest=60, label=_("City"))
    address = Lines(longest=200, label=_("Address"))
    description = Lines(longest=500, label=_("In a few words"), help_text=_("For those who look at the application."))
    website = Website(label=_("Website"))

    def __init__(self, *args: Any, is_fixed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_fixed:
            for name in ("name", "legal_name", "category", "country"):
                del self.fields[name]


class ApplyForm(BusinessForm):
    """The first words about a business, with the currency it is paid in."""

    currency = forms.ChoiceField(
        label=_("Currency"), help_text=_("The only one it is paid in. It cannot be changed later."), widget=SelectInput
    )

    field_order = ("name", "legal_name", "category", "currency", "country", "city", "address", "website", "description")

    def __init__(self, *args: Any, currencies: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]


class PaperForm(WebForm):
    """A picture of a paper."""

    picture = PictureField(label=_("Picture"))


class StoreForm(WebForm):
    """A place where a merchant sells."""

    name = Name(longest=60, label=_("Name of the store"))
    city = Name(longest=60, label=_("City"))
    address = Lines(longest=200, label=_("Address"))


class TillForm(WebForm):
    """A till, and what it adds to an amount."""

    label = Name(longest=25, label=_("Name of the till"), help_text=_("What your staff call it."))
    tip_mode = forms.ChoiceField(
        label=_("Added to the amount"),
        choices=[
            (TipMode.NONE.value, _("Nothing")),
            (TipMode.PROMPT.value, _("A tip, if the payer wants to")),
            (TipMode.FIXED.value, _("A fixed fee")),
            (TipMode.PERCENT.value, _("A percentage")),
        ],
        widget=SelectInput,
    )
    tip_value = AmountField(
        required=False, label=_("How much"), help_text=_("The fee, or the percentage. Leave it empty for a tip.")
    )

    def changes(self) -> dict[str, Any]:
        """As the services take them."""
        given = self.cleaned_data
        return {"label": given["label"], "tip_mode": given["tip_mode"], "tip_value": given["tip_value"]}


class OpenTillForm(TillForm):
    """A new till in one of the stores."""

    store_id = forms.TypedChoiceField(label=_("Store"), coerce=UUID, widget=SelectInput)
    field_order = ("store_id", "label", "tip_mode", "tip_value")

    def __init__(self, *args: Any, stores: Sequence[Store], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["store_id"].choices = [  # type: ignore[attr-defined]
            (str(store.id), store.name) for store in stores
        ]


class SwitchForm(WebForm):
    """Opens or closes a store or till."""

    is_open = forms.ChoiceField(choices=[("1", ""), ("0", "")])


class RoleForm(WebForm):
    """What somebody may do for the merchant."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Role.CASHIER.value, _("Cashier: takes payments at the till")),
            (Role.MANAGER.value, _("Manager: stores, staff, refunds and reports")),
        ],
        widget=ChoiceCards,
    )
    store_id = forms.ChoiceField(label=_("Where"), required=False, widget=SelectInput)
    refund_daily_cap = AmountField(
        required=False,
        label=_("May give back in a day"),
        help_text=_("Without an amount a cashier gives nothing back, and a manager as much as there is."),
    )

    def __init__(self, *args: Any, stores: Sequence[Store], currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["store_id"].choices = [  # type: ignore[attr-defined]
            ("", gettext("All stores")),
            *((str(store.id), store.name) for store in stores),
        ]
        self.fields["refund_daily_cap"].widget.currency = currency

    def changes(self) -> dict[str, Any]:
        """As the services take them."""
        given = self.cleaned_data
        store_id = UUID(given["store_id"]) if given["store_id"] else None
        return {"role": given["role"], "store_id": store_id, "refund_daily_cap": given["refund_daily_cap"]}


class EmployForm(RoleForm):
    """Who is to work for the merchant, and as what."""

    to = forms.CharField(
        label=_("Person"),
        max_length=254,
        help_text=_("Their phone number, @handle or e-mail address at GoPay."),
        error_messages={"required": _("Say who it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    field_order = ("to", "role", "store_id", "refund_daily_cap")


class SalesForm(WebForm):
    """Which lines of the takings are looked for. What makes no sense is left out."""

    says_optional = False

    q = forms.CharField(label=_("Reference"), required=False, max_length=20, widget=SearchInput)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All")), (TakingKind.SALE.value, _("Sales")), (TakingKind.REFUND.value, _("Refunds"))],
        widget=SelectInput,
    )
    till = forms.ChoiceField(label=_("Till"), required=False, widget=SelectInput)
    first = DayField(label=_("From"), required=False, input_formats=["%Y-%m-%d"])
    last = DayField(label=_("To"), required=False, input_formats=["%Y-%m-%d"])

    def __init__(self, *args: Any, tills: Sequence[Till], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["till"].choices = [  # type: ignore[attr-defined]
            ("", gettext("All tills")),
            *((str(till.id), till.label) for till in tills),
        ]


class DaysForm(WebForm):
    """Which days a report is about, and by what."""

    says_optional = False

    by = forms.ChoiceField(
        label=_("By"),
        required=False,
        choices=[("day", _("Day")), ("till", _("Till")), ("staff", _("Person")), ("store", _("Store"))],
        widget=SelectInput,
    )
    first = forms.DateField(label=_("From"), required=False, widget=DateInput, input_formats=["%Y-%m-%d"])
    last = forms.DateField(label=_("To"), required=False, widget=DateInput, input_formats=["%Y-%m-%d"])

    def refuse_days(self, error: InvalidInput) -> None:
        """The service's names of the days are `from` and `to`."""
        names = {"from": "first", "to": "last"}
        self.refuse(InvalidInput(errors=[{**one, "field": names.get(one["field"], "")} for one in error.errors]))


class TermsForm(WebForm):
    """How often the takings are settled, and from which amount on."""

    period = forms.ChoiceField(label=_("How often"), widget=ChoiceCards)
    minimum = forms.CharField(
        label=_("Not less than"),
        max_length=20,
        required=False,
        help_text=_("Less than this waits for more. Leave it empty for any amount."),
        widget=AmountField.widget,
    )

    def __init__(self, *args: Any, periods: Sequence[tuple[str, str]], currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["period"].choices = periods  # type: ignore[attr-defined]
        self.fields["minimum"].widget.currency = currency  # type: ignore[attr-defined]


class OwnersForm(ConfirmForm):
    """What an owner confirms with PIN and code, and no money moves: the key only makes two of them different."""

    @classmethod
    def fresh(cls, **options: Any) -> Self:
        return cls(initial={"key": str(uuid4())}, **options)


class PayoutForm(OwnersForm):
    """Where a merchant's money is paid to: the owner's wallet, or one of their bank accounts."""

    to = forms.ChoiceField(label=_("Paid to"), widget=ChoiceCards)

    def __init__(self, *args: Any, accounts: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("wallet", gettext("My GoPay wallet")),
            *accounts,
        ]

    def source_id(self) -> UUID | None:
        to = self.cleaned_data["to"]
        return None if to == "wallet" else UUID(to)
