"""Payments to a business, and what it is paid out: like any other, but a side has an account instead of a wallet."""

import hashlib
from datetime import datetime
from uuid import UUID

from apps.accounts.selectors import get_person
from apps.accounts.services import Proof
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.transactions.errors import CurrencyMismatch, Declined, SelfTransfer
from apps.transactions.kinds import MERCHANT_PAYMENT, MERCHANT_PAYOUT
from apps.transactions.pricing import Price, free_of_charge
from apps.transactions.services._ask import ask
from apps.transactions.services._pay import PLATFORM_ID, Attachment, Intent, Outcome, Side, pay
from apps.transactions.services._pricing import open_platform_accounts
from apps.transactions.takings import Business
from apps.wallets.selectors import find_wallet


def open_business(business: Business, *, at: datetime) -> None:
    """Opens the accounts a business is paid on, or finds them open. Payments do not ask whether they are."""
    ledger.open_account(code=business.takings_code, kind="LIABILITY", currency=business.currency, floor=None, at=at)
    open_platform_accounts(MERCHANT_PAYMENT, business.currency, at=at)


def pay_business(
    *,
    payer_id: UUID,
    session_id: UUID | None,
    business: Business,
    amount: Money,
    price: Price,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    refusal: Declined | None = None,
    hold: str = "",
    attachments: tuple[Attachment, ...] = (),
    at: datetime,
) -> Outcome:
    """Pays a business, once for each `key`: its takings get the amount less the discount in `price`, which it bears.

    `refusal` is what stands against it already; what only the payment's own statement can know is in `attachments`.
    With `hold` (HeldFor.ORDER) the money is put aside until the business captures or lets go of it. The business's
    accounts are open (`open_business`). A session needs a `proof`. Raises what `ask` raises,
    accounts.errors.PersonNotFound.
    """
    person = get_person(payer_id)
    wallet = find_wallet(payer_id, amount.currency)
    payer = Side(person.id, person.full_name, wallet, person.kyc_tier, person.time_zone)
    if refusal is None and business.owner_id == payer_id:
        refusal = SelfTransfer("You cannot pay a business of your own.")
    if refusal is None and (wallet is None or amount.currency != business.currency):
        refusal = CurrencyMismatch()
    payee = Side(business.id, business.name, owner_id=business.owner_id)
    intent = Intent(
        *(MERCHANT_PAYMENT, payer_id, session_id, payer, payee, amount, note, key, digest),
        price=price,
        hold=hold,
        attachments=attachments,
        counter_code=business.takings_code,
    )
    return ask(intent, proof=proof, at=at, refusal=refusal)


def pay_out_business(
    *, business: Business, source_code: str, amount: Money, note: str = "", key: str, at: datetime
) -> Outcome:
    """Pays what a business is owed on the account of this code into its wallet, once for each `key`.

    The caller has decided that so much is owed, under a lock of its own, and calls this in that transaction: an account
    without a floor says no to nothing. No limit of what the wallet may hold applies. DECLINED when the wallet cannot
    take it (payee_not_active, currency_mismatch). Raises IdempotencyKeyReused.
    """
    digest = hashlib.sha256(f"{MERCHANT_PAYOUT.code}|{business.id}|{source_code}|{amount}".encode()).digest()
    payee = Side(business.owner_id, get_person(business.owner_id).full_name, business.wallet)
    intent = Intent(
        *(MERCHANT_PAYOUT, PLATFORM_ID, None, Side(business.id, business.name), payee, amount, note, key, digest),
        price=free_of_charge(amount.currency),
        counter_code=source_code,
    )
    return pay(intent, at=at, refusal=None if business.wallet else CurrencyMismatch())
