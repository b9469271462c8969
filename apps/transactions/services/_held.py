"""Held payments: what becomes of them is decided once.

What is locked and what happens when the process dies:

- One database transaction decides. It locks the payment's row first, so of a release, a return and a second release
  one goes ahead and the others find it decided. Then the ledger closes the hold: it locks the accounts in the order of
  their ids, and the id of the entry that closes a hold can exist once, so even without the payment's lock the money
  could go one way only.
- It then gives back what the limits had counted, when the money goes back; writes the payment's state, the event and
  the activity; and commits.
- Dying before that leaves the payment held, as it was; whoever asked asks again (a consumer, a sweep, an operator).
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core import events, sql
from apps.core.money import Money
from apps.gateways import services as gateways
from apps.ledger import services as ledger
from apps.ledger.services import account_id, deferred_account_id
from apps.transactions import limits
from apps.transactions.errors import (
    Declined,
    DeviceLocked,
    NotHeld,
    PayeeNotActive,
    TransactionNotFound,
)
from apps.transactions.followers import follower_of
from apps.transactions.kinds import KINDS, Parties
from apps.transactions.models import UNDER_WAY, State, Transaction
from apps.transactions.services._counting import check_balance_part, run_part
from apps.transactions.services._pay import Side, held_of
from apps.transactions.takings import book, find_business
from apps.wallets.models import available_code, held_code

# What a released payment through a provider may be by now.
_ON_THE_WAY = (*UNDER_WAY, State.FAILED.value)
_UNSPEND = "SELECT transactions_unspend(%s, %s::text, %s::numeric, %s::date, %s::text)"


def release_held(
    *, transaction_id: UUID, payee: Side | None = None, by: UUID | None = None, at: datetime
) -> Transaction:
    """Pays a held payment to its payee, once however often it is asked; returns the payment.

    One that goes through a provider is PENDING from now on, and on its way.
    `payee` is who has registered, of a payment that waits for that. When the payee's wallet cannot take the money
    (closed, or fuller than it may be), it goes back instead and the payment is RETURNED. Records
    `transactions.completed` or `transactions.returned`. Raises TransactionNotFound, NotHeld when it went back before or
    nobody is known to pay it to.
    """
    with transaction.atomic():
        row = locked(transaction_id)
        if row.held_for and row.state in (State.COMPLETED, *_ON_THE_WAY):
            return row
        if row.state != State.HELD:
            raise NotHeld
        if KINDS[row.kind].outside:
            gateways.release_operation(transaction_id=row.id, at=at)
            record_decision(row, {"state": State.PENDING.value}, by=by, at=at)
            return row
        if row.payee_wallet_id is None and payee is None and not row.counter_code:
            raise NotHeld
        try:
            with transaction.atomic():
                _pay_on(row, payee, at)
        except Declined as refusal:
            return _give_back(row, refusal.code, by, at)
        changes = {"state": State.COMPLETED.value, "decided_at": at}
        if payee is not None and payee.wallet is not None:
            changes |= {"payee_id": payee.person_id, "payee_name": payee.name, "payee_wallet_id": payee.wallet.id}
        record_decision(row, changes, by=by, at=at)
        return row


def return_held(*, transaction_id: UUID, code: str, by: UUID | None = None, at: datetime) -> Transaction:
    """Gives a held payment's money back to its payer, once however often it is asked; returns the payment.

    `code` is the decline's code that says why. Records `transactions.returned`. Raises TransactionNotFound, NotHeld
    when it was paid before.
    """
    with transaction.atomic():
        row = locked(transaction_id)
        if row.state == State.RETURNED:
            return row
        if row.state != State.HELD:
            raise NotHeld
        return _give_back(row, code, by, at)


def return_held_of_device(*, device_id: UUID, at: datetime) -> int:
    """Gives back what is held of payments that were made on a phone; returns how many. Each is decided on its own."""
    held = Transaction.objects.filter(device_id=device_id, state=State.HELD).order_by("id").values_list("id", flat=True)
    returned = 0
    for transaction_id in held:
        # Somebody may have decided it since it was found.
        with suppress(NotHeld):
            return_held(transaction_id=transaction_id, code=DeviceLocked.code, at=at)
            returned += 1
    return returned


def locked(transaction_id: UUID) -> Transaction:
    """The payment under its row's lock, in the caller's transaction. Raises TransactionNotFound."""
    row = Transaction.objects.select_for_update(no_key=True).filter(pk=transaction_id).first()
    if row is None:
        raise TransactionNotFound
    return row


def _pay_on(row: Transaction, payee: Side | None, at: datetime) -> None:
    """Pays what is held to the payee. Raises the Declined that says why they cannot be paid."""
    payee_account = None
    if payee is not None and payee.wallet is not None:
        payee_account = payee.wallet.available_account
    elif row.payee_wallet_id is not None:
        payee_account = account_id(available_code(row.payee_wallet_id), row.currency)
    elif row.counter_code:
        payee_account = deferred_account_id(row.counter_code, row.currency)
    try:
        capture_held(row, payee_account=payee_account, at=at)
    except ledger.AccountClosed as error:
        raise PayeeNotActive from error
    if find_business(row):
        book().completed(row, at=at)
    if payee is None or not payee.tier or payee_account is None:
        return
    maximum = limits.get_maximum_balance(tier=payee.tier, kind=row.kind, currency=row.currency)
    if maximum is not None:
        run_part(check_balance_part(payee_account, maximum))


def parties_of(row: Transaction, *, payer_account: UUID | None, payee_account: UUID | None) -> Parties:
    """The parties of a payment that stands there already, between these accounts."""
    return Parties(
        payer_account=payer_account,
        payee_account=payee_account,
        amount=Money(row.amount, row.currency),
        fee=Money(row.fee, row.currency),
        tax=Money(row.tax, row.currency),
        bearer=row.fee_bearer,
    )


def capture_held(row: Transaction, *, payee_account: UUID | None, at: datetime) -> None:
    """Pays what is held of a payment to this account, and its charges. Raises what ledger.services.capture raises."""
    held = account_id(held_code(row.payer_wallet_id), row.currency) if row.payer_wallet_id else None
    if held is None and row.counter_code:
        held = deferred_account_id(held_of(row.counter_code), row.currency)
    parties = parties_of(row, payer_account=held, payee_account=payee_account)
    gains = [leg for leg in KINDS[row.kind].legs(parties) if leg.amount.amount > 0]
    ledger.capture(hold_id=row.id, to=gains, effective_at=at, kind=row.kind)


def release_money(row: Transaction, *, at: datetime) -> None:
    """Gives what is held of a payment back, and takes it out of the payer's counters."""
    ledger.release(hold_id=row.id, effective_at=at)
    uncount(row)


