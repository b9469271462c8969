"""What a desk sees of what was done there: dealings, each with its payment's reference and a customer's masked name.

SECURITY 17: everything begins with the agents the person works for, or with one agent and what the person may see of
it, so that a list, a search and an export hold the same rows. A customer is looked for only among those the agent has
served (Acquaintance): the number of anybody else finds as little as one that nobody has. A super-agent is no member of
the agents below it and sees none of their customers.

Pages are read by the payment's id through an index that begins with whose they are, so that a page costs the same
however many there are; payments, customers, outlets and tellers of a page take one statement each, by primary key.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from apps.accounts.identifiers import masked_name, normalise_msisdn
from apps.accounts.models import User
from apps.accounts.selectors import find_person
from apps.agents.models import Acquaintance, Dealing, Outlet
from apps.agents.selectors._shifts import IDS_ARE_AT_MOST_NEWER, IDS_ARE_AT_MOST_OLDER, agents_of
from apps.agents.selectors._staff import Member
from apps.agents.shift_errors import DealingNotFound
from apps.core.ids import earliest_id
from apps.transactions.models import Transaction

# So many are in memory at a time when all of them are read.
_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class DealingFilter:
    """Which dealings are looked for. None: all. `q` is a payment's reference or a customer's number."""

    kind: str | None = None
    outlet_id: UUID | None = None
    teller_id: UUID | None = None
    shift_id: UUID | None = None
    customer: str | None = None
    q: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SeenDealing:
    """A dealing as a desk sees it: nothing in it leads to the customer."""

    transaction_id: UUID
    reference: str
    kind: str
    at: datetime
    outlet_id: UUID
    outlet: str
    teller_id: UUID
    teller: str
    shift_id: UUID | None
    customer: str
    customer_number: str
    amount: Decimal
    fee: Decimal
    commission: Decimal
    currency: str
    note: str


def masked_number(msisdn: str) -> str:
    """Enough of a number for whoever knows it: its beginning and its last three digits."""
    return f"{msisdn[:4]}***{msisdn[-3:]}"


def list_own_dealings(
    person_id: UUID,
    *,
    matching: DealingFilter,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[SeenDealing]:
    """Whom the person has served at the agents they work for, the newest first; of `after`, the nearest first.

    Raises AgentNotFound for who works for no agent.
    """
    rows = _matching(_own(person_id), agents_of(person_id), matching)
    return _named(_page(rows, before, after, limit))


def get_own_dealing(*, person_id: UUID, transaction_id: UUID) -> SeenDealing:
    """One of them. Raises AgentNotFound, DealingNotFound."""
    rows = _own(person_id).filter(agent_id__in=agents_of(person_id))
    return _one(rows, transaction_id)


def list_dealings(
    member: Member,
    *,
    matching: DealingFilter,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[SeenDealing]:
    """What was done at the agent, or at this person's outlet, the newest first; of `after`, the nearest first."""
    rows = _matching(_theirs(member), [member.agent_id], matching)
    return _named(_page(rows, before, after, limit))


def get_dealing(member: Member, transaction_id: UUID) -> SeenDealing:
    """One of these. Raises DealingNotFound, also for one at another outlet or agent."""
    return _one(_theirs(member), transaction_id)


Rows = Callable[[], Iterator[SeenDealing]]


def count_own_dealings(person_id: UUID, *, matching: DealingFilter, most: int) -> tuple[int, Rows]:
    """How many `list_own_dealings` has, counted no further than one above `most`, and all of them, the oldest first."""
    return _all(_matching(_own(person_id), agents_of(person_id), matching), most)


def count_dealings(member: Member, *, matching: DealingFilter, most: int) -> tuple[int, Rows]:
    """The same of `list_dealings`."""
    return _all(_matching(_theirs(member), [member.agent_id], matching), most)


def list_dealings_of_shift(shift_id: UUID) -> list[SeenDealing]:
    """Whom a teller served in a shift, in the order of the payments."""
    return _named(list(Dealing.objects.filter(shift_id=shift_id).order_by("transaction_id")))


def _all(rows: QuerySet[Dealing], most: int) -> tuple[int, Rows]:
    count = rows.order_by().values("pk")[: most + 1].count()

    def read() -> Iterator[SeenDealing]:
        last = UUID(int=0)
        while page := _page(rows, None, last, _PAGE):
            yield from _named(page)
            last = page[-1].transaction_id

    return count, read


