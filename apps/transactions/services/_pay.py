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
- A payment through a provider is PENDING: the same statement writes what the provider is to be asked, and of money that
  leaves puts it aside on the payer's held account. `_outside` decides it later, once, by what the provider has said.
- A payment that waits for something (a look at it, a payee who has to register) is HELD: the same statement moves
  its money to the payer's held account instead. `_held` decides it later, once.
- When the ledger refuses, the statement leaves nothing, and the refusal is recorded by another one like it,
  under the same key. Dying between the two leaves nothing, as if it had never been asked; a second request
  that comes between the two may still succeed, and then its success is what the first one is told.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from apps.accounts import services as accounts
from apps.accounts.errors import SignatureReplayed
from apps.accounts.services import Authority
from apps.core import events, metrics, request_facts, sql
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.money import InvalidMoney, Money
from apps.gateways import services as gateways
from apps.gateways.services import Order
from apps.ledger import services as ledger
from apps.ledger.services import deferred_account_id
from apps.risk import services as risk
from apps.risk.services import Verdict
from apps.transactions import limits, pricing
from apps.transactions.errors import (
    AmountTooLarge,
    Declined,
    IdempotencyKeyInFlight,
    IdempotencyKeyReused,
    InsufficientFunds,
    PayeeNotActive,
    PayerNotActive,
    QuoteUsed,
    RefusedByRules,
    SessionEnded,
)
from apps.transactions.kinds import Direction, Kind, Parties
from apps.transactions.models import HeldFor, State, Transaction
from apps.transactions.pricing import Price
from apps.transactions.references import new_reference
from apps.transactions.services._counting import check_balance_part, refusals, spend_part
from apps.transactions.takings import Business, book
from apps.wallets.selectors import Passage, WalletRef, get_standing, good_standing_part


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a payment: a person, and their wallet in its currency if they have one; or a business (`owner_id`)."""

    person_id: UUID | None = None
    name: str = ""
    wallet: WalletRef | None = None
    tier: str = ""
    time_zone: str = ""
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """What another row has to do with a payment, as parts of the payment's one statement.

    `condition` must hold (let it lock the row, FOR NO KEY UPDATE, so that of two rivals the second finds what the first
    has done); `effects` are made from the payment's id and run when money moves; `records` from its whole row, held or
    not; `calls` (", function(%s)") run after the ledger and may refuse with SQLSTATE GP020 and a decline's code.
    `why_not` says what is in the way of the condition: a Declined is recorded, any other exception is raised; None
    means nothing any more.
    """

    condition: sql.Part | None = None
    effects: Sequence[Callable[[UUID], sql.Part]] = ()
    records: Sequence[Callable[[Transaction], Sequence[sql.Part]]] = ()
    calls: Sequence[sql.Part] = ()
    why_not: Callable[[], Exception | None] = field(default=lambda: None)


PLATFORM = Side()
# The journal's name for an entry that puts a payment's money aside.
HOLD = "HOLD"
# Initiates what no person asks for.
PLATFORM_ID = UUID("00000000-0000-7000-8000-000000000000")


@dataclass(frozen=True, slots=True)
class Intent:
    """What somebody asks for, before anything is decided.

    `session_id` and `authority` are None when no session asks. A `price` is one that was agreed; without it the fee
    schedule in force is asked. `hold` says what the payment has to wait for (HeldFor), `received` what arrives in
    another currency, at `rate`. `outside` is what a provider is asked for (its amount follows from the price), and
    `counter_code` the account the outside has in our books, when it is not the provider's clearing account; inside it
    is the account of the side that has no wallet. What goes back from a business is drawn from its takings first
    (`draws_on`), of which `drawn` is found to be there; no frozen wallet keeps back what was decreed (`is_decreed`).
    What the risk rules cannot know by themselves is `observed`.
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
    parent_id: UUID | None = None
    price: Price | None = None
    quote_id: UUID | None = None
    hold: str = ""
    received: Money | None = None
    rate: Decimal | None = None
    attachments: tuple[Attachment, ...] = ()
    verdict: Verdict | None = None
    outside: Order | None = None
    counter_code: str = ""
    draws_on: Business | None = None
    drawn: Money | None = None
    is_decreed: bool = False
    observed: Mapping[str, Any] = field(default_factory=dict)


