"""A phone is gone: everything is stopped from any other phone, and the person comes back on a new one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import codes, passwords, rates, selectors
from apps.accounts.errors import DeviceRequired, InvalidCode, StatusConflict
from apps.accounts.models import MAX_CODE_ATTEMPTS, Device, OneTimeCode, User
from apps.accounts.services._codes import CODE_LIFETIME, issue_code
from apps.accounts.services._devices import (
    code_address,
    lock_device_row,
    lock_held,
    lock_row,
    require_active_device,
    void_codes,
)
from apps.accounts.services._people import announce
from apps.accounts.services._pin import begin_caution, check_pin
from apps.accounts.services._sessions import end_all_sessions
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.accounts.signatures import SignedRequest
from apps.core import caching, events, sql
from apps.core.ids import uuid7


@dataclass(frozen=True, slots=True)
class PendingReport:
    """The answer to every report. `expires_in` is the life of the code, in seconds."""

    expires_in: int


def _binding(person_id: UUID) -> bytes:
    return binding_of("recovery_lock", person_id=person_id)


def _find_reporter(msisdn: str, password: str) -> User | None:
    """Whose phone is gone, if the password is theirs and an address is known to be. One argon2id run, whoever asks."""
    user = selectors.find_user_to_log_in(msisdn)
    right = passwords.is_right(password, user.password if user else None)
    if user is None or not right or not user.is_active or not user.email or user.email_verified_at is None:
        return None
    return user


def report_lost(*, msisdn: str, password: str, now: datetime) -> PendingReport:
    """Begins to lock an account whose phone is gone: a code goes to the person's e-mail, not to that phone.

    Unknown, wrong password, no proven address: the same answer, for the same rows written, in the same time (OWASP
    ASVS 6.3.8); nobody can type a code then. Records `accounts.step_up_asked`. Call it outside a transaction. Raises
    TooManyRequests.
    """
    rates.spend_by_address(rates.RECOVERY_BY_ADDRESS, now=now)
    rates.spend(rates.RECOVERY_BY_NUMBER, msisdn, now=now)
    user = _find_reporter(msisdn, password)
    person_id = user.id if user else uuid7()
    address = user.email if user and user.email else msisdn
    with transaction.atomic():
        OneTimeCode.objects.filter(person_id=person_id, purpose=OneTimeCode.Purpose.RECOVERY, used_at=None).update(
            used_at=now
        )
        code = issue_code(
            purpose=OneTimeCode.Purpose.RECOVERY,
            address=address,
            person_id=person_id,
            binding=_binding(person_id),
            now=now,
            dead=user is None,
        )
        # Of a dead code nothing is sent: who sends it finds none.
        payload = {"code_id": str(code.id), "person_id": str(person_id), "about": {"action": "recovery"}}
        events.record("accounts.step_up_asked", payload, at=now)
    return PendingReport(int(CODE_LIFETIME.total_seconds()))


_COUNT_ATTEMPT = """
UPDATE accounts_onetimecode SET attempts = attempts + 1
WHERE id = (SELECT id FROM accounts_onetimecode
             WHERE person_id = %(person_id)s AND purpose = 'RECOVERY' AND binding = %(binding)s AND used_at IS NULL
             ORDER BY id DESC LIMIT 1)
  AND attempts < %(most)s AND used_at IS NULL AND expires_at > %(now)s
RETURNING id, salt
"""


def confirm_lost(*, msisdn: str, password: str, code: str, now: datetime) -> datetime:
    """Stops an account: no money leaves, every session ends, every phone is locked. Money still arrives.

    Returns since when. A code is tried at most five times, counted before it is compared and only when the password
    is right, so that a stranger cannot use the tries up. Locks the person's row, then the phones' by their ids;
    dying half way stops nothing. Records `accounts.secured`, and `accounts.device_locked` for each phone. Call it
    outside a transaction. Raises InvalidCode, whatever is wrong, TooManyRequests.
    """
    rates.spend_by_address(rates.RECOVERY_BY_ADDRESS, now=now)
    rates.spend(rates.RECOVERY_TRIES_BY_NUMBER, msisdn, now=now)
    user = _find_reporter(msisdn, password)
    person_id = user.id if user else uuid7()
    with transaction.atomic(durable=True):
        row = sql.fetch_one(
            _COUNT_ATTEMPT,
            {"person_id": person_id, "binding": _binding(person_id), "most": MAX_CODE_ATTEMPTS, "now": now},
        )
    if row is None or not codes.matches(code, row[0], OneTimeCode.Purpose.RECOVERY, bytes(row[1])):
        raise InvalidCode
    with transaction.atomic():
        locked = lock_row(person_id)
        if not locked.is_active:
            raise InvalidCode
        use_code(row[0], now=now)
        _secure(locked, now)
    return now


def _secure(user: User, now: datetime) -> None:
    user.secured_at = now
    user.save(update_fields=["secured_at"])
    active = Device.objects.select_for_update(no_key=True).filter(user=user, status=Device.Status.ACTIVE)
    for device in active.order_by("id"):
        lock_held(device, reason="recovery", by=None, now=now)
    end_all_sessions(person_id=user.id, reason="secured", now=now)
    void_codes(user.id, now)
    announce(user.id, "accounts.secured", now=now)
    caching.forget(*selectors.person_cache_keys(user))


def unsecure(
    *,
    person_id: UUID,
    session_id: UUID,
    pin: str,
    signature: SignedRequest | None,
    step_up: StepUpAnswer | None = None,
    now: datetime,
) -> None:
    """Lets money leave again: the person is back, on a registered phone, with the PIN and a code.

    The code goes to the e-mail address that reported the loss, and only once the PIN was right. The old phones stay
    locked, and lower limits hold for settings.CAUTION. Records `accounts.unsecured`. Call it outside a transaction.
    Raises what require_active_device and check_pin raise, StatusConflict when nothing is stopped, StepUpRequired,
    InvalidCode, TooManyRequests.
    """
    here = require_active_device(person_id=person_id, session_id=session_id, signature=signature, now=now)
    user = selectors.get_profile(person_id)
    if user.secured_at is None:
        raise StatusConflict("No phone was reported lost.")
    check_pin(person_id=person_id, pin=pin, now=now)
    code_id = require_step_up(
        person_id=person_id,
        binding=binding_of("unsecure", person_id=person_id, secured_at=user.secured_at.isoformat()),
        answer=step_up,
        about={"action": "unlock"},
        address=code_address(user),
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        locked = lock_row(person_id)
        if locked.secured_at != user.secured_at:
            raise StatusConflict("The account was stopped or released meanwhile.")
        if lock_device_row(person_id, here).status != Device.Status.ACTIVE:
            raise DeviceRequired
        use_code(code_id, now=now)
        _release(locked, now)


def release_secured(*, person_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """The same by an operator, for somebody who has lost the e-mail address too; phones and PIN stay as they are.

    Records `accounts.unsecured`. Raises PersonNotFound, StatusConflict when nothing is stopped.
    """
    with transaction.atomic():
        user = lock_row(person_id)
        if user.secured_at is None:
            raise StatusConflict("No phone was reported lost.")
        _release(user, now, reason=reason, by=str(by))


def _release(user: User, now: datetime, **why: str) -> None:
    user.secured_at = None
    user.save(update_fields=["secured_at"])
    begin_caution(user.id, now)
    announce(user.id, "accounts.unsecured", now=now, **why)
    caching.forget(*selectors.person_cache_keys(user))
