from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts.errors import EmailTaken, NumberTaken
from apps.accounts.models import User
from apps.accounts.services._activity import record_activity
from apps.core import events
from apps.core.constraints import constraint_name


def save_person(user: User, *, new: bool) -> None:
    """Saves a person. Raises NumberTaken or EmailTaken; the caller's transaction goes on either way."""
    try:
        with transaction.atomic():
            user.save(force_insert=new)
    except IntegrityError as error:
        match constraint_name(error):
            case "accounts_user_msisdn_once":
                raise NumberTaken from error
            case "accounts_user_email_once":
                raise EmailTaken from error
        raise


def announce(person_id: UUID, topic: str, *, now: datetime, subject: str = "", **detail: object) -> None:
    """Records an event about a person and the same in their activity log."""
    events.record(topic, {"person_id": str(person_id), **detail}, at=now)
    record_activity(person_id=person_id, action=topic, subject=subject, detail=detail, at=now)


def create_person(
    *,
    msisdn: str,
    full_name: str,
    password: str | None = None,
    email: str | None = None,
    language: str = "en",
    now: datetime,
) -> User:
    """Makes a person whose number needs no code: for seeds, tests and imports.

    Records `accounts.joined`. Raises NumberTaken or EmailTaken.
    """
    user = User(
        msisdn=msisdn,
        full_name=full_name,
        email=email.lower() if email else None,
        language=language,
        joined_at=now,
    )
    user.set_password(password)
    with transaction.atomic():
        save_person(user, new=True)
        announce(user.id, "accounts.joined", now=now)
    return user
