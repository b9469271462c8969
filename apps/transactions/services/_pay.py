"""The pipeline: authorise, price, limits, record, post, announce, in one database transaction.

What is locked and what happens when the process dies:

- Nothing is written before the transaction begins. Pricing and limits read only.
- The payment's row is inserted first. Its unique key (initiator, idempotency key) makes a second request
  with the key wait until the first has committed, and then find the row and answer from it.
- The ledger locks the two wallets' account rows in id order and moves them.
- The event and the activity row follow. All of it commits together: dying at any step before the commit
  leaves nothing, and dying after it leaves a payment the same key answers for and an event the relay sends.
- When the ledger refuses, everything is rolled back and the refusal is recorded in a transaction of its
  own, under the same key. Dying between the two leaves nothing, as if it had never been asked.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, transaction

from apps.accounts import services as accounts
from apps.core import events, metrics, request_facts, sql
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.money import InvalidMoney, Money
from apps.ledger import services as ledger
from apps.transactions import pricing
from apps.transactions.errors import (
    AmountTooLarge,
    Declined,
    IdempotencyKeyInFlight,
    IdempotencyKeyReused,
    InsufficientFunds,
    PayeeNotActive,
    PayerNotActive,
    SessionEnded,
)
from apps.transactions.kinds import Kind, Parties
from apps.transactions.models import State, Transaction
from apps.transactions.references import new_reference
from apps.wallets.selectors import WalletRef, get_standings


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a payment: a person, and their wallet in its currency if they have one."""

    person_id: UUID | None = None
    name: str = ""
    wallet: WalletRef | None = None


PLATFORM = Side()
# Initiates what no person asks for.
PLATFORM_ID = UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody asks for, before anything is decided. `session_id` is None when no session asks."""

    kind: Kind
    initiator_id: UUID
    session_id: UUID | None
    payer: Side
    payee: Side
    amount: Money
    note: str
    key: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decided payment, and whether it had been decided before."""

    transaction: Transaction
    replayed: bool


_LOCK_NOT_AVAILABLE = "55P03"


def pay(intent: Intent, *, at: datetime, refusal: Declined | None = None) -> Outcome:
    """Decides a payment once; asked again with the same key and digest, it answers the same.

    A business refusal is an outcome (state DECLINED with a failure code), not an exception; `refusal` is one
    the caller has found already. Raises IdempotencyKeyReused, IdempotencyKeyInFlight, SessionEnded.
    Inside a caller's transaction it is all part of that: a savepoint is rolled back before a refusal is recorded.
    """
    fee = Money.zero(intent.amount.currency)
    if refusal is None:
        try:
            fee = pricing.get_fee(kind=intent.kind.code, amount=intent.amount, at=at)
            pricing.check_limits(kind=intent.kind.code, amount=intent.amount)
            with transaction.atomic():
                return _complete(intent, fee, at)
        except Declined as error:
            refusal = error
        except ledger.InsufficientFunds:
            refusal = InsufficientFunds()
        except InvalidMoney:
            refusal = AmountTooLarge()
    with transaction.atomic():
        return _decline(intent, fee, refusal, at)


def _complete(intent: Intent, fee: Money, at: datetime) -> Outcome:
    payer, payee = intent.payer.wallet, intent.payee.wallet
    _authorise(intent, at)
    parties = Parties(
        payer_account=payer.available_account if payer else None,
        payee_account=payee.available_account if payee else None,
        amount=intent.amount,
        fee=fee,
    )
    legs = intent.kind.legs(parties)
    row = _record(intent, fee, State.COMPLETED, "", at)
    if row is None:
        return _replay(intent)
    ledger.post([ledger.Entry(row.id, intent.kind.code, legs, at)])
    return Outcome(row, replayed=False)


def _decline(intent: Intent, fee: Money, refusal: Declined, at: datetime) -> Outcome:
    row = _record(intent, fee, State.DECLINED, refusal.code, at)
    return _replay(intent) if row is None else Outcome(row, replayed=False)


