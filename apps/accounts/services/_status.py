from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors
from apps.accounts.errors import PersonNotFound, StatusConflict
from apps.accounts.models import User
from apps.accounts.services._closing import end_powers
from apps.accounts.services._people import announce
from apps.accounts.services._sessions import end_all_sessions
from apps.core import caching

_ACTIVE, _LOCKED, _CLOSED = User.Status.ACTIVE, User.Status.LOCKED, User.Status.CLOSED


def _change(
    person_id: UUID, topic: str, after: User.Status, *, allowed: set[User.Status], why: dict[str, str], now: datetime
) -> None:
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
        if user is None:
            raise PersonNotFound
        if user.status not in allowed:
            raise StatusConflict(f"The account is {user.get_status_display().lower()}.")
        user.status = after
        user.save(update_fields=["status"])
        keys = selectors.person_cache_keys(user)
        if after == _CLOSED:
            end_powers(user, now=now)
        if after != _ACTIVE:
            end_all_sessions(person_id=person_id, reason=after.lower(), now=now)
        announce(person_id, topic, now=now, **why)
        caching.forget(*keys)


def _why(reason: str, by: UUID | None) -> dict[str, str]:
    return {"reason": reason} | ({"by": str(by)} if by else {})


def lock_person(*, person_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> None:
    """Stops everything a person can do and ends their sessions; money still reaches them. `by` is who did it.

    Records `accounts.locked`. Raises PersonNotFound, StatusConflict when not active.
    """
    _change(person_id, "accounts.locked", _LOCKED, allowed={_ACTIVE}, why=_why(reason, by), now=now)


def unlock_person(*, person_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> None:
    """Lets a locked person in again; they log in anew. Records `accounts.unlocked`.

    Raises PersonNotFound, StatusConflict when not locked.
    """
    _change(person_id, "accounts.unlocked", _ACTIVE, allowed={_LOCKED}, why=_why(reason, by), now=now)


def close_person(*, person_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> None:
    """Ends an account for good, with its PIN, devices and handle. Records `accounts.closed`.

    Number and address stay taken until they are erased. Whether there is money left is not asked here:
    wallets.services.close_account does that.

    Raises PersonNotFound, StatusConflict when closed already.
    """
    _change(person_id, "accounts.closed", _CLOSED, allowed={_ACTIVE, _LOCKED}, why=_why(reason, by), now=now)
