"""What agents earn, what of it was earned by whom, and what was paid."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.db.models import Model, Q
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.admin import TabularInline
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.agents import selectors, services
from apps.agents.admin._links import payment_link
from apps.agents.codes import agent_code, outlet_code, teller_code
from apps.agents.commissions import Band, Scheme, scheme_of, share_out
from apps.agents.models import (
    Agent,
    CommissionBand,
    CommissionKind,
    CommissionLine,
    CommissionPayout,
    CommissionRule,
    Earner,
    Outlet,
    PayoutState,
    Registration,
    Staff,
)
from apps.agents.services._ask_terms import ADD_COMMISSION, COMMISSION_FIGURES
from apps.approvals.sections import asked_section
from apps.core import clock
from apps.core.admin_acting import ActsByService, by_maker, by_operator, dialog
from apps.core.admin_asking import AsksAdmin, why_field
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
    operator_of,
)
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.core.procedures import subject_of
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.transactions.errors import DECLINES
from apps.transactions.models import Transaction

_FIGURES = ("flat", "minimum", "maximum")
_BAND_FIGURES = ("from_amount", *_FIGURES)
_SHARES = ("teller_share", "outlet_share", "agent_share", "super_share")
_TRIED = (Decimal(10), Decimal(100), Decimal(1_000), Decimal(10_000))
_SHOWN = 10
_LINES_SHOWN = 200
_WHOSE = ("The agent itself", "Its outlets", "Its tellers")
_PAGES = {Earner.TELLER: "agents_staff", Earner.OUTLET: "agents_outlet"}
_KINDS = {
    CommissionKind.CASH_IN: "Cash in",
    CommissionKind.CASH_OUT: "Cash out",
    CommissionKind.REGISTRATION: "Registration",
}
_TONES = {PayoutState.PAID: "success", PayoutState.FAILED: "danger"}


class CommissionRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A currency there is, exact figures, and shares that make a hundred."""

    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    why = why_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The page that only shows a rule has no fields.
        if "active_from" in self.fields:
            self.fields["active_from"].required = False

    def clean_currency(self) -> str:
        currency = str(self.cleaned_data["currency"]).upper()
        try:
            Money.zero(currency)
        except DomainError as error:
            raise forms.ValidationError(error.detail) from error
        return currency

    def clean_active_from(self) -> Any:
        """Empty is from its approval on. What was earned in the past is not changed afterwards."""
        chosen = self.cleaned_data["active_from"]
        if chosen and chosen < clock.now() - timedelta(minutes=1):
            raise forms.ValidationError("A commission cannot begin in the past.")
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if currency := cleaned.get("currency"):
            for name in _FIGURES:
                try:
                    Money(cleaned.get(name) or Decimal(0), currency)
                except DomainError as error:
                    self.add_error(name, error.detail)
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


class CommissionBandFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Exact figures, each amount once, and none for registrations."""

    def clean(self) -> None:
        super().clean()
        currency = str(self.data.get("currency", "")).upper()
        seen = set()
        for form in self.forms:
            if not form.has_changed() or form.errors:
                continue
            figures = [form.cleaned_data[name] for name in _BAND_FIGURES]
            if self.data.get("kind") == CommissionKind.REGISTRATION:
                form.add_error("from_amount", "A registration has no amount.")
            if figures[0] in seen:
                form.add_error("from_amount", "There is a band from this amount on already.")
            seen.add(figures[0])
            for name, figure in zip(_BAND_FIGURES, figures, strict=True):
                try:
                    Money(figure or Decimal(0), currency)
                except DomainError as error:
                    form.add_error(name, error.detail)


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
            Band(**{name: row.cleaned_data[name] for name in (*_BAND_FIGURES, "percent")})
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


def _find(model: type[Model], identity: object) -> Any:
    return model._default_manager.filter(pk=identity).first() if identity else None


def _shares_of(row: CommissionRule) -> list[str]:
    return [f"{getattr(row, name).normalize():f}" for name in _SHARES]


def _earner_link(row: CommissionLine | CommissionPayout) -> str:
    """Whose it is, by name: a teller's row among the staff, an outlet, or an agent."""
    name: object = None
    if row.earner == Earner.TELLER:
        name = Staff.objects.filter(pk=row.earner_id).values_list("person__full_name", flat=True).first()
    elif found := _find(Outlet if row.earner == Earner.OUTLET else Agent, row.earner_id):
        name = found.name
    return link(_PAGES.get(Earner(row.earner), "agents_agent"), row.earner_id, name)


