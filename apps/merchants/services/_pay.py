"""Paying a merchant: at a till whose code never changes, or what a charge asks for.

What is locked and what happens when the process dies: all of it is the payment's one statement. It pays if the merchant
is active and,

- of a till, while the till and its store are open and what is added there is still what it was. That is only read, so
  however many pay at one till, nobody waits for anybody but for themselves;
- of a charge, while it is open and in time, for which it locks the charge's row. Of many who pay one charge the first
  goes ahead; the others wait for that one row and find it paid. So do the merchant who calls it off and the sweep.

With the money it writes the line of takings, the charge's state and the event (`_book`). It commits whole or not at
all: never a payment without its line, or a charge that is paid without a payment. What is refused is recorded by
another statement, which touches neither charge nor takings.

Of a charge that is captured later the day until which it may be is noted after the payment; dying between the two
leaves that to the sweep (`_capture`).
"""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import get_person
from apps.accounts.services import Proof
from apps.core import caching, sql
from apps.core.emvco import InvalidCode, Payload
from apps.core.errors import InvalidInput
from apps.core.money import Money
from apps.merchants import codes, selectors
from apps.merchants.errors import ChargeNotFound, NotAMerchantsCode, TermsChanged, TillNotFound
from apps.merchants.models import Charge, ChargeState, TipMode
from apps.merchants.pricing import price_of
from apps.merchants.selectors import MerchantRef, TillRef
from apps.merchants.services._book import Sale, sale_records
from apps.merchants.services._capture import set_deadline
from apps.transactions.errors import (
    CurrencyMismatch,
    Declined,
    MerchantNotActive,
    PaymentCodeExpired,
    PaymentCodeUsed,
    WrongAmount,
)
from apps.transactions.models import HeldFor, State, Transaction
from apps.transactions.services import Attachment, Outcome, pay_business

_TILL_TAKES = """
EXISTS (SELECT FROM merchants_till t JOIN merchants_store s ON s.id = t.store_id
                    JOIN merchants_merchant m ON m.id = t.merchant_id
         WHERE t.id = %s AND t.is_open AND s.is_open AND m.status = 'ACTIVE'
           AND t.tip_mode = %s AND t.tip_value IS NOT DISTINCT FROM %s::numeric)
"""
_CHARGE_IS_OPEN = """
EXISTS (SELECT FROM merchants_merchant m WHERE m.id = %s AND m.status = 'ACTIVE')
AND EXISTS (SELECT FROM merchants_charge c
             WHERE c.id = %s AND c.state = 'OPEN' AND c.expires_at > %s FOR NO KEY UPDATE)
"""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays, and what the request brings along. Without a session nothing has to be proven (as transactions.ask)."""

    id: UUID
    session_id: UUID | None
    key: str
    digest: bytes
    proof: Proof | None = field(default=None, repr=False)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How much the payer says it is: `amount` without and `total` with what is added, and the `tip` they add."""

    amount: Money | None = None
    tip: Money | None = None
    total: Money | None = None


NOTHING_SAID = Terms()


@dataclass(frozen=True, slots=True)
class Added:
    """What the payer pays beyond the amount. One of the two is nothing."""

    tip: Money
    surcharge: Money


def pay_scanned(*, payer: Payer, text: str, terms: Terms, at: datetime) -> Outcome:
    """Pays what a scanned QR code says. What it shows must be what we have asked for, or it is declined (wrong_amount):
    anybody can print a code.

    Raises InvalidInput for a text that is no payment code, NotAMerchantsCode for one of a person or of somebody else's
    merchant, and what `pay_till` and `pay_charge` raise.
    """
    try:
        scanned = codes.read(text)
    except InvalidCode as error:
        raise InvalidInput(errors=[{"field": "qr", "code": error.code, "detail": error.detail}]) from None
    if scanned.kind == "till":
        return pay_till(payer=payer, code=scanned.code, terms=terms, shown=scanned.payload, at=at)
    if scanned.kind == "charge":
        charge = selectors.find_charge_by_code(scanned.code)
        if charge is None:
            raise ChargeNotFound
        return pay_charge(payer=payer, charge_id=charge.id, terms=terms, shown=scanned.payload, at=at)
    if scanned.kind == "person":
        raise NotAMerchantsCode("This is the code of a person. Send the money to them.")
    raise NotAMerchantsCode


