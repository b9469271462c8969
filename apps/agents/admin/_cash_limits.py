from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.accounts.models import KycTier
from apps.agents import services
from apps.agents.models import AgentTier, CashLimit, Whose
from apps.core.admin_base import QuickAdmin, column, money_text, show_exact
from apps.core.errors import DomainError
from apps.core.money import Money

_FIGURES = ("single", "daily", "monthly")
_TIERS = {one.value: one.label for one in (*AgentTier, *KycTier)}
_KEY = ("whose", "tier", "kind", "currency")
_SHOWN_KEY = ("whose", "tier_text", "kind", "currency")


class CashLimitForm(forms.ModelForm):  # type: ignore[type-arg]
    """A tier there is for whom it is, a currency there is, and exact figures."""

    tier = forms.ChoiceField(
        choices=[
            ("Agents", [(tier.value, tier.label) for tier in AgentTier]),
            ("Customers", [(tier.value, tier.label) for tier in KycTier]),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_exact(self, self.instance.currency, _FIGURES)

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        try:
            Money.zero(currency)
        except DomainError as error:
            raise forms.ValidationError(error.detail) from error
        return currency

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        whose, tier = cleaned.get("whose"), cleaned.get("tier")
        if whose == Whose.OUTLET and tier in KycTier.values:
            self.add_error("tier", "Customers have this tier, and no agents.")
        if whose == Whose.CUSTOMER and tier in AgentTier.values:
            self.add_error("tier", "Agents have this tier, and no customers.")
        currency = cleaned.get("currency") or self.instance.currency
        for name in _FIGURES:
            figure = cleaned.get(name)
            if figure is not None and currency:
                try:
                    Money(figure, currency)
                except DomainError as error:
                    self.add_error(name, error.detail)
        return cleaned


@admin.register(CashLimit)
class CashLimitAdmin(QuickAdmin):
    """How much cash may go through an outlet, or come from and go to a customer. A change holds for the next dealing.

    What a limit is about is fixed: another one is a row of its own.
    """

    form = CashLimitForm
    list_display = ("whose_text", "tier_text", "kind", "single_text", "daily_text", "monthly_text", "daily_count")
    list_filter = ("whose", "kind")
    ordering = ("whose", "tier", "kind", "currency")
    search_fields = ()

    @column("whose")
    def whose_text(self, row: CashLimit) -> str:
        return f"{row.whose.capitalize()}s"

    @column("tier")
    def tier_text(self, row: CashLimit) -> str:
        return str(_TIERS[row.tier])

    @column("at once")
    def single_text(self, row: CashLimit) -> str:
        return money_text(row.single, row.currency)

    @column("a day")
    def daily_text(self, row: CashLimit) -> str:
        return money_text(row.daily, row.currency)

    @column("a month")
    def monthly_text(self, row: CashLimit) -> str:
        return money_text(row.monthly, row.currency)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who sets what agents may do and earn sets their limits; that is its own permission."""
        return bool(request.user.has_perm("agents.price_agent"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_add_permission(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return _SHOWN_KEY if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What a limit is about is shown in words once it is there."""
        return (*(_SHOWN_KEY if obj else _KEY), *_FIGURES, "daily_count")

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[CashLimit]) -> None:
        """One by one: each is forgotten by those who have read it lately."""
        for row in queryset:
            self.delete_model(request, row)

    def save_model(self, request: HttpRequest, obj: CashLimit, form: Any, change: bool) -> None:
        figures = {name: form.cleaned_data[name] for name in (*_FIGURES, "daily_count")}
        key = {name: getattr(obj, name) for name in _KEY}
        obj.pk = services.set_cash_limit(**key, **figures).pk

    def delete_model(self, request: HttpRequest, obj: CashLimit) -> None:
        services.drop_cash_limit(whose=obj.whose, tier=obj.tier, kind=obj.kind, currency=obj.currency)
