"""The e-mail address: nobody's until a code sent to it came back, and then one person's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from apps.accounts import rates, selectors
from apps.accounts.errors import EmailTaken, InvalidCode, NoEmail, PersonNotFound
from apps.accounts.models import User
from apps.accounts.services._activity import record_activity
from apps.accounts.services._people import announce, lock_to_change, require_free_to_change, save_person
from apps.accounts.services._proof import NewAddress, require_both, require_proof
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.core import caching, events


def _owner_of(email: str, person_id: UUID) -> UUID | None:
    """Who has proven that the address is theirs, if it is not this person."""
    others = User.objects.filter(email=email, email_verified_at__isnull=False).exclude(pk=person_id)
    return others.values_list("id", flat=True).first()


def _tell_of_change(user: User, old: str | None, now: datetime) -> None:
    """The old address is in the event only: the activity log is kept for ever, events are not."""
    events.record("accounts.email_changed", {"person_id": str(user.id), "old_email": old}, at=now)
    record_activity(person_id=user.id, action="accounts.email_changed", at=now)


def change_email(
    *,
    person_id: UUID,
    session_id: UUID,
    email: str,
    step_up: StepUpAnswer | None = None,
    proof: StepUpAnswer | None = None,
    now: datetime,
) -> None:
    """Gives a person an e-mail address: a code to their number confirms it, one to the address proves it.

    An address that somebody has proven is answered like any other and cannot be had; its owner is told. One that
    stands in another profile without a proof goes to whoever proves it. The old address is told. Records
    `accounts.email_changed`, and `accounts.email_lost` for whom it stood with. Call it outside a transaction: it
    locks both people's rows in the order of their ids, and dying half way changes nothing. Raises StepUpRequired,
    ProofRequired, InvalidCode, EmailTaken when two prove it at once, PersonNotFound, StatusConflict,
    AccountSecured, TooManyRequests.
    """
    email = email.lower()
    rates.spend(rates.EMAIL_BY_PERSON, str(person_id), now=now)
    user = selectors.get_profile(person_id)
    require_free_to_change(user)
    if user.email == email and user.email_verified_at is not None:
        return
    code_ids = require_both(
        person_id=person_id,
        session_id=session_id,
        wanted=NewAddress("email", email, _owner_of(email, person_id)),
        step_up=step_up,
        proof=proof,
        now=now,
    )
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True).filter(Q(pk=person_id) | Q(email=email)).order_by("pk")
        people = {row.pk: row for row in rows}
        if person_id not in people:
            raise PersonNotFound
        user = people.pop(person_id)
        require_free_to_change(user)
        for code_id in code_ids:
            use_code(code_id, now=now)
        for other in people.values():
            _take_from(other, now)
        keys, old = selectors.person_cache_keys(user), user.email
        user.email, user.email_verified_at = email, now
        save_person(user, new=False)
        _tell_of_change(user, old, now)
        caching.forget(*keys, *selectors.person_cache_keys(user))


def _take_from(other: User, now: datetime) -> None:
    """Clears an address that was never proven from a profile, for the one who has proven it."""
    if other.email_verified_at is not None:
        raise EmailTaken
    keys = selectors.person_cache_keys(other)
    other.email = None
    other.save(update_fields=["email"])
    announce(other.id, "accounts.email_lost", now=now)
    caching.forget(*keys)


def remove_email(*, person_id: UUID, session_id: UUID, step_up: StepUpAnswer | None = None, now: datetime) -> None:
    """Removes a person's e-mail address, confirmed by a code to their number; without one nothing is to be done.

    The removed address is told. Records `accounts.email_changed`. Call it outside a transaction. Raises
    StepUpRequired, InvalidCode, PersonNotFound, StatusConflict, AccountSecured, TooManyRequests.
    """
    rates.spend(rates.EMAIL_BY_PERSON, str(person_id), now=now)
    user = selectors.get_profile(person_id)
    require_free_to_change(user)
    if user.email is None:
        return
    code_id = require_step_up(
        person_id=person_id,
        binding=binding_of("email_removal", person_id=person_id, address=user.email),
        answer=step_up,
        about={"action": "email_removal"},
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        locked = lock_to_change(person_id)
        if locked.email != user.email:
            # Another address has come since; the code was not for that one.
            raise InvalidCode
        use_code(code_id, now=now)
        keys = selectors.person_cache_keys(locked)
        locked.email = locked.email_verified_at = None
        save_person(locked, new=False)
        _tell_of_change(locked, user.email, now)
        caching.forget(*keys)


def verify_email(*, person_id: UUID, session_id: UUID, proof: StepUpAnswer | None = None, now: datetime) -> None:
    """Proves that the address a person registered with is theirs: from then on they can be paid by it.

    Records `accounts.email_verified`. An address that is proven already needs nothing. Call it outside a
    transaction. Raises ProofRequired, InvalidCode, NoEmail, PersonNotFound, StatusConflict, AccountSecured,
    TooManyRequests.
    """
    rates.spend(rates.EMAIL_BY_PERSON, str(person_id), now=now)
    user = selectors.get_profile(person_id)
    require_free_to_change(user)
    if user.email is None:
        raise NoEmail
    if user.email_verified_at is not None:
        return
    wanted = NewAddress("email", user.email, owner_id=None)
    code_id = require_proof(person_id=person_id, session_id=session_id, wanted=wanted, proof=proof, now=now)
    with transaction.atomic():
        locked = lock_to_change(person_id)
        if locked.email != user.email:
            raise InvalidCode
        use_code(code_id, now=now)
        locked.email_verified_at = now
        locked.save(update_fields=["email_verified_at"])
        announce(person_id, "accounts.email_verified", now=now)
        caching.forget(*selectors.person_cache_keys(locked))
