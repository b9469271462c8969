"""What agents earn: the operators' table of commissions."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.agents import services
from apps.agents.commissions import Band, Scheme, scheme_of, share_out
from apps.agents.models import CommissionBand, CommissionKind, CommissionRule, Earner
from apps.agents.services._ask_terms import ADD_COMMISSION, COMMISSION_FIGURES
from apps.approvals.sections import asked_section
from apps.core import clock
from apps.core.admin_acting import by_maker
from apps.core.admin_asking import AsksAdmin, why_field
from apps.core.admin_base import NOTHING, Section, column, money_text
from apps.core.admin_figures import BAND_FIGURES, BandFormSet, CurrencyForm, exact_figures
from apps.core.money import Money
from apps.core.procedures import subject_of

_FIGURES = ("flat", "minimum", "maximum")
_SHARES = ("teller_share", "outlet_share", "agent_share", "super_share")
_TRIED = (Decimal(10), Decimal(100), Decimal(1_000), Decimal(10_000))
_KINDS = {
    CommissionKind.CASH_IN: "Cash in",
    CommissionKind.CASH_OUT: "Cash out",
    CommissionKind.REGISTRATION: "Registration",
}


class CommissionRuleForm(CurrencyForm):
    """A currency there is, exact figures, and shares that make a hundred."""

    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    why = why_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a rule has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_active_from(self) -> Any:
        """Empty is from its approval on. What was earned in the past is not changed afterwards."""
        chosen = self.cleaned_data["active_from"]
        if chosen and chosen < clock.now() - timedelta(minutes=1):
            raise forms.ValidationError("A commission cannot begin in the past.")
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        exact_figures(self, cleaned.get("currency", ""), _FIGURES)
        for name in ("percent", *_SHARES):
            if (given := cleaned.get(name)) is not None and not 0 <= given <= 100:
                self.add_error(name, "This is a percentage: from 0 to 100.")
        minimum, maximum = cleaned.get("minimum"), cleaned.get("maximum")
        if minimum is not None and maximum is not None and maximum < minimum:
            self.add_error("maximum", "This is below the minimum.")
        shares = [cleaned.get(name) for name in _SHARES]
        if None not in shares and sum(share for share in shares if share) != 100:
            self.add_error("agent_share", "The shares must make a hundred together.")
        if cleaned.get("kind") == CommissionKind.REGISTRATION and cleaned.get("percent"):
            self.add_error("percent", "A registration has no amount that this could be of.")
        return cleaned


class CommissionBandFormSet(BandFormSet):
    """None for registrations, which have no amount."""

    def clean(self) -> None:
        super().clean()
        if self.data.get("kind") == CommissionKind.REGISTRATION:
            for form in self.forms:
                if form.has_changed():
                    form.add_error("from_amount", "A registration has no amount.")


class CommissionBandForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a table, whose fields have no label of their own beside the column's title."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label


class CommissionBandInline(TabularInline):  # type: ignore[misc]
    """Bands come with their rule and are as fixed as it."""

    model = CommissionBand
    form = CommissionBandForm
    formset = CommissionBandFormSet
    fields = ("from_amount", "flat", "percent", "minimum", "maximum")
    extra = 2
    verbose_name_plural = "larger amounts earn instead"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and bool(request.user.has_perm("agents.price_agent"))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm("agents.view_commissionrule"))


@admin.register(CommissionRule)
class CommissionRuleAdmin(AsksAdmin):
    """Rules are added and never edited or deleted, so that what a dealing earned can always be told.

    Whoever sets terms and limits of agents asks, and whoever may change these rows approves: only then does one begin.
    """

    asks_by = "agents.price_agent"
    is_changeable = False
    form = CommissionRuleForm
    inlines = (CommissionBandInline,)
    list_display = (
        *("kind_text", "tier_text", "flat_text", "percent_text", "minimum_text", "maximum_text", "bands_text"),
        *("shares_text", "active_from"),
    )
    list_filter = ("kind",)
    fields = (
        *("kind", "currency", "tier", "flat", "percent", "minimum", "maximum"),
        *(*_SHARES, "active_from"),
    )
    readonly_fields = (
        *("tier_text", "flat_text", "percent_text", "minimum_text", "maximum_text"),
        "shared_text",
    )
    search_fields = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[str]:
        """One that is there is shown as its currency writes it."""
        if obj:
            return ("kind", "currency", *self.readonly_fields, "active_from")
        return (*self.fields, "why") if self.is_asking(request) else self.fields

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Without bands there is nothing to show of them."""
        return super().get_inline_instances(request, obj) if obj is None or obj.band_count else []

    @column("kind")
    def kind_text(self, row: CommissionRule) -> str:
        return _KINDS[CommissionKind(row.kind)]

    @column("flat")
    def flat_text(self, row: CommissionRule) -> str:
        return money_text(row.flat, row.currency)

    @column("percent")
    def percent_text(self, row: CommissionRule) -> str:
        return f"{row.percent.normalize():f} %" if row.percent else NOTHING

    @column("minimum")
    def minimum_text(self, row: CommissionRule) -> str:
        return money_text(row.minimum, row.currency)

    @column("maximum")
    def maximum_text(self, row: CommissionRule) -> str:
        return money_text(row.maximum, row.currency)

    @column("tier")
    def tier_text(self, row: CommissionRule) -> str:
        return row.get_tier_display() if row.tier else "All"

    @column("bands")
    def bands_text(self, row: CommissionRule) -> str:
        return str(row.band_count or NOTHING)

    @column("shares, teller first")
    def shares_text(self, row: CommissionRule) -> str:
        return " / ".join(_shares_of(row))

    @column("shares")
    def shared_text(self, row: CommissionRule) -> str:
        named = zip(Earner.labels, _shares_of(row), strict=True)
        return ", ".join(f"{label} {share} %" for label, share in named)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if "active_from" in form.base_fields:
            form.base_fields["active_from"].help_text = "UTC. Leave empty for from its approval on."
        return form

    def ask(self, request: HttpRequest, form: Any, formsets: Sequence[Any]) -> Any:
        given = form.cleaned_data
        bands = [
            Band(**{name: row.cleaned_data[name] for name in (*BAND_FIGURES, "percent")})
            for formset in formsets
            for row in formset.forms
            if row.has_changed()
        ]
        return services.request_commission_rule(
            **{name: given[name] for name in ("kind", "currency", "tier", "active_from", "why")},
            figures={name: given[name] for name in COMMISSION_FIGURES},
            bands=bands,
            **by_maker(request),
        )

    def get_sections(self, request: HttpRequest, row: CommissionRule) -> Iterable[Section]:
        scheme = scheme_of(row)
        if row.kind == CommissionKind.REGISTRATION:
            amounts = {Decimal(0)}
        else:
            amounts = {*_TRIED, *(band.from_amount for band in scheme.bands if band.from_amount)}
        head = "customer" if row.kind == CommissionKind.REGISTRATION else "amount"
        for has_super, title in ((True, "What it earns"), (False, "Where there is no super-agent")):
            yield Section(
                title,
                (head, "all", *(label.lower() for label in Earner.labels)),
                [self._shared(row, scheme, amount, has_super) for amount in sorted(amounts)],
            )
        yield asked_section(request, subject_of(ADD_COMMISSION, row.kind, row.currency, row.tier))

    def _shared(self, row: CommissionRule, scheme: Scheme, amount: Decimal, has_super: bool) -> tuple[object, ...]:
        shares = share_out(scheme, Money.rounded(amount, row.currency), has_super=has_super)
        nothing = Money.zero(row.currency)
        every = [shares.get(earner, nothing) for earner in Earner]
        whole = sum(every, nothing)
        first = money_text(amount, row.currency) if amount else "One"
        return (first, *(money_text(each.amount, row.currency) for each in (whole, *every)))


def _shares_of(row: CommissionRule) -> list[str]:
    return [f"{getattr(row, name).normalize():f}" for name in _SHARES]