def held_of(code: str) -> str:
    """The account beside one of the platform's own on which lies what is being paid out of it."""
    return f"{code}:held"


class CountersMoved(Exception):
    """A payment of the same person came between the look at the rules and the payment; look again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decided payment, and whether it had been decided before."""

    transaction: Transaction
    replayed: bool


def pay(intent: Intent, *, at: datetime, refusal: Declined | None = None) -> Outcome:
    """Decides a payment once; asked again with the same key and digest, it answers the same.

    A business refusal is an outcome (state DECLINED with a failure code), not an exception; `refusal` is one
    the caller has found already. Raises IdempotencyKeyReused, IdempotencyKeyInFlight, SessionEnded.
    Inside a caller's transaction it is part of that. Raises CountersMoved when the rules have to be asked again.
    """
    price = pricing.free_of_charge(intent.amount.currency)
    if refusal is None:
        try:
            price = intent.price or pricing.get_price(
                kind=intent.kind.code, amount=intent.amount, tier=intent.payer.tier, at=at
            )
            check_single(intent)
            if intent.draws_on and intent.parent_id:
                return _draw(intent, intent.draws_on, intent.parent_id, price, at)
            return _decide(intent, price, at)
        except Declined as error:
            refusal = error
        except ledger.InsufficientFunds:
            refusal = InsufficientFunds()
        except ledger.AccountClosed as error:
            refusal = _closed_side(intent, error)
        except (InvalidMoney, ledger.BalanceTooLarge):
            refusal = AmountTooLarge()
    return _decide(intent, price, at, refusal=refusal)


def _draw(intent: Intent, business: Business, parent_id: UUID, price: Price, at: datetime) -> Outcome:
    """Pays out of what a business has taken, and from its wallet what that is too little for.

    One transaction: it locks the payment that is given back, then the takings' account, which everybody locks who
    takes from it, so what is there stays there; then the statement as always. Raises InsufficientFunds.
    """
    with transaction.atomic():
        original = Transaction.objects.select_for_update(no_key=True).get(pk=parent_id)
        there = ledger.lock_deferred(business.takings_account)
        drawn = min(max(there, Money.zero(there.currency)), intent.amount)
        is_enough = drawn == intent.amount
        if not is_enough and intent.payer.wallet is None:
            raise InsufficientFunds

        def noted(row: Transaction) -> Sequence[sql.Part]:
            return book().gave_back(row, original, business, drawn, at=at)

        payer = replace(intent.payer, wallet=None) if is_enough else intent.payer
        attachments = (*intent.attachments, Attachment(records=(noted,)))
        return _decide(replace(intent, drawn=drawn, payer=payer, attachments=attachments), price, at)


def ceilings_of(intent: Intent) -> tuple[limits.Ceiling, ...]:
    """The limits of the payer's tier for this payment; the platform has none, nor have kinds that are not limited."""
    if not intent.payer.tier or not intent.kind.is_limited:
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
        payer_wallet=intent.payer.wallet.id if intent.payer.wallet and not intent.is_decreed else None,
        payee_wallet=intent.payee.wallet.id if intent.payee.wallet else None,
        session_id=intent.session_id,
        person_id=intent.initiator_id,
    )


def _refuse_bad_standing(intent: Intent, at: datetime, *, only_authority: bool) -> None:
    """Says why the statement found it must not pay.

    Raises SessionEnded, PayerNotActive, PayeeNotActive, QuoteUsed, and what is in the way of the authority or of an
    attachment by now.
    """
    if intent.authority and (refusal := accounts.why_not(intent.authority, at=at)):
        raise refusal
    if only_authority:
        return
    if intent.quote_id and Transaction.objects.filter(quote_id=intent.quote_id).exclude(state=State.DECLINED).exists():
        raise QuoteUsed
    for attachment in intent.attachments:
        if reason := attachment.why_not():
            raise reason
    standing = get_standing(_passage(intent), at=at)
    if not standing.session_is_good:
        raise SessionEnded
    if not standing.can_pay:
        raise PayerNotActive
    if not standing.can_receive:
        raise PayeeNotActive


