from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.billers import selectors, services
from apps.billers.account_numbers import is_pattern
from apps.billers.admin._past import changes_section, shown_section
from apps.billers.admin._settlements import TONES
from apps.billers.admin._switches import SwitchedByService, switching_off, switching_on
from apps.billers.models import Biller, BillerSettlement, Category, Commission, Product, SettledBy, SettlementState
from apps.core import clock
from apps.core.admin_acting import ByOperator, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    QuickAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    date_text,
    id_of,
    link,
    list_link,
    moment_text,
    money_text,
    show_exact,
)
from apps.core.admin_figures import CurrencyForm, exact_figures

_SHOWN = 10
_FIGURES = ("minimum", "maximum", "automatic_up_to")
_SHARE_OF = timedelta(days=30)


def changed_text(form: Any) -> str:
    """What an edit has changed, from what to what: the row's history shows it."""
    before = form.initial
    parts = [f"{name}: {before.get(name)!s} -> {form.cleaned_data.get(name)!s}" for name in form.changed_data]
    return "; ".join(parts) or "Nothing changed."


class _NeverDeleted(QuickAdmin):
    """Rows somebody may have paid by: they are switched off, and stay."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return super().construct_change_message(request, form, formsets, add) if add else changed_text(form)


@admin.register(Category)
class CategoryAdmin(_NeverDeleted):
    list_display = ("name", "code", "icon", "position")
    fields = ("code", "name", "icon", "position")
    ordering = ("position", "code")
    search_fields = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("code",) if obj else ()

    def save_model(self, request: HttpRequest, obj: Category, form: Any, change: bool) -> None:
        services.save_category(code=obj.code, name=obj.name, icon=obj.icon, position=obj.position)


class BillerForm(CurrencyForm):
    """A biller with a currency there is, figures it has, and a pattern numbers can be compared with."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_exact(self, self.instance.currency, _FIGURES)

    def clean_account_pattern(self) -> str:
        pattern = str(self.cleaned_data["account_pattern"])
        if not is_pattern(pattern):
            raise forms.ValidationError("Write characters and [classes], each with a count: [A-Z]{2}[0-9]{6,8}.")
        return pattern

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        currency = cleaned.get("currency") or self.instance.currency
        exact_figures(self, currency, _FIGURES)
        return cleaned


class BankAccountForm(ReasonForm):
    """The account as its owner writes it. It is sent on and forgotten: the gateway's token is kept."""

    bank = forms.CharField(max_length=60, widget=UnfoldAdminTextInputWidget)
    account_number = forms.CharField(max_length=40, widget=UnfoldAdminTextInputWidget({"autocomplete": "off"}))
    holder_name = forms.CharField(max_length=120, widget=UnfoldAdminTextInputWidget)


class ActiveFilter(ChoiceFilter):
    title = "active"
    parameter_name = "is_active"
    choices_of_filter = [("True", "Active"), ("False", "Switched off")]


class SettledByFilter(ChoiceFilter):
    title = "settled by"
    parameter_name = "settled_by"
    choices_of_filter = [(each.value, each.name.capitalize()) for each in SettledBy]


