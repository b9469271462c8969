from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.accounts import device_keys, selectors
from apps.accounts.errors import (
    DeviceConflict,
    DeviceKeyTaken,
    DeviceLocked,
    InvalidToken,
    SessionBound,
    TooManyDevices,
)
from apps.accounts.models import Device, Session
from apps.accounts.services import _sessions
from apps.accounts.services._activity import record_activity
from apps.accounts.services._devices import HELD, code_address, good_session, lock_row, remove_held
from apps.accounts.services._people import announce
from apps.accounts.services._step_up import StepUpAnswer, binding_of, require_step_up, use_code
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput


def _held_by_app(person_id: UUID, client_id: str) -> Device | None:
    return Device.objects.filter(user_id=person_id, client_id=client_id, status__in=HELD).first()


def _same_key(device: Device | None, public_key: bytes | None) -> bool:
    return device is not None and public_key is not None and bytes(device.public_key or b"") == public_key


def _require_good_key(public_key: bytes) -> None:
    if not device_keys.is_good(public_key):
        error = {"field": "public_key", "code": "invalid_key", "detail": "This is no Ed25519 public key."}
        raise InvalidInput("The request has invalid fields.", errors=[error])


def _require_possible(person_id: UUID, before: Device | None, session: Session, client_id: str, key: bytes) -> None:
    """Whether this key may become the person's phone, as far as can be said now."""
    on = session.bound_device
    if on is not None and on.status in HELD and on.client_id != client_id:
        raise SessionBound
    if before is not None and before.status == Device.Status.LOCKED and _same_key(before, key):
        raise DeviceLocked
    others = Device.objects.exclude(pk=before.pk) if before else Device.objects.all()
    if others.filter(public_key=key).exists():
        raise DeviceKeyTaken
    if others.filter(user_id=person_id, status__in=HELD).count() >= settings.MAX_DEVICES:
        raise TooManyDevices


def _create(device: Device) -> Device:
    try:
        with transaction.atomic():
            device.save(force_insert=True)
    except IntegrityError as error:
        if constraint_name(error) == "accounts_device_key_once":
            raise DeviceKeyTaken from error
        raise
    return device


def register_device(
    *,
    user_id: UUID,
    session_id: UUID,
    client_id: str,
    name: str,
    platform: str,
    public_key: bytes,
    step_up: StepUpAnswer | None = None,
    now: datetime,
) -> Device:
    """Makes the phone a session is on one of the person's own, so that its key may sign payments.

    A step-up code confirms exactly this key. An app that comes with another key than before replaces its phone:
    the old one is removed and its other sessions end. A phone that is registered already needs no code; the session
    is bound to it, as at log-in. Records `accounts.device_registered`, which tells the person on every channel.
    Call it outside a transaction. Raises InvalidInput on `public_key`, StepUpRequired, InvalidCode, TooManyDevices,
    DeviceKeyTaken, DeviceLocked, SessionBound, InvalidToken, PersonNotFound, TooManyRequests.
    """
    _require_good_key(public_key)
    user = selectors.get_profile(user_id)
    before = _held_by_app(user_id, client_id)
    # Asked once before, so that no code is sent for what cannot be, and again when it counts.
    _require_possible(user_id, before, good_session(user_id, session_id, now), client_id, public_key)
    code_id = None
    if not _same_key(before, public_key):
        code_id = require_step_up(
            person_id=user_id,
            binding=binding_of("device", person_id=user_id, client_id=client_id, public_key=public_key.hex()),
            answer=step_up,
            about={"action": "device", "device": name or platform or "a phone"},
            address=code_address(user),
            session_id=session_id,
            now=now,
        )
    with transaction.atomic():
        lock_row(user_id)
        before = _held_by_app(user_id, client_id)
        _require_possible(user_id, before, good_session(user_id, session_id, now), client_id, public_key)
        if before is not None and _same_key(before, public_key):
            device = before
        else:
            if code_id is None:
                # It was removed since; whoever asks again is asked for a code.
                raise DeviceConflict
            use_code(code_id, now=now)
            if before is not None:
                remove_held(before, reason="replaced", keep=session_id, now=now)
            device = _create(
                Device(
                    user_id=user_id,
                    client_id=client_id,
                    name=name,
                    platform=platform,
                    public_key=public_key,
                    registered_at=now,
                )
            )
            announce(user_id, "accounts.device_registered", now=now, subject=str(device.id), device_id=str(device.id))
        _bind(session_id, device, now)
    return device


def _bind(session_id: UUID, device: Device, now: datetime) -> None:
    """Binds a session that is still good. Its row is locked, so that it does not end unnoticed meanwhile."""
    good = Session.objects.filter(pk=session_id, user_id=device.user_id, revoked_at=None, expires_at__gt=now)
    if not good.update(bound_device=device):
        raise InvalidToken


def register_first_device(*, user_id: UUID, session_id: UUID, app: _sessions.Device, now: datetime) -> UUID | None:
    """Registers the phone a person signs up on, if it has a key; the code has just proven the number.

    Returns the phone's id. Belongs into the transaction that makes the person. Raises InvalidInput on `public_key`,
    DeviceKeyTaken.
    """
    if app.public_key is None:
        return None
    _require_good_key(app.public_key)
    device = _create(
        Device(
            user_id=user_id,
            client_id=app.id,
            name=app.name,
            platform=app.platform,
            public_key=app.public_key,
            registered_at=now,
        )
    )
    _bind(session_id, device, now)
    record_activity(person_id=user_id, action="accounts.device_registered", subject=str(device.id), at=now)
    return device.id


def bind_at_log_in(*, user_id: UUID, session_id: UUID, app: _sessions.Device, now: datetime) -> UUID | None:
    """Binds a new session to the phone it is on, if that is registered with this very key; returns the phone's id.

    A phone with another key, or one we do not know, is on its own: it registers with a step-up code. Belongs into
    the transaction that opens the session, which holds the person's row. Raises DeviceLocked for a locked phone.
    """
    device = _held_by_app(user_id, app.id) if app.id else None
    if device is None:
        return None
    if device.status == Device.Status.LOCKED and (app.public_key is None or _same_key(device, app.public_key)):
        raise DeviceLocked
    if not _same_key(device, app.public_key):
        return None
    _bind(session_id, device, now)
    return device.id
