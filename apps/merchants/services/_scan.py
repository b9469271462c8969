"""What somebody has scanned, before they pay.

A code tells only which till, charge or person is meant; all else is told as we know it, because anybody can print a
code. Of somebody else's network it is told what stands in it, and that it cannot be paid here. Nothing is locked and
nothing is written but the count of the looks.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from apps.core import ratelimit
from apps.core.emvco import InvalidCode, Payload
from apps.core.errors import DomainError, InvalidInput
from apps.core.money import InvalidMoney, Money
from apps.merchants import codes, rates
from apps.merchants.codes import Scanned
from apps.merchants.errors import NotAMerchantsCode
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, Till, TipMode
from apps.merchants.services._pay import surcharge_of
from apps.transactions.errors import (
    CurrencyMismatch,
    MerchantNotActive,
    NobodyToPay,
    PaymentCodeExpired,
    PaymentCodeUsed,
    SelfTransfer,
)
from apps.transactions.services import resolve_payee

_MODES = {"prompt": TipMode.PROMPT, "fixed": TipMode.FIXED, "percent": TipMode.PERCENT}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a code cannot be paid: a stable code and a sentence."""

    code: str
    detail: str


UNKNOWN = Problem("payment_code_unknown", "Nothing can be paid with this code. Ask for a new one.")
FOREIGN = Problem("foreign_network", "This code belongs to another payment network and cannot be paid with GoPay.")
ALTERED = Problem("code_altered", "This code says something else than it should: somebody may have changed it.")


@dataclass(frozen=True, slots=True)
class Seller:
    """Who would be paid. Without an id it is what a foreign code says of itself, which nobody has looked at."""

    id: UUID | None
    name: str
    city: str
    category: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What is added: a tip that the payer is asked for, or a convenience fee. `value` is an amount or a percentage."""

    mode: TipMode = TipMode.NONE
    value: Decimal | None = None
    surcharge: Money | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a code means. It can be paid when there is no problem. `till` is its code and its label."""

    kind: Literal["till", "charge", "person", "foreign"]
    problem: Problem | None
    merchant: Seller | None = None
    till: tuple[str, str] | None = None
    charge_id: UUID | None = None
    payee_name: str | None = None
    amount: Decimal | None = None
    currency: str | None = None
    tip: Asked = Asked()
    reference: str = ""
    description: str = ""
    expires_at: datetime | None = None


def look_at_code(*, person_id: UUID, text: str, now: datetime) -> Seen:
    """Tells a person what they have scanned, counted by minute; a person's code is counted like a look at a payee too.

    Raises InvalidInput on `text` for what is no payment code, saying what is wrong with it; TooManyRequests. Call it
    outside a transaction.
    """
    ratelimit.spend(rates.SCANS_BY_PERSON, str(person_id), now=now)
    try:
        scanned = codes.read(text)
    except InvalidCode as error:
        wrong = {"field": "text", "code": error.code, "detail": error.detail}
        raise InvalidInput("This is not a payment code.", errors=[wrong]) from None
    match scanned.kind:
        case "till":
            return _till(scanned)
        case "charge":
            return _charge(scanned, now)
        case "person":
            return _person(scanned, person_id, now)
    return _foreign(scanned.payload)


def look_again(*, text: str, now: datetime) -> Seen:
    """What a merchant's code means at this moment, for whoever has looked at it and pays it now: it is not counted.

    Raises NotAMerchantsCode for everything else.
    """
    try:
        scanned = codes.read(text)
    except InvalidCode:
        raise NotAMerchantsCode from None
    if scanned.kind == "till":
        return _till(scanned)
    if scanned.kind == "charge":
        return _charge(scanned, now)
    raise NotAMerchantsCode


