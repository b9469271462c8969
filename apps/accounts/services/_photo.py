"""A person's photo: a private file whose key stands in their row.

The new file is written before the row names it, and the old one deleted once that has committed. A process that dies
in between leaves a file that no row names; `sweep_files` deletes those.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import rates
from apps.accounts.models import User
from apps.accounts.services._people import announce, lock_to_change
from apps.core import files

PHOTOS = "photo"
# A file may wait so long for the row that will name it.
UNNAMED_FILES_ARE_KEPT = timedelta(days=1)


def _replace(user: User, key: str, now: datetime) -> None:
    """Names another file, or none, in a locked row."""
    old = user.photo
    user.photo = key
    user.save(update_fields=["photo"])
    announce(user.id, "accounts.photo_changed", now=now)
    if old:
        transaction.on_commit(lambda: files.delete(old), robust=True)


def set_photo(*, person_id: UUID, content: bytes, now: datetime) -> None:
    """Gives a person this photo in place of the one before. `content` comes from apps.core.images.clean_image.

    Records `accounts.photo_changed`. Call it outside a transaction. Raises PersonNotFound, StatusConflict,
    AccountSecured, TooManyRequests, files.FilesUnavailable.
    """
    rates.spend(rates.PHOTO_BY_PERSON, str(person_id), now=now)
    key = files.save(PHOTOS, content)
    try:
        with transaction.atomic():
            _replace(lock_to_change(person_id), key, now)
    except Exception:
        files.delete(key)
        raise


def remove_photo(*, person_id: UUID, now: datetime) -> None:
    """Takes a person's photo away; without one nothing is to be done. Records `accounts.photo_changed`.

    Raises PersonNotFound, StatusConflict, AccountSecured.
    """
    with transaction.atomic():
        user = lock_to_change(person_id)
        if user.photo:
            _replace(user, "", now)


def sweep_photos(*, now: datetime) -> int:
    """Deletes photos that no row names and that are a day old; returns how many."""
    gone = 0
    for key, saved_at in files.list_keys(PHOTOS):
        if saved_at < now - UNNAMED_FILES_ARE_KEPT and not User.objects.filter(photo=key).exists():
            files.delete(key)
            gone += 1
    return gone
