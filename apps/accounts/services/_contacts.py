"""Whom a person names: one to call in an emergency, and those they trust as payees."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import rates, selectors
from apps.accounts.errors import AlreadyTrusted, PayeeUnknown, TooManyTrustedPayees, TrustedPayeeNotFound
from apps.accounts.identifiers import masked_name
from apps.accounts.models import EmergencyContact, TrustedPayee
from apps.accounts.services._activity import record_activity
from apps.accounts.services._people import lock_to_change, require_free_to_change
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.core import crypto, events
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput

MAX_TRUSTED_PAYEES = 50


def set_emergency_contact(*, person_id: UUID, name: str, msisdn: str, relation: str = "", now: datetime) -> None:
    """Writes down whom to call when something happens to the person, in place of whoever it was.

    Name and number are sealed for this person's row. Raises PersonNotFound, StatusConflict, AccountSecured.
    """
    table = EmergencyContact._meta.db_table
    with transaction.atomic():
        lock_to_change(person_id)
        EmergencyContact.objects.update_or_create(
            user_id=person_id,
            defaults={
                "name": crypto.seal(name, table=table, column="name", row=person_id),
                "msisdn": crypto.seal(msisdn, table=table, column="msisdn", row=person_id),
                "relation": relation,
                "changed_at": now,
            },
        )
        record_activity(person_id=person_id, action="accounts.emergency_contact_changed", at=now)


def remove_emergency_contact(*, person_id: UUID, now: datetime) -> None:
    """Forgets whom to call; without anybody nothing is to be done. Raises what set_emergency_contact raises."""
    with transaction.atomic():
        lock_to_change(person_id)
        if EmergencyContact.objects.filter(pk=person_id).delete()[0]:
            record_activity(person_id=person_id, action="accounts.emergency_contact_removed", at=now)


def trust_payee(
    *,
    person_id: UUID,
    session_id: UUID,
    to: str,
    nickname: str = "",
    step_up: StepUpAnswer | None = None,
    now: datetime,
) -> selectors.Trusted:
    """Adds somebody to those a person trusts, confirmed by a code that is good for this payee only.

    `to` is a number, an e-mail address, a @handle or an id. The person's row is locked while they are counted, so
    that two at once do not make one too many. Records `accounts.payee_trusted`. Call it outside a transaction.
    Raises PayeeUnknown, InvalidInput for oneself, AlreadyTrusted, TooManyTrustedPayees, StepUpRequired, InvalidCode,
    PersonNotFound, StatusConflict, AccountSecured, TooManyRequests.
    """
    rates.spend(rates.PAYEE_BY_PERSON, str(person_id), now=now)
    user = selectors.get_profile(person_id)
    require_free_to_change(user)
    payee = selectors.find_person(to)
    if payee is None or payee.status == "CLOSED":
        raise PayeeUnknown
    if payee.id == person_id:
        raise InvalidInput(
            "The request has invalid fields.",
            errors=[{"field": "to", "code": "self", "detail": "You need not trust yourself."}],
        )
    _require_room(person_id, payee.id)
    code_id = require_step_up(
        person_id=person_id,
        binding=binding_of("payee", person_id=person_id, payee_id=payee.id),
        answer=step_up,
        about={"action": "payee", "payee": masked_name(payee.full_name)},
        session_id=session_id,
        now=now,
    )
    try:
        with transaction.atomic():
            lock_to_change(person_id)
            _require_room(person_id, payee.id)
            use_code(code_id, now=now)
            row = TrustedPayee.objects.create(user_id=person_id, payee_id=payee.id, nickname=nickname, added_at=now)
            told = {"person_id": str(person_id), "payee_id": str(payee.id)}
            events.record("accounts.payee_trusted", told, at=now)
            record_activity(person_id=person_id, action="accounts.payee_trusted", subject=str(payee.id), at=now)
    except IntegrityError as error:
        if constraint_name(error) == "accounts_trusted_payee_once":
            raise AlreadyTrusted from error
        raise
    return selectors.Trusted(row.id, masked_name(payee.full_name), nickname, now)


def _require_room(person_id: UUID, payee_id: UUID) -> None:
    trusted = set(TrustedPayee.objects.filter(user_id=person_id).values_list("payee_id", flat=True))
    if payee_id in trusted:
        raise AlreadyTrusted
    if len(trusted) >= MAX_TRUSTED_PAYEES:
        raise TooManyTrustedPayees


def distrust_payee(*, person_id: UUID, trusted_id: UUID, now: datetime) -> None:
    """Removes one of those a person trusts. Raises TrustedPayeeNotFound, also for somebody else's."""
    with transaction.atomic():
        row = TrustedPayee.objects.filter(pk=trusted_id, user_id=person_id).select_for_update().first()
        if row is None:
            raise TrustedPayeeNotFound
        row.delete()
        record_activity(person_id=person_id, action="accounts.payee_distrusted", subject=str(row.payee_id), at=now)
