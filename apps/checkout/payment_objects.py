"""How merchants' servers see payments and refunds: in answers of their API and in webhooks, always the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.checkout import addresses, selectors
from apps.checkout.models import TrialRefund
from apps.core.money import decimal_string
from apps.merchants import codes
from apps.merchants.models import Charge, ChargeState, Merchant, Till
from apps.transactions.models import State, Transaction

# What a refund of a live payment is; a test one is there or is not.
_REFUND_STATES = {State.COMPLETED.value: "completed", State.DECLINED.value: "declined", State.HELD.value: "held"}


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside a charge and is read for a whole page at once."""

    merchant: Merchant
    till: Till | None
    reference: str | None
    refunded: Decimal


def payment_object(charge: Charge, *, origin: str = "", as_made: bool = False) -> dict[str, Any]:
    """A charge as the merchant's server sees it.

    `origin` is how whoever asks reaches us (`https://pay.example`), for the address of the page to pay on. `as_made`
    is how it was when it had just been made: a repeated request is answered as the first was.
    """
    (found,) = payment_objects([charge], origin=origin, as_made=as_made)
    return found


def payment_objects(charges: Sequence[Charge], *, origin: str = "", as_made: bool = False) -> list[dict[str, Any]]:
    """The same of many, in four statements at most."""
    merchants = Merchant.objects.in_bulk({charge.merchant_id for charge in charges})
    tills = Till.objects.in_bulk({charge.till_id for charge in charges if charge.till_id})
    paid = [charge.transaction_id for charge in charges if charge.transaction_id]
    references: dict[UUID | None, str] = {}
    refunded: dict[UUID | None, Decimal] = {}
    if paid:
        references.update(Transaction.objects.filter(pk__in=paid).values_list("id", "reference"))
        refunded |= selectors.sums_given_back(paid).items()
    return [
        _rendered(
            charge,
            _Beside(
                merchants[charge.merchant_id],
                tills.get(charge.till_id) if charge.till_id else None,
                references.get(charge.transaction_id),
                refunded.get(charge.transaction_id, Decimal(0)) if charge.is_live else charge.refunded,
            ),
            origin or addresses.own_origin(),
            as_made,
        )
        for charge in charges
    ]


def _rendered(charge: Charge, beside: _Beside, origin: str, as_made: bool) -> dict[str, Any]:
    state = ChargeState.OPEN.value if as_made else charge.state
    is_paid = state in (ChargeState.HELD, ChargeState.PAID, ChargeState.RETURNED)
    paid = charge.paid_amount if is_paid else None
    has_payment = is_paid and beside.reference is not None
    return {
        "id": str(charge.id),
        "object": "payment",
        "live": charge.is_live,
        "state": state.lower(),
        "amount": decimal_string(charge.amount, charge.currency),
        "currency": charge.currency,
        "paid_amount": None if paid is None else decimal_string(paid, charge.currency),
        "tip": None if paid is None else decimal_string(paid - charge.amount, charge.currency),
        "refunded": decimal_string(Decimal(0) if as_made else beside.refunded, charge.currency),
        "description": charge.description,
        "reference": charge.merchant_reference,
        "metadata": charge.details,
        "capture": "manual" if charge.captures_later else "automatic",
        "checkout_url": addresses.page_of(charge, origin),
        "qr": codes.charge_text(charge, beside.merchant, beside.till),
        "return_url": charge.return_url or None,
        "expires_at": moment(charge.expires_at),
        "capture_before": moment(charge.capture_before) if is_paid else None,
        "transaction": {"id": str(charge.transaction_id), "reference": beside.reference} if has_payment else None,
        "payer": {"name": charge.payer_name} if is_paid and charge.payer_name else None,
        "created_at": moment(charge.created_at),
    }


def refund_object(row: Transaction, charge: Charge) -> dict[str, Any]:
    """A refund of a live charge."""
    return _refund(
        row.id,
        charge,
        state=_REFUND_STATES.get(row.state, row.state.lower()),
        amount=row.amount,
        reason=row.note,
        reference=row.reference,
        created_at=row.created_at,
    )


def trial_refund_object(row: TrialRefund, charge: Charge) -> dict[str, Any]:
    """A refund of a test charge, which looks the same."""
    return _refund(
        row.id, charge, state="completed", amount=row.amount, reason=row.reason, reference="", created_at=row.created_at
    )


def _refund(
    identity: UUID,
    charge: Charge,
    *,
    state: str,
    amount: Decimal,
    reason: str,
    reference: str,
    created_at: datetime,
) -> dict[str, Any]:
    return {
        "id": str(identity),
        "object": "refund",
        "live": charge.is_live,
        "state": state,
        "payment": str(charge.id),
        "amount": decimal_string(amount, charge.currency),
        "currency": charge.currency,
        "reason": reason,
        "reference": reference or None,
        "created_at": moment(created_at),
    }


def moment(at: datetime | None) -> str | None:
    """A time as this API writes it (RFC 3339, UTC)."""
    return None if at is None else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