def _accounts_named(term: str) -> list[str]:
    """The accounts that an id may stand for: of an agent, an outlet or somebody's role."""
    identity = id_of(term)
    return [agent_code(identity), outlet_code(identity), teller_code(identity)] if identity else []


class EarnerFilter(ChoiceFilter):
    title = "who"
    parameter_name = "earner"
    choices_of_filter = Earner.choices


class EarnedFilter(RecentFilter):
    column = "at"


class MadeFilter(RecentFilter):
    column = "made_at"


class PayoutStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in PayoutState]


@admin.register(CommissionLine)
class CommissionLineAdmin(ReadOnlyAdmin):
    """What was earned by each dealing and taken back, line by line; the database keeps each as it was written."""

    list_display = ("at", "earner_label", "earner_name", "kind", "amount_text", "is_in_payout")
    list_filter = (EarnedFilter,)
    search_help_text = "Whole id of a line, a payment or a payout, or of an agent, an outlet or somebody's role"
    fields = (
        ("at", "kind"),
        ("earner_badge", "earner_link"),
        ("amount_text", "payout_link"),
        ("agent_link", "outlet_link"),
        ("payment_link", "registration_link"),
        ("account_code", "entry_link"),
    )
    readonly_fields = tuple(chain.from_iterable(fields))

    def complete_rows(self, rows: Sequence[Any]) -> None:
        names = selectors.name_earners(rows)
        for row in rows:
            row.earner_called = names.get(row.earner_id, str(row.earner_id))

    @column("who", label=dict.fromkeys(Earner.values, "info"))
    def earner_label(self, row: CommissionLine) -> tuple[str, str]:
        return row.earner, row.get_earner_display()

    @column("who")
    def earner_badge(self, row: CommissionLine) -> str:
        return badge(row.get_earner_display(), "info")

    @column("name")
    def earner_name(self, row: Any) -> str:
        return str(row.earner_called)

    @column("name")
    def earner_link(self, row: CommissionLine) -> str:
        return _earner_link(row)

    @column("amount")
    def amount_text(self, row: CommissionLine) -> str:
        return money_text(row.amount, row.currency)

    @column("payout", label={True: "success", False: "warning"})
    def is_in_payout(self, row: CommissionLine) -> tuple[bool, str]:
        is_there = row.payout_id is not None
        return is_there, "In a payout" if is_there else "Waits"

    @column("payout")
    def payout_link(self, row: CommissionLine) -> str:
        return link("agents_commissionpayout", row.payout_id, _find(CommissionPayout, row.payout_id))

    @column("agent")
    def agent_link(self, row: CommissionLine) -> str:
        return link("agents_agent", row.agent_id, _find(Agent, row.agent_id))

    @column("outlet")
    def outlet_link(self, row: CommissionLine) -> str:
        return link("agents_outlet", row.outlet_id, _find(Outlet, row.outlet_id))

    @column("payment")
    def payment_link(self, row: CommissionLine) -> str:
        return payment_link(row.transaction_id)

    @column("registration")
    def registration_link(self, row: CommissionLine) -> str:
        return link("agents_registration", row.registration_id, _find(Registration, row.registration_id))

    @column("journal entry")
    def entry_link(self, row: CommissionLine) -> str:
        return link("ledger_journalentry", row.entry_id)

    def matching(self, term: str) -> Q:
        if (identity := id_of(term)) is None:
            return Q(pk__in=[])
        same = Q(pk=identity) | Q(transaction_id=identity) | Q(payout_id=identity)
        return same | Q(account_code__in=_accounts_named(term))


