from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.html import format_html_join

from apps.agents.hours import DAYS
from apps.agents.models import Outlet, Staff
from apps.agents.selectors import get_float
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    Section,
    badge,
    column,
    id_of,
    link,
    list_link,
    moment_text,
    money_text,
    plain_money,
)

_OPEN = {True: "success", False: "info"}
_SHOWN = 50


class OpenFilter(ChoiceFilter):
    title = "state"
    parameter_name = "is_open"
    choices_of_filter = [("True", "Open"), ("False", "Closed")]


@admin.register(Outlet)
class OutletAdmin(ReadOnlyAdmin):
    """Where agents serve, with their float; their people open and close these."""

    list_display = ("code", "name", "agent_name", "city", "state", "opened_at")
    list_filter = (OpenFilter,)
    list_select_related = ("agent",)
    search_help_text = "Code, or whole id of an outlet or of an agent"
    fields = (
        ("id", "code"),
        ("name", "agent_link"),
        ("state_badge", "is_main"),
        ("float_text", "low_float"),
        ("city", "address"),
        ("latitude", "longitude"),
        ("time_zone", "opened_at"),
        "lists",
    )
    readonly_fields = ("agent_link", "state_badge", "float_text", "low_float", "lists")

    @column("agent")
    def agent_name(self, row: Outlet) -> str:
        return str(row.agent.name)

    @column("agent")
    def agent_link(self, row: Outlet) -> str:
        return link("agents_agent", row.agent_id, row.agent.name)

    @column("state", label=_OPEN)
    def state(self, row: Outlet) -> tuple[bool, str]:
        return row.is_open, "Open" if row.is_open else "Closed"

    @column("state")
    def state_badge(self, row: Outlet) -> str:
        return badge("Open" if row.is_open else "Closed", _OPEN[row.is_open])

    @column("float")
    def float_text(self, row: Outlet) -> str:
        held = get_float(row.id, row.agent.currency)
        return list_link("wallets_wallet", money_text(held.amount, held.currency), q=row.id)

    @column("somebody is told below")
    def low_float(self, row: Outlet) -> str:
        return NOTHING if row.low_float_at is None else plain_money(row.low_float_at, row.agent.currency)

    @column("what was done there")
    def lists(self, row: Outlet) -> str:
        pages = {
            "agents_dealing": "Dealings",
            "agents_shift": "Shifts",
            "agents_floatorder": "Float orders",
            "agents_floatalert": "Low float",
        }
        return format_html_join(", ", "{}", ((list_link(page, title, q=row.id),) for page, title in pages.items()))

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(agent_id=identity)
        return Q(code=term)

    def get_sections(self, request: HttpRequest, row: Outlet) -> Iterable[Section]:
        hours = [
            (day.capitalize(), ", ".join(" to ".join(span) for span in row.opening_hours.get(day, ())) or "Closed")
            for day in DAYS
        ]
        yield Section("Opening hours", ("day", "open"), hours if row.opening_hours else (), empty="Always open.")
        there = Staff.objects.filter(outlet=row, ended_at=None).select_related("person").order_by("-pk")
        rows = [
            (
                link("accounts_user", one.person_id, one.person.full_name),
                one.role.capitalize(),
                moment_text(one.added_at),
            )
            for one in there[:_SHOWN]
        ]
        yield Section("Staff of this outlet only", ("person", "role", "since"), rows)
