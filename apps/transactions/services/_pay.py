"""The pipeline: authorise, price, limits, then record, post and announce in one statement.

What is locked and what happens when the process dies:

- Pricing and the look at single limits only read.
- One statement writes. It inserts the payment's row first, if wallets, people and session are in good
  standing and the authority still holds, for which it locks the PIN's row against wrong PINs. The unique key
  (initiator, idempotency key) makes a second request with the key wait until the first has committed, and
  then it inserts nothing, does nothing and is answered from the row that stands there. For an inserted row
  it calls the ledger, which locks the wallets' account rows in id order and moves them; then the payer's
  counters of the day and the month are locked and raised, and what the payee holds by then is compared with
  what they may. It writes the event and the activity, and uses up the step-up code.
- A statement commits whole or not at all. Dying before that leaves nothing; dying after it leaves a payment
  that the same key answers for, and an event that the relay sends.
- When the ledger refuses, the statement leaves nothing, and the refusal is recorded by another one like it,
  under the same key. Dying between the two leaves nothing, as if it had never been asked; a second request
  that comes between the two may still succeed, and then its success is what the first one is told.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from apps.accounts import services as accounts
from apps.accounts.errors import SignatureReplayed
from apps.accounts.services import Authority
from apps.core import events, metrics, request_facts, sql
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.money import InvalidMoney, Money
from apps.ledger import services as ledger
from apps.transactions import limits, pricing
from apps.transactions.errors import (
    DECLINES,
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
from apps.wallets.selectors import Passage, WalletRef, get_standing, good_standing_part


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a payment: a person, and their wallet in its currency if they have one."""

    person_id: UUID | None = None
    name: str = ""
    wallet: WalletRef | None = None
    tier: str = ""


PLATFORM = Side()
# Initiates what no person asks for.
PLATFORM_ID = UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody asks for, before anything is decided.

    `session_id` and `authority` are None when no session asks.
    """

    kind: Kind
    initiator_id: UUID
    session_id: UUID | None
    payer: Side
    payee: Side
    amount: Money
    note: str
    key: str
    digest: bytes
    authority: Authority | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decided payment, and whether it had been decided before."""

    transaction: Transaction
    replayed: bool


def pay(intent: Intent, *, at: datetime, refusal: Declined | None = None) -> Outcome:
    """Decides a payment once; asked again with the same key and digest, it answers the same.

    A business refusal is an outcome (state DECLINED with a failure code), not an exception; `refusal` is one
    the caller has found already. Raises IdempotencyKeyReused, IdempotencyKeyInFlight, SessionEnded.
    Inside a caller's transaction it is part of that.
    """
    fee = Money.zero(intent.amount.currency)
    if refusal is None:
        try:
            fee = pricing.get_fee(kind=intent.kind.code, amount=intent.amount, at=at)
            check_single(intent)
            return _decide(intent, fee, at)
        except Declined as error:
            refusal = error
        except ledger.InsufficientFunds:
            refusal = InsufficientFunds()
        except ledger.AccountClosed as error:
            refusal = _closed_side(intent, error)
        except (InvalidMoney, ledger.BalanceTooLarge):
            refusal = AmountTooLarge()
    return _decide(intent, fee, at, refusal=refusal)


def ceilings_of(intent: Intent) -> tuple[limits.Ceiling, ...]:
    """The limits of the payer's tier for this payment; the platform has none."""
    if not intent.payer.tier:
        return ()
    return limits.get_ceilings(
        tier=intent.payer.tier,
        kind=intent.kind.code,
        currency=intent.amount.currency,
        is_cautious=intent.authority is not None and intent.authority.is_cautious,
    )


def check_single(intent: Intent) -> None:
    """Compares with the limits of a single payment. Raises the Declined that names the limit."""
    pricing.check_limits(kind=intent.kind.code, amount=intent.amount)
    limits.check_single(ceilings_of(intent), intent.amount)


def _closed_side(intent: Intent, error: ledger.AccountClosed) -> Declined:
    """Whose wallet was closed while the payment was under way."""
    payer = intent.payer.wallet
    is_payer = payer is not None and error.extra.get("account_id") == str(payer.available_account)
    return PayerNotActive() if is_payer else PayeeNotActive()