def _own(person_id: UUID) -> QuerySet[Dealing]:
    return Dealing.objects.filter(teller_id=person_id)


def _theirs(member: Member) -> QuerySet[Dealing]:
    rows = Dealing.objects.filter(agent_id=member.agent_id)
    return rows.filter(outlet_id=member.outlet_id) if member.outlet_id else rows


def _matching(rows: QuerySet[Dealing], agents: Sequence[UUID], wanted: DealingFilter) -> QuerySet[Dealing]:
    rows = rows.filter(agent_id__in=agents) if len(agents) > 1 else rows.filter(agent_id=agents[0])
    given = {
        "kind": wanted.kind,
        "outlet_id": wanted.outlet_id,
        "teller_id": wanted.teller_id,
        "shift_id": wanted.shift_id,
        "at__gte": wanted.since,
        "at__lt": wanted.until,
        # The same of the ids, which the indexes are in order of.
        "transaction_id__gte": earliest_id(wanted.since - IDS_ARE_AT_MOST_OLDER) if wanted.since else None,
        "transaction_id__lt": earliest_id(wanted.until + IDS_ARE_AT_MOST_NEWER) if wanted.until else None,
    }
    rows = rows.filter(**{name: value for name, value in given.items() if value is not None})
    if wanted.customer is not None:
        rows = _of_customer(rows, agents, wanted.customer)
    if wanted.q is not None:
        if normalise_msisdn(wanted.q) is not None:
            return _of_customer(rows, agents, wanted.q)
        payment = Transaction.objects.filter(reference=wanted.q.upper()).values_list("id", flat=True).first()
        rows = rows.filter(pk=payment) if payment else rows.none()
    return rows


def _of_customer(rows: QuerySet[Dealing], agents: Sequence[UUID], number: str) -> QuerySet[Dealing]:
    """Those with whoever has this number, if the agents have served them."""
    msisdn = normalise_msisdn(number)
    person = find_person(msisdn) if msisdn else None
    if person is None:
        return rows.none()
    knowing = Acquaintance.objects.filter(agent_id__in=agents, customer_id=person.id)
    known_to = list(knowing.values_list("agent_id", flat=True))
    return rows.filter(agent_id__in=known_to, customer_id=person.id) if known_to else rows.none()


def _page(rows: QuerySet[Dealing], before: UUID | None, after: UUID | None, limit: int) -> list[Dealing]:
    if before:
        rows = rows.filter(transaction_id__lt=before)
    if after:
        rows = rows.filter(transaction_id__gt=after)
    return list(rows.order_by("transaction_id" if after is not None else "-transaction_id")[:limit])


def _one(rows: QuerySet[Dealing], transaction_id: UUID) -> SeenDealing:
    found = _named(list(rows.filter(pk=transaction_id)))
    if not found:
        raise DealingNotFound
    return found[0]


def _named(rows: Sequence[Dealing]) -> list[SeenDealing]:
    """These with what stands beside them. Three statements at most."""
    if not rows:
        return []
    payments = Transaction.objects.only("reference", "fee", "tax", "note").in_bulk([row.pk for row in rows])
    outlets = dict(Outlet.objects.filter(pk__in={row.outlet_id for row in rows}).values_list("pk", "name"))
    wanted = {row.customer_id for row in rows} | {row.teller_id for row in rows}
    people = {
        pk: (name, number)
        for pk, name, number in User.objects.filter(pk__in=wanted).values_list("pk", "full_name", "msisdn")
    }
    return [_seen(row, payments[row.pk], outlets, people) for row in rows]


def _seen(
    row: Dealing, payment: Transaction, outlets: dict[UUID, str], people: dict[UUID, tuple[str, str]]
) -> SeenDealing:
    name, number = people.get(row.customer_id, ("", ""))
    return SeenDealing(
        transaction_id=row.transaction_id,
        reference=payment.reference,
        kind=row.kind,
        at=row.at,
        outlet_id=row.outlet_id,
        outlet=outlets.get(row.outlet_id, ""),
        teller_id=row.teller_id,
        teller=people.get(row.teller_id, ("", ""))[0],
        shift_id=row.shift_id,
        customer=masked_name(name),
        customer_number=masked_number(number),
        amount=row.amount,
        fee=payment.fee + payment.tax,
        commission=row.commission,
        currency=row.currency,
        note=payment.note,
    )
