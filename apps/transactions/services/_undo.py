"""A payment is undone whole: the ledger mirrors its entry, and payments back tell of it.

Whoever calls has decided that it is to be, and has locked the payment's row (`_paid_back.lock_original`), so that no
refund and no dispute of it comes between. Here the accounts are locked in the order of their ids; what the payee still
has is read under that lock. Entries, payments, what is owed and the count of what went back belong to the caller's
transaction: all of it or nothing. The mirror's id follows from the payment's entry, so even without the locks it could
exist once, and nothing else is posted without it.
"""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core import events
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.selectors import EntryView, get_entry
from apps.ledger.services import Entry, Leg, deferred_account_id
from apps.transactions.errors import TransactionNotFound
from apps.transactions.followers import follower_of
from apps.transactions.kinds import FEE_RETURN, KINDS, RECEIVABLES, REVERSAL, Direction
from apps.transactions.models import PaidBack, Receivable, Transaction
from apps.transactions.refusals import Refusal
from apps.transactions.services._paid_back import maximum_of, record_back
from apps.transactions.services._pricing import open_platform_accounts
from apps.wallets.models import Wallet
from apps.wallets.selectors import WalletRef, find_wallet


class NotUndone(Exception):
    """Why a payment could not be undone. What was begun is to be rolled back by whoever catches it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal


def undo(original: Transaction, *, may_owe: bool, key: str, digest: bytes, now: datetime) -> Transaction:
    """Moves the money of a payment back, fee and tax included, and returns the payment that tells of it (REVERSAL).

    What the payee has spent they owe from now on, if `may_owe`. `key` is unique among what the platform starts. Records
    `transactions.completed`, and `transactions.receivable_opened` of what is owed. Raises NotUndone.
    """
    _count_whole(original)
    entry = _entry_of(original)
    moves_on = _moves_on(original, entry, now)
    _check_wallet(original)
    accounts = {leg.account_id for leg in entry.legs} | {leg.account_id for one in moves_on for leg in one.legs}
    # All of them at once, in the order of their ids; what is there stays there until this is done.
    there = ledger.lock_balances(accounts)
    if get_entry(ledger.answer_id(entry.id)) is not None:
        raise NotUndone(Refusal.ALREADY_REVERSED)
    try:
        missing = _missing(original, entry, there)
        if missing:
            if not may_owe:
                raise NotUndone(Refusal.PAYEE_HAS_SPENT_IT)
            _lend(original, missing, now)
        ledger.reverse(entry_id=entry.id, effective_at=now)
        if moves_on:
            ledger.post(moves_on)
    except ledger.AccountClosed as error:
        raise NotUndone(Refusal.ACCOUNT_CLOSED) from error
    ids = {one.kind: one.id for one in moves_on}
    reversal = record_back(
        REVERSAL, original, original.credit, identity=ids.get(REVERSAL.code), key=key, digest=digest, at=now
    )
    # Of a payment that came from outside the charges go back with the rest: it was the payee who had borne them.
    if original.charges and original.payer_id:
        identity = ids.get(FEE_RETURN.code)
        record_back(
            *(FEE_RETURN, original, original.charges),
            identity=identity,
            by_platform=True,
            key=f"{key}:fee",
            digest=digest,
            at=now,
        )
    if missing:
        _owe(original, missing, now)
    if follower := follower_of(original):
        follower.undone(original, at=now)
    return reversal


def _count_whole(original: Transaction) -> None:
    """All of it went back, from now on. Raises NotUndone when some of it did before."""
    counted, _ = PaidBack.objects.get_or_create(
        transaction_id=original.id, defaults={"maximum": maximum_of(original), "total": Decimal(0)}
    )
    if counted.is_reversed:
        raise NotUndone(Refusal.ALREADY_REVERSED)
    if counted.total:
        raise NotUndone(Refusal.PARTLY_PAID_BACK)
    counted.total, counted.is_reversed = counted.maximum, True
    counted.save(update_fields=["total", "is_reversed"])


def _entry_of(original: Transaction) -> EntryView:
    """The entry that paid the payee: its own, or the one that captured what had been put aside for it."""
    entry = get_entry(ledger.answer_id(original.id) if _was_put_aside(original) else original.id)
    if entry is None:
        raise TransactionNotFound
    return entry


def _was_put_aside(original: Transaction) -> bool:
    direction = KINDS[original.kind].outside
    # Nothing can be put aside of what has yet to come.
    return direction is Direction.OUT or (bool(original.held_for) and direction is None)


def _moves_on(original: Transaction, entry: EntryView, now: datetime) -> list[Entry]:
    """The way out of the payer's held account, of a payment that was put aside before it was paid.

    The mirror of a captured hold puts the money back where it was held; there nothing waits for it any more. What comes
    back and what of it are charges are an entry each, which the payments that tell of them are named after.
    """
    payer = find_wallet(original.payer_id, original.currency) if original.payer_id else None
    if not _was_put_aside(original) or payer is None:
        return []
    held = -next(leg.amount for leg in entry.legs if leg.account_id == payer.held_account)
    charges = Money(original.charges, original.currency)
    return [
        Entry(uuid7(), name, [Leg(payer.held_account, -amount), Leg(payer.available_account, amount)], now)
        for name, amount in ((REVERSAL.code, held - charges), (FEE_RETURN.code, charges))
        if amount
    ]


def _check_wallet(original: Transaction) -> None:
    """A wallet that somebody froze is not emptied behind their back. Raises NotUndone."""
    if original.payee_id is None or original.payee_wallet_id is None:
        return
    wallet = Wallet.objects.get(pk=original.payee_wallet_id)
    if wallet.status == Wallet.Status.FROZEN:
        raise NotUndone(Refusal.WALLET_FROZEN)
    if wallet.status == Wallet.Status.CLOSED:
        raise NotUndone(Refusal.ACCOUNT_CLOSED)


def _wallet_of_payee(original: Transaction) -> WalletRef:
    """Whose wallet it was paid into. Raises NotUndone when it is an account that no person owes for."""
    wallet = find_wallet(original.payee_id, original.currency) if original.payee_id else None
    # Behind the float of an outlet there is nobody who would hear of it, and it closes with nothing owed.
    if wallet is None or not Wallet.objects.filter(pk=wallet.id, holder__isnull=False).exists():
        raise NotUndone(Refusal.PAYEE_HAS_SPENT_IT)
    return wallet


def _missing(original: Transaction, entry: EntryView, there: dict[UUID, Money]) -> Money | None:
    """By how much the payee has too little, under the lock of their account; None when there is enough.

    Raises NotUndone when it is an account that no person owes for.
    """
    missing = None
    for leg in entry.legs:
        if leg.account_id in there and leg.amount > there[leg.account_id]:
            if leg.account_id != _wallet_of_payee(original).available_account:
                raise NotUndone(Refusal.PAYEE_HAS_SPENT_IT)
            missing = leg.amount - there[leg.account_id]
    return missing


def _lend(original: Transaction, missing: Money, now: datetime) -> None:
    """Pays into the payee's wallet what the mirror is about to take and is not there: they owe it."""
    wallet = _wallet_of_payee(original)
    open_platform_accounts(REVERSAL, missing.currency, at=now)
    receivables = deferred_account_id(RECEIVABLES, missing.currency)
    legs = [Leg(receivables, -missing), Leg(wallet.available_account, missing)]
    ledger.post([Entry(uuid7(), "RECEIVABLE", legs, now)])


def _owe(original: Transaction, missing: Money, now: datetime) -> None:
    wallet = _wallet_of_payee(original)
    owed = Receivable.objects.create(
        person_id=wallet.holder_id,
        wallet_id=wallet.id,
        transaction_id=original.id,
        currency=missing.currency,
        amount=missing.amount,
        outstanding=missing.amount,
        created_at=now,
    )
    events.record("transactions.receivable_opened", {"receivable_id": str(owed.id)}, at=now)