def _passage(intent: Intent) -> Passage:
    return Passage(
        payer_wallet=intent.payer.wallet.id if intent.payer.wallet else None,
        payee_wallet=intent.payee.wallet.id if intent.payee.wallet else None,
        session_id=intent.session_id,
        person_id=intent.initiator_id,
    )


def _refuse_bad_standing(intent: Intent, at: datetime, *, only_authority: bool) -> None:
    """Says why the statement found it must not pay.

    Raises SessionEnded, PayerNotActive, PayeeNotActive, and what is in the way of the authority by now.
    """
    if intent.authority and (refusal := accounts.why_not(intent.authority, at=at)):
        raise refusal
    if only_authority:
        return
    standing = get_standing(_passage(intent), at=at)
    if not standing.session_is_good:
        raise SessionEnded
    if not standing.can_pay:
        raise PayerNotActive
    if not standing.can_receive:
        raise PayeeNotActive


def _decide(intent: Intent, fee: Money, at: datetime, *, refusal: Declined | None = None) -> Outcome:
    """Writes the decision under the intent's key, or finds the one that stands there."""
    row = _row(intent, fee, at, refusal)
    topic = "transactions.declined" if refusal else "transactions.completed"
    effects = [events.event_part(topic, {"transaction_id": str(row.id)}, at=at)]
    if intent.initiator_id != PLATFORM_ID:
        effects.append(accounts.activity_part(person_id=intent.initiator_id, action=topic, subject=str(row.id), at=at))
    conditions = []
    if intent.authority:
        # For a refusal too: it would tell that the PIN was right.
        conditions.append(accounts.authority_part(intent.authority, at=at))
        effects += accounts.authority_effects(intent.authority, at=at)
    if not refusal:
        conditions.append(good_standing_part(_passage(intent), at=at))
    last = _NOTHING if refusal else _posting(intent, fee, row.id, at)
    while not _write(row, _all_of(conditions), effects, last):
        if outcome := find_decided(intent):
            return outcome
        _refuse_bad_standing(intent, at, only_authority=refusal is not None)
        # Standing has changed back meanwhile, or the reference was taken: one chance in a hundred million.
        row.reference = new_reference()
    metrics.PAYMENTS.labels(row.kind, row.state, row.failure_code).inc()
    return Outcome(row, replayed=False)


def _entry(intent: Intent, fee: Money, identity: UUID, at: datetime) -> ledger.Entry:
    parties = Parties(
        payer_account=intent.payer.wallet.available_account if intent.payer.wallet else None,
        payee_account=intent.payee.wallet.available_account if intent.payee.wallet else None,
        amount=intent.amount,
        fee=fee,
    )
    return ledger.Entry(identity, intent.kind.code, intent.kind.legs(parties), at)


def _all_of(conditions: Sequence[sql.Part]) -> sql.Part:
    if not conditions:
        return sql.Part("true", ())
    return sql.Part(
        " AND ".join(f"({condition.text})" for condition in conditions),
        [value for condition in conditions for value in condition.parameters],
    )


def _posting(intent: Intent, fee: Money, identity: UUID, at: datetime) -> sql.Part:
    """The call of the ledger; after it, in the same SELECT, the calls that count and may refuse what it did."""
    calls = [ledger.entry_part(_entry(intent, fee, identity, at))]
    ceilings = ceilings_of(intent)
    if ceilings:
        calls.append(
            sql.Part(
                _SPEND,
                (
                    intent.payer.person_id,
                    intent.amount.currency,
                    intent.amount.amount,
                    limits.day_of(at),
                    [ceiling.kind for ceiling in ceilings],
                    [ceiling.daily for ceiling in ceilings],
                    [ceiling.monthly for ceiling in ceilings],
                    [ceiling.daily_count for ceiling in ceilings],
                ),
            )
        )
    if intent.payee.tier and intent.payee.wallet:
        maximum = limits.get_maximum_balance(
            tier=intent.payee.tier, kind=intent.kind.code, currency=intent.amount.currency
        )
        if maximum is not None:
            calls.append(sql.Part(_CHECK_BALANCE, (intent.payee.wallet.available_account, maximum)))
    return sql.Part("".join(call.text for call in calls), [value for call in calls for value in call.parameters])


