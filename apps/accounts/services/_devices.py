"""Phones: locking, unlocking and removing them.

Whatever changes a person's phones holds the lock of the person's row, as opening a session does. So phones are
counted exactly, and no session slips in beside a lock. Rows are locked in this order: the person, the phone, its
sessions by their ids. A process that dies half way leaves everything as it was.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from apps.accounts import device_selectors, selectors, signatures
from apps.accounts.errors import (
    AccountSecured,
    DeviceConflict,
    DeviceNotFound,
    DeviceRequired,
    InvalidSignature,
    InvalidToken,
    PersonNotFound,
    SignatureRequired,
)
from apps.accounts.models import Device, OneTimeCode, Session, User
from apps.accounts.services import _sessions
from apps.accounts.services._people import announce
from apps.accounts.services._pin import begin_caution, check_pin
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.accounts.signatures import SignedRequest

_ACTIVE, _LOCKED = Device.Status.ACTIVE, Device.Status.LOCKED
HELD = (_ACTIVE, _LOCKED)


def lock_row(person_id: UUID) -> User:
    """The person's row, locked until the transaction ends. Raises PersonNotFound."""
    user = User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
    if user is None:
        raise PersonNotFound
    return user


def lock_device_row(person_id: UUID, device_id: UUID) -> Device:
    """One of the person's phones, locked until the transaction ends. Raises DeviceNotFound, for others' too."""
    device = Device.objects.select_for_update(no_key=True).filter(pk=device_id, user_id=person_id).first()
    if device is None:
        raise DeviceNotFound
    return device


def has_pending_wipe(device: Device) -> bool:
    """Whether a wipe was ordered that the phone has not acknowledged."""
    wipe = getattr(device, "wipe", None)
    return wipe is not None and wipe.done_at is None


def code_address(user: User) -> str | None:
    """Where codes go while a phone is reported lost: not to the number, whose SIM is in that phone."""
    return user.email if user.secured_at and user.email_verified_at else None


def require_active_device(*, person_id: UUID, session_id: UUID, signature: SignedRequest | None, now: datetime) -> UUID:
    """The phone a request was made on: registered, not locked, and its key signed the request.

    Raises InvalidToken for a session that is over, DeviceRequired, SignatureRequired, InvalidSignature,
    StaleSignature.
    """
    session = good_session(person_id, session_id, now)
    device = session.bound_device
    if device is None or device.status != _ACTIVE or device.public_key is None:
        raise DeviceRequired
    if signature is None:
        raise SignatureRequired
    if signature.device_id != device.id:
        raise InvalidSignature
    signatures.verify(signature, bytes(device.public_key), now=now)
    return device.id


def good_session(person_id: UUID, session_id: UUID, now: datetime) -> Session:
    session = (
        Session.objects.select_related("bound_device")
        .filter(pk=session_id, user_id=person_id, revoked_at=None, expires_at__gt=now)
        .first()
    )
    if session is None:
        raise InvalidToken
    return session


def end_device_sessions(device: Device, *, reason: str, keep: UUID | None = None, now: datetime) -> list[UUID]:
    """Ends the sessions that are bound to a phone or were opened by its app. Needs a transaction."""
    theirs = Q(bound_device=device)
    if device.client_id:
        theirs |= Q(device_id=device.client_id)
    sessions = Session.objects.filter(theirs, user_id=device.user_id)
    return _sessions.end(sessions.exclude(pk=keep) if keep else sessions, reason=reason, now=now)


def void_codes(person_id: UUID, now: datetime) -> None:
    """Makes every code dead that a person was sent to confirm something: the lost phone shows their messages."""
    OneTimeCode.objects.filter(person_id=person_id, purpose=OneTimeCode.Purpose.STEP_UP, used_at=None).update(
        used_at=now
    )


def lock_held(device: Device, *, reason: str, by: UUID | None, now: datetime) -> None:
    """Takes all power from a phone whose row and person are locked: its key, its tokens, the codes it could show."""
    device.status, device.locked_at, device.locked_reason = _LOCKED, now, reason[:40]
    device.save(update_fields=["status", "locked_at", "locked_reason"])
    end_device_sessions(device, reason="device_locked", now=now)
    void_codes(device.user_id, now)
    who = {"by": str(by)} if by else {}
    announce(
        device.user_id,
        "accounts.device_locked",
        now=now,
        subject=str(device.id),
        device_id=str(device.id),
        reason=reason,
        **who,
    )