def _authorise(intent: Intent, at: datetime) -> None:
    """Asks the database itself, not a cache: the next payment after a lock or a logout must fail."""
    wallets = [side.wallet.id for side in (intent.payer, intent.payee) if side.wallet]
    standings, session_is_good = get_standings(wallets, session_id=intent.session_id, at=at)
    if intent.session_id and not session_is_good:
        raise SessionEnded
    if intent.payer.wallet and not standings[intent.payer.wallet.id].can_pay:
        raise PayerNotActive
    if intent.payee.wallet and not standings[intent.payee.wallet.id].can_receive:
        raise PayeeNotActive


def _record(intent: Intent, fee: Money, state: State, failure_code: str, at: datetime) -> Transaction | None:
    """Writes the payment, its event and the activity; None when the key has been used."""
    facts = request_facts.current()
    row = Transaction(
        id=uuid7(),
        reference=new_reference(),
        kind=intent.kind.code,
        state=state.value,
        failure_code=failure_code,
        initiator_id=intent.initiator_id,
        idempotency_key=intent.key,
        request_digest=intent.digest,
        payer_id=intent.payer.person_id,
        payee_id=intent.payee.person_id,
        payer_wallet_id=intent.payer.wallet.id if intent.payer.wallet else None,
        payee_wallet_id=intent.payee.wallet.id if intent.payee.wallet else None,
        payer_name=intent.payer.name,
        payee_name=intent.payee.name,
        amount=intent.amount.amount,
        fee=fee.amount,
        currency=intent.amount.currency,
        note=intent.note,
        channel=facts.channel,
        session_id=intent.session_id,
        request_id=facts.request_id,
        created_at=at,
    )
    while not _insert(row):
        if Transaction.objects.filter(initiator_id=row.initiator_id, idempotency_key=row.idempotency_key).exists():
            return None
        # It was the reference that stood there already: one chance in a hundred million.
        row.reference = new_reference()
    outcome = "completed" if state is State.COMPLETED else "declined"
    events.record(f"transactions.{outcome}", {"transaction_id": str(row.id)}, at=at)
    if intent.initiator_id != PLATFORM_ID:
        accounts.record_activity(
            person_id=intent.initiator_id, action=f"transactions.{outcome}", subject=str(row.id), at=at
        )
    metrics.PAYMENTS.labels(row.kind, row.state, row.failure_code).inc()
    return row


_COLUMNS = (
    "id", "reference", "kind", "state", "failure_code", "initiator_id", "idempotency_key", "request_digest",
    "payer_id", "payee_id", "payer_wallet_id", "payee_wallet_id", "payer_name", "payee_name", "amount", "fee",
    "currency", "note", "channel", "session_id", "request_id", "created_at",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO transactions_transaction ({', '.join(_COLUMNS)})"  # noqa: S608  (names from the tuple above)
    f" VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT DO NOTHING RETURNING id"
)


def _insert(row: Transaction) -> bool:
    """Claims the key by writing the row; False when one of its unique values stands there already.

    Waits while another transaction holds the same key, and raises IdempotencyKeyInFlight when that takes
    longer than the connection's lock_timeout.
    """
    try:
        return sql.fetch_one(_INSERT, [getattr(row, column) for column in _COLUMNS]) is not None
    except DatabaseError as error:
        if sqlstate(error) == _LOCK_NOT_AVAILABLE:
            raise IdempotencyKeyInFlight(retry_after=1) from error
        raise


def _replay(intent: Intent) -> Outcome:
    """What was decided when the key was first used. Raises IdempotencyKeyReused for another request."""
    row = Transaction.objects.get(initiator_id=intent.initiator_id, idempotency_key=intent.key)
    if bytes(row.request_digest) != intent.digest:
        raise IdempotencyKeyReused
    return Outcome(row, replayed=True)