def pay_till(
    *,
    payer: Payer,
    code: str,
    terms: Terms,
    shown: Payload | None = None,
    at: datetime,
) -> Outcome:
    """Pays an amount at the till with this code, and what is added there, once for each of the payer's keys.

    `shown` is what the payer has scanned. DECLINED besides all that declines a payment: merchant_not_active (also when
    the till or its store is closed), wrong_amount. Raises InvalidInput without an amount or with a tip that is not
    asked for, TillNotFound, TermsChanged, and what transactions.services.pay_business raises.
    """
    till = selectors.find_till(code)
    merchant = selectors.find_merchant(till.merchant_id) if till else None
    if till is None or merchant is None:
        raise TillNotFound
    if (amount := terms.amount) is None:
        raise InvalidInput(errors=[{"field": "amount", "code": "required", "detail": "Say how much you pay."}])
    refusal: Declined | None = None
    if amount.currency != merchant.currency:
        refusal = CurrencyMismatch()
    elif shown is not None and not _is_shown(shown, merchant, amount):
        refusal = WrongAmount()
    added, refusal = _added(payer, till.tip_mode, till.tip_value, amount, terms, refusal)
    sale = _sale(payer, merchant, added, store_id=till.store_id, till_id=till.id)
    attachment = Attachment(
        condition=sql.Part(_TILL_TAKES, (till.id, till.tip_mode, till.tip_value)),
        records=(sale_records(sale, at=at),),
        why_not=lambda: _what_is_wrong_with_till(till),
    )
    return _pay(payer, merchant, amount, added, refusal, (attachment,), at)


def pay_charge(
    *,
    payer: Payer,
    charge_id: UUID,
    terms: Terms = NOTHING_SAID,
    shown: Payload | None = None,
    attachments: tuple[Attachment, ...] = (),
    refusal: Declined | None = None,
    at: datetime,
) -> Outcome:
    """Pays what a charge asks for, once for each of the payer's keys and once for each charge.

    `terms` say how much the payer believes it is, if they do; `shown` is what they have scanned. `refusal` is what
    stands against it already, `attachments` what else belongs into its statement. DECLINED besides all that
    declines a payment: merchant_not_active, payment_code_expired, payment_code_used, wrong_amount. HELD when the
    merchant captures later. Raises ChargeNotFound, also for a test charge, InvalidInput with a tip that is not asked
    for, and what transactions.services.pay_business raises.
    """
    charge = selectors.find_charge(charge_id)
    merchant = selectors.find_merchant(charge.merchant_id) if charge and charge.is_live else None
    if charge is None or merchant is None:
        raise ChargeNotFound
    asked = Money(charge.amount, charge.currency)
    refusal = refusal or _what_is_decided(charge, at)
    amount = terms.amount or asked
    if refusal is None and amount != asked:
        refusal = WrongAmount()
    if refusal is None and shown and not _is_shown(shown, merchant, asked):
        refusal = WrongAmount()
    added, refusal = _added(payer, charge.tip_mode, charge.tip_value, amount, terms, refusal)
    sale = _sale(
        *(payer, merchant, added),
        store_id=charge.store_id,
        till_id=charge.till_id,
        staff_id=charge.staff_id,
        charge_id=charge.id,
    )
    attachment = Attachment(
        condition=sql.Part(_CHARGE_IS_OPEN, (merchant.id, charge.id, at)),
        records=(sale_records(sale, at=at),),
        why_not=lambda: _what_is_wrong_with_charge(charge, at),
    )
    hold = HeldFor.ORDER.value if charge.captures_later else ""
    outcome = _pay(payer, merchant, amount, added, refusal, (*attachments, attachment), at, hold=hold)
    if charge.captures_later and outcome.transaction.state == State.HELD:
        set_deadline(outcome.transaction.id, charge.id, held_at=outcome.transaction.created_at)
    return outcome


