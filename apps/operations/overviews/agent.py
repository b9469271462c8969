"""Everything about one agent: its outlets and their float, what it did, earned and was paid."""

from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from django.db.models import Sum
from django.urls import reverse

from apps.agents.codes import agent_code
from apps.agents.models import (
    Agent,
    CommissionPayout,
    Dealing,
    Document,
    FloatAlert,
    FloatOrder,
    Outlet,
    OutletDay,
    Shift,
    ShiftState,
    Staff,
)
from apps.core.admin_base import NOTHING, badge, date_text, moment_text, money_text, plain_money
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.operations.overviews import agent_sources
from apps.operations.overviews.page import Overview, OverviewPage, is_in_step
from apps.operations.overviews.parts import (
    SHOWN,
    Fact,
    Header,
    Item,
    Panel,
    Text,
    Viewer,
    allowed,
    anchor,
    label_of,
    state_badge_of,
)
from apps.operations.overviews.shared import newest
from apps.transactions.limits import day_of
from apps.wallets.models import Wallet

# As many outlets as one page reads; who has more looks at their list.
MOST_OUTLETS = 100
DAYS = 30


class AgentBooks:
    """What several parts of the page need, read once."""

    def __init__(self, row: Agent, viewer: Viewer) -> None:
        self.row = row
        self.viewer = viewer

    @cached_property
    def outlets(self) -> list[Outlet]:
        return list(Outlet.objects.filter(agent=self.row).order_by("-is_main", "name")[:MOST_OUTLETS])

    @cached_property
    def outlet_ids(self) -> list[UUID]:
        return [outlet.id for outlet in self.outlets]

    @cached_property
    def orders(self) -> list[FloatOrder]:
        return newest(FloatOrder.objects.filter(outlet_id__in=self.outlet_ids).select_related("outlet"))

    @cached_property
    def alerts(self) -> list[FloatAlert]:
        return newest(FloatAlert.objects.filter(outlet_id__in=self.outlet_ids).select_related("outlet"))

    @cached_property
    def staff(self) -> list[Staff]:
        return newest(Staff.objects.filter(agent=self.row).select_related("person", "outlet"))

    @cached_property
    def papers(self) -> list[Document]:
        return newest(Document.objects.filter(agent=self.row))

    @cached_property
    def floats(self) -> dict[UUID, Text]:
        """What stands on the float of each outlet."""
        wallets = list(Wallet.objects.filter(outlet_id__in=self.outlet_ids))
        balances = get_balances([wallet.available_account for wallet in wallets])
        return {
            wallet.outlet_id: money_text(balances[wallet.available_account].amount, wallet.currency)
            for wallet in wallets
            if wallet.outlet_id and wallet.available_account in balances
        }


class AgentPage(OverviewPage):
    """An agent, for whoever may see agents."""

    subject_kind = "agents.agent"
    sight = "Everything about an agent"

    def find(self, identity: UUID) -> Agent | None:
        return Agent.objects.filter(pk=identity).select_related("owner", "parent").first()

    def compose(self, row: Agent, viewer: Viewer) -> Overview:
        own = AgentBooks(row, viewer)
        panels = allowed(
            viewer,
            [
                ("agents_outlet", lambda: _outlets(own)),
                ("agents_dealing", lambda: _volume(own)),
                ("agents_shift", lambda: _shifts(own)),
                ("agents_floatorder", lambda: _orders(own)),
                ("agents_floatalert", lambda: _alerts(own)),
                ("agents_commissionpayout", lambda: _commissions(own)),
                ("agents_staff", lambda: _staff(own)),
                ("agents_document", lambda: _papers(own)),
            ],
        )
        return Overview(_header(own), panels, agent_sources.list_sources(own), is_in_step(row.id, row.applied_at))


def _header(own: AgentBooks) -> Header:
    row, viewer = own.row, own.viewer
    facts = [
        Fact("Legal name", row.legal_name),
        Fact("Owner", viewer.person(row.owner_id, row.owner.full_name)),
        Fact("Where", ", ".join(part for part in (row.city, row.country) if part)),
        Fact("Territory", row.territory or NOTHING),
        Fact("Applied", moment_text(row.applied_at)),
        Fact("Commission is paid", label_of(row, "pays_out").lower()),
    ]
    if row.parent_id and row.parent:
        facts.append(Fact("Super-agent", anchor(reverse("admin:agent_360", args=[row.parent_id]), row.parent.name)))
    if row.status_reason:
        facts.append(Fact("Its owner was told", row.status_reason))
    badges = [state_badge_of(row, "status"), badge(label_of(row, "rank"), "info"), badge(row.get_tier_display())]
    return Header(
        row.name, "Agent", badges, facts, [("Act on it", reverse("admin:agents_agent_change", args=[row.pk]))]
    )


