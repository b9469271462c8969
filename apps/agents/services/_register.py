"""A teller registers a customer: the number, the name, and the code that the customer reads to them.

The teller chooses no secret and learns none: the person that comes of it has no password and no session, and chooses
the first one by signing up with their number on a phone of their own (accounts.services.register_at_desk).

What is locked and what happens when the process dies:

- `register_customer` writes the sign-up, its code, the event that sends it and the registration in one transaction.
  Dying before it commits leaves nothing; after it, a registration that lapses in a day if nobody goes on.
- `confirm_registration` counts the attempt at the code first, in a transaction of its own, so that it stays counted.
  Then one transaction locks the registration's row, uses the code up, and makes the person, their wallet and the
  registration's new state. Dying between the two leaves an attempt that was counted; dying in the second leaves
  nothing of it, and the same code is good until it is too old. Of two at once the second waits for the row and finds
  it registered.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode
from apps.agents import registration_rates as rates
from apps.agents.models import Registration
from apps.agents.models._agents import AgentStatus
from apps.agents.models._registrations import RegistrationState
from apps.agents.registration_errors import RegistrationConflict, RegistrationNotFound
from apps.agents.selectors import Desk, get_desk
from apps.agents.selectors._registrations import SeenRegistration, get_registration, see_registration
from apps.core import events, ratelimit
from apps.transactions.errors import AgentNotActive
from apps.wallets import services as wallets

# As long as a sign-up waits for its code.
CONFIRMED_WITHIN = timedelta(hours=24)
# The customer is active within so long, or the registration earns nothing.
ACTIVE_WITHIN = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class StartedRegistration:
    """The answer to every registration, whoever's number it is. `expires_in` is the life of the code, in seconds."""

    id: UUID
    msisdn: str
    expires_in: int


def register_customer(
    *, teller_id: UUID, msisdn: str, full_name: str, email: str | None = None, language: str = "en", now: datetime
) -> StartedRegistration:
    """Begins to register a customer at the desk of the teller's open shift; a code goes to the number.

    A number that has an owner gets the same answer, and its owner is told. Call it outside a transaction. Raises
    ShiftNotOpen, AgentNotFound, AgentNotActive, TooManyRequests.
    """
    desk = _open_desk(teller_id)
    ratelimit.spend(rates.REGISTRATIONS_BY_TELLER, str(teller_id), now=now)
    with transaction.atomic():
        sign_up = accounts.register_at_desk(
            msisdn=msisdn, full_name=full_name, email=email, language=language, place=desk.agent_name, now=now
        )
        row = Registration.objects.create(
            agent_id=desk.agent_id,
            outlet_id=desk.outlet_id,
            teller_id=teller_id,
            sign_up_id=sign_up.id,
            started_at=now,
            lapses_at=now + CONFIRMED_WITHIN,
        )
        accounts.record_activity(person_id=teller_id, action="agents.registration_started", subject=str(row.id), at=now)
    return StartedRegistration(row.id, sign_up.msisdn, sign_up.expires_in)


def confirm_registration(*, teller_id: UUID, registration_id: UUID, code: str, now: datetime) -> SeenRegistration:
    """Makes the customer, with a wallet, by the code that was sent to their number.

    Any teller of the agent may do it who has a shift open. Records `agents.registered`. Call it outside a transaction.
    Raises ShiftNotOpen, AgentNotFound, AgentNotActive, RegistrationNotFound also for another agent's,
    RegistrationConflict, InvalidCode, TooManyRequests.
    """
    desk = _open_desk(teller_id)
    row = get_registration(agent_id=desk.agent_id, registration_id=registration_id)
    _require_started(row)
    ratelimit.spend(rates.CODES_BY_TELLER, str(teller_id), now=now)
    msisdn = accounts.find_sign_up_number(row.sign_up_id) if row.sign_up_id else None
    if msisdn is None:
        raise InvalidCode
    sign_up_id = accounts.check_sign_up_code(msisdn=msisdn, code=code, at_desk=True, now=now)
    if sign_up_id != row.sign_up_id:
        # The same number was registered at another desk as well, and this is the code for that one.
        raise InvalidCode
    with transaction.atomic():
        row = lock_registration(registration_id)
        _require_started(row)
        customer = wallets.join(sign_up_id=sign_up_id, now=now)
        row.state, row.customer_id, row.registered_at = RegistrationState.REGISTERED, customer.id, now
        row.lapses_at = now + ACTIVE_WITHIN
        row.save(update_fields=["state", "customer_id", "registered_at", "lapses_at"])
        events.record("agents.registered", {"registration_id": str(row.id)}, at=now)
        accounts.record_activity(person_id=teller_id, action="agents.registered", subject=str(row.id), at=now)
    return see_registration(row)


def lock_registration(registration_id: UUID) -> Registration:
    """The registration, locked until the transaction ends. Raises RegistrationNotFound."""
    row = Registration.objects.select_for_update(no_key=True).filter(pk=registration_id).first()
    if row is None:
        raise RegistrationNotFound
    return row


def _open_desk(teller_id: UUID) -> Desk:
    """Where the teller serves, if the agent is in service. Raises ShiftNotOpen, AgentNotFound, AgentNotActive."""
    desk = get_desk(teller_id)
    if desk.status != AgentStatus.ACTIVE:
        raise AgentNotActive
    return desk


def _require_started(row: Registration) -> None:
    if row.state != RegistrationState.STARTED:
        raise RegistrationConflict("This customer is registered already, or the registration has lapsed.")