def _decide(intent: Intent, price: Price, at: datetime, *, refusal: Declined | None = None) -> Outcome:
    """Writes the decision under the intent's key, or finds the one that stands there."""
    row = _row(intent, price, at, refusal)
    topic = f"transactions.{row.state.lower()}"
    effects = [events.event_part(topic, {"transaction_id": str(row.id)}, at=at)]
    if intent.initiator_id != PLATFORM_ID:
        effects.append(accounts.activity_part(person_id=intent.initiator_id, action=topic, subject=str(row.id), at=at))
    conditions = []
    if intent.authority:
        # For a refusal too: it would tell that the PIN was right.
        conditions.append(accounts.authority_part(intent.authority, at=at))
        effects += accounts.authority_effects(intent.authority, at=at)
    if intent.verdict:
        effects.append(risk.decision_part(intent.verdict, row.id, at))
        if row.held_for == HeldFor.REVIEW or isinstance(refusal, RefusedByRules):
            is_held = row.held_for == HeldFor.REVIEW
            effects += risk.alert_parts(intent.verdict, row.id, at, is_held=is_held)
    calls: list[sql.Part] = []
    if not refusal:
        conditions.append(good_standing_part(_passage(intent), at=at))
        conditions += [attachment.condition for attachment in intent.attachments if attachment.condition]
        for attachment in intent.attachments:
            effects += [effect(row.id) for effect in attachment.effects]
            effects += [part for record in attachment.records for part in record(row)]
        if intent.outside:
            effects += _order_parts(intent, intent.outside, price, row, at)
        calls = _calls(intent, price, row.id, at)
    last = sql.Part(
        "SELECT id" + "".join(call.text for call in calls), [value for call in calls for value in call.parameters]
    )
    while not _write(row, _all_of(conditions), effects, last):
        if outcome := find_decided(intent):
            return outcome
        _refuse_bad_standing(intent, at, only_authority=refusal is not None)
        # Standing has changed back meanwhile, or the reference was taken: one chance in a hundred million.
        row.reference = new_reference()
    metrics.PAYMENTS.labels(row.kind, row.state, row.failure_code).inc()
    return Outcome(row, replayed=False)


def _parties(intent: Intent, price: Price) -> Parties:
    payer, payee = intent.payer.wallet, intent.payee.wallet
    has_counter = intent.counter_code and not intent.kind.outside
    counter = deferred_account_id(intent.counter_code, intent.amount.currency) if has_counter else None
    return Parties(
        payer_account=payer.available_account if payer else counter if payee else None,
        payee_account=payee.available_account if payee else counter,
        amount=intent.amount,
        fee=price.fee,
        tax=price.tax,
        bearer=price.bearer,
        received=intent.received,
        drawn=(intent.draws_on.takings_account, intent.drawn) if intent.draws_on and intent.drawn is not None else None,
    )


def _order_parts(intent: Intent, order: Order, price: Price, row: Transaction, at: datetime) -> list[sql.Part]:
    """What the provider is to be asked: to collect what the payer is charged, or to pay on what the payee gets."""
    parties = _parties(intent, price)
    asked = parties.debit if intent.kind.outside is Direction.IN else parties.credit
    return gateways.operation_parts(replace(order, amount=asked), row.id, is_waiting=bool(row.held_for), at=at)


def _entry(intent: Intent, price: Price, identity: UUID, at: datetime) -> ledger.Entry | None:
    """What the ledger posts now. Of money that comes from outside that is nothing: it is not here yet."""
    payer = intent.payer.wallet
    parties = _parties(intent, price)
    if intent.kind.outside is Direction.IN:
        return None
    if intent.kind.outside and payer is None:
        source = deferred_account_id(intent.counter_code, intent.amount.currency)
        held = deferred_account_id(held_of(intent.counter_code), intent.amount.currency)
        return ledger.Entry(identity, HOLD, [ledger.Leg(source, -parties.debit), ledger.Leg(held, parties.debit)], at)
    if (intent.hold or intent.kind.outside) and payer:
        legs = [ledger.Leg(payer.available_account, -parties.debit), ledger.Leg(payer.held_account, parties.debit)]
        return ledger.Entry(identity, HOLD, legs, at)
    return ledger.Entry(identity, intent.kind.code, intent.kind.legs(parties), at)