@admin.register(CommissionPayout)
class CommissionPayoutAdmin(ActsByService, ReadOnlyAdmin):
    """Commissions are paid by themselves, and tried again when they fail; operators have one tried at once."""

    list_display = ("made_at", "earner_label", "earner_name", "net_text", "lines", "state_label", "due_at")
    list_filter = (PayoutStateFilter, EarnerFilter, MadeFilter)
    search_help_text = "Whole id of a payout, an agent, an outlet or somebody's role"
    fields = (
        ("id", "agent_link"),
        ("earner_badge", "earner_link"),
        ("since", "until"),
        ("gross_text", "tax_text"),
        ("net_text", "lines"),
        ("state_badge", "why"),
        ("payment_link", "attempts"),
        ("due_at", "paid_at"),
        "made_at",
    )
    readonly_fields = (
        *("agent_link", "earner_badge", "earner_link", "gross_text", "tax_text", "net_text", "state_badge"),
        *("why", "payment_link"),
    )
    actions_detail = ("retry",)

    def complete_rows(self, rows: Sequence[Any]) -> None:
        names = selectors.name_earners(rows)
        for row in rows:
            row.earner_called = names.get(row.earner_id, str(row.earner_id))

    @column("who", label=dict.fromkeys(Earner.values, "info"))
    def earner_label(self, row: CommissionPayout) -> tuple[str, str]:
        return row.earner, row.get_earner_display()

    @column("who")
    def earner_badge(self, row: CommissionPayout) -> str:
        return badge(row.get_earner_display(), "info")

    @column("name")
    def earner_name(self, row: Any) -> str:
        return str(row.earner_called)

    @column("name")
    def earner_link(self, row: CommissionPayout) -> str:
        return _earner_link(row)

    @column("agent")
    def agent_link(self, row: CommissionPayout) -> str:
        return link("agents_agent", row.agent_id, _find(Agent, row.agent_id))

    @column("earned")
    def gross_text(self, row: CommissionPayout) -> str:
        return money_text(row.gross, row.currency)

    @column("tax withheld")
    def tax_text(self, row: CommissionPayout) -> str:
        return money_text(row.tax, row.currency)

    @column("paid")
    def net_text(self, row: CommissionPayout) -> str:
        return money_text(row.net, row.currency)

    @column("state", label=_TONES)
    def state_label(self, row: CommissionPayout) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: CommissionPayout) -> str:
        return badge(row.get_state_display(), _TONES[PayoutState(row.state)])

    @column("why it is not paid")
    def why(self, row: CommissionPayout) -> str:
        if not row.failure_code:
            return NOTHING
        known = DECLINES.get(row.failure_code)
        return f"{known().detail} ({row.failure_code})" if known else row.failure_code

    @column("payment")
    def payment_link(self, row: CommissionPayout) -> str:
        return payment_link(row.transaction_id)

    def matching(self, term: str) -> Q:
        if (identity := id_of(term)) is None:
            return Q(pk__in=[])
        return Q(pk=identity) | Q(agent_id=identity) | Q(account_code__in=_accounts_named(term))

    def get_sections(self, request: HttpRequest, row: CommissionPayout) -> Iterable[Section]:
        lines = list(CommissionLine.objects.filter(payout_id=row.id)[:_LINES_SHOWN])
        references = dict(
            Transaction.objects.filter(pk__in={line.transaction_id for line in lines}).values_list("id", "reference")
        )
        named: dict[UUID | None, str] = dict(references.items())
        yield Section(
            "Lines",
            ("time", "what", "payment", "amount"),
            [
                (
                    link("agents_commissionline", line.id, moment_text(line.at)),
                    line.get_kind_display(),
                    link("transactions_transaction", line.transaction_id, named.get(line.transaction_id)),
                    money_text(line.amount, line.currency),
                )
                for line in lines
            ],
            note=f"{_LINES_SHOWN:,} of {row.lines:,}." if row.lines > _LINES_SHOWN else "",
        )

    def has_price_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.has_perm("agents.price_agent"))

    def useful_actions(self, request: HttpRequest, row: CommissionPayout) -> set[str]:
        mine = not services.may_let_in(Agent.objects.get(pk=row.agent_id), by=operator_of(request))
        return {"retry"} if row.state == PayoutState.FAILED and not mine else set()

    @action(
        description="Try now",
        icon="send_money",
        variant=ActionVariant.PRIMARY,
        permissions=["price"],
        dialog=dialog("Have this commission paid now", "It is tried at once, whole and unchanged.", "Try"),
    )
    def retry(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: CommissionPayout) -> str:
            tried = services.retry_commission(payout_id=row.id, reason=reason, **by_operator(request))
            return "Paid." if tried.state == PayoutState.PAID else f"It failed again: {tried.failure_code}."

        return self.act(request, object_id, do, note=f"Tried again. {reason}")


