"""Payments at an agent's desk: cash becomes e-money and back, float moves, commissions are paid.

An outlet is no person. What it holds is a wallet (wallets.services.open_float) and its side of a payment carries the
outlet's id and name. Who serves there, and whether they may, is the business of `apps.agents`, whose conditions come
along as attachments and run in the payment's own statement.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts.selectors import get_person
from apps.accounts.services import Proof
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.transactions import pricing
from apps.transactions.errors import CurrencyMismatch, Declined, FeeExceedsAmount
from apps.transactions.kinds import CASH_IN, CASH_OUT, COMMISSION, FLOAT_PURCHASE, FLOAT_SALE, FLOAT_TRANSFER
from apps.transactions.models import Bearer, HeldFor
from apps.transactions.pricing import Price, free_of_charge
from apps.transactions.services._ask import ask
from apps.transactions.services._pay import PLATFORM, PLATFORM_ID, Attachment, Intent, Outcome, Side, pay
from apps.transactions.services._pricing import open_platform_accounts
from apps.transactions.services._quotes import promised
from apps.wallets.selectors import find_wallet


def pay_cash_in(
    *,
    teller_id: UUID,
    session_id: UUID | None,
    outlet: Side,
    customer_id: UUID,
    amount: Money,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    refusal: Declined | None = None,
    attachments: tuple[Attachment, ...] = (),
    observed: Mapping[str, Any] | None = None,
    at: datetime,
) -> Outcome:
    """Pays what a customer has handed over from the outlet's float into their wallet, once for each of the teller's
    keys.

    The price is that of the customer's tier. `observed` is what the risk rules cannot know by themselves. Raises what
    `ask` raises, accounts.errors.PersonNotFound.
    """
    person = get_person(customer_id)
    wallet = find_wallet(customer_id, amount.currency)
    customer = Side(person.id, person.full_name, wallet, person.kyc_tier)
    price, refusal = _price(CASH_IN.code, amount, person.kyc_tier, refusal, at)
    if refusal is None and (wallet is None or outlet.wallet is None):
        refusal = CurrencyMismatch()
    intent = Intent(
        *(CASH_IN, teller_id, session_id, outlet, customer, amount, note, key, digest),
        price=price,
        attachments=attachments,
        observed=observed or {},
    )
    return ask(intent, proof=proof, at=at, refusal=refusal)


def pay_cash_out(
    *,
    initiator_id: UUID,
    session_id: UUID | None,
    customer_id: UUID,
    outlet: Side | None,
    amount: Money,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    quote_id: UUID | None = None,
    refusal: Declined | None = None,
    attachments: tuple[Attachment, ...] = (),
    observed: Mapping[str, Any] | None = None,
    at: datetime,
) -> Outcome:
    """Pays a customer's money into the float of the outlet that hands out the cash, once for each of the initiator's
    keys.

    Without an `outlet` it is put aside until one fetches it (HeldFor.REDEEM): `release_held` with the outlet's side
    pays it, `return_held` gives it back. A `quote_id` names the price that was promised. The initiator is the customer,
    or who serves somebody without a phone. Raises what `ask` raises, accounts.errors.PersonNotFound.
    """
    person = get_person(customer_id)
    wallet = find_wallet(customer_id, amount.currency)
    customer = Side(person.id, person.full_name, wallet, person.kyc_tier, person.time_zone)
    price, refusal = _price(CASH_OUT.code, amount, person.kyc_tier, refusal, at)
    if refusal is None and (wallet is None or (outlet is not None and outlet.wallet is None)):
        refusal = CurrencyMismatch()
    if quote_id and refusal is None:
        promise, refusal = promised(
            quote_id, person_id=customer_id, kind=CASH_OUT.code, payee_id=None, amount=amount, at=at
        )
        price = promise.price if promise else price
    intent = Intent(
        *(CASH_OUT, initiator_id, session_id, customer, outlet or PLATFORM, amount, note, key, digest),
        price=price,
        quote_id=quote_id,
        hold="" if outlet else HeldFor.REDEEM.value,
        attachments=attachments,
        observed=observed or {},
    )
    return ask(intent, proof=proof, at=at, refusal=refusal)


def move_float(
    *,
    initiator_id: UUID,
    session_id: UUID | None,
    source: Side,
    target: Side,
    amount: Money,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    refusal: Declined | None = None,
    attachments: tuple[Attachment, ...] = (),
    at: datetime,
) -> Outcome:
    """Moves float from outlet to outlet, once for each of the initiator's keys. Raises what `ask` raises."""
    if refusal is None and (source.wallet is None or target.wallet is None):
        refusal = CurrencyMismatch()
    intent = Intent(
        *(FLOAT_TRANSFER, initiator_id, session_id, source, target, amount, note, key, digest),
        price=free_of_charge(amount.currency),
        attachments=attachments,
    )
    return ask(intent, proof=proof, at=at, refusal=refusal)


