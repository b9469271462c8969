"""What agents, outlets and tellers have earned and were paid: their accounts, lines and payouts.

What was on an account at a moment are its lines from before it that no payout from before it had paid. The lines of
payouts that were made wholly before the moment are not read, so this costs what waited then and not all there ever was.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from apps.agents.codes import agent_code, outlet_code, teller_code
from apps.agents.errors import AgentNotFound
from apps.agents.models import Agent, CommissionLine, CommissionPayout, Earner, Outlet, PayoutState, Rank, Staff
from apps.agents.selectors._staff import Member
from apps.core import sql
from apps.transactions.models import Transaction

_PAGE = 1000


@dataclass(frozen=True, slots=True)
class CommissionAccount:
    """Where somebody's commission accrues. `name` is whose it is."""

    code: str
    earner: str
    earner_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class EarnedLine:
    """What an account earned by one dealing or registration, or had taken back.

    Of what a super-agent earns beside an agent of its own only the agent is named: whom it served, and who did, is not
    the super-agent's to know.
    """

    at: datetime
    earner: str
    name: str
    kind: str
    agent: str
    outlet: str
    transaction_id: UUID | None
    reference: str
    amount: Decimal
    payout_id: UUID | None


@dataclass(frozen=True, slots=True)
class PaidLine:
    """A payout that was paid."""

    id: UUID
    at: datetime
    earner: str
    name: str
    lines: int
    gross: Decimal
    tax: Decimal
    net: Decimal
    transaction_id: UUID | None
    reference: str


def list_accounts(member: Member, *, earner: str | None = None) -> list[CommissionAccount]:
    """The accounts of an agent that somebody with a role there may see, of these earners: the agent's own, those of its
    outlets and of everybody who works or worked there.

    Whoever works in one outlet sees that one's, and those of the people who work nowhere else. Three statements.
    """
    found: list[CommissionAccount] = []
    here = member.outlet_id
    if earner in (None, Earner.AGENT) and here is None:
        name, rank = Agent.objects.values_list("name", "rank").get(pk=member.agent_id)
        own = Earner.SUPER if rank == Rank.SUPER else Earner.AGENT
        found.append(CommissionAccount(agent_code(member.agent_id), own.value, member.agent_id, name))
    if earner in (None, Earner.OUTLET):
        outlets = Outlet.objects.filter(agent_id=member.agent_id).order_by("id")
        rows = (outlets.filter(pk=here) if here else outlets).values_list("id", "name")
        found += [CommissionAccount(outlet_code(each), Earner.OUTLET.value, each, name) for each, name in rows]
    if earner in (None, Earner.TELLER):
        staff = Staff.objects.filter(agent_id=member.agent_id).order_by("id")
        found += _tellers(staff.filter(outlet_id=here) if here else staff)
    return found


def payout_codes(member: Member, *, earner: str | None = None) -> list[str] | None:
    """Of which accounts somebody with a role at the agent may see payouts, of these earners; None is all of them."""
    if earner is None and member.outlet_id is None:
        return None
    return [account.code for account in list_accounts(member, earner=earner)]


def find_agent_of(person_id: UUID, agent_id: UUID | None) -> Agent:
    """The agent at which somebody earns or has earned as a teller: this one, or else where they work now, or did last.

    Raises AgentNotFound, also for one they have never worked for.
    """
    rows = Staff.objects.filter(person_id=person_id).select_related("agent")
    if agent_id is not None:
        rows = rows.filter(agent_id=agent_id)
    found = sorted(rows, key=lambda row: (row.ended_at is None, row.id), reverse=True)
    if not found:
        raise AgentNotFound
    return found[0].agent


def list_own_accounts(person_id: UUID, agent_id: UUID) -> list[CommissionAccount]:
    """The accounts of somebody's own at an agent: one for each time they were taken on."""
    return _tellers(Staff.objects.filter(person_id=person_id, agent_id=agent_id).order_by("id"))


def _tellers(rows: QuerySet[Staff]) -> list[CommissionAccount]:
    named = rows.values_list("id", "person__full_name")
    return [CommissionAccount(teller_code(each), Earner.TELLER.value, each, name) for each, name in named]


_WAITING = """
coalesce((SELECT sum(l.amount) FROM agents_commissionline l
           WHERE l.account_code = ANY(%(codes)s::text[]) AND l.payout_id IS NULL AND l.at < {moment}), 0)
+ coalesce((SELECT sum(l.amount) FROM agents_commissionpayout p JOIN agents_commissionline l ON l.payout_id = p.id
             WHERE p.account_code = ANY(%(codes)s::text[]) AND p.since < {moment}
               AND (p.paid_at IS NULL OR p.paid_at >= {moment}) AND l.at < {moment}), 0)
"""
_ENDS = f"SELECT {_WAITING.format(moment='%(since)s')}, {_WAITING.format(moment='%(until)s')}"


