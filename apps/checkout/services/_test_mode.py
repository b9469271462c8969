"""Test mode: a merchant's server is built and tried without any money.

A test charge changes its state, and that is all: there is no payment, no entry in the ledger and no line of takings (a
constraint of merchants_charge says so). What a server sees is the same as in live mode: the states, the refusals and
the events, from which webhooks are made with `live: false`.

Each step locks the charge's row, looks, and writes state and event in one transaction: dying before its end leaves the
charge as it was.

How an "automatic" outcome is chosen, by the last two digits of the amount: 01 insufficient_funds, 02
refused_by_rules, 03 payer_not_active, 04 held for somebody to look at; everything else is paid (or held, if it is to be
captured later). A refund whose last two digits are 01 is declined with insufficient_funds.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.checkout.models import TrialRefund
from apps.core import events
from apps.core.money import Money, minor_units
from apps.merchants.errors import ChargeConflict, ChargeNotFound
from apps.merchants.models import Charge, ChargeState
from apps.transactions.errors import (
    DECLINES,
    Declined,
    IdempotencyKeyReused,
    NothingLeftToRefund,
    PaymentCodeExpired,
    RefundTooLarge,
)

AUTOMATIC, PAID, HELD, DECLINED, RETURNED = "automatic", "paid", "held", "declined", "returned"
OUTCOMES = (AUTOMATIC, PAID, HELD, DECLINED, RETURNED)
# Who pays in test mode.
PAYER_NAME = "Test P."
CAPTURE_WITHIN = timedelta(days=7)
_TOPICS = {
    ChargeState.PAID: "merchants.charge_paid",
    ChargeState.HELD: "merchants.charge_held",
    ChargeState.RETURNED: "merchants.charge_returned",
}
_REFUNDED = "merchants.refunded"
_DECLINED_BY_AMOUNT = {1: "insufficient_funds", 2: "refused_by_rules", 3: "payer_not_active"}
_HELD_BY_AMOUNT = 4
_REFUND_DECLINED = 1


@dataclass(frozen=True, slots=True)
class TrialOutcome:
    """A test refund, and whether it is a repetition."""

    refund: TrialRefund
    charge: Charge
    replayed: bool


def pay_test_charge(*, charge_id: UUID, outcome: str = AUTOMATIC, tip: Decimal = Decimal(0), now: datetime) -> Charge:
    """Pays an open test charge as if somebody had, or does not, as the outcome says.

    `paid` of a charge that is captured later is held first, as in live mode. `held` is held for somebody to look at:
    `pay_test_charge` with `paid` or `returned` then decides it. `declined` leaves it open. Raises ValueError for
    another outcome, Declined (with the code of what would have been in the way), ChargeNotFound for a live charge or
    none, ChargeConflict when it is decided or the outcome does not fit its state.
    """
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    with transaction.atomic():
        charge = _lock(charge_id)
        if charge.state == ChargeState.HELD and not charge.captures_later and outcome in (AUTOMATIC, PAID, RETURNED):
            return _decide(charge, ChargeState.RETURNED if outcome == RETURNED else ChargeState.PAID, now=now)
        if charge.state != ChargeState.OPEN or outcome == RETURNED:
            raise ChargeConflict(f"The charge is {charge.state.lower()}.")
        if charge.expires_at <= now:
            raise PaymentCodeExpired
        ending = _ending(charge.amount, charge.currency) if outcome == AUTOMATIC else None
        if outcome == DECLINED or ending in _DECLINED_BY_AMOUNT:
            raise _declined(_DECLINED_BY_AMOUNT.get(ending or 1, "insufficient_funds"))
        charge.paid_amount = charge.amount + tip
        charge.payer_name = PAYER_NAME
        is_held = charge.captures_later or outcome == HELD or ending == _HELD_BY_AMOUNT
        if charge.captures_later:
            charge.capture_before = now + CAPTURE_WITHIN
        return _decide(charge, ChargeState.HELD if is_held else ChargeState.PAID, now=now)


def capture_test_charge(*, charge_id: UUID, now: datetime) -> Charge:
    """Takes what was "put aside". Raises ChargeNotFound, ChargeConflict."""
    with transaction.atomic():
        charge = _lock(charge_id)
        if charge.state == ChargeState.PAID and charge.captures_later:
            return charge
        _require_held(charge)
        if charge.capture_before is not None and charge.capture_before <= now:
            raise ChargeConflict("The time to capture it is over.")
        return _decide(charge, ChargeState.PAID, now=now)


def void_test_charge(*, charge_id: UUID, now: datetime) -> Charge:
    """Lets go of what was "put aside". Raises ChargeNotFound, ChargeConflict."""
    with transaction.atomic():
        charge = _lock(charge_id)
        if charge.state == ChargeState.RETURNED and charge.captures_later:
            return charge
        _require_held(charge)
        return _decide(charge, ChargeState.RETURNED, now=now)


def return_uncaptured_test_charges(*, now: datetime, limit: int = 200) -> int:
    """Lets go of what was not captured in time; returns how many. Of live charges merchants.return_uncaptured does."""
    due = Charge.objects.filter(is_live=False, state=ChargeState.HELD, capture_before__lte=now).order_by("id")
    returned = 0
    for charge_id in list(due.values_list("id", flat=True)[:limit]):
        with transaction.atomic():
            charge = _lock(charge_id)
            # Somebody may have decided it since it was found.
            if charge.state == ChargeState.HELD:
                _decide(charge, ChargeState.RETURNED, now=now)
                returned += 1
    return returned


def refund_test_charge(
    *, charge_id: UUID, amount: Money | None, reason: str, key: str, digest: bytes, now: datetime
) -> TrialOutcome:
    """ "Gives back" a test charge, whole or in parts, once for each `key` of the merchant's; without `amount` the rest.

    Raises ChargeNotFound, ChargeConflict when it is not paid, NothingLeftToRefund, RefundTooLarge, what stands for
    insufficient_funds, IdempotencyKeyReused.
    """
    with transaction.atomic():
        charge = _lock(charge_id)
        if found := _find_refund(charge.merchant_id, key, digest):
            return TrialOutcome(found, charge, replayed=True)
        if charge.state != ChargeState.PAID or charge.paid_amount is None:
            raise ChargeConflict(f"The charge is {charge.state.lower()}: only what is paid can be given back.")
        left = charge.paid_amount - charge.refunded
        wanted = amount.amount if amount else left
        if not left:
            raise NothingLeftToRefund
        if wanted > left:
            raise RefundTooLarge
        if amount and _ending(wanted, charge.currency) == _REFUND_DECLINED:
            raise _declined("insufficient_funds")
        refund = TrialRefund(
            charge=charge,
            merchant_id=charge.merchant_id,
            amount=wanted,
            reason=reason,
            idempotency_key=key,
            request_digest=digest,
            created_at=now,
        )
        try:
            with transaction.atomic():
                refund.save(force_insert=True)
        except IntegrityError as error:
            # Another charge's refund took the key at this very moment.
            raise IdempotencyKeyReused from error
        charge.refunded += wanted
        charge.save(update_fields=["refunded"])
        payload = {"charge_id": str(charge.id), "merchant_id": str(charge.merchant_id), "refund_id": str(refund.id)}
        events.record(_REFUNDED, payload, at=now)
    return TrialOutcome(refund, charge, replayed=False)


def _find_refund(merchant_id: UUID, key: str, digest: bytes) -> TrialRefund | None:
    row = TrialRefund.objects.filter(merchant_id=merchant_id, idempotency_key=key).first()
    if row is not None and bytes(row.request_digest) != digest:
        raise IdempotencyKeyReused
    return row


def _lock(charge_id: UUID) -> Charge:
    """A test charge under its row's lock. A live one is not there for anything in this module."""
    charge = Charge.objects.select_for_update(no_key=True).filter(pk=charge_id, is_live=False).first()
    if charge is None:
        raise ChargeNotFound
    return charge


def _require_held(charge: Charge) -> None:
    if charge.state != ChargeState.HELD or not charge.captures_later:
        raise ChargeConflict(f"The charge is {charge.state.lower()}.")


def _decide(charge: Charge, state: ChargeState, *, now: datetime) -> Charge:
    charge.state = state.value
    charge.decided_at = None if state is ChargeState.HELD else now
    charge.save(update_fields=["state", "decided_at", "paid_amount", "payer_name", "capture_before"])
    events.record(_TOPICS[state], {"charge_id": str(charge.id), "merchant_id": str(charge.merchant_id)}, at=now)
    return charge


def _ending(amount: Decimal, currency: str) -> int:
    """The last two digits of an amount as it is written in this currency."""
    return int(amount.scaleb(minor_units(currency))) % 100


def _declined(code: str) -> Declined:
    return DECLINES[code]()