def lock_device(*, person_id: UUID, device_id: UUID, reason: str, by: UUID | None = None, now: datetime) -> Device:
    """Takes all power from one of a person's phones at once; money still reaches the person. `by` is an operator.

    From the commit on no token or key of that phone pays (the payment's own statement asks), and within
    settings.SESSION_CACHE_SECONDS none reads. A locked phone stays as it is. Records `accounts.device_locked`
    {person_id, device_id, reason}, by which other apps cancel what the phone has begun. Raises DeviceNotFound,
    PersonNotFound, DeviceConflict for one that was wiped or removed.
    """
    with transaction.atomic():
        lock_row(person_id)
        device = lock_device_row(person_id, device_id)
        if device.status == _ACTIVE:
            lock_held(device, reason=reason, by=by, now=now)
        elif device.status != _LOCKED:
            raise DeviceConflict
    return device


def unlock_device(
    *,
    person_id: UUID,
    session_id: UUID,
    device_id: UUID,
    pin: str,
    signature: SignedRequest | None,
    step_up: StepUpAnswer | None = None,
    now: datetime,
) -> Device:
    """Gives a found phone its power back, from another registered phone, with PIN and code; limits are lower then.

    Its sessions stay over: one logs in on it anew. A phone that is to be wiped stays locked. The PIN is looked at
    before a code is sent. Records `accounts.device_unlocked`. Call it outside a transaction. Raises what
    require_active_device and check_pin raise, AccountSecured, DeviceNotFound, DeviceConflict, StepUpRequired,
    InvalidCode, TooManyRequests.
    """
    here = require_active_device(person_id=person_id, session_id=session_id, signature=signature, now=now)
    if here == device_id:
        raise DeviceConflict
    user = selectors.get_profile(person_id)
    if user.secured_at is not None:
        raise AccountSecured
    device = device_selectors.get_device(person_id=person_id, device_id=device_id)
    if device.status != _LOCKED or has_pending_wipe(device):
        raise DeviceConflict
    check_pin(person_id=person_id, pin=pin, now=now)
    locked_at = device.locked_at.isoformat() if device.locked_at else ""
    code_id = require_step_up(
        person_id=person_id,
        binding=binding_of("device_unlock", person_id=person_id, device_id=device_id, locked_at=locked_at),
        answer=step_up,
        about={"action": "device_unlock"},
        session_id=session_id,
        now=now,
    )
    with transaction.atomic():
        if lock_row(person_id).secured_at is not None:
            raise AccountSecured
        if lock_device_row(person_id, here).status != _ACTIVE:
            raise DeviceRequired
        device = lock_device_row(person_id, device_id)
        if device.status != _LOCKED or has_pending_wipe(device):
            raise DeviceConflict
        use_code(code_id, now=now)
        device.status, device.locked_at, device.locked_reason = _ACTIVE, None, ""
        device.save(update_fields=["status", "locked_at", "locked_reason"])
        begin_caution(person_id, now)
        announce(person_id, "accounts.device_unlocked", now=now, subject=str(device_id), device_id=str(device_id))
    return device


def remove_held(device: Device, *, reason: str, keep: UUID | None = None, now: datetime) -> None:
    device.status, device.ended_at = Device.Status.REMOVED, device.ended_at or now
    if not has_pending_wipe(device):
        # By its key a phone that is to be wiped still gets its order; any other key may be registered anew.
        device.public_key = None
    device.save(update_fields=["status", "ended_at", "public_key"])
    end_device_sessions(device, reason="device_removed", keep=keep, now=now)
    announce(
        device.user_id,
        "accounts.device_removed",
        now=now,
        subject=str(device.id),
        device_id=str(device.id),
        reason=reason,
    )


def remove_device(
    *, person_id: UUID, session_id: UUID, device_id: UUID, step_up: StepUpAnswer | None = None, now: datetime
) -> None:
    """Takes a phone off the person's list for good and ends its sessions.

    The phone one is on needs no code, nor does one that was wiped; every other one does, so that a thief cannot
    throw out the owner. Records `accounts.device_removed`. Call it outside a transaction. Raises DeviceNotFound,
    also for one that is removed already, StepUpRequired, InvalidCode, InvalidToken, TooManyRequests.
    """
    session = good_session(person_id, session_id, now)
    device = device_selectors.get_device(person_id=person_id, device_id=device_id)
    if device.status == Device.Status.REMOVED:
        raise DeviceNotFound
    code_id = None
    if session.bound_device_id != device_id and device.status in HELD:
        code_id = require_step_up(
            person_id=person_id,
            binding=binding_of("device_removal", person_id=person_id, device_id=device_id),
            answer=step_up,
            about={"action": "device_removal"},
            address=code_address(selectors.get_profile(person_id)),
            session_id=session_id,
            now=now,
        )
    with transaction.atomic():
        lock_row(person_id)
        device = lock_device_row(person_id, device_id)
        if device.status == Device.Status.REMOVED:
            raise DeviceNotFound
        if code_id is not None:
            use_code(code_id, now=now)
        remove_held(device, reason="asked", now=now)