def _outlets(own: AgentBooks) -> Panel:
    may_see_float = own.viewer.may_view("wallets_wallet")
    return Panel(
        "Outlets and float",
        [
            Item(
                own.viewer.link("agents_outlet", outlet.id, outlet.name),
                f"{outlet.code}, {outlet.city}{'' if outlet.is_open else ', closed'}",
                own.floats.get(outlet.id, NOTHING) if may_see_float else "",
            )
            for outlet in own.outlets[: 2 * SHOWN]
        ],
        empty="It has no outlet yet.",
        more=own.viewer.list_of("agents_outlet", q=own.row.pk) if len(own.outlets) > 2 * SHOWN else None,
    )


def _volume(own: AgentBooks) -> Panel:
    """By the outlets' own days, which are counted with each dealing."""
    today = day_of(own.viewer.now)
    days = OutletDay.objects.filter(outlet_id__in=own.outlet_ids, day__gt=today - timedelta(days=DAYS))
    sums = days.values("kind").annotate(count=Sum("dealings"), money=Sum("total"), earned=Sum("commission"))
    names = dict(Dealing._meta.get_field("kind").choices or [])
    return Panel(
        "Dealings",
        [
            Item(
                str(names.get(each["kind"], each["kind"])),
                f"{each['count']:,} dealings, {plain_money(each['earned'], own.row.currency)} of commission",
                money_text(each["money"], own.row.currency),
            )
            for each in sums.order_by("kind")
        ],
        note=f"The past {DAYS} days.",
        empty="None in this time.",
    )


def _shifts(own: AgentBooks) -> Panel:
    rows = Shift.objects.filter(outlet_id__in=own.outlet_ids, state=ShiftState.OPEN).select_related("outlet", "teller")
    return Panel(
        "Open shifts",
        [
            Item(
                own.viewer.person(row.teller_id, row.teller.full_name),
                f"{row.outlet.name}, since {moment_text(row.opened_at)}, {row.dealings:,} dealings",
                money_text(row.expected, row.currency),
            )
            for row in rows[:SHOWN]
        ],
        note="What each drawer should hold.",
        empty="No drawer is open.",
    )


def _orders(own: AgentBooks) -> Panel:
    return Panel(
        "Orders of float",
        [
            Item(
                own.viewer.link("agents_floatorder", row.id, plain_money(row.amount, row.currency)),
                f"{label_of(row, 'direction').lower()}, {row.outlet.name}, {moment_text(row.requested_at)}",
                state_badge_of(row),
            )
            for row in own.orders[:SHOWN]
        ],
        empty="None was ever made.",
    )


def _alerts(own: AgentBooks) -> Panel:
    rows = [row for row in own.alerts if row.ended_at is None]
    return Panel(
        "Float that runs low",
        [
            Item(
                own.viewer.link("agents_floatalert", row.id, row.outlet.name),
                f"{row.get_reason_display().lower()}, since {moment_text(row.raised_at)}",
                money_text(row.balance, row.currency),
            )
            for row in rows[:SHOWN]
        ],
        empty="No outlet runs low.",
    )


def _commissions(own: AgentBooks) -> Panel:
    row = own.row
    account = deferred_account_id(agent_code(row.id), row.currency)
    owed = get_balances([account]).get(account)
    payouts = CommissionPayout.objects.filter(agent_id=row.id).order_by("-id")[:SHOWN]
    return Panel(
        "Commission",
        [
            Item("Earned by itself and not paid", value=money_text(owed.amount if owed else Decimal(0), row.currency)),
            *(
                Item(
                    own.viewer.link("agents_commissionpayout", each.id, plain_money(each.net, each.currency)),
                    f"{label_of(each, 'earner').lower()}, {moment_text(each.made_at)}",
                    state_badge_of(each),
                )
                for each in payouts
            ),
        ],
    )


def _staff(own: AgentBooks) -> Panel:
    return Panel(
        "Staff",
        [
            Item(
                own.viewer.person(row.person_id, row.person.full_name),
                row.outlet.name if row.outlet else "all outlets",
                badge(label_of(row, "role")),
            )
            for row in own.staff
            if row.ended_at is None
        ][:SHOWN],
        empty="Nobody works here.",
        more=own.viewer.list_of("agents_staff", q=own.row.pk),
    )


def _papers(own: AgentBooks) -> Panel:
    return Panel(
        "Papers",
        [
            Item(
                own.viewer.link("agents_document", row.id, row.get_kind_display()),
                value=date_text(row.uploaded_at),
            )
            for row in own.papers[:SHOWN]
        ],
        empty="None was handed in.",
    )
