"""What a merchant's own server does with payments.

No person asks: the key's scopes and the merchant's status are all that is asked for (`selectors.require_writing`), and
the initiator of what moves money is the platform. Each step is one transaction of apps.merchants, whose modules say
what is locked and what a process that dies leaves behind; here is only decided which one it is. Between reading a
charge and that transaction somebody else may have decided the charge: the transaction looks again under its lock.

What a repeated request does: making and refunding have keys; calling off, expiring, capturing and letting go find done
what they would do, and answer the same.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.checkout import selectors
from apps.checkout.services._test_mode import capture_test_charge, void_test_charge
from apps.core import events
from apps.core.money import Money
from apps.merchants import services as merchants
from apps.merchants.errors import ChargeConflict, ChargeNotFound, TillNotFound
from apps.merchants.models import Charge, ChargeState, Source
from apps.merchants.services import MadeCharge
from apps.transactions.services import Outcome

# As apps.merchants records it when the time of a charge is over.
_EXPIRED = "merchants.charge_expired"


def create_payment(
    *,
    merchant_id: UUID,
    is_live: bool,
    amount: Money,
    description: str = "",
    reference: str = "",
    metadata: Mapping[str, str] | None = None,
    captures_later: bool = False,
    expires_in: timedelta,
    return_url: str = "",
    till_code: str | None = None,
    key: str,
    digest: bytes,
    now: datetime,
) -> MadeCharge:
    """Asks for a payment, once for each `key` of the merchant's in this mode.

    With a `till_code` it counts as asked for at that till. `return_url` was looked at (return_urls.check_return_url).
    Raises MerchantNotTrading, TillNotFound, CurrencyMismatch, IdempotencyKeyReused, IdempotencyKeyInFlight.
    """
    selectors.require_writing(merchant_id=merchant_id, is_live=is_live)
    till = selectors.find_till(merchant_id=merchant_id, code=till_code) if till_code else None
    if till_code and till is None:
        raise TillNotFound
    return merchants.make_charge(
        merchant_id=merchant_id,
        amount=amount,
        source=Source.API.value,
        is_live=is_live,
        till_id=till.id if till else None,
        store_id=till.store_id if till else None,
        description=description,
        merchant_reference=reference,
        details=dict(metadata or {}),
        captures_later=captures_later,
        expires_in=expires_in,
        return_url=return_url,
        # A client's key may be as long as the column is.
        key=f"api:{hashlib.sha256(key.encode()).hexdigest()}",
        digest=digest,
        now=now,
    )


def expire_payment(*, merchant_id: UUID, is_live: bool, payment_id: UUID, now: datetime) -> Charge:
    """Ends the time of an open payment now. Records `merchants.charge_expired`.

    Raises MerchantNotTrading, ChargeNotFound, ChargeConflict when it was paid, held or called off.
    """
    selectors.require_writing(merchant_id=merchant_id, is_live=is_live)
    with transaction.atomic():
        rows = Charge.objects.select_for_update(no_key=True)
        charge = rows.filter(pk=payment_id, merchant_id=merchant_id, is_live=is_live).first()
        if charge is None:
            raise ChargeNotFound
        if charge.state == ChargeState.EXPIRED:
            return charge
        if charge.state != ChargeState.OPEN:
            raise ChargeConflict(f"The charge is {charge.state.lower()}.")
        charge.state, charge.decided_at = ChargeState.EXPIRED.value, now
        charge.save(update_fields=["state", "decided_at"])
        events.record(_EXPIRED, {"charge_id": str(charge.id), "merchant_id": str(merchant_id)}, at=now)
    return charge


def cancel_payment(*, merchant_id: UUID, is_live: bool, payment_id: UUID, now: datetime) -> Charge:
    """Calls an open payment off, or lets go of one that is held for the merchant to capture.

    Raises MerchantNotTrading, ChargeNotFound, ChargeConflict.
    """
    selectors.require_writing(merchant_id=merchant_id, is_live=is_live)
    charge = selectors.get_payment(merchant_id=merchant_id, is_live=is_live, payment_id=payment_id)
    if charge.state not in (ChargeState.HELD, ChargeState.RETURNED):
        return merchants.cancel_charge(charge_id=charge.id, merchant_id=merchant_id, now=now)
    if not is_live:
        return void_test_charge(charge_id=charge.id, now=now)
    return merchants.void_charge(charge_id=charge.id, merchant_id=merchant_id, now=now)


def capture_payment(*, merchant_id: UUID, is_live: bool, payment_id: UUID, now: datetime) -> Charge:
    """Takes what was put aside. Raises MerchantNotTrading, ChargeNotFound, ChargeConflict when nothing is."""
    selectors.require_writing(merchant_id=merchant_id, is_live=is_live)
    charge = selectors.get_payment(merchant_id=merchant_id, is_live=is_live, payment_id=payment_id)
    if not is_live:
        return capture_test_charge(charge_id=charge.id, now=now)
    return merchants.capture_charge(charge_id=charge.id, merchant_id=merchant_id, now=now)


def refund_payment(
    *,
    merchant_id: UUID,
    charge: Charge,
    amount: Money | None,
    reason: str,
    key: str,
    digest: bytes,
    now: datetime,
) -> Outcome:
    """Gives a live payment back, whole or in part, once for each `key` of the merchant's.

    What cannot be is an outcome with state DECLINED. Raises MerchantNotTrading, ChargeConflict for one that is not
    paid, and what merchants.services.refund_by_key raises.
    """
    selectors.require_writing(merchant_id=merchant_id, is_live=True)
    if charge.state != ChargeState.PAID or charge.transaction_id is None:
        raise ChargeConflict(f"The charge is {charge.state.lower()}: only what is paid can be given back.")
    return merchants.refund_by_key(
        merchant_id=merchant_id,
        transaction_id=charge.transaction_id,
        amount=amount,
        reason=reason,
        key=key,
        digest=digest,
        at=now,
    )