def uncount(row: Transaction) -> None:
    """Takes a payment that nobody got out of its payer's counters: the day and the month it was counted in."""
    if row.payer_id and KINDS[row.kind].is_limited:
        sql.fetch_one(_UNSPEND, (row.payer_id, row.currency, row.amount, limits.day_of(row.created_at), row.kind))


def _give_back(row: Transaction, code: str, by: UUID | None, at: datetime) -> Transaction:
    release_money(row, at=at)
    if find_business(row):
        book().returned(row, at=at)
    if KINDS[row.kind].outside:
        gateways.drop_operation(transaction_id=row.id, code=code, at=at)
    record_decision(row, {"state": State.RETURNED.value, "failure_code": code, "decided_at": at}, by=by, at=at)
    if follower := follower_of(row):
        follower.returned(row, at=at)
    return row


def record_decision(row: Transaction, changes: dict[str, object], *, by: UUID | None = None, at: datetime) -> None:
    """Moves a payment on to its next state, with the event and the activity that tell of it."""
    for name, value in changes.items():
        setattr(row, name, value)
    # Only what changes is named: the database refuses an UPDATE that so much as mentions what was agreed.
    Transaction.objects.filter(pk=row.pk).update(**changes)
    topic = f"transactions.{row.state.lower()}"
    events.record(topic, {"transaction_id": str(row.id)}, at=at)
    # Of a deposit the payer is outside.
    if person_id := row.payer_id or (row.payee_id if KINDS[row.kind].outside else None):
        detail = {"by": str(by)} if by else {}
        accounts.record_activity(person_id=person_id, action=topic, subject=str(row.id), detail=detail, at=at)