def _all_of(conditions: Sequence[sql.Part]) -> sql.Part:
    if not conditions:
        return sql.Part("true", ())
    return sql.Part(
        " AND ".join(f"({condition.text})" for condition in conditions),
        [value for condition in conditions for value in condition.parameters],
    )


def _calls(intent: Intent, price: Price, identity: UUID, at: datetime) -> list[sql.Part]:
    """What moves the money and counts it, in the order in which rows are locked; each may refuse the whole.

    The rules' counters come first, then the ledger's accounts, then the counters of the limits.
    """
    calls = [risk.count_part(intent.verdict)] if intent.verdict else []
    entry = _entry(intent, price, identity, at)
    if entry is not None:
        calls.append(_called(ledger.entry_part(entry)))
    ceilings = ceilings_of(intent)
    if ceilings:
        calls.append(_called(spend_part(intent.payer.person_id, intent.amount, ceilings, at=at)))
    if intent.payee.tier and intent.payee.wallet and not intent.hold:
        maximum = limits.get_maximum_balance(
            tier=intent.payee.tier, kind=intent.kind.code, currency=intent.payee.wallet.currency
        )
        if maximum is not None:
            # What comes from outside is not on the account yet.
            coming = _parties(intent, price).credit.amount if entry is None else Decimal(0)
            calls.append(_called(check_balance_part(intent.payee.wallet.available_account, maximum - coming)))
    return calls + [call for attachment in intent.attachments for call in attachment.calls]


def _called(part: sql.Part) -> sql.Part:
    """As one more column of the SELECT."""
    return sql.Part(f", {part.text}", part.parameters)


def _row(intent: Intent, price: Price, at: datetime, refusal: Declined | None) -> Transaction:
    facts = request_facts.current()
    hold = "" if refusal else intent.hold
    received = None if refusal else intent.received
    decided = State.HELD if hold else State.PENDING if intent.outside else State.COMPLETED
    return Transaction(
        id=uuid7(),
        reference=new_reference(),
        kind=intent.kind.code,
        state=State.DECLINED.value if refusal else decided.value,
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
        fee=price.fee.amount,
        tax=price.tax.amount,
        fee_bearer=price.bearer,
        currency=intent.amount.currency,
        note=intent.note,
        parent_id=intent.parent_id,
        quote_id=intent.quote_id,
        received_amount=received.amount if received else None,
        received_currency=received.currency if received else "",
        rate=intent.rate if received else None,
        held_for=hold,
        counter_code=intent.counter_code,
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
    "tax": "numeric",
    "fee_bearer": "text",
    "currency": "text",
    "note": "text",
    "parent_id": "uuid",
    "quote_id": "uuid",
    "received_amount": "numeric",
    "received_currency": "text",
    "rate": "numeric",
    "held_for": "text",
    "counter_code": "text",
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
_LOCK_NOT_AVAILABLE = "55P03"


def _write(row: Transaction, allowed: sql.Part, effects: Sequence[sql.Part], last: sql.Part) -> bool:
    """Runs the one statement; False when it is not allowed, or the key or the reference stands there already.

    Raises what ledger.services.post raises, the Declined that names a limit, and IdempotencyKeyInFlight when
    another transaction holds the key, or one of the accounts, for longer than the connection's lock_timeout.
    """
    # Alone, a statement is its own transaction. Inside a caller's, a savepoint lets a refusal be recorded.
    savepoint = transaction.atomic() if connection.in_atomic_block else nullcontext()
    try:
        with refusals(), ledger.refusals(), savepoint:
            claim = sql.Part(
                f"{_CLAIM}{allowed.text} ON CONFLICT DO NOTHING RETURNING id", (*_values(row), *allowed.parameters)
            )
            return sql.run_if_claimed(claim, effects, last) is not None
    except DatabaseError as error:
        if sqlstate(error) == risk.COUNTERS_MOVED:
            raise CountersMoved from error
        if sqlstate(error) == _LOCK_NOT_AVAILABLE and _is_in_flight(error):
            raise IdempotencyKeyInFlight(retry_after=1) from error
        raise


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
