"""Wiping a lost phone: ordered, fetched by the phone, acknowledged under its own key, once.

The phone has no token any more. What it asks for here is believed for its key's signature alone.
"""

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from apps.accounts import device_keys, rates, signatures
from apps.accounts.errors import AlreadyWiped, CommandNotFound, DeviceConflict, InvalidSignature, SignatureRequired
from apps.accounts.models import Device, RefreshToken, Session, WipeCommand
from apps.accounts.services._activity import record_activity
from apps.accounts.services._devices import lock_device_row, lock_held, lock_row
from apps.accounts.services._people import announce
from apps.accounts.signatures import SignedRequest

_NONCE_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedCommand:
    """An order and our signature over its canonical JSON, both as the phone gets them."""

    command: dict[str, str]
    signature: str


def request_wipe(*, person_id: UUID, device_id: UUID, by: UUID | None = None, now: datetime) -> WipeCommand:
    """Orders a phone to forget everything, and locks it at once. Asked again, it is the same order.

    `by` is an operator. Locks the person's row, then the phone's. Records `accounts.wipe_requested`, and
    `accounts.device_locked` if it was not locked yet. Raises DeviceNotFound, PersonNotFound, DeviceConflict for one
    that was wiped or removed.
    """
    with transaction.atomic():
        lock_row(person_id)
        device = lock_device_row(person_id, device_id)
        before = WipeCommand.objects.filter(device=device).first()
        if before is not None and before.done_at is None:
            return before
        if device.status not in (Device.Status.ACTIVE, Device.Status.LOCKED):
            raise DeviceConflict
        if device.status == Device.Status.ACTIVE:
            lock_held(device, reason="wipe", by=by, now=now)
        order = WipeCommand.objects.create(
            device=device, nonce=secrets.token_bytes(_NONCE_BYTES), requested_by=by or person_id, requested_at=now
        )
        who = {"by": str(by)} if by else {}
        announce(person_id, "accounts.wipe_requested", now=now, subject=str(device_id), device_id=str(device_id), **who)
    return order


def _require_signed(
    device_id: UUID, wipe: WipeCommand | None, signature: SignedRequest | None, now: datetime
) -> WipeCommand:
    """The order for the phone whose key signed the request.

    A phone that does not exist, one without an order and a wrong signature are refused alike, each at the price of
    one verification, so that nobody learns which phones are to be wiped.
    """
    if signature is None:
        raise SignatureRequired
    key = wipe.device.public_key if wipe else None
    meant = wipe is not None and wipe.done_at is None and key is not None and signature.device_id == device_id
    try:
        signatures.verify(signature, bytes(key) if key else device_keys.command_public_key(), now=now)
    except InvalidSignature:
        raise CommandNotFound from None
    if wipe is None or not meant:
        raise CommandNotFound
    rates.spend(rates.COMMAND_BY_DEVICE, str(device_id), now=now)
    return wipe


def _find_order(device_id: UUID) -> WipeCommand | None:
    return WipeCommand.objects.select_related("device").filter(device_id=device_id).first()


def _as_sent(wipe: WipeCommand) -> SignedCommand:
    command = {
        "id": str(wipe.id),
        "action": "wipe",
        "device_id": str(wipe.device_id),
        "nonce": base64.b64encode(bytes(wipe.nonce)).decode(),
        "issued_at": wipe.requested_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    return SignedCommand(command, device_keys.sign_command(command))


def fetch_command(*, device_id: UUID, signature: SignedRequest | None, now: datetime) -> SignedCommand:
    """The order for a phone, which its key must have asked for. The first time it counts as delivered.

    It is given again until it is acknowledged, for a phone that died over it. Records the activity
    `accounts.wipe_delivered`. Call it outside a transaction. Raises SignatureRequired, StaleSignature,
    CommandNotFound, TooManyRequests.
    """
    rates.spend_by_address(rates.COMMAND_BY_ADDRESS, now=now)
    wipe = _require_signed(device_id, _find_order(device_id), signature, now)
    with transaction.atomic():
        if WipeCommand.objects.filter(pk=wipe.id, delivered_at=None).update(delivered_at=now):
            record_activity(
                person_id=wipe.device.user_id, action="accounts.wipe_delivered", subject=str(device_id), at=now
            )
    return _as_sent(wipe)


def _is_nonce(given: str, wipe: WipeCommand) -> bool:
    try:
        raw = base64.b64decode(given, validate=True)
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(raw, bytes(wipe.nonce))


def acknowledge_wipe(
    *, device_id: UUID, signature: SignedRequest | None, command_id: UUID, nonce: str, now: datetime
) -> WipeCommand:
    """Takes the phone's word that it has forgotten everything, once, and destroys what we hold of it.

    In one transaction, under the locks of the person's and the phone's rows: the key, the name and the app's id of
    the phone go, its refresh tokens, and address and names of its sessions. Of two at once the second waits and
    finds it done; dying half way destroys nothing. The key being gone, a repetition is known by the nonce, which
    only the phone was told. Records `accounts.device_wiped`. Call it outside a transaction. Raises
    SignatureRequired, StaleSignature, CommandNotFound, AlreadyWiped, TooManyRequests.
    """
    rates.spend_by_address(rates.COMMAND_BY_ADDRESS, now=now)
    wipe = _find_order(device_id)
    _refuse_repetition(wipe, command_id, nonce)
    wipe = _require_signed(device_id, wipe, signature, now)
    if wipe.id != command_id or wipe.delivered_at is None or not _is_nonce(nonce, wipe):
        raise CommandNotFound
    with transaction.atomic():
        lock_row(wipe.device.user_id)
        device = lock_device_row(wipe.device.user_id, device_id)
        wipe = WipeCommand.objects.get(pk=command_id)
        _refuse_repetition(wipe, command_id, nonce)
        _destroy(device, now)
        wipe.done_at = now
        wipe.save(update_fields=["done_at"])
        announce(device.user_id, "accounts.device_wiped", now=now, subject=str(device_id), device_id=str(device_id))
    return wipe


def _refuse_repetition(wipe: WipeCommand | None, command_id: UUID, nonce: str) -> None:
    if wipe is not None and wipe.done_at is not None and wipe.id == command_id and _is_nonce(nonce, wipe):
        raise AlreadyWiped


def _destroy(device: Device, now: datetime) -> None:
    """Tokens before sessions: a refresh that is under way locks them in that order."""
    theirs = Q(bound_device=device)
    if device.client_id:
        theirs |= Q(device_id=device.client_id)
    sessions = list(
        Session.objects.filter(theirs, user_id=device.user_id).exclude(revoked_at=None).values_list("id", flat=True)
    )
    RefreshToken.objects.filter(session_id__in=sessions).delete()
    Session.objects.filter(pk__in=sessions).update(ip=None, device_id="", device_name="", platform="")
    device.status, device.ended_at = Device.Status.WIPED, now
    device.public_key = None
    device.client_id = device.name = device.platform = ""
    device.save(update_fields=["status", "ended_at", "public_key", "client_id", "name", "platform"])
