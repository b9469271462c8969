"""Taking, or letting go of, what was put aside for an order.

What is locked and what happens when the process dies: all of it is the decision about the held payment
(transactions.services.release_held, return_held), one database transaction that begins with the lock of the payment's
row; the line of takings, the charge's state and the event are written in it (`_book`). So of a capture, a void, the
sweep and a lost phone one decides, and the others find it decided. Dying before the commit leaves it held; asked again,
it is done, or found done. What is held because somebody looks at it is the risk desk's, and no merchant's.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.merchants import selectors
from apps.merchants.errors import ChargeConflict, MerchantNotTrading
from apps.merchants.models import Charge, ChargeState
from apps.merchants.selectors import Power, require_role
from apps.transactions.errors import CancelledByMerchant, NotCaptured, NotHeld
from apps.transactions.models import HeldFor, Transaction
from apps.transactions.services import release_held, return_held

# How long what is put aside waits for the merchant.
CAPTURE_WITHIN = timedelta(days=7)
BATCH = 200


def capture_charge(*, charge_id: UUID, merchant_id: UUID, by: UUID | None = None, now: datetime) -> Charge:
    """Takes what a payer has put aside, whole and once however often it is asked; `by` is the person who does.

    Records `merchants.charge_paid`. Raises ChargeNotFound, MerchantNotTrading, ChargeConflict when there is nothing to
    take: not paid yet, let go of, too late, or looked at by us.
    """
    charge = selectors.get_charge(merchant_id=merchant_id, charge_id=charge_id)
    held = _held_for_order(charge)
    if charge.state == ChargeState.PAID:
        return charge
    if not selectors.is_trading(merchant_id):
        raise MerchantNotTrading
    if charge.capture_before is not None and charge.capture_before <= now:
        raise ChargeConflict("The time to capture it is over.")
    with transaction.atomic():
        try:
            release_held(transaction_id=held, by=by, at=now)
        except NotHeld:
            raise ChargeConflict("The charge is returned.") from None
        _note(charge, ChargeState.PAID, "merchants.charge_captured", by, now)
    if charge.state != ChargeState.PAID:
        raise ChargeConflict(f"The charge is {charge.state.lower()}.")
    return charge


def void_charge(*, charge_id: UUID, merchant_id: UUID, by: UUID | None = None, now: datetime) -> Charge:
    """Lets go of what a payer has put aside, once however often it is asked; `by` is the person who does.

    Records `merchants.charge_returned`. Raises ChargeNotFound, ChargeConflict when nothing is put aside, or not for the
    merchant to decide.
    """
    charge = selectors.get_charge(merchant_id=merchant_id, charge_id=charge_id)
    held = _held_for_order(charge)
    if charge.state == ChargeState.RETURNED:
        return charge
    with transaction.atomic():
        try:
            return_held(transaction_id=held, code=CancelledByMerchant.code, by=by, at=now)
        except NotHeld:
            raise ChargeConflict("The charge is paid.") from None
        _note(charge, ChargeState.RETURNED, "merchants.charge_voided", by, now)
    return charge


def decide_at_desk(*, charge_id: UUID, merchant_id: UUID, person_id: UUID, captures: bool, now: datetime) -> Charge:
    """A member of staff captures or voids. Raises what `require_role`, `capture_charge` and `void_charge` raise."""
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
    selectors.charge_of(member, charge_id)
    decide = capture_charge if captures else void_charge
    return decide(charge_id=charge_id, merchant_id=merchant_id, by=person_id, now=now)


def return_uncaptured(*, now: datetime) -> int:
    """Gives back what merchants did not take in time; returns how many. Call it outside a transaction.

    Each is decided on its own: a sweep that dies has decided some, and the next decides the others.
    """
    _set_missing_deadlines()
    returned = 0
    after: UUID | None = None
    while rows := _due(now, after):
        for charge in rows:
            # Somebody may have decided it since it was found.
            with suppress(NotHeld):
                if charge.transaction_id and _is_for_order(charge.transaction_id):
                    return_held(transaction_id=charge.transaction_id, code=NotCaptured.code, at=now)
                    returned += 1
        after = rows[-1].id
    return returned


def set_deadline(transaction_id: UUID, charge_id: UUID, *, held_at: datetime) -> None:
    """Notes until when the merchant may take what was put aside. Again, it changes nothing."""
    due = Charge.objects.filter(
        pk=charge_id, transaction_id=transaction_id, state=ChargeState.HELD, captures_later=True, capture_before=None
    )
    due.update(capture_before=held_at + CAPTURE_WITHIN)


def _set_missing_deadlines() -> None:
    """Of charges whose payer's process died before it noted one."""
    missing = Charge.objects.filter(
        state=ChargeState.HELD, is_live=True, captures_later=True, capture_before=None
    ).order_by("id")[:BATCH]
    for charge in missing:
        payment = Transaction.objects.filter(pk=charge.transaction_id).first() if charge.transaction_id else None
        if payment is not None and payment.held_for == HeldFor.ORDER:
            set_deadline(payment.id, charge.id, held_at=payment.created_at)


def _due(now: datetime, after: UUID | None) -> list[Charge]:
    rows = Charge.objects.filter(state=ChargeState.HELD, is_live=True, capture_before__lte=now)
    if after is not None:
        rows = rows.filter(id__gt=after)
    return list(rows.order_by("id")[:BATCH])


def _is_for_order(transaction_id: UUID) -> bool:
    return Transaction.objects.filter(pk=transaction_id, held_for=HeldFor.ORDER).exists()


def _held_for_order(charge: Charge) -> UUID:
    """The payment that was put aside for this charge. Raises ChargeConflict when none was, or not for an order."""
    if charge.transaction_id is None or not _is_for_order(charge.transaction_id):
        raise ChargeConflict(f"The charge is {charge.state.lower()}.")
    return charge.transaction_id


def _note(charge: Charge, became: ChargeState, action: str, by: UUID | None, now: datetime) -> None:
    """Reads the charge as the decision left it, and notes who asked for that."""
    charge.refresh_from_db()
    if by is not None and charge.state == became:
        detail = {"merchant_id": str(charge.merchant_id)}
        record_activity(person_id=by, action=action, subject=str(charge.id), detail=detail, at=now)
