"""Shifts, what moved in their drawers, and dealings: operators look, and the agent's own people approve."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from apps.accounts.models import User
from apps.agents.admin._links import outlet_title, payment_link
from apps.agents.models import (
    Acquaintance,
    Agent,
    CashMovement,
    CommissionLine,
    Dealing,
    DealingKind,
    Outlet,
    OutletDay,
    Shift,
    ShiftState,
)
from apps.agents.selectors import outlet_titles
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    date_text,
    id_of,
    link,
    list_link,
    moment_text,
    money_text,
)
from apps.transactions.models import Transaction

_SHOWN = 20
_DAYS = 14
_NAMED_ALIKE = 20
_STATES = {ShiftState.OPEN: "info", ShiftState.DIFFERENT: "warning", ShiftState.CLOSED: "success"}
_KINDS = {DealingKind.CASH_IN: "success", DealingKind.CASH_OUT: "info"}
_MOVED = {CashMovement.Direction.IN: "success", CashMovement.Direction.OUT: "info"}


def _flat(fields: Sequence[Any]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(one if isinstance(one, tuple) else (one,) for one in fields))


def _outlets_called(term: str) -> list[UUID]:
    """Outlets with this code, or whose agent's name begins so."""
    if term.isascii() and term.isdigit():
        return list(Outlet.objects.filter(code=term).values_list("id", flat=True))
    if len(term) < 3:
        return []
    agents = list(Agent.objects.filter(name__istartswith=term).values_list("id", flat=True)[:_NAMED_ALIKE])
    return list(Outlet.objects.filter(agent_id__in=agents).values_list("id", flat=True))


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in ShiftState]


class OpenedFilter(RecentFilter):
    column = "opened_at"


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = DealingKind.choices


class DirectionFilter(ChoiceFilter):
    title = "direction"
    parameter_name = "direction"
    choices_of_filter = CashMovement.Direction.choices


class DoneFilter(RecentFilter):
    column = "at"


