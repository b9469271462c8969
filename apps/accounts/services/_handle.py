from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.db import transaction

from apps.accounts import rates, selectors
from apps.accounts.errors import HandleChangedRecently, HandleTaken
from apps.accounts.handles import is_reserved
from apps.accounts.models import ReleasedHandle, User
from apps.accounts.services._people import announce, lock_to_change, save_person
from apps.core import caching

# Whoever changes names often is not found by those who pay them, or does not want to be.
CHANGES_ARE_APART = timedelta(days=30)
# So long money meant for the one who had a handle cannot reach another by it.
RESTS_AFTER_RELEASE = timedelta(days=90)


def release_handle(user: User, *, now: datetime) -> None:
    """Writes down that a locked person's handle is given up. The caller sets their column."""
    if user.handle:
        ReleasedHandle.objects.update_or_create(handle=user.handle, defaults={"person_id": user.id, "released_at": now})


def set_handle(*, person_id: UUID, handle: str, now: datetime) -> None:
    """Gives a person the handle (in lower case, without its @) under which others pay them, or another one.

    The person's row is locked; of two people who want one handle the unique column lets one through. Records
    `accounts.handle_changed`. Raises HandleTaken, also for a reserved word and for what somebody else gave up in
    the last 90 days; HandleChangedRecently, PersonNotFound, StatusConflict, AccountSecured, TooManyRequests.
    """
    rates.spend(rates.HANDLE_BY_PERSON, str(person_id), now=now)
    if is_reserved(handle):
        raise HandleTaken
    with transaction.atomic():
        user = lock_to_change(person_id)
        if user.handle == handle:
            return
        if user.handle_taken_at is not None and user.handle_taken_at + CHANGES_ARE_APART > now:
            wait = user.handle_taken_at + CHANGES_ARE_APART - now
            raise HandleChangedRecently(retry_after=ceil(wait.total_seconds()))
        keys = selectors.person_cache_keys(user)
        release_handle(user, now=now)
        user.handle, user.handle_taken_at = handle, now
        save_person(user, new=False)
        # Looked at once the handle is ours: whoever gives it up at this moment has committed by now.
        others = ReleasedHandle.objects.filter(handle=handle).exclude(person_id=person_id)
        if others.filter(released_at__gt=now - RESTS_AFTER_RELEASE).exists():
            raise HandleTaken
        ReleasedHandle.objects.filter(handle=handle).delete()
        announce(person_id, "accounts.handle_changed", now=now)
        caching.forget(*keys, *selectors.person_cache_keys(user))


def remove_handle(*, person_id: UUID, now: datetime) -> None:
    """Gives up a person's handle; without one nothing is to be done. Only they get it back for 90 days.

    Records `accounts.handle_changed`. Raises PersonNotFound, StatusConflict, AccountSecured.
    """
    with transaction.atomic():
        user = lock_to_change(person_id)
        if user.handle is None:
            return
        keys = selectors.person_cache_keys(user)
        release_handle(user, now=now)
        user.handle = None
        user.save(update_fields=["handle"])
        announce(person_id, "accounts.handle_changed", now=now)
        caching.forget(*keys)
