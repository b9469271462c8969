from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.accounts import passwords, rates, selectors
from apps.accounts.errors import PersonNotFound
from apps.accounts.models import User
from apps.accounts.services._activity import record_activity
from apps.accounts.services._names import ask_for_name, needs_review
from apps.accounts.services._people import announce, save_person
from apps.accounts.services._sessions import end_all_sessions
from apps.accounts.time_zones import is_time_zone
from apps.core import caching, events


class Unchanged:
    """Says that a value is to stay, where None would say that it is to go."""


UNCHANGED: Final = Unchanged()


def update_profile(
    *,
    person_id: UUID,
    full_name: str | Unchanged = UNCHANGED,
    language: str | Unchanged = UNCHANGED,
    time_zone: str | Unchanged = UNCHANGED,
    now: datetime,
) -> User:
    """Changes what a person may change of themselves without further ado, and returns the person.

    `time_zone` is a name of the IANA database. What was scheduled in another one before stays in that.
    Once somebody has looked at who they are, a new name is only asked for: `decide_name_change` gives it to them.
    Records `accounts.name_change_asked` then. Raises PersonNotFound, ValueError for a zone that is not known.
    """
    if not isinstance(time_zone, Unchanged) and not is_time_zone(time_zone):
        raise ValueError(time_zone)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
        if user is None:
            raise PersonNotFound
        keys = selectors.person_cache_keys(user)
        if not isinstance(full_name, Unchanged) and needs_review(user):
            ask_for_name(user, full_name, now=now)
            full_name = UNCHANGED
        wanted = {"full_name": full_name, "language": language, "time_zone": time_zone}
        changed = [
            name for name, value in wanted.items() if not isinstance(value, Unchanged) and value != getattr(user, name)
        ]
        if not changed:
            return user
        for name in changed:
            setattr(user, name, wanted[name])
        save_person(user, new=False)
        record_activity(person_id=user.id, action="accounts.profile_changed", detail={"fields": changed}, at=now)
        if "full_name" in changed:
            # Not told to the person, who has just done it: other apps look the name up.
            events.record("accounts.full_name_changed", {"person_id": str(user.id)}, at=now)
        caching.forget(*keys, *selectors.person_cache_keys(user))
    return user


def change_password(
    *, person_id: UUID, session_id: UUID, current_password: str, new_password: str, now: datetime
) -> None:
    """Changes a person's password and ends their other sessions. Records `accounts.password_changed`.

    Call it outside a transaction. Raises InvalidInput on `current_password` or `new_password`,
    PersonNotFound, TooManyRequests.
    """
    user = selectors.get_profile(person_id)
    rates.spend(rates.PASSWORD_BY_PERSON, str(person_id), now=now)
    passwords.require_strong(
        new_password, field="new_password", msisdn=user.msisdn, full_name=user.full_name, email=user.email
    )
    right = passwords.is_right(current_password, user.password)
    with transaction.atomic():
        # Comparing the old hash again makes the second of two changes at once fail instead of win.
        unchanged = User.objects.filter(pk=person_id, password=user.password)
        if not right or not unchanged.update(password=make_password(new_password)):
            raise passwords.wrong_password("current_password")
        end_all_sessions(person_id=person_id, reason="password_changed", keep=session_id, now=now)
        announce(person_id, "accounts.password_changed", now=now)