def surcharge_of(mode: str, value: Decimal | None, amount: Money) -> Money:
    """The convenience fee that a till or charge adds to an amount: fixed, or a percentage rounded half to even."""
    if mode == TipMode.FIXED and value is not None:
        return Money.rounded(value, amount.currency)
    if mode == TipMode.PERCENT and value is not None:
        return Money.rounded(amount.amount * value / 100, amount.currency)
    return Money.zero(amount.currency)


def _pay(
    payer: Payer,
    merchant: MerchantRef,
    amount: Money,
    added: Added,
    refusal: Declined | None,
    attachments: tuple[Attachment, ...],
    at: datetime,
    *,
    hold: str = "",
) -> Outcome:
    total = amount + added.tip + added.surcharge
    price = price_of(
        category=merchant.category,
        volume=merchant.volume,
        volume_month=merchant.volume_month,
        amount=total,
        at=at,
    )
    return pay_business(
        payer_id=payer.id,
        session_id=payer.session_id,
        business=merchant.business,
        amount=total,
        price=price,
        note=payer.note,
        key=payer.key,
        digest=payer.digest,
        proof=payer.proof,
        refusal=refusal,
        hold=hold,
        attachments=attachments,
        at=at,
    )


def _sale(payer: Payer, merchant: MerchantRef, added: Added, **where: UUID | None) -> Sale:
    return Sale(
        merchant.id,
        **where,
        tip=added.tip.amount,
        surcharge=added.surcharge.amount,
        payer_name=masked_name(get_person(payer.id).full_name),
    )


def _added(
    payer: Payer, mode: str, value: Decimal | None, amount: Money, terms: Terms, refusal: Declined | None
) -> tuple[Added, Declined | None]:
    """What comes on top, nothing on what is refused, and what refuses it. Raises InvalidInput for a tip that nobody
    asks for."""
    nothing = Money.zero(amount.currency)
    if terms.tip is not None and mode != TipMode.PROMPT:
        # Whoever asks for the same again is answered by the payment, whatever the till asks for since.
        if Transaction.objects.filter(initiator_id=payer.id, idempotency_key=payer.key).exists():
            return Added(nothing, nothing), refusal or WrongAmount()
        raise InvalidInput(errors=[{"field": "tip", "code": "not_asked", "detail": "No tip is taken here."}])
    if refusal is None:
        added = Added(terms.tip or nothing, surcharge_of(mode, value, amount))
        if terms.total in (None, amount + added.tip + added.surcharge):
            return added, None
        refusal = WrongAmount()
    return Added(nothing, nothing), refusal


def _is_shown(shown: Payload, merchant: MerchantRef, amount: Money) -> bool:
    """Whether the code that was scanned shows the currency and, if any, the amount that is asked for.

    What is added may have changed since it was printed: that is told and charged as it is now.
    """
    return shown.currency == merchant.currency and shown.amount in (None, amount.amount)


def _what_is_decided(charge: Charge, at: datetime) -> Declined | None:
    if charge.state == ChargeState.EXPIRED or (charge.state == ChargeState.OPEN and charge.expires_at <= at):
        return PaymentCodeExpired()
    return None if charge.state == ChargeState.OPEN else PaymentCodeUsed()


def _what_is_wrong_with_charge(charge: Charge, at: datetime) -> Exception | None:
    if refusal := _what_is_decided(Charge.objects.get(pk=charge.id), at):
        return refusal
    return None if selectors.is_trading(charge.merchant_id) else MerchantNotActive()


def _what_is_wrong_with_till(till: TillRef) -> Exception | None:
    if not selectors.is_trading(till.merchant_id) or not selectors.is_open(till.id):
        return MerchantNotActive()
    caching.forget(selectors.till_cache_key(till.code))
    return None if selectors.find_till(till.code) == till else TermsChanged()