def issue_float(*, outlet: Side, trust_code: str, amount: Money, note: str = "", key: str, at: datetime) -> Outcome:
    """Makes e-money of what an agent has paid into the trust bank, once for each `key`. Who may the caller has decided.

    Raises IdempotencyKeyReused when the key paid something else.
    """
    _open_trust(trust_code, amount.currency, at)
    digest = _digest(FLOAT_PURCHASE.code, outlet.person_id, trust_code, amount)
    intent = Intent(
        *(FLOAT_PURCHASE, PLATFORM_ID, None, PLATFORM, outlet, amount, note, key, digest),
        price=free_of_charge(amount.currency),
        counter_code=trust_code,
    )
    return pay(intent, at=at, refusal=None if outlet.wallet else CurrencyMismatch())


def withdraw_float(*, outlet: Side, trust_code: str, amount: Money, note: str = "", key: str, at: datetime) -> Outcome:
    """Takes e-money back that the trust bank pays out to an agent, once for each `key`. Who may the caller has decided.

    DECLINED when the float is too little. Raises IdempotencyKeyReused when the key paid something else.
    """
    _open_trust(trust_code, amount.currency, at)
    digest = _digest(FLOAT_SALE.code, outlet.person_id, trust_code, amount)
    intent = Intent(
        *(FLOAT_SALE, PLATFORM_ID, None, outlet, PLATFORM, amount, note, key, digest),
        price=free_of_charge(amount.currency),
        counter_code=trust_code,
    )
    return pay(intent, at=at, refusal=None if outlet.wallet else CurrencyMismatch())


def pay_commission(
    *, source_code: str, payer_name: str, payee: Side, gross: Money, tax: Money, note: str = "", key: str, at: datetime
) -> Outcome:
    """Pays what has accrued on the account of this code, less the tax withheld, once for each `key`.

    The caller has decided that so much is owed, under a lock of its own, and calls this in that transaction: an account
    without a floor says no to nothing. DECLINED when the wallet cannot take it. Raises IdempotencyKeyReused.
    """
    open_platform_accounts(COMMISSION, gross.currency, at=at)
    digest = _digest(COMMISSION.code, payee.person_id, source_code, gross, tax)
    intent = Intent(
        *(COMMISSION, PLATFORM_ID, None, Side(name=payer_name), payee, gross, note, key, digest),
        price=Price(Money.zero(gross.currency), tax, Bearer.PAYEE.value),
        counter_code=source_code,
    )
    return pay(intent, at=at, refusal=None if payee.wallet else CurrencyMismatch())


def _price(
    kind: str, amount: Money, tier: str, refusal: Declined | None, at: datetime
) -> tuple[Price, Declined | None]:
    try:
        return pricing.get_price(kind=kind, amount=amount, tier=tier, at=at), refusal
    except FeeExceedsAmount as error:
        return free_of_charge(amount.currency), refusal or error


def _open_trust(code: str, currency: str, at: datetime) -> None:
    ledger.open_account(code=code, kind="ASSET", currency=currency, floor=None, at=at)


def _digest(*facts: object) -> bytes:
    return hashlib.sha256("|".join(str(fact) for fact in facts).encode()).digest()
