"""What an agent earns by a customer it has registered: once, when they are active.

Active is whose papers were approved and who has paid somebody, within ninety days of the registration; cash at agents
does not count, for that an agent could do alone. An agent that is not ACTIVE then earns nothing while it is not: if it
is again before the ninety days are over, the sweep finds it; else the registration lapses unpaid. So it does for a
customer who works for the agent.

One transaction decides: it locks the registration's row, looks again, and writes its last state together with the
journal entry and the lines of the commission (which lock nothing more). Dying before the commit leaves a registration
that the next event or the sweep decides; after it, one that is decided, and no second event earns again. The database
keeps that too: a registration that is EARNED stays so (sql/registrations.sql), and a line of it is there once for each
who earns (agents_registration_line_once).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.agents.models import CommissionKind, Registration
from apps.agents.models._registrations import RegistrationState
from apps.agents.selectors._registrations import get_desk_of, has_earned, list_undecided_registrations
from apps.agents.services._book import Earned, post_earned
from apps.agents.services._register import lock_registration
from apps.core import events
from apps.core.money import Money
from apps.transactions.models import Transaction

_BATCH = 500


def earn_by_customer(*, customer_id: UUID, now: datetime) -> bool:
    """Pays the registration of a customer whom an agent has registered, if they are active by now; safe to repeat.

    Returns whether this call has done it.
    """
    waiting = Registration.objects.filter(customer_id=customer_id, state=RegistrationState.REGISTERED)
    registration_id = waiting.values_list("id", flat=True).first()
    return registration_id is not None and decide_registration(registration_id, now=now) == RegistrationState.EARNED


def earn_by_payment(*, transaction_id: UUID, now: datetime) -> bool:
    """The same of whoever has made this payment themselves."""
    row = Transaction.objects.filter(pk=transaction_id).values("payer_id", "initiator_id").first()
    if row is None or row["payer_id"] is None or row["payer_id"] != row["initiator_id"]:
        return False
    return earn_by_customer(customer_id=row["payer_id"], now=now)


def decide_registration(registration_id: UUID, *, now: datetime) -> str:
    """Ends a registration that has earned, or whose time is over; returns how, empty for one that was not ended now.

    Safe to repeat. Raises RegistrationNotFound.
    """
    with transaction.atomic():
        row = lock_registration(registration_id)
        if row.state == RegistrationState.REGISTERED and has_earned(row.id):
            _earn(row, now)
        elif row.state in (RegistrationState.STARTED, RegistrationState.REGISTERED) and row.lapses_at <= now:
            row.state, row.decided_at = RegistrationState.LAPSED, now
            row.save(update_fields=["state", "decided_at"])
        else:
            return ""
    return row.state


def settle_registrations(*, now: datetime) -> int:
    """Decides all registrations that have earned or lapsed, each in a transaction of its own; returns how many.

    It is what makes sure of it: an event that was lost is made up for here.
    """
    decided, last = 0, UUID(int=0)
    while batch := list_undecided_registrations(now=now, after=last, limit=_BATCH):
        decided += sum(decide_registration(registration_id, now=now) != "" for registration_id in batch)
        last = batch[-1]
    return decided


def _earn(row: Registration, now: datetime) -> None:
    """Belongs into the transaction that holds the row's lock. Where no rule says what it earns, that is nothing."""
    desk = get_desk_of(row.id)
    earned = Earned(desk, kind=CommissionKind.REGISTRATION.value, amount=Money.zero(desk.currency), at=now)
    row.state, row.decided_at = RegistrationState.EARNED, now
    row.save(update_fields=["state", "decided_at"])
    if earned.shares:
        post_earned(earned, registration_id=row.id)
    events.record("agents.registration_earned", {"registration_id": str(row.id)}, at=now)
    accounts.record_activity(person_id=row.teller_id, action="agents.registration_earned", subject=str(row.id), at=now)
