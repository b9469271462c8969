"""A payee gives back what they were paid, whole or in parts.

A refund is a payment of its own through the pipeline (`_pay`), linked to the one it answers to by `parent_id`. What is
locked and what happens when the process dies:

- The payment's one statement first locks the row of the payment that is given back, then the ledger the two wallets'
  accounts in the order of their ids, and then the row that counts what went back of it. Of many refunds at once each
  sees what the ones before it have given back; what is more than is left undoes its whole statement.
- Of a payment to a business (`_draw` in `_pay`) a transaction around it locks the payment's row, then the account of
  its takings, and what is there decides how much its wallet pays.
- Money and count commit together. Dying before that leaves nothing; dying after it leaves a refund that its key answers
  for. What was refused is recorded by another statement, as every decline.

A refund for a dispute takes what was put aside for it (`from_held`): one transaction locks the payment's row, closes
the hold, counts, and records; the entry that closes a hold can exist once, so the money goes one way.
"""

import hashlib
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts.selectors import find_person
from apps.accounts.services import Proof
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.selectors import get_entry
from apps.ledger.services import Leg
from apps.transactions.errors import (
    AlreadyReversed,
    Declined,
    IdempotencyKeyReused,
    NothingLeftToRefund,
    NotRefundable,
    PayeeNotActive,
    RefundTooLarge,
)
from apps.transactions.kinds import REFUND
from apps.transactions.models import PaidBack, Transaction
from apps.transactions.pricing import free_of_charge
from apps.transactions.selectors import get_left_to_refund, get_transaction
from apps.transactions.services._ask import ask
from apps.transactions.services._paid_back import (
    check_refundable,
    count_paid_back,
    count_part,
    is_there,
    lock_original,
    record_back,
)
from apps.transactions.services._pay import PLATFORM_ID, Attachment, Intent, Outcome, Side, pay
from apps.transactions.takings import find_business
from apps.wallets.selectors import find_wallet


def refund(
    *,
    payee_id: UUID,
    session_id: UUID | None,
    transaction_id: UUID,
    amount: Money | None,
    reason: str,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    initiator_id: UUID | None = None,
    attachments: tuple[Attachment, ...] = (),
    at: datetime,
) -> Outcome:
    """Gives a payment back to its payer, by whom it was paid, once for each `key`; without `amount` all that is left.

    Of a payment to a business that is `payee_id`, and somebody who may act for it the `initiator_id` (who may, the
    caller has decided): its takings are drawn on first, its wallet for the rest.

    No fee is charged and none is given back. What cannot be is an outcome with state DECLINED, above all
    nothing_left_to_refund and refund_too_large. Raises TransactionNotFound for somebody else's payment, NotRefundable
    for one that was not paid to them, not completed or not of a kind that is given back, core.money.CurrencyMismatch
    for an amount in another currency, and what `ask` raises.
    """
    original = get_transaction(person_id=payee_id, transaction_id=transaction_id)
    if original.payee_id != payee_id:
        raise NotRefundable("Only who was paid can give it back. Ask them, or open a dispute.")
    check_refundable(original)
    # Asked again with the same key, the answer is found before the refusal is.
    amount, refusal = _look(original, amount)
    intent = _intent(original, amount, reason, initiator_id or payee_id, session_id, key, digest)
    intent = replace(intent, attachments=(*intent.attachments, *attachments))
    return ask(intent, proof=proof, at=at, refusal=refusal)


