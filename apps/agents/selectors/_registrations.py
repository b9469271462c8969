"""Customers whom tellers have registered: as those who may know see them, and what their registration can earn by.

SECURITY 17: a registration is its agent's. To everybody else it is not there, and a super-agent is no member of the
agents below it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet, Sum

from apps.accounts.identifiers import masked_name
from apps.accounts.models import User
from apps.agents.models import CommissionLine, Registration
from apps.agents.registration_errors import RegistrationNotFound
from apps.agents.selectors._dealings import masked_number
from apps.agents.selectors._desk import Desk
from apps.agents.selectors._shifts import agents_of
from apps.agents.selectors._staff import Member
from apps.core import sql


@dataclass(frozen=True, slots=True)
class SeenRegistration:
    """A registration as its agent sees it. There is no customer before the code came back."""

    id: UUID
    state: str
    outlet_id: UUID
    teller_id: UUID
    customer: str | None
    customer_number: str | None
    started_at: datetime
    registered_at: datetime | None
    lapses_at: datetime
    decided_at: datetime | None
    earned: Decimal | None
    currency: str | None


def list_own_registrations(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[SeenRegistration]:
    """Whom the person has registered for the agents they work for, newest first. Raises AgentNotFound."""
    rows = Registration.objects.filter(teller_id=person_id, agent_id__in=agents_of(person_id))
    return _page(rows, before, after, limit)


def list_registrations(
    member: Member, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[SeenRegistration]:
    """Whom the agent has registered, or this person's outlet, newest first."""
    rows = Registration.objects.filter(agent_id=member.agent_id)
    return _page(rows.filter(outlet_id=member.outlet_id) if member.outlet_id else rows, before, after, limit)


def get_registration(*, agent_id: UUID, registration_id: UUID) -> Registration:
    """One of the agent's. Raises RegistrationNotFound, also for another agent's."""
    row = Registration.objects.filter(pk=registration_id, agent_id=agent_id).first()
    if row is None:
        raise RegistrationNotFound
    return row


def see_registration(row: Registration) -> SeenRegistration:
    """A registration with its customer's masked name."""
    return _named([row])[0]


def _page(rows: QuerySet[Registration], before: UUID | None, after: UUID | None, limit: int) -> list[SeenRegistration]:
    if before:
        rows = rows.filter(pk__lt=before)
    if after:
        rows = rows.filter(pk__gt=after)
    return _named(list(rows.order_by("id" if after is not None else "-id")[:limit]))


def _named(rows: Sequence[Registration]) -> list[SeenRegistration]:
    """With customers and what was earned, in one statement each."""
    wanted = [row.customer_id for row in rows if row.customer_id]
    people = User.objects.filter(pk__in=wanted).in_bulk() if wanted else {}
    lines = CommissionLine.objects.filter(registration_id__in=[row.id for row in rows if row.customer_id])
    grouped = lines.values_list("registration_id", "currency").annotate(total=Sum("amount")) if wanted else []
    earned = {registration_id: (total, currency) for registration_id, currency, total in grouped}
    return [_seen(row, people.get(row.customer_id) if row.customer_id else None, earned.get(row.id)) for row in rows]


def _seen(row: Registration, customer: User | None, earned: tuple[Decimal, str] | None) -> SeenRegistration:
    return SeenRegistration(
        id=row.id,
        state=row.state,
        outlet_id=row.outlet_id,
        teller_id=row.teller_id,
        customer=masked_name(customer.full_name) if customer else None,
        customer_number=masked_number(customer.msisdn) if customer else None,
        started_at=row.started_at,
        registered_at=row.registered_at,
        lapses_at=row.lapses_at,
        decided_at=row.decided_at,
        earned=earned[0] if earned else None,
        currency=earned[1] if earned else None,
    )


# A customer is active once their papers were approved and they have paid somebody themselves, both before the
# registration lapses. Cash at agents does not count, for that an agent could do alone; nor does what a customer moves
# among their own wallets.
_IS_ACTIVE = """
EXISTS (SELECT FROM kyc_submission k
         WHERE k.person_id = r.customer_id AND k.state IN ('APPROVED', 'EXPIRED') AND k.decided_at <= r.lapses_at)
AND EXISTS (SELECT FROM transactions_transaction t
             WHERE t.payer_id = r.customer_id AND t.initiator_id = r.customer_id
               AND t.payee_id IS DISTINCT FROM t.payer_id AND t.state = 'COMPLETED' AND t.kind <> 'CASH_OUT'
               AND coalesce(t.decided_at, t.created_at) <= r.lapses_at)
"""
# What earns nothing now may earn later: an agent that is suspended can come back before it lapses.
_MAY_EARN = """
EXISTS (SELECT FROM agents_agent a WHERE a.id = r.agent_id AND a.status = 'ACTIVE')
AND NOT EXISTS (SELECT FROM agents_staff s
                 WHERE s.agent_id = r.agent_id AND s.person_id = r.customer_id AND s.ended_at IS NULL)
"""


def has_earned(registration_id: UUID) -> bool:
    """Whether the customer is active by now, and the agent is one that earns by them."""
    statement = f"SELECT 1 FROM agents_registration r WHERE r.id = %s AND {_IS_ACTIVE} AND {_MAY_EARN}"
    return sql.fetch_one(statement, [registration_id]) is not None


def list_undecided_registrations(*, now: datetime, after: UUID, limit: int) -> list[UUID]:
    """Registrations that have earned, or lapsed, and where nobody has said so yet, by id from `after` on."""
    rows = sql.fetch_all(
        f"""
        SELECT r.id FROM agents_registration r
         WHERE r.state IN ('STARTED', 'REGISTERED') AND r.id > %s
           AND (r.lapses_at <= %s OR r.state = 'REGISTERED' AND {_IS_ACTIVE} AND {_MAY_EARN})
         ORDER BY r.id LIMIT %s
        """,
        [after, now, limit],
    )
    return [row[0] for row in rows]


# The teller may have left since: what they earn is theirs all the same. Their last shift there is the one they were in
# when they registered somebody, or a later one.
_DESK_OF = """
SELECT h.id, r.teller_id, s.id, o.id, o.code, o.name, o.time_zone, o.opening_hours, a.id, a.name, a.tier, a.parent_id,
       a.owner_id, a.currency, a.status, a.confirm_above, a.serves_without_phone
  FROM agents_registration r
  JOIN agents_outlet o ON o.id = r.outlet_id
  JOIN agents_agent a ON a.id = r.agent_id
  JOIN LATERAL (SELECT id FROM agents_staff
                 WHERE agent_id = r.agent_id AND person_id = r.teller_id ORDER BY id DESC LIMIT 1) s ON true
  JOIN LATERAL (SELECT id FROM agents_shift
                 WHERE outlet_id = r.outlet_id AND teller_id = r.teller_id ORDER BY id DESC LIMIT 1) h ON true
 WHERE r.id = %s
"""


def get_desk_of(registration_id: UUID) -> Desk:
    """The desk at which a customer was registered, with what agent and outlet are now. Raises RegistrationNotFound."""
    row = sql.fetch_one(_DESK_OF, [registration_id])
    if row is None:
        raise RegistrationNotFound
    return Desk(*row)