def _till(scanned: Scanned) -> Seen:
    till = Till.objects.select_related("merchant", "store").filter(code=scanned.code).first()
    if till is None:
        return Seen("till", UNKNOWN)
    issued = codes.till_text(till, till.merchant)
    is_open = till.is_open and till.store.is_open
    return Seen(
        "till",
        _altered(scanned, issued) or _closed(till.merchant) or (None if is_open else _said(MerchantNotActive)),
        merchant=_seller(till.merchant, till.store.city),
        till=(till.code, till.label),
        currency=till.merchant.currency,
        tip=Asked(TipMode(till.tip_mode), till.tip_value),
    )


def _charge(scanned: Scanned, now: datetime) -> Seen:
    charge = Charge.objects.select_related("merchant", "till").filter(code=scanned.code, is_live=True).first()
    if charge is None:
        return Seen("charge", UNKNOWN)
    merchant, till = charge.merchant, charge.till
    issued = codes.charge_text(charge, merchant, till)
    fee = surcharge_of(charge.tip_mode, charge.tip_value, Money(charge.amount, charge.currency))
    return Seen(
        "charge",
        _altered(scanned, issued) or _decided(charge, now) or _closed(merchant),
        merchant=_seller(merchant, merchant.city),
        till=(till.code, till.label) if till else None,
        charge_id=charge.id,
        amount=charge.amount,
        currency=charge.currency,
        tip=Asked(TipMode(charge.tip_mode), charge.tip_value, fee),
        reference=charge.merchant_reference,
        description=charge.description,
        expires_at=charge.expires_at,
    )


def _person(scanned: Scanned, person_id: UUID, now: datetime) -> Seen:
    """Of a person the code itself says what they want to be sent: it is theirs to say, and the sender's to change."""
    payload = scanned.payload
    if not scanned.code:
        return Seen("person", _said(NobodyToPay))
    try:
        payee = resolve_payee(person_id=person_id, to=scanned.code, at=now)
    except NobodyToPay as error:
        return Seen("person", Problem(error.code, error.detail))
    problem = None
    if payee.person_id == person_id:
        problem = _said(SelfTransfer)
    elif payload.currency not in payee.currencies:
        problem = _said(CurrencyMismatch)
    elif payload.tip is not None or not _is_money(payload):
        problem = ALTERED
    return Seen(
        "person",
        problem,
        payee_name=payee.name,
        amount=payload.amount if _is_money(payload) else None,
        currency=payload.currency,
    )


def _foreign(payload: Payload) -> Seen:
    tip = Asked(_MODES[payload.tip.mode], payload.tip.value) if payload.tip else Asked()
    return Seen(
        "foreign",
        FOREIGN,
        merchant=Seller(None, payload.name, payload.city, payload.category),
        amount=payload.amount,
        currency=payload.currency,
        tip=tip,
        reference=payload.additional.reference or payload.additional.bill_number or "",
        description=payload.additional.purpose or "",
    )


def _seller(merchant: Merchant, city: str) -> Seller:
    return Seller(merchant.id, merchant.name, city, merchant.category)


def _altered(scanned: Scanned, issued: str) -> Problem | None:
    return None if codes.is_as_issued(scanned.payload, codes.read(issued).payload) else ALTERED


def _closed(merchant: Merchant) -> Problem | None:
    return None if merchant.status == MerchantStatus.ACTIVE else _said(MerchantNotActive)


def _decided(charge: Charge, now: datetime) -> Problem | None:
    if charge.state == ChargeState.EXPIRED or (charge.state == ChargeState.OPEN and charge.expires_at <= now):
        return _said(PaymentCodeExpired)
    return None if charge.state == ChargeState.OPEN else _said(PaymentCodeUsed)


def _is_money(payload: Payload) -> bool:
    """Whether the amount, if any, is one of its currency."""
    if payload.amount is None or payload.currency is None:
        return payload.amount is None
    try:
        Money(payload.amount, payload.currency)
    except InvalidMoney:
        return False
    return True


def _said(refusal: type[DomainError]) -> Problem:
    error = refusal()
    return Problem(error.code, error.detail)