def refund_for_dispute(
    *,
    transaction_id: UUID,
    amount: Money,
    from_held: UUID | None = None,
    reserved: bool = False,
    note: str = "",
    key: str,
    at: datetime,
) -> Outcome:
    """Gives a payment, or a part of it, back to its payer because it was decided so; once for each `key`.

    `from_held` is the id of the hold (ledger.services.hold, from the payee's available to their held account) that put
    the money aside: it is closed, and what of it is not given back becomes available to the payee again. Without it
    the money comes from what the payee has available, and may be DECLINED (insufficient_funds, payer_not_active); of a
    payment to a business from its takings and what its owner has available (frozen or not), and it may be DECLINED
    (insufficient_funds, payee_not_active).
    `reserved` says that `reserve_pay_back` has counted it before; release the rest of that with `release_pay_back`.

    Call it in the caller's transaction, before other locks of the ledger. Raises TransactionNotFound, NotRefundable,
    NothingLeftToRefund, RefundTooLarge, AlreadyReversed, IdempotencyKeyReused; with `from_held` also PayeeNotActive
    when the payer's wallet is closed, ledger.services.EntryAnswered when the hold was closed otherwise, and
    UnbalancedEntry when less is held.
    """
    terms = f"refund|{transaction_id}|{amount}|{from_held}|{reserved}"
    digest = hashlib.sha256(terms.encode()).digest()
    with transaction.atomic():
        original = lock_original(transaction_id)
        check_refundable(original)
        if found := Transaction.objects.filter(initiator_id=PLATFORM_ID, idempotency_key=key).first():
            if bytes(found.request_digest) != digest:
                raise IdempotencyKeyReused
            return Outcome(found, replayed=True)
        if from_held is None:
            intent = _intent(original, amount, note, PLATFORM_ID, None, key, digest, is_counted=reserved)
            # What a business gives back because it was decided so, its owner's frozen wallet does not stop either.
            return pay(replace(intent, is_decreed=intent.draws_on is not None), at=at)
        identity = _pay_from_hold(original, from_held, amount, at)
        if not reserved:
            count_paid_back(original, amount)
        row = record_back(REFUND, original, amount.amount, identity=identity, note=note, key=key, digest=digest, at=at)
        return Outcome(row, replayed=False)


def _look(original: Transaction, amount: Money | None) -> tuple[Money, Declined | None]:
    """How much is meant, and what already stands against it; the refund's statement looks again."""
    left = get_left_to_refund(original)
    if not left:
        is_reversed = PaidBack.objects.filter(pk=original.id, is_reversed=True).exists()
        refusal = AlreadyReversed() if is_reversed else NothingLeftToRefund()
        return amount or Money(original.amount, original.currency), refusal
    if amount is None:
        return left, None
    return amount, RefundTooLarge() if amount > left else None


def _intent(
    original: Transaction,
    amount: Money,
    note: str,
    initiator_id: UUID,
    session_id: UUID | None,
    key: str,
    digest: bytes,
    *,
    is_counted: bool = False,
) -> Intent:
    """The way back. Its payee has no tier here: money must be able to come back into a wallet that is full."""
    counted = Attachment(condition=is_there(original), calls=() if is_counted else (count_part(original, amount),))
    business = find_business(original)
    return Intent(
        REFUND,
        initiator_id,
        session_id,
        Side(business.id, business.name, business.wallet)
        if business
        else _side(original.payee_id, original.payee_name, original.currency),
        _side(original.payer_id, original.payer_name, original.currency),
        amount,
        note,
        key,
        digest,
        parent_id=original.id,
        price=free_of_charge(original.currency),
        attachments=(counted,),
        counter_code=business.takings_code if business else "",
        draws_on=business,
    )


def _side(person_id: UUID | None, name: str, currency: str) -> Side:
    """A side as it is called now; `name` is how it was called then."""
    if person_id is None:
        return Side(name=name)
    person = find_person(str(person_id))
    return Side(person_id, person.full_name if person else name, find_wallet(person_id, currency))


def _pay_from_hold(original: Transaction, hold_id: UUID, amount: Money, at: datetime) -> UUID:
    """Pays the payment's payer out of what is held; the rest is its payee's again. Returns the paying entry's id.

    The hold is released whole and the refund posted after it, under an id of its own, so that books, statements and
    pages find the refund by its entry as they find every payment. All accounts are locked before, in the order of
    their ids, so nobody spends what is released in between. No standing is asked: a frozen wallet keeps nothing back.
    """
    payer = _side(original.payer_id, original.payer_name, original.currency).wallet
    payee = _side(original.payee_id, original.payee_name, original.currency).wallet
    entry = get_entry(hold_id)
    if payer is None or payee is None or entry is None:
        raise NotRefundable
    if {leg.account_id for leg in entry.legs} != {payee.available_account, payee.held_account}:
        raise NotRefundable("What is held is not this payee's money.")
    if amount > max(leg.amount for leg in entry.legs):
        raise ledger.UnbalancedEntry("A refund takes at most what is held.")
    ledger.lock_balances([payee.available_account, payee.held_account, payer.available_account])
    # Under these locks nobody closes it any more; what closed it before must not be taken for our own release.
    if get_entry(ledger.answer_id(hold_id)) is not None:
        raise ledger.EntryAnswered
    ledger.release(hold_id=hold_id, effective_at=at)
    identity = uuid7()
    legs = [Leg(payee.available_account, -amount), Leg(payer.available_account, amount)]
    try:
        ledger.post([ledger.Entry(identity, REFUND.code, legs, at)])
    except ledger.AccountClosed as error:
        raise PayeeNotActive from error
    return identity
