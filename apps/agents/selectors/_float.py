"""Where float is, how it moved, and what was ordered."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from apps.agents.codes import title_of
from apps.agents.errors import OutletNotFound, RoleRequired
from apps.agents.float_errors import FloatOrderNotFound
from apps.agents.models import FloatOrder, Outlet, Staff
from apps.agents.models._agents import AgentStatus, Role
from apps.agents.selectors._staff import Member
from apps.core import sql
from apps.transactions.kinds import FLOAT_PURCHASE, FLOAT_SALE, FLOAT_TRANSFER
from apps.transactions.models import State, Transaction
from apps.transactions.services import Side
from apps.wallets.selectors import WalletRef, find_wallet

_LONGEST_REFERENCE = 60
FLOAT_KINDS = (FLOAT_PURCHASE.code, FLOAT_SALE.code, FLOAT_TRANSFER.code)


@dataclass(frozen=True, slots=True)
class Place:
    """An outlet as one side of a movement of float."""

    outlet_id: UUID
    code: str
    name: str
    time_zone: str
    is_open: bool
    agent_id: UUID
    agent_name: str
    status: str
    parent_id: UUID | None
    owner_id: UUID
    currency: str

    @property
    def is_in_service(self) -> bool:
        return self.is_open and self.status == AgentStatus.ACTIVE

    @property
    def wallet(self) -> WalletRef | None:
        """The outlet's float."""
        return find_wallet(self.outlet_id, self.currency)

    @property
    def side(self) -> Side:
        """The outlet as a side of a payment."""
        name = title_of(self.agent_name, self.name)
        return Side(self.outlet_id, name, self.wallet, time_zone=self.time_zone, owner_id=self.owner_id)

    def is_of_family(self, other: "Place") -> bool:
        """Whether float may go between the two: one agent's, or a super-agent's and one of its agents'."""
        return self.agent_id in (other.agent_id, other.parent_id) or self.parent_id == other.agent_id


_PLACE = (
    "id",
    "code",
    "name",
    "time_zone",
    "is_open",
    "agent_id",
    "agent__name",
    "agent__status",
    "agent__parent_id",
    "agent__owner_id",
    "agent__currency",
)


def get_place(outlet_id: UUID) -> Place:
    """Raises OutletNotFound."""
    row = Outlet.objects.filter(pk=outlet_id).values_list(*_PLACE).first()
    if row is None:
        raise OutletNotFound
    return Place(*row)


def get_place_of(member: Member, outlet_id: UUID) -> Place:
    """An outlet of the member's. Raises OutletNotFound, also for another agent's, RoleRequired for another one than
    the only one their role is for."""
    place = get_place(outlet_id)
    if place.agent_id != member.agent_id:
        raise OutletNotFound
    if not member.is_at(outlet_id):
        raise RoleRequired("Your role is for one outlet only.")
    return place


def get_place_by_code(code: str, *, seen_from: Place) -> Place:
    """An outlet by its six digits, for who may move float to it from there.

    Raises OutletNotFound, the same for one that is not there and for a stranger's.
    """
    row = Outlet.objects.filter(code=code).values_list(*_PLACE).first()
    place = Place(*row) if row else None
    if place is None or not place.is_of_family(seen_from):
        raise OutletNotFound
    return place


def require_all_outlets(member: Member) -> None:
    """Raises RoleRequired for whoever's role is for one outlet only."""
    if member.outlet_id is not None:
        raise RoleRequired("Your role is for one outlet only.")


def bank_name(slug: str) -> str:
    """What people call a trust bank; of one that is not offered any more, its slug."""
    return str(settings.FLOAT_BANKS.get(slug, slug))


def as_deposit(reference: str) -> str:
    """What a bank calls a deposit, in the one way it is kept: however spaces, dashes and letters were written, the same
    deposit is the same and buys once."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", reference).upper())
    return ("-".join(words) or reference)[:_LONGEST_REFERENCE]


def list_float_banks() -> list[tuple[str, str]]:
    """The banks that float can be bought and sold through: slug and name."""
    return list(settings.FLOAT_BANKS.items())


_ORDERS = """
SELECT f.id FROM unnest(%(outlets)s::uuid[]) AS o (id)
 CROSS JOIN LATERAL (SELECT id FROM agents_floatorder
                      WHERE outlet_id = o.id AND ({condition}) ORDER BY id {order} LIMIT %(limit)s) AS f
 ORDER BY f.id {order} LIMIT %(limit)s
"""
_ORDERS_BEFORE = _ORDERS.format(condition="%(id)s::uuid IS NULL OR id < %(id)s", order="DESC")
_ORDERS_AFTER = _ORDERS.format(condition="id > %(id)s::uuid", order="ASC")


def _orders_of(member: Member) -> QuerySet[FloatOrder]:
    rows = FloatOrder.objects.filter(outlet__agent_id=member.agent_id).select_related("outlet")
    return rows if member.outlet_id is None else rows.filter(outlet_id=member.outlet_id)


def get_float_order(member: Member, order_id: UUID) -> FloatOrder:
    """An order of the member's outlets. Raises FloatOrderNotFound, also for somebody else's."""
    row = _orders_of(member).filter(pk=order_id).first()
    if row is None:
        raise FloatOrderNotFound
    return row


def find_ordered(*, person_id: UUID, key: str) -> FloatOrder | None:
    """What a person has ordered under this key."""
    return FloatOrder.objects.filter(requested_by_id=person_id, idempotency_key=key).first()


def list_float_orders(
    member: Member, *, outlet_id: UUID | None, before: UUID | None, after: UUID | None, limit: int
) -> list[FloatOrder]:
    """Orders of the member's outlets, or of one of them: newest first, or those nearest after one.

    Reads at most a page of each outlet's, by the index that begins with it.
    """
    outlets = Outlet.objects.filter(agent_id=member.agent_id).values_list("id", flat=True)
    chosen = [one for one in outlets if member.is_at(one) and outlet_id in (None, one)]
    statement = _ORDERS_BEFORE if after is None else _ORDERS_AFTER
    found = sql.fetch_all(statement, {"outlets": chosen, "id": before if after is None else after, "limit": limit})
    rows = FloatOrder.objects.select_related("outlet").in_bulk([row[0] for row in found])
    return [rows[row[0]] for row in found]


def list_float_movements(outlet_id: UUID, *, before: UUID | None, after: UUID | None, limit: int) -> list[Transaction]:
    """The float that came to an outlet or left it: newest first, or what is nearest after one.

    Reads two indexes that hold movements of float only (transactions, migration 0020), and stops.
    """
    moved = Transaction.objects.filter(kind__in=FLOAT_KINDS, state=State.COMPLETED)
    if after is not None:
        moved, order = moved.filter(pk__gt=after), "pk"
    else:
        moved, order = moved.filter(pk__lt=before) if before else moved, "-pk"
    sides: Iterable[QuerySet[Transaction]] = (moved.filter(payer_id=outlet_id), moved.filter(payee_id=outlet_id))
    found = [row for side in sides for row in side.order_by(order)[:limit]]
    pick = nsmallest if after is not None else nlargest
    return pick(limit, found, key=lambda row: row.id)


def list_who_hear(agent_id: UUID, outlet_id: UUID) -> list[UUID]:
    """Who is told of an outlet's float: the agent's owner and the managers whose role is for this outlet."""
    there = Staff.objects.filter(agent_id=agent_id, ended_at=None, role__in=[Role.OWNER, Role.MANAGER])
    told = there.filter(Q(outlet_id=None) | Q(outlet_id=outlet_id)).order_by("id").values_list("person_id", flat=True)
    return list(told)