def commission_sections(agent: Agent) -> Iterable[Section]:
    """An agent's commission on its page: what is owed to it, and what it was paid last."""
    codes = {
        Earner.AGENT: [agent_code(agent.id)],
        Earner.OUTLET: [outlet_code(one) for one in agent.outlets.values_list("id", flat=True)],
        Earner.TELLER: [teller_code(one) for one in agent.staff.values_list("id", flat=True)],
    }
    balances = get_balances([deferred_account_id(code, agent.currency) for every in codes.values() for code in every])

    def owed(every: Sequence[str]) -> str:
        accounts = [deferred_account_id(code, agent.currency) for code in every]
        whole = sum((balances[account].amount for account in accounts if account in balances), Decimal(0))
        return money_text(whole, agent.currency)

    yield Section(
        "Commission owed",
        ("to", "amount"),
        [(whose, owed(every)) for whose, every in zip(_WHOSE, codes.values(), strict=True)],
        note=f"Paid {agent.get_pays_out_display().lower()}.",
        more=("Lines of its own", f"{reverse('admin:agents_commissionline_changelist')}?q={agent.id}"),
    )
    rows = selectors.list_commission_payouts(agent.id, limit=_SHOWN)
    names = selectors.name_earners(rows)
    yield Section(
        "Last commissions paid",
        ("made", "to", "earned", "tax", "paid", "state"),
        [
            (
                link("agents_commissionpayout", row.id, moment_text(row.made_at)),
                names.get(row.earner_id, NOTHING),
                money_text(row.gross, row.currency),
                money_text(row.tax, row.currency),
                money_text(row.net, row.currency),
                badge(row.state.capitalize(), _TONES[PayoutState(row.state)]),
            )
            for row in rows
        ],
        empty="Nothing was paid yet.",
        more=("All", f"{reverse('admin:agents_commissionpayout_changelist')}?q={agent.id}") if rows else None,
    )


class PaysCommissions(ActsByService):
    """What an agent's page has for whoever may have its commissions paid."""

    def has_price_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(request.user.has_perm("agents.price_agent"))

    @action(
        description="Pay out",
        icon="send_money",
        permissions=["price"],
        dialog=dialog(
            "Have everybody at this agent paid now",
            "The agent, its outlets and its tellers are paid all that they have earned until now, less tax.",
            "Pay",
        ),
    )
    def pay_commissions(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Agent) -> str:
            made = services.pay_agent_now(agent_id=row.id, reason=reason, **by_operator(request))
            return f"{made} payouts." if made else "Nothing is owed."

        return self.act(request, object_id, do, note=f"Commissions paid. {reason}")
