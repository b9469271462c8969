from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.accounts.models import KycTier
from apps.agents import services
from apps.agents.models import AgentTier, CashLimit, Whose
from apps.agents.services._ask_terms import CASH_FIGURES, SET_CASH_LIMIT
from apps.approvals.sections import asked_section
from apps.core.admin_acting import ActsByService, by_maker, dialog
from apps.core.admin_asking import AsksAdmin, why_field
from apps.core.admin_base import ReasonActionForm, ReasonForm, Section, column, money_text, show_exact
from apps.core.admin_figures import CurrencyForm, exact_figures
from apps.core.procedures import subject_of

_FIGURES = ("single", "daily", "monthly")
_TIERS = {one.value: one.label for one in (*AgentTier, *KycTier)}
_KEY = ("whose", "tier", "kind", "currency")
_SHOWN_KEY = ("whose", "tier_text", "kind", "currency")


class CashLimitForm(CurrencyForm):
    """A tier there is for whom it is, a currency there is, and exact figures."""

    tier = forms.ChoiceField(
        choices=[
            ("Agents", [(tier.value, tier.label) for tier in AgentTier]),
            ("Customers", [(tier.value, tier.label) for tier in KycTier]),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    why = why_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_exact(self, self.instance.currency, _FIGURES)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        whose, tier = cleaned.get("whose"), cleaned.get("tier")
        if whose == Whose.OUTLET and tier in KycTier.values:
            self.add_error("tier", "Customers have this tier, and no agents.")
        if whose == Whose.CUSTOMER and tier in AgentTier.values:
            self.add_error("tier", "Agents have this tier, and no customers.")
        currency = cleaned.get("currency") or self.instance.currency
        exact_figures(self, currency, _FIGURES)
        return cleaned


@admin.register(CashLimit)
class CashLimitAdmin(AsksAdmin, ActsByService):
    """How much cash may go through an outlet, or come from and go to a customer. A change holds for the next dealing.

    What a limit is about is fixed: another one is a row of its own. Whoever sets what agents may do and earn asks, and
    whoever may change these rows approves.
    """

    asks_by = "agents.price_agent"
    form = CashLimitForm
    list_display = ("whose_text", "tier_text", "kind", "single_text", "daily_text", "monthly_text", "daily_count")
    list_filter = ("whose", "kind")
    ordering = ("whose", "tier", "kind", "currency")
    search_fields = ()
    action_form = ReasonActionForm
    actions = ("take_away_chosen",)
    actions_detail = ("take_away",)

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

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        return _SHOWN_KEY if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """What a limit is about is shown in words once it is there."""
        given = (*(_SHOWN_KEY if obj else _KEY), *_FIGURES, "daily_count")
        return (*given, "why") if self.is_asking(request, obj) else given

    def get_sections(self, request: HttpRequest, row: CashLimit) -> Iterable[Section]:
        yield asked_section(request, subject_of(SET_CASH_LIMIT, *(getattr(row, name) for name in _KEY)))

    def ask(self, request: HttpRequest, form: Any, formsets: Sequence[Any]) -> Any:
        figures = {name: form.cleaned_data[name] for name in CASH_FIGURES}
        return self._ask(request, form.instance, figures, form.cleaned_data["why"])

    def _ask(self, request: HttpRequest, row: CashLimit, figures: dict[str, Any] | None, why: str) -> Any:
        key = {name: getattr(row, name) for name in _KEY}
        return services.request_cash_limit(**key, figures=figures, why=why, **by_maker(request))

    def useful_actions(self, request: HttpRequest, row: CashLimit) -> set[str]:
        return {"take_away"}

    @action(  # type: ignore[untyped-decorator]
        description="Take away",
        icon="delete",
        variant=ActionVariant.DANGER,
        permissions=["ask"],
        dialog=dialog(
            "Ask for this limit to be taken away", "From its approval on it holds for nobody.", "Ask for approval"
        ),
    )
    def take_away(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        def ask(row: CashLimit) -> str:
            return f"Asked for: {self._ask(request, row, None, form.cleaned_data['reason']).summary}."

        return self.act(request, object_id, ask, note="Asked for it to be taken away.")

    @admin.action(description="Ask for them to be taken away", permissions=["ask"])
    def take_away_chosen(self, request: HttpRequest, rows: QuerySet[CashLimit]) -> None:
        why = request.POST.get("reason", "")
        self.ask_for_each(request, rows, lambda row: self._ask(request, row, None, why))
