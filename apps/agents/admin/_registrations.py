"""Customers whom tellers have registered: operators look."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from apps.accounts.models import User
from apps.agents.models import Agent, CommissionLine, Outlet, Registration, RegistrationState
from apps.core.admin_base import NOTHING, ChoiceFilter, ReadOnlyAdmin, Section, badge, column, link, plain_money

_TONES = {
    RegistrationState.STARTED.value: "info",
    RegistrationState.REGISTERED.value: "warning",
    RegistrationState.EARNED.value: "success",
    RegistrationState.LAPSED.value: "danger",
}
# How a state is shown in a list; what stands there otherwise is too long.
_SHORT = {
    RegistrationState.STARTED.value: "Not confirmed yet",
    RegistrationState.REGISTERED.value: "Not active yet",
    RegistrationState.EARNED.value: "Active",
    RegistrationState.LAPSED.value: "Lapsed",
}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(state, _SHORT[state]) for state in RegistrationState.values]


@admin.register(Registration)
class RegistrationAdmin(ReadOnlyAdmin):
    """Who was registered by whom, and whether the agent has earned by it."""

    sensitive = "A registration of a customer"
    list_display = ("started_at", "customer_name", "agent_name", "teller_name", "labelled_state", "decided_at")
    list_filter = (StateFilter,)
    id_columns = ("pk", "agent_id", "teller_id", "customer_id")
    search_help_text = "Whole id of a registration, an agent, a teller or a customer"
    fields = (
        ("id", "state_badge"),
        ("customer_link", "teller_link"),
        ("agent_link", "outlet_link"),
        ("started_at", "registered_at"),
        ("lapses_at", "decided_at"),
    )
    readonly_fields = ("state_badge", "customer_link", "teller_link", "agent_link", "outlet_link")

    def complete_rows(self, rows: Sequence[Registration]) -> None:
        people = {row.teller_id for row in rows} | {row.customer_id for row in rows if row.customer_id}
        names = dict(User.objects.filter(pk__in=people).values_list("id", "full_name"))
        agents = dict(Agent.objects.filter(pk__in={row.agent_id for row in rows}).values_list("id", "name"))
        for row in rows:
            row.names = names  # type: ignore[attr-defined]
            row.agents = agents  # type: ignore[attr-defined]

    @column("customer")
    def customer_name(self, row: Any) -> str:
        return str(row.names.get(row.customer_id, NOTHING))

    @column("agent")
    def agent_name(self, row: Any) -> str:
        return str(row.agents.get(row.agent_id, NOTHING))

    @column("registered by")
    def teller_name(self, row: Any) -> str:
        return str(row.names.get(row.teller_id, NOTHING))

    @column("state", label=_TONES)
    def labelled_state(self, row: Registration) -> tuple[str, str]:
        return row.state, _SHORT[row.state]

    @column("state")
    def state_badge(self, row: Registration) -> str:
        return badge(row.get_state_display(), _TONES[row.state])

    @column("customer")
    def customer_link(self, row: Registration) -> str:
        person = User.objects.filter(pk=row.customer_id).first() if row.customer_id else None
        return link("accounts_user", row.customer_id, person.full_name if person else None)

    @column("registered by")
    def teller_link(self, row: Registration) -> str:
        return link("accounts_user", row.teller_id, User.objects.get(pk=row.teller_id).full_name)

    @column("agent")
    def agent_link(self, row: Registration) -> str:
        return link("agents_agent", row.agent_id, Agent.objects.get(pk=row.agent_id).name)

    @column("outlet")
    def outlet_link(self, row: Registration) -> str:
        return link("agents_outlet", row.outlet_id, Outlet.objects.get(pk=row.outlet_id).name)

    def get_sections(self, request: HttpRequest, row: Registration) -> Iterable[Section]:
        lines = CommissionLine.objects.filter(registration_id=row.pk).order_by("id")
        yield Section(
            "What was earned by it",
            ("earner", "amount", "paid"),
            [(line.get_earner_display(), _money(line), "Yes" if line.payout_id else "Not yet") for line in lines],
            empty="Nothing.",
        )


def _money(line: CommissionLine) -> str:
    amount: Decimal = line.amount
    return plain_money(amount, line.currency)
