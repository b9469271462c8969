"""What stands around the pages of a desk and of an office, and who may open them.

A desk belongs to a teller with an open shift, an office to who has a role at the agent in its address. Both are asked
anew for each page (selectors.get_open_shift, require_role), so a role that was taken away opens nothing any more.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.agents import selectors
from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.selectors import Employment, Member, OpenShift, Power, require_role
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.lists import list_page
from apps.transactions.errors import InsufficientFunds
from apps.transactions.models import State, Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayView

Row = TypeVar("Row")


class DeskView(WalletView):
    """A page of the desk."""

    # Which entry of the navigation is marked.
    part: ClassVar[str] = ""
    # Whether there is nothing to do here without an open shift.
    needs_shift: ClassVar[bool] = True

    @cached_property
    def standing(self) -> OpenShift | None:
        """The open shift with what is left of the float; None without one."""
        try:
            return selectors.get_open_shift(person_id=self.me.id, now=self.now)
        except (ShiftNotOpen, AgentNotFound):
            return None

    @property
    def at_work(self) -> OpenShift:
        """The open shift. Raises ShiftNotOpen."""
        if self.standing is None:
            raise ShiftNotOpen
        return self.standing

    @property
    def currency(self) -> str:
        """Of the outlet. Raises ShiftNotOpen."""
        return self.at_work.shift.currency

    def enter(self, **kwargs: Any) -> None:
        selectors.agents_of(self.me.id)
        if self.needs_shift and self.standing is None:
            raise ShiftNotOpen

    def refused(self, error: DomainError) -> HttpResponse:
        if isinstance(error, ShiftNotOpen):
            context = {
                "icon": "lock",
                "tone": "wait",
                "heading": _("No open shift"),
                "sentence": _("Open a shift first: cash is taken and handed out in one only."),
                "actions": [(reverse("agent-desk"), _("Open a shift"), "primary")],
            }
            return self.render("ui/message.html", context, status=STATUS[error.category])
        return super().refused(error)

    def frame(self) -> dict[str, Any]:
        standing = self.standing
        shift = standing.shift if standing else None
        return {
            **super().frame(),
            "frame": "agents/desk.html",
            "standing": standing,
            "is_low": standing is not None and _is_low(standing),
            "desk_where": shift.outlet.name if shift else _("Agent's desk"),
            "desk_who": self.person.full_name,
            "desk_nav": [
                {"url": reverse(route), "icon": icon, "label": label, "current": name == self.part}
                for name, route, icon, label in self._parts()
            ],
        }

    def _parts(self) -> list[tuple[str, str, str, str]]:
        return [
            ("desk", "agent-desk", "store", _("Desk")),
            ("cash-in", "agent-desk-cash-in", "arrow-down-left", _("Cash in")),
            ("cash-out", "agent-desk-cash-out", "arrow-up-right", _("Cash out")),
            ("register", "agent-desk-registrations", "user-plus", _("Register")),
            ("day", "agent-desk-day", "receipt-text", _("Day list")),
        ]


class OfficeView(WalletView):
    """A page of the office of the agent whose id stands in the address."""

    part: ClassVar[str] = ""
    power: ClassVar[Power] = Power.SERVE
    member: Member
    employment: Employment

    def enter(self, **kwargs: Any) -> None:
        agent_id = self.agent_id_of(kwargs)
        self.member = require_role(person_id=self.me.id, agent_id=agent_id, power=self.power)
        self.employment = selectors.get_employment(self.me.id, agent_id)

    def agent_id_of(self, kwargs: dict[str, Any]) -> UUID:
        """Whose office it is."""
        agent_id: UUID = kwargs["agent_id"]
        return agent_id

    @property
    def agent_id(self) -> UUID:
        return self.employment.id

    @property
    def currency(self) -> str:
        return self.employment.agent.currency

    def frame(self) -> dict[str, Any]:
        common = {**super().frame(), "frame": "agents/office.html"}
        if not hasattr(self, "employment"):
            return common
        agent = self.employment.agent
        return {
            **common,
            "agent": agent,
            "member": self.member,
            "powers": {power.name.lower(): self.member.may(power) for power in Power},
            "desk_where": agent.name,
            "desk_who": _("Agent's office"),
            "desk_nav": [
                {"url": reverse(route, args=[agent.id]), "icon": icon, "label": label, "current": name == self.part}
                for name, route, icon, label, power in self._parts()
                if self.member.may(power)
            ],
        }

    def _parts(self) -> list[tuple[str, str, str, str, Power]]:
        return [
            ("home", "agent-office-home", "layout-grid", _("Overview"), Power.SERVE),
            ("float", "agent-office-float", "coins", _("Float"), Power.MOVE_FLOAT),
            ("shifts", "agent-office-shifts", "clock", _("Shifts"), Power.SUPERVISE),
            ("dealings", "agent-office-dealings", "receipt-text", _("Dealings"), Power.SEE_DEALINGS),
            ("outlets", "agent-office-outlets", "store", _("Outlets"), Power.REPORT),
            ("staff", "agent-office-staff", "users", _("Staff"), Power.EMPLOY),
            ("commission", "agent-office-commission", "percent", _("Commission"), Power.REPORT),
            ("customers", "agent-office-customers", "user-check", _("Customers"), Power.REPORT),
        ]


class CounterPayView(PayView):
    """A payment at a counter. One that was declined is no dealing, so it has no page: why it was is said above another
    try, also to whoever comes back to its address."""

    def paid(self, row: Transaction, *, again: bool) -> HttpResponse:
        """Where somebody is led once it is paid."""
        raise NotImplementedError

    def arrived(self, row: Transaction, *, again: bool) -> HttpResponse:
        if row.state == State.DECLINED:
            return self._decided(self._draft(self.kwargs["draft_id"]), Outcome(row, replayed=True))
        return self.paid(row, again=again)


class FromFloat(CounterPayView):
    """A payment that an outlet's float pays, and no wallet of the person's."""

    def why_declined(self, row: Transaction) -> str:
        if row.failure_code == InsufficientFunds.code:
            return _("There is less float than that.")
        return super().why_declined(row)


def listed(
    request: HttpRequest,
    fetch: Callable[[UUID | None, UUID | None, int], Sequence[Row]],
    shown: Callable[[Row], Any],
    *,
    position: Callable[[Row], UUID] = lambda row: row.id,  # type: ignore[attr-defined]
) -> dict[str, Any]:
    """A page of a list as a template's context: `rows`, and the addresses of the `newer` and `older` ones."""
    page = list_page(request, fetch, shown, position=position)
    return {"rows": page.rows, "newer": page.newer, "older": page.older}


def _is_low(standing: OpenShift) -> bool:
    """Whether the outlet has less than its agent wants to be told of."""
    least: Decimal | None = standing.shift.outlet.low_float_at
    return least is not None and standing.float_left.amount < least
