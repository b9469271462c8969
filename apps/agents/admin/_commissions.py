"""What was earned by whom, and what of it was paid."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.agents import selectors, services
from apps.agents.admin._links import payment_link
from apps.agents.codes import agent_code, outlet_code, teller_code
from apps.agents.models import Agent, CommissionLine, CommissionPayout, Earner, Outlet, PayoutState, Registration, Staff
from apps.core.admin_acting import ActsByService, by_operator, dialog
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
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.transactions.errors import DECLINES
from apps.transactions.models import Transaction

_SHOWN = 10
_LINES_SHOWN = 200
_WHOSE = ("The agent itself", "Its outlets", "Its tellers")
_PAGES = {Earner.TELLER: "agents_staff", Earner.OUTLET: "agents_outlet"}
_TONES = {PayoutState.PAID: "success", PayoutState.FAILED: "danger"}


def _find(model: type[Model], identity: object) -> Any:
    return model._default_manager.filter(pk=identity).first() if identity else None


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
