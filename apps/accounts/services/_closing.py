"""The end of an account: what a person confirms, what ends with it, and what is erased years later."""

import secrets
from datetime import datetime
from uuid import UUID

import structlog
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.accounts import passwords, rates, selectors
from apps.accounts.errors import NumberTaken
from apps.accounts.models import (
    DataExport,
    Device,
    EmergencyContact,
    NameChange,
    OneTimeCode,
    Pin,
    ReleasedHandle,
    Session,
    TrustedPayee,
    User,
)
from apps.accounts.services._export import UNFINISHED, delete_export_file
from apps.accounts.services._handle import release_handle
from apps.accounts.services._people import announce, lock_to_change, require_free_to_change, save_person
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.core import caching, files

log = structlog.get_logger("gopay.accounts")
ERASED_NAME = "Closed account"


def confirm_closing(
    *, person_id: UUID, session_id: UUID, password: str, step_up: StepUpAnswer | None, now: datetime
) -> UUID:
    """Has a person confirm the end of their account with password and code; returns the code for begin_closing.

    Call it outside a transaction. Raises InvalidInput on `password`, StepUpRequired, InvalidCode, PersonNotFound,
    StatusConflict, AccountSecured, TooManyRequests.
    """
    rates.spend(rates.CLOSE_BY_PERSON, str(person_id), now=now)
    user = selectors.get_profile(person_id)
    if not passwords.is_right(password, user.password):
        raise passwords.wrong_password()
    require_free_to_change(user)
    return require_step_up(
        person_id=person_id,
        binding=binding_of("close", person_id=person_id),
        answer=step_up,
        about={"action": "close"},
        session_id=session_id,
        now=now,
    )


def begin_closing(*, person_id: UUID, code_id: UUID, now: datetime) -> None:
    """Uses up the code and keeps the person's row locked until close_person follows in the same transaction.

    Raises InvalidCode, PersonNotFound, StatusConflict, AccountSecured.
    """
    lock_to_change(person_id)
    use_code(code_id, now=now)


def end_powers(user: User, *, now: datetime) -> None:
    """Ends what a locked person could do with the account: PIN, devices, handle, and what was under way."""
    release_handle(user, now=now)
    user.handle, user.closed_at = None, now
    user.save(update_fields=["handle", "closed_at"])
    Pin.objects.filter(pk=user.id).delete()
    Device.objects.filter(user=user, status__in=[Device.Status.ACTIVE, Device.Status.LOCKED]).update(
        status=Device.Status.REMOVED, public_key=None, ended_at=now
    )
    NameChange.objects.filter(user=user, status=NameChange.Status.PENDING).delete()
    TrustedPayee.objects.filter(user=user).delete()
    OneTimeCode.objects.filter(person_id=user.id, used_at=None).update(used_at=now)
    exports = DataExport.objects.filter(user=user)
    exports.filter(status__in=UNFINISHED).update(status=DataExport.Status.FAILED)
    # Nobody can log in to fetch them any more: the sweep deletes them.
    exports.filter(status=DataExport.Status.READY).update(expires_at=now)


def erase_closed(*, now: datetime, limit: int = 1_000) -> int:
    """Erases what names people whose accounts were closed settings.ERASE_AFTER ago; returns how many.

    Each in a transaction of their own, so one that is interrupted goes on where it was. The ledger, the payments
    and the activity log stay: they name the person by id only, and payments by the name they were made under.
    """
    due = User.objects.filter(
        status=User.Status.CLOSED, erased_at=None, closed_at__lte=now - settings.ERASE_AFTER
    ).order_by("closed_at")
    erased = 0
    for person_id in list(due.values_list("id", flat=True)[:limit]):
        try:
            erased += _erase(person_id, now)
        except Exception:
            # One that cannot be erased must not keep the others from it.
            log.exception("person not erased", person_id=str(person_id))
    return erased


def _erase(person_id: UUID, now: datetime) -> bool:
    with transaction.atomic():
        user = (
            User.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(pk=person_id, status=User.Status.CLOSED, erased_at=None)
            .first()
        )
        if user is None:
            return False
        keys = selectors.person_cache_keys(user)
        _forget_files(user)
        user.full_name, user.photo, user.password = ERASED_NAME, "", make_password(None)
        user.email = user.email_verified_at = user.last_login = None
        user.erased_at = now
        _give_unassigned_number(user)
        Session.objects.filter(user=user).update(ip=None, device_id="", device_name="", platform="")
        Device.objects.filter(user=user).update(client_id="", name="", platform="")
        for rows in (
            EmergencyContact.objects.filter(user=user),
            NameChange.objects.filter(user=user),
            TrustedPayee.objects.filter(user=user),
            # What others call them.
            TrustedPayee.objects.filter(payee=user),
            ReleasedHandle.objects.filter(person=user),
            OneTimeCode.objects.filter(person_id=user.id),
        ):
            rows.delete()
        LogEntry.objects.filter(
            content_type__app_label="accounts", content_type__model="user", object_id=str(user.id)
        ).update(object_repr=ERASED_NAME)
        announce(user.id, "accounts.erased", now=now)
        caching.forget(*keys)
    return True


def _forget_files(user: User) -> None:
    """Has the files deleted once nothing names them any more; what a dying process leaves is swept."""
    if user.photo:
        photo = user.photo
        transaction.on_commit(lambda: files.delete(photo), robust=True)
    for export in DataExport.objects.filter(user=user).exclude(file_key=""):
        file_key = export.file_key
        transaction.on_commit(lambda key=file_key: delete_export_file(key), robust=True)  # type: ignore[misc]
    DataExport.objects.filter(user=user).exclude(file_key="").update(file_key="", status=DataExport.Status.EXPIRED)


def _give_unassigned_number(user: User) -> None:
    """Saves a person under a number that says nothing: +999 is no country's (ITU-T E.164.1 keeps it in reserve)."""
    while True:
        user.msisdn = f"+999{secrets.randbelow(10**12):012d}"
        try:
            return save_person(user, new=False)
        except NumberTaken:
            continue
