"""What a merchant asks to be paid: asking, calling off, and the end of the time.

What is locked and what happens when the process dies:

- Asking inserts one row, with its activity if a person asks, in one transaction. The unique key (merchant, mode,
  idempotency key) makes a second request with the key wait until the first has committed, and then it is answered from
  what stands there. Dying before the commit leaves nothing.
- Calling off and expiring lock the charge's row, look whether it is still open, and write state, event and activity in
  one transaction. A payment's statement locks the same row (`_pay`): of a payer, the merchant and the sweep one goes
  ahead, and the others find it decided.
- What is over by its time is refused by its time (`expires_at`), whether or not the sweep has come to it.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction

from apps.accounts.services import record_activity
from apps.core import events
from apps.core.constraints import constraint_name, sqlstate
from apps.core.money import Money
from apps.merchants import selectors
from apps.merchants.errors import ChargeConflict, ChargeNotFound, MerchantNotFound, MerchantNotTrading
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, Source, TipMode
from apps.merchants.selectors import Power, require_role
from apps.transactions.errors import CurrencyMismatch, IdempotencyKeyInFlight, IdempotencyKeyReused

# Topics beside those of _book; the payload names the charge and the merchant.
EXPIRED, CANCELLED = "merchants.charge_expired", "merchants.charge_cancelled"
AT_TILL = timedelta(minutes=10)
# So many expire in one transaction: nobody who pays one of them waits for long.
BATCH = 200
_CODE_BYTES = 16
_LOCK_NOT_AVAILABLE = "55P03"


@dataclass(frozen=True, slots=True)
class MadeCharge:
    """A charge, and whether it had been made before."""

    charge: Charge
    replayed: bool


def make_charge(
    *,
    merchant_id: UUID,
    amount: Money,
    source: str,
    is_live: bool = True,
    staff_id: UUID | None = None,
    till_id: UUID | None = None,
    store_id: UUID | None = None,
    description: str = "",
    merchant_reference: str = "",
    details: Mapping[str, Any] | None = None,
    captures_later: bool = False,
    expires_in: timedelta,
    return_url: str = "",
    tip_mode: str = TipMode.NONE.value,
    tip_value: Decimal | None = None,
    key: str | None = None,
    digest: bytes | None = None,
    now: datetime,
) -> MadeCharge:
    """Asks for `amount`, once for each `key`; without one, each time. A key comes with its request's `digest`.

    In test mode (not `is_live`) the merchant need not be active. Who may ask, the caller has looked at. Raises
    MerchantNotFound, MerchantNotTrading, CurrencyMismatch, IdempotencyKeyReused, IdempotencyKeyInFlight.
    """
    if made := find_made(merchant_id, is_live, key, digest):
        return made
    merchant = Merchant.objects.filter(pk=merchant_id).first()
    if merchant is None:
        raise MerchantNotFound
    if is_live and merchant.status != MerchantStatus.ACTIVE:
        raise MerchantNotTrading
    if amount.currency != merchant.currency:
        raise CurrencyMismatch(f"This merchant is paid in {merchant.currency}.")
    charge = Charge(
        merchant_id=merchant_id,
        store_id=store_id,
        till_id=till_id,
        staff_id=staff_id,
        source=source,
        is_live=is_live,
        code=new_code(),
        amount=amount.amount,
        currency=amount.currency,
        tip_mode=tip_mode,
        tip_value=tip_value,
        description=description,
        merchant_reference=merchant_reference,
        details=dict(details or {}),
        captures_later=captures_later,
        return_url=return_url,
        expires_at=now + expires_in,
        created_at=now,
        idempotency_key=key,
        request_digest=digest if key is not None else None,
    )
    try:
        with transaction.atomic():
            charge.save(force_insert=True)
            if staff_id is not None:
                # What a merchant's own server asks for is no person's doing.
                note(charge, "merchants.charge_made", by=staff_id, now=now)
    except IntegrityError as error:
        if constraint_name(error) != "merchants_charge_key_once":
            raise
        if made := find_made(merchant_id, is_live, key, digest):
            return made
        # The first one was rolled back at this very moment.
        raise IdempotencyKeyInFlight(retry_after=1) from error
    except DatabaseError as error:
        if sqlstate(error) == _LOCK_NOT_AVAILABLE:
            raise IdempotencyKeyInFlight(retry_after=1) from error
        raise
    return MadeCharge(charge, replayed=False)


def charge_at_till(
    *,
    merchant_id: UUID,
    person_id: UUID,
    till_id: UUID,
    amount: Money,
    description: str = "",
    merchant_reference: str = "",
    expires_in: timedelta = AT_TILL,
    key: str,
    digest: bytes,
    now: datetime,
) -> MadeCharge:
    """A member of staff asks for `amount` at a till, once for each of their keys; tips are as the till has them.

    Raises what `require_role` and `make_charge` raise, TillNotFound, also for a till of a store they do not work in.
    """
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
    own_key = key_of("till", person_id, key)
    # Whoever asks for the same again is answered the same, also when the till was closed since.
    if made := find_made(merchant_id, True, own_key, digest):
        return made
    till = selectors.till_of(member, till_id)
    return make_charge(
        merchant_id=merchant_id,
        amount=amount,
        source=Source.TILL.value,
        staff_id=person_id,
        till_id=till.id,
        store_id=till.store_id,
        description=description,
        merchant_reference=merchant_reference,
        expires_in=expires_in,
        tip_mode=till.tip_mode,
        tip_value=till.tip_value,
        key=own_key,
        digest=digest,
        now=now,
    )


def cancel_charge(*, charge_id: UUID, merchant_id: UUID, by: UUID | None = None, now: datetime) -> Charge:
    """Calls an open charge off, once however often it is asked; `by` is the person who does.

    Records `merchants.charge_cancelled`. Raises ChargeNotFound, ChargeConflict when it was paid, held or has expired.
    """
    with transaction.atomic():
        charge = lock_charge(merchant_id, charge_id)
        if charge.state == ChargeState.CANCELLED:
            return charge
        if charge.state != ChargeState.OPEN:
            raise ChargeConflict(f"The charge is {charge.state.lower()}.")
        close(charge, ChargeState.CANCELLED, now=now)
        if by is not None:
            note(charge, CANCELLED, by=by, now=now)
    return charge


def cancel_at_desk(*, charge_id: UUID, merchant_id: UUID, person_id: UUID, now: datetime) -> Charge:
    """A member of staff calls a charge off. Raises what `require_role` and `cancel_charge` raise."""
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
    selectors.charge_of(member, charge_id)
    return cancel_charge(charge_id=charge_id, merchant_id=merchant_id, by=person_id, now=now)


def expire_charges(*, now: datetime) -> int:
    """Ends what nobody has paid in time; returns how many charges. Call it outside a transaction.

    Two sweeps at once share the rows, what is being paid at this moment is left to the next, and a sweep that dies has
    ended whole batches.
    """
    expired = 0
    while rows := _expire_batch(now):
        expired += rows
    return expired


def _expire_batch(now: datetime) -> int:
    with transaction.atomic():
        due = (
            Charge.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(state=ChargeState.OPEN, expires_at__lte=now)
            .order_by("expires_at")[:BATCH]
        )
        rows = list(due)
        for row in rows:
            close(row, ChargeState.EXPIRED, now=now)
    return len(rows)


def close(charge: Charge, state: ChargeState, *, now: datetime) -> None:
    """Ends an open charge whose row is locked, with the event that tells of it."""
    charge.state, charge.decided_at = state.value, now
    charge.save(update_fields=["state", "decided_at"])
    topic = EXPIRED if state is ChargeState.EXPIRED else CANCELLED
    events.record(topic, {"charge_id": str(charge.id), "merchant_id": str(charge.merchant_id)}, at=now)


def lock_charge(merchant_id: UUID, charge_id: UUID) -> Charge:
    """One of the merchant's charges under its row's lock. Raises ChargeNotFound."""
    rows = Charge.objects.select_for_update(no_key=True).filter(pk=charge_id, merchant_id=merchant_id)
    if (charge := rows.first()) is None:
        raise ChargeNotFound
    return charge


def note(charge: Charge, action: str, *, by: UUID, now: datetime) -> None:
    """The line in the activity of who works for the merchant."""
    detail = {"merchant_id": str(charge.merchant_id)}
    record_activity(person_id=by, action=action, subject=str(charge.id), detail=detail, at=now)


def key_of(door: str, person_id: UUID, key: str) -> str:
    """What a person's key is kept as: those of two people, or of two doors, never meet."""
    return f"{door}:{hashlib.sha256(f'{person_id}|{key}'.encode()).hexdigest()}"


def new_code() -> str:
    """What a QR code or an address names a charge by: 128 random bits, safe in an address."""
    return secrets.token_urlsafe(_CODE_BYTES)


def find_made(merchant_id: UUID, is_live: bool, key: str | None, digest: bytes | None) -> MadeCharge | None:
    """What was made when the key was first used. Raises IdempotencyKeyReused for another request."""
    if key is None:
        return None
    row = Charge.objects.filter(merchant_id=merchant_id, is_live=is_live, idempotency_key=key).first()
    if row is None:
        return None
    if bytes(row.request_digest or b"") != digest:
        raise IdempotencyKeyReused
    return MadeCharge(row, replayed=True)