@admin.register(Biller)
class BillerAdmin(SwitchedByService, _NeverDeleted):
    overview = "biller_360"
    form = BillerForm
    list_display = ("name", "code", "category_name", "account_label", "currency", "how_settled", "labelled_state")
    list_filter = (ActiveFilter, SettledByFilter)
    list_select_related = ("category",)
    search_help_text = "Code, part of the name, or id"
    ordering = ("name", "code")
    fieldsets = (
        (None, {"fields": (("code", "name"), "category", ("initials", "colour"))}),
        ("A customer's number", {"fields": (("account_label", "account_pattern"), "account_help")}),
        (
            "Payments",
            {
                "fields": (
                    ("provider_code", "bound_to"),
                    ("currency", "country"),
                    ("is_prepaid", "allows_partial"),
                    ("minimum", "maximum"),
                )
            },
        ),
        (
            "Settlement",
            {"fields": (("settled_by", "settlement_period"), "automatic_up_to", ("payout_to", "owed"))},
        ),
        ("How it goes", {"fields": (("state_badge", "success"), "created_at")}),
    )
    readonly_fields = ("payout_to", "owed", "success", "state_badge", "created_at")
    actions_detail = ("switch_off", "switch_on", "link_bank_account")

    @column("category")
    def category_name(self, row: Biller) -> str:
        return row.category.name

    @column("settled by")
    def how_settled(self, row: Biller) -> str:
        return "Us" if row.settled_by == SettledBy.DIRECT else "The aggregator"

    @column("state", label={True: "success", False: "warning"})
    def labelled_state(self, row: Biller) -> tuple[bool, str]:
        return row.is_active, "Active" if row.is_active else "Switched off"

    @column("state")
    def state_badge(self, row: Biller) -> str:
        return badge("Active", "success") if row.is_active else badge("Switched off", "warning")

    @column("paid out to")
    def payout_to(self, row: Biller) -> str:
        return f"{row.payout_name}, {row.payout_account} ({row.payout_gateway})" if row.payout_token else NOTHING

    @column("owed now")
    def owed(self, row: Biller) -> str:
        payable = selectors.get_payable(row)
        return money_text(payable.amount, payable.currency) if payable else NOTHING

    @column("payments that ended well, of the past 30 days")
    def success(self, row: Biller) -> str:
        share = selectors.success_share(row.id, since=clock.now() - _SHARE_OF)
        return NOTHING if share.percent is None else f"{share.percent} % of {share.decided:,}"

    def matching(self, term: str) -> Q:
        condition = Q(code=term.lower()) | Q(name__icontains=term)
        return condition | Q(pk=identity) if (identity := id_of(term)) else condition

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return (*self.readonly_fields, "code", "currency") if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: Biller, form: Any, change: bool) -> None:
        fields = {name: form.cleaned_data[name] for name in form.fields}
        row = services.save_biller(biller_id=obj.id if change else None, fields=fields, **by_operator(request))
        obj.pk = row.pk

    def get_sections(self, request: HttpRequest, row: Biller) -> Iterable[Section]:
        yield shown_section(row)
        yield changes_section(row)
        settlements = BillerSettlement.objects.filter(biller=row).order_by("-id")[:_SHOWN]
        yield Section(
            "Last settlements",
            ("until", "payments", "collected", "commission", "paid out", "state"),
            [
                (
                    link("billers_billersettlement", one.id, date_text(one.period_end)),
                    one.payments,
                    money_text(one.gross, one.currency),
                    money_text(one.commission, one.currency),
                    money_text(one.net, one.currency),
                    badge(one.get_state_display(), TONES[SettlementState(one.state)]),
                )
                for one in settlements
            ],
            empty="Nothing was settled yet.",
        )
        commissions = Commission.objects.filter(biller=row).order_by("-active_from")[:_SHOWN]
        yield Section(
            "What it gives us",
            ("from", "of the amount", "for each payment"),
            [
                (
                    link("billers_commission", one.id, moment_text(one.active_from)),
                    f"{one.percent.normalize():f} %",
                    money_text(one.flat, row.currency),
                )
                for one in commissions
            ],
            empty="Nothing.",
        )
        products = Product.objects.filter(biller=row).order_by("position", "code")
        yield Section(
            "Packages",
            ("package", "price", "state"),
            [
                (
                    link("billers_product", one.id, one.name),
                    money_text(one.amount, row.currency),
                    badge("Active", "success") if one.is_active else badge("Switched off", "warning"),
                )
                for one in products
            ],
            note=list_link("billers_billpayment", "Payments to this biller", q=row.id),
            empty="None.",
        )

    # What an operator does beside editing, each for a reason.

    def useful_actions(self, request: HttpRequest, row: Biller) -> set[str]:
        return {"link_bank_account", *super().useful_actions(request, row)}

    def switch(self, row: Biller, *, is_active: bool, reason: str, operator: ByOperator) -> None:
        services.set_active(biller_id=row.id, is_active=is_active, reason=reason, **operator)

    @switching_off(
        "Switch this biller off", "Nothing is looked up or paid any more. What was asked for before goes on."
    )
    def switch_off(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self.switch_one(request, form, object_id, is_active=False)

    @switching_on("Switch this biller on")
    def switch_on(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self.switch_one(request, form, object_id, is_active=True)

    @action(
        description="Link bank account",
        icon="account_balance",
        permissions=["write"],
        dialog=dialog(
            "Where this biller is paid out to",
            "A bank is asked for a token of this account. What waits for approval now is void with it.",
            "Link",
            BankAccountForm,
        ),
    )
    def link_bank_account(self, request: HttpRequest, form: BankAccountForm, object_id: str) -> HttpResponse:
        given = form.cleaned_data
        done = f"Bank account linked. {given['reason']}"

        def do(row: Biller) -> str:
            services.link_payout_account(
                biller_id=row.id,
                bank=given["bank"],
                account_number=given["account_number"],
                holder_name=given["holder_name"],
                reason=given["reason"],
                **by_operator(request),
            )
            return done

        return self.act(request, object_id, do, note=done)


class ProductForm(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.biller_id:
            show_exact(self, self.instance.biller.currency, ("amount",))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        biller = cleaned.get("biller") or (self.instance.biller if self.instance.biller_id else None)
        exact_figures(self, biller.currency if biller else "", ("amount",))
        return cleaned


@admin.register(Product)
class ProductAdmin(_NeverDeleted):
    form = ProductForm
    list_display = ("name", "biller_name", "code", "price", "position", "is_active")
    list_filter = (ActiveFilter,)
    list_select_related = ("biller",)
    fields = ("biller", ("code", "name"), "amount", "description", ("position", "is_active"))
    ordering = ("biller", "position", "code")
    id_columns = ("pk", "biller_id")
    search_help_text = "Whole id of a package or a biller"

    @column("biller")
    def biller_name(self, row: Product) -> str:
        return row.biller.name

    @column("price")
    def price(self, row: Product) -> str:
        return money_text(row.amount, row.biller.currency)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return ("biller", "code") if obj else ()

    def save_model(self, request: HttpRequest, obj: Product, form: Any, change: bool) -> None:
        fields = {name: form.cleaned_data[name] for name in form.fields if name != "biller"}
        row = services.save_product(product_id=obj.id if change else None, biller_id=obj.biller_id, fields=fields)
        obj.pk = row.pk


class CommissionForm(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a row has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_active_from(self) -> Any:
        """Empty is now. What was given of past payments is not changed afterwards."""
        now = clock.now()
        chosen = self.cleaned_data["active_from"] or now
        if chosen < now - timedelta(minutes=1):
            raise forms.ValidationError("A commission cannot begin in the past.")
        return max(chosen, now)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        biller = cleaned.get("biller")
        exact_figures(self, biller.currency if biller else "", ("flat",))
        return cleaned


@admin.register(Commission)
class CommissionAdmin(_NeverDeleted):
    """Commissions are added and never edited, so that what a biller gave us can always be told."""

    form = CommissionForm
    list_display = ("biller_name", "percent", "flat_text", "active_from")
    list_select_related = ("biller",)
    fields = ("biller", ("percent", "flat"), "active_from")
    id_columns = ("pk", "biller_id")
    search_help_text = "Whole id of a commission or a biller"

    @column("biller")
    def biller_name(self, row: Commission) -> str:
        return row.biller.name

    @column("for each payment")
    def flat_text(self, row: Commission) -> str:
        return money_text(row.flat, row.biller.currency)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "active_from" in form.base_fields:
            form.base_fields["active_from"].help_text = "UTC. Leave empty for at once."
        return form

    def save_model(self, request: HttpRequest, obj: Commission, form: Any, change: bool) -> None:
        row = services.add_commission(
            biller_id=obj.biller_id,
            percent=form.cleaned_data["percent"] or Decimal(0),
            flat=form.cleaned_data["flat"] or Decimal(0),
            active_from=form.cleaned_data["active_from"],
        )
        obj.pk = row.pk
