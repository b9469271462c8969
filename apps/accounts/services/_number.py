from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import passwords, rates, selectors
from apps.accounts.errors import InvalidCode, NumberTaken
from apps.accounts.models import OneTimeCode, SignUp, User
from apps.accounts.services._activity import record_activity
from apps.accounts.services._people import lock_to_change, require_free_to_change, save_person
from apps.accounts.services._pin import begin_caution
from apps.accounts.services._proof import NewAddress, require_both
from apps.accounts.services._sessions import end_all_sessions
from apps.accounts.services._step_up import StepUpAnswer, use_code
from apps.core import caching, events
from apps.core.errors import InvalidInput


def change_number(
    *,
    person_id: UUID,
    session_id: UUID,
    msisdn: str,
    password: str,
    step_up: StepUpAnswer | None = None,
    proof: StepUpAnswer | None = None,
    now: datetime,
) -> None:
    """Moves a person to another number, which both numbers confirm: the old one, then the new one.

    A number that has an owner is answered like any other, in the same time, and its owner is told; it cannot be
    taken. The person's row is locked while the number changes; of two who move to one number at once the unique
    number lets one through. Lower limits hold for settings.CAUTION, the other sessions and every other code of the
    person end, and the old number is told (OWASP ASVS 7.5.1). Dying half way changes nothing. Records
    `accounts.number_changed`. Call it outside a transaction. Raises InvalidInput on `password` or `msisdn`,
    StepUpRequired, ProofRequired, InvalidCode, PersonNotFound, StatusConflict, AccountSecured, TooManyRequests.
    """
    rates.spend(rates.NUMBER_BY_PERSON, str(person_id), now=now)
    user = selectors.get_profile(person_id)
    if not passwords.is_right(password, user.password):
        raise passwords.wrong_password()
    require_free_to_change(user)
    if user.msisdn == msisdn:
        raise InvalidInput(
            "The request has invalid fields.",
            errors=[{"field": "msisdn", "code": "unchanged", "detail": "This is your number already."}],
        )
    owner_id = User.objects.filter(msisdn=msisdn).values_list("id", flat=True).first()
    code_ids = require_both(
        person_id=person_id,
        session_id=session_id,
        wanted=NewAddress("number", msisdn, owner_id),
        step_up=step_up,
        proof=proof,
        now=now,
    )
    with transaction.atomic():
        user = lock_to_change(person_id)
        for code_id in code_ids:
            use_code(code_id, now=now)
        keys, old = selectors.person_cache_keys(user), user.msisdn
        user.msisdn = msisdn
        try:
            save_person(user, new=False)
        except NumberTaken:
            # It has got an owner since the code was sent.
            raise InvalidCode(member="proof") from None
        # What waits for the number's sign-up, and what was sent to the old number, is good for nothing any more.
        SignUp.objects.filter(msisdn=msisdn).delete()
        OneTimeCode.objects.filter(person_id=person_id, used_at=None).update(used_at=now)
        end_all_sessions(person_id=person_id, reason="number_changed", keep=session_id, now=now)
        begin_caution(person_id, now)
        # The old number is in the event only: the activity log is kept for ever, events are not.
        events.record("accounts.number_changed", {"person_id": str(person_id), "old_number": old}, at=now)
        record_activity(person_id=person_id, action="accounts.number_changed", at=now)
        caching.forget(*keys, *selectors.person_cache_keys(user))