def _row(intent: Intent, fee: Money, at: datetime, refusal: Declined | None) -> Transaction:
    facts = request_facts.current()
    return Transaction(
        id=uuid7(),
        reference=new_reference(),
        kind=intent.kind.code,
        state=State.DECLINED.value if refusal else State.COMPLETED.value,
        failure_code=refusal.code if refusal else "",
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
        device_id=intent.authority.device_id if intent.authority else None,
        signature_digest=intent.authority.signature_digest if intent.authority else None,
        request_id=facts.request_id,
        created_at=at,
    )


# The columns in the order they are written, with the types PostgreSQL is to read them as.
_COLUMNS = {
    "id": "uuid",
    "reference": "text",
    "kind": "text",
    "state": "text",
    "failure_code": "text",
    "initiator_id": "uuid",
    "idempotency_key": "text",
    "request_digest": "bytea",
    "payer_id": "uuid",
    "payee_id": "uuid",
    "payer_wallet_id": "uuid",
    "payee_wallet_id": "uuid",
    "payer_name": "text",
    "payee_name": "text",
    "amount": "numeric",
    "fee": "numeric",
    "currency": "text",
    "note": "text",
    "channel": "text",
    "session_id": "uuid",
    "device_id": "uuid",
    "signature_digest": "bytea",
    "request_id": "text",
    "created_at": "timestamptz",
}
_values = attrgetter(*_COLUMNS)
_CLAIM = (
    f"INSERT INTO transactions_transaction ({', '.join(_COLUMNS)})"
    f" SELECT {', '.join(f'%s::{kind}' for kind in _COLUMNS.values())} WHERE "
)
_SPEND = """
, transactions_spend(%s, %s::text, %s::numeric, %s::date, %s::text[], %s::numeric[], %s::numeric[], %s::int[])
"""
_CHECK_BALANCE = ", transactions_check_balance(%s, %s::numeric)"
_NOTHING = sql.Part("SELECT id", ())
_LOCK_NOT_AVAILABLE = "55P03"
_LIMIT_EXCEEDED = "GP020"


def _write(row: Transaction, allowed: sql.Part, effects: Sequence[sql.Part], last: sql.Part) -> bool:
    """Runs the one statement; False when it is not allowed, or the key or the reference stands there already.

    Raises what ledger.services.post raises, the Declined that names a limit, and IdempotencyKeyInFlight when
    another transaction holds the key, or one of the accounts, for longer than the connection's lock_timeout.
    """
    # Alone, a statement is its own transaction. Inside a caller's, a savepoint lets a refusal be recorded.
    savepoint = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with ledger.refusals(), savepoint:
            claim = sql.Part(
                f"{_CLAIM}{allowed.text} ON CONFLICT DO NOTHING RETURNING id", (*_values(row), *allowed.parameters)
            )
            return sql.run_if_claimed(claim, effects, last) is not None
    except DatabaseError as error:
        if sqlstate(error) == _LIMIT_EXCEEDED:
            raise DECLINES[_message(error)] from error
        if sqlstate(error) == _LOCK_NOT_AVAILABLE and _is_in_flight(error):
            raise IdempotencyKeyInFlight(retry_after=1) from error
        raise


def _message(error: DatabaseError) -> str:
    return getattr(getattr(error.__cause__, "diag", None), "message_primary", None) or ""


def _is_in_flight(error: DatabaseError) -> bool:
    """Whether it was the key that could not be had; an account that is busy is another matter (503)."""
    context = getattr(getattr(error.__cause__, "diag", None), "context", None) or ""
    return "transactions_transaction" in context


def find_decided(intent: Intent) -> Outcome | None:
    """What was decided when the key was first used.

    Raises IdempotencyKeyReused for another request, SignatureReplayed for the very same one: whoever asks again
    signs anew, so a copy somebody took on the way is worth nothing.
    """
    row = Transaction.objects.filter(initiator_id=intent.initiator_id, idempotency_key=intent.key).first()
    if row is None:
        return None
    if bytes(row.request_digest) != intent.digest:
        raise IdempotencyKeyReused
    given = intent.authority.signature_digest if intent.authority else None
    if given is not None and row.signature_digest is not None and bytes(row.signature_digest) == given:
        raise SignatureReplayed
    return Outcome(row, replayed=True)
