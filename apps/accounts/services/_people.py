from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts.errors import (
    AccountSecured,
    EmailTaken,
    HandleTaken,
    NumberTaken,
    PersonNotFound,
    StatusConflict,
)
from apps.accounts.models import User
from apps.accounts.services._activity import record_activity
from apps.core import events
from apps.core.constraints import constraint_name


def save_person(user: User, *, new: bool) -> None:
    """Saves a person. Raises NumberTaken, EmailTaken or HandleTaken; the caller's transaction goes on either way."""
    try:
        with transaction.atomic():
            user.save(force_insert=new)
    except IntegrityError as error:
        match constraint_name(error):
            case "accounts_user_msisdn_once":
                raise NumberTaken from error
            case "accounts_user_email_once":
                raise EmailTaken from error
            case "accounts_user_handle_once":
                raise HandleTaken from error
        raise


def require_free_to_change(user: User) -> None:
    """Raises StatusConflict unless the account is active, and AccountSecured while a phone of theirs is lost."""
    if not user.is_active:
        raise StatusConflict(f"The account is {user.get_status_display().lower()}.")
    if user.secured_at is not None:
        raise AccountSecured("A phone of yours was reported lost. Unlock the account first.")


def lock_to_change(person_id: UUID) -> User:
    """A person's row, locked until the transaction ends, so that changes of one person come one after the other.

    Raises PersonNotFound, and what require_free_to_change raises.
    """
    user = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if user is None:
        raise PersonNotFound
    require_free_to_change(user)
    return user


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
    """Makes a person whose number and address need no code: for seeds, tests and imports.

    Records `accounts.joined`. Raises NumberTaken or EmailTaken.
    """
    user = User(
        msisdn=msisdn,
        full_name=full_name,
        email=email.lower() if email else None,
        email_verified_at=now if email else None,
        language=language,
        joined_at=now,
    )
    user.set_password(password)
    with transaction.atomic():
        save_person(user, new=True)
        announce(user.id, "accounts.joined", now=now)
    return user
