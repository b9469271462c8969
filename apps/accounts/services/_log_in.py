from dataclasses import replace
from datetime import datetime

import structlog
from django.db import transaction

from apps.accounts import passwords, rates, selectors
from apps.accounts.errors import InvalidCredentials
from apps.accounts.identifiers import normalise_identifier
from apps.accounts.models import Session, User
from apps.accounts.services._activity import record_activity
from apps.accounts.services._register_device import bind_at_log_in
from apps.accounts.services._sessions import Device, open_session
from apps.accounts.tokens import TokenPair
from apps.core import events

log = structlog.get_logger("gopay.accounts")


def _is_elsewhere(user: User, device: Device) -> bool:
    """Whether the person has had sessions before, but none on this device."""
    earlier = Session.objects.filter(user=user)
    return earlier.exists() and not (device.id and earlier.filter(device_id=device.id).exists())


def log_in(*, identifier: str, password: str, device: Device | None = None, now: datetime) -> TokenPair:
    """Opens a session for whoever the number or e-mail address and the password name.

    Unknown, wrong and locked get the same refusal at the same price (OWASP ASVS 6.3.8). Records
    `accounts.logged_in_elsewhere` when the device is new. A registered device is bound to the session at once; a
    locked one gets none. Call it outside a transaction. Raises InvalidCredentials, DeviceLocked, TooManyRequests.
    """
    device = device or Device()
    name = normalise_identifier(identifier)
    rates.spend_by_address(rates.LOG_IN_BY_ADDRESS, now=now)
    rates.spend(rates.LOG_IN_BY_IDENTIFIER, name or identifier, now=now)
    user = selectors.find_user_to_log_in(name)
    right = passwords.is_right(password, user.password if user else None)
    if user is None or not right or not user.is_active:
        log.info("log-in refused")
        raise InvalidCredentials
    with transaction.atomic():
        elsewhere = _is_elsewhere(user, device)
        pair = open_session(user=user, device=device, now=now)
        bound_to = bind_at_log_in(user_id=user.id, session_id=pair.session_id, app=device, now=now)
        record_activity(person_id=user.id, action="accounts.logged_in", subject=str(pair.session_id), at=now)
        if elsewhere:
            payload = {"person_id": str(user.id), "session_id": str(pair.session_id)}
            events.record("accounts.logged_in_elsewhere", payload, at=now)
    return replace(pair, device_id=bound_to)