@admin.register(Shift)
class ShiftAdmin(ReadOnlyAdmin):
    """Drawers as tellers have counted them. Operators see differences; the agent's own people approve them."""

    list_display = ("teller_name", "outlet_name", "labelled_state", "expected_text", "difference_text", "opened_at")
    list_select_related = ("teller", "outlet__agent")
    list_filter = (StateFilter, OpenedFilter)
    id_columns = ("pk", "agent_id", "outlet_id", "teller_id")
    search_help_text = "Whole id of a shift, an agent, an outlet or a person; code of an outlet; name of an agent"
    fields = (
        ("id", "state_badge"),
        ("agent_link", "outlet_link"),
        ("teller_link", "dealings_link"),
        ("opened_at", "opening_text"),
        ("cash_in_text", "cash_out_text"),
        ("brought_text", "taken_text"),
        ("expected_text", "counted_text"),
        ("difference_text", "closed_at"),
        ("remark", "counter_link"),
        ("approver_link", "approved_at"),
        "reason",
    )
    readonly_fields = _flat(fields)

    @column("teller")
    def teller_name(self, row: Shift) -> str:
        return str(row.teller.full_name)

    @column("outlet")
    def outlet_name(self, row: Shift) -> str:
        return outlet_title(row.outlet)

    @column("teller")
    def teller_link(self, row: Shift) -> str:
        return link("accounts_user", row.teller_id, row.teller.full_name)

    @column("outlet")
    def outlet_link(self, row: Shift) -> str:
        return link("agents_outlet", row.outlet_id, row.outlet.name)

    @column("agent")
    def agent_link(self, row: Shift) -> str:
        return link("agents_agent", row.agent_id, row.outlet.agent.name)

    @column("counted in their place by")
    def counter_link(self, row: Shift) -> str:
        return link("accounts_user", row.closed_by_id, row.closed_by.full_name if row.closed_by else None)

    @column("difference approved by")
    def approver_link(self, row: Shift) -> str:
        return link("accounts_user", row.approved_by_id, row.approved_by.full_name if row.approved_by else None)

    @column("dealings")
    def dealings_link(self, row: Shift) -> str:
        return list_link("agents_dealing", f"{row.dealings:,}", q=row.id)

    @column("state", label=_STATES)
    def labelled_state(self, row: Shift) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: Shift) -> str:
        return badge(row.get_state_display(), _STATES[ShiftState(row.state)])

    @column("counted at the beginning")
    def opening_text(self, row: Shift) -> str:
        return money_text(row.opening_cash, row.currency)

    @column("cash in")
    def cash_in_text(self, row: Shift) -> str:
        return money_text(row.cash_in, row.currency)

    @column("cash out")
    def cash_out_text(self, row: Shift) -> str:
        return money_text(row.cash_out, row.currency)

    @column("put in")
    def brought_text(self, row: Shift) -> str:
        return money_text(row.brought, row.currency)

    @column("taken out")
    def taken_text(self, row: Shift) -> str:
        return money_text(row.taken, row.currency)

    @column("expected")
    def expected_text(self, row: Shift) -> str:
        return money_text(row.expected, row.currency)

    @column("counted")
    def counted_text(self, row: Shift) -> str:
        return money_text(row.counted_cash, row.currency)

    @column("differs by")
    def difference_text(self, row: Shift) -> str:
        return money_text(row.difference, row.currency)

    def matching(self, term: str) -> Q:
        return super().matching(term) if id_of(term) else Q(outlet_id__in=_outlets_called(term))

    def get_sections(self, request: HttpRequest, row: Shift) -> Iterable[Section]:
        movements = CashMovement.objects.filter(shift=row).order_by("-id")[:_SHOWN]
        yield Section(
            "Cash without a customer",
            ("movement", "amount", "reason", "at"),
            [
                (
                    badge(one.get_direction_display(), _MOVED[CashMovement.Direction(one.direction)]),
                    money_text(one.amount, row.currency),
                    one.reason,
                    moment_text(one.at),
                )
                for one in movements
            ],
            empty="Nothing was put in or taken out.",
        )
        days = OutletDay.objects.filter(outlet_id=row.outlet_id).order_by("-day", "kind")[: _DAYS * 2]
        yield Section(
            "The outlet's last days",
            ("day", "kind", "dealings", "total", "commission"),
            [
                (
                    date_text(one.day),
                    one.get_kind_display(),
                    f"{one.dealings:,}",
                    money_text(one.total, row.currency),
                    money_text(one.commission, row.currency),
                )
                for one in days
            ],
            empty="Nobody was served there yet.",
        )


@admin.register(CashMovement)
class CashMovementAdmin(ReadOnlyAdmin):
    """Cash that tellers put into their drawers and took out; the database keeps each as it was written."""

    list_display = ("person_name", "direction_label", "amount_text", "reason", "at")
    list_select_related = ("by", "shift")
    list_filter = (DirectionFilter, DoneFilter)
    id_columns = ("pk", "shift_id")
    search_help_text = "Whole id of a movement or a shift"
    fields = ("id", ("shift_link", "person_link"), ("direction_badge", "amount_text"), "reason", "at")
    readonly_fields = _flat(fields)

    @column("by")
    def person_name(self, row: CashMovement) -> str:
        return str(row.by.full_name)

    @column("by")
    def person_link(self, row: CashMovement) -> str:
        return link("accounts_user", row.by_id, row.by.full_name)

    @column("shift")
    def shift_link(self, row: CashMovement) -> str:
        return link("agents_shift", row.shift_id, f"Opened {moment_text(row.shift.opened_at)}")

    @column("direction", label=_MOVED)
    def direction_label(self, row: CashMovement) -> tuple[str, str]:
        return row.direction, row.get_direction_display()

    @column("direction")
    def direction_badge(self, row: CashMovement) -> str:
        return badge(row.get_direction_display(), _MOVED[CashMovement.Direction(row.direction)])

    @column("amount")
    def amount_text(self, row: CashMovement) -> str:
        return money_text(row.amount, row.shift.currency)