def get_commission_ends(codes: Sequence[str], *, since: datetime, until: datetime) -> tuple[Decimal, Decimal]:
    """What was on these accounts together just before each of these moments, both as of now. One statement."""
    row = sql.fetch_one(_ENDS, {"codes": list(codes), "since": since, "until": until})
    return (row[0], row[1]) if row else (Decimal(0), Decimal(0))


def _lines(codes: Sequence[str], since: datetime, until: datetime) -> QuerySet[CommissionLine]:
    return CommissionLine.objects.filter(account_code__in=codes, at__gte=since, at__lt=until)


def _paid(codes: Sequence[str], since: datetime, until: datetime) -> QuerySet[CommissionPayout]:
    paid = CommissionPayout.objects.filter(account_code__in=codes, state=PayoutState.PAID)
    return paid.filter(paid_at__gte=since, paid_at__lt=until)


def count_commission_lines(codes: Sequence[str], *, since: datetime, until: datetime) -> int:
    """How many rows a statement has: lines and payouts."""
    return _lines(codes, since, until).count() + _paid(codes, since, until).count()


def iterate_earned(
    accounts: Sequence[CommissionAccount], *, agent_id: UUID, since: datetime, until: datetime
) -> Iterator[EarnedLine]:
    """The lines of these accounts of an agent in the order of their time, a page of them in memory at once."""
    named = {account.code: account.name for account in accounts}
    outlets = dict(Outlet.objects.filter(agent_id=agent_id).values_list("id", "name"))
    agents = dict(Agent.objects.filter(Q(pk=agent_id) | Q(parent_id=agent_id)).values_list("id", "name"))
    rows = _lines(list(named), since, until).annotate(
        reference=Subquery(Transaction.objects.filter(pk=OuterRef("transaction_id")).values("reference")[:1])
    )
    columns = ("at", "earner", "account_code", "kind", "agent_id", "outlet_id", "transaction_id", "reference")
    for at, earner, code, kind, served, outlet_id, payment, reference, amount, payout_id in (
        rows.order_by("at", "id").values_list(*columns, "amount", "payout_id").iterator(chunk_size=_PAGE)
    ):
        is_own = earner != Earner.SUPER
        yield EarnedLine(
            *(at, earner, named[code], kind, agents.get(served) or _name_of(served, agents)),
            outlet=outlets.get(outlet_id, "") if is_own else "",
            transaction_id=payment if is_own else None,
            reference=(reference or "") if is_own else "",
            amount=amount,
            payout_id=payout_id,
        )


def _name_of(agent_id: UUID, agents: dict[UUID, str]) -> str:
    """An agent that has another super-agent by now."""
    agents[agent_id] = Agent.objects.values_list("name", flat=True).get(pk=agent_id)
    return agents[agent_id]


def iterate_paid(accounts: Sequence[CommissionAccount], *, since: datetime, until: datetime) -> Iterator[PaidLine]:
    """What these accounts were paid, in the order of time, a page of it in memory at once."""
    named = {account.code: account.name for account in accounts}
    rows = _with_reference(_paid(list(named), since, until)).order_by("paid_at", "id")
    columns = ("id", "paid_at", "earner", "account_code", "lines", "gross", "tax", "net", "transaction_id", "reference")
    for identity, at, earner, code, *rest, reference in rows.values_list(*columns).iterator(chunk_size=_PAGE):
        lines, gross, tax, net, payment = rest
        yield PaidLine(identity, at, earner, named[code], lines, gross, tax, net, payment, reference or "")


def _with_reference(rows: QuerySet[CommissionPayout]) -> QuerySet[CommissionPayout]:
    payment = Transaction.objects.filter(pk=OuterRef("transaction_id")).values("reference")
    return rows.annotate(reference=Subquery(payment[:1]))


def list_commission_payouts(
    agent_id: UUID,
    *,
    codes: Sequence[str] | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[CommissionPayout]:
    """The payouts of an agent, of its outlets and its people, or only of these accounts; the newest first: those older
    than `before`.

    With `after` instead: those newer than it, the nearest first. Each has its payment's `reference`.
    """
    rows = _with_reference(CommissionPayout.objects.filter(agent_id=agent_id))
    if codes is not None:
        rows = rows.filter(account_code__in=codes)
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def name_earners(rows: Sequence[CommissionPayout]) -> dict[UUID, str]:
    """The names of whose payouts these are. At most three statements."""
    names: dict[UUID, str] = {}
    tellers = {row.earner_id for row in rows if row.earner == Earner.TELLER}
    outlets = {row.earner_id for row in rows if row.earner == Earner.OUTLET}
    agents = {row.earner_id for row in rows} - tellers - outlets
    if tellers:
        names |= dict(Staff.objects.filter(pk__in=tellers).values_list("pk", "person__full_name"))
    if outlets:
        names |= dict(Outlet.objects.filter(pk__in=outlets).values_list("pk", "name"))
    if agents:
        names |= dict(Agent.objects.filter(pk__in=agents).values_list("pk", "name"))
    return names