@admin.register(Dealing)
class DealingAdmin(ReadOnlyAdmin):
    """Who served whom, one row for each payment at a desk; the database keeps each as it was written."""

    list_display = ("outlet_called", "kind_label", "amount_text", "commission_text", "teller_called", "at")
    list_filter = (KindFilter, DoneFilter)
    ordering = ("-transaction_id",)
    id_columns = ("pk", "agent_id", "outlet_id", "teller_id", "shift_id")
    search_help_text = (
        "Whole id of a payment, an agent, an outlet, a teller or a shift; reference of a payment; code of an outlet; "
        "name of an agent"
    )
    fields = (
        ("payment_link", "kind_badge"),
        ("agent_link", "outlet_link"),
        ("teller_link", "customer_link"),
        ("amount_text", "commission_text"),
        ("float_after_text", "drawer_after_text"),
        ("shift_link", "at"),
    )
    readonly_fields = _flat(fields)

    def complete_rows(self, rows: Sequence[Any]) -> None:
        outlets = outlet_titles(row.outlet_id for row in rows)
        people = dict(User.objects.filter(pk__in={row.teller_id for row in rows}).values_list("pk", "full_name"))
        for row in rows:
            row.outlet_named = outlets.get(row.outlet_id, str(row.outlet_id))
            row.teller_named = people.get(row.teller_id, str(row.teller_id))

    @column("outlet")
    def outlet_called(self, row: Any) -> str:
        return str(row.outlet_named)

    @column("teller")
    def teller_called(self, row: Any) -> str:
        return str(row.teller_named)

    @column("payment")
    def payment_link(self, row: Dealing) -> str:
        return payment_link(row.pk)

    @column("agent")
    def agent_link(self, row: Dealing) -> str:
        return link("agents_agent", row.agent_id, Agent.objects.filter(pk=row.agent_id).first())

    @column("outlet")
    def outlet_link(self, row: Dealing) -> str:
        return link("agents_outlet", row.outlet_id, Outlet.objects.filter(pk=row.outlet_id).first())

    @column("teller")
    def teller_link(self, row: Dealing) -> str:
        return self._person(row.teller_id)

    @column("customer")
    def customer_link(self, row: Dealing) -> str:
        return self._person(row.customer_id)

    def _person(self, identity: UUID) -> str:
        name = User.objects.filter(pk=identity).values_list("full_name", flat=True).first()
        return link("accounts_user", identity, name)

    @column("shift")
    def shift_link(self, row: Dealing) -> str:
        shift = Shift.objects.filter(pk=row.shift_id).first() if row.shift_id else None
        return link("agents_shift", row.shift_id, f"Opened {moment_text(shift.opened_at)}" if shift else None)

    @column("kind", label=_KINDS)
    def kind_label(self, row: Dealing) -> tuple[str, str]:
        return row.kind, row.get_kind_display()

    @column("kind")
    def kind_badge(self, row: Dealing) -> str:
        return badge(row.get_kind_display(), _KINDS[DealingKind(row.kind)])

    @column("cash")
    def amount_text(self, row: Dealing) -> str:
        return money_text(row.amount, row.currency)

    @column("commission")
    def commission_text(self, row: Dealing) -> str:
        return money_text(row.commission, row.currency)

    @column("float left")
    def float_after_text(self, row: Dealing) -> str:
        return money_text(row.float_after, row.currency)

    @column("drawer should hold since")
    def drawer_after_text(self, row: Dealing) -> str:
        return money_text(row.drawer_after, row.currency)

    def matching(self, term: str) -> Q:
        if id_of(term):
            return super().matching(term)
        payment = Transaction.objects.filter(reference=term.upper()).values_list("id", flat=True).first()
        return Q(pk=payment) if payment else Q(outlet_id__in=_outlets_called(term))

    def get_sections(self, request: HttpRequest, row: Dealing) -> Iterable[Section]:
        lines = CommissionLine.objects.filter(transaction_id=row.pk).order_by("id")[:_SHOWN]
        yield Section(
            "Commission",
            ("earner", "amount", "paid out", "at"),
            [
                (
                    one.get_earner_display(),
                    money_text(one.amount, one.currency),
                    "Yes" if one.payout_id else NOTHING,
                    moment_text(one.at),
                )
                for one in lines
            ],
            note="Below zero: taken back.",
            empty="Nobody earned by it.",
        )
        known = Acquaintance.objects.filter(agent_id=row.agent_id, customer_id=row.customer_id)
        yield Section(
            "The customer at this agent",
            ("first served", "last served", "times"),
            [(moment_text(one.first_at), moment_text(one.last_at), f"{one.dealings:,}") for one in known],
            empty="Not served.",
        )
