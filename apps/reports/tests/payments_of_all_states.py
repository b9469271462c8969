"""Payments in every state, without what leads to them: rows whose states move on as they may."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

from apps.core.ids import earliest_id, uuid7
from apps.transactions.models import State, Transaction

START = datetime(2026, 1, 30, 21, 30, tzinfo=UTC)
_FAILS = {State.DECLINED, State.RETURNED, State.FAILED}
# Where a payment may go on from, and where to.
STEPS: dict[str, list[str]] = {
    State.HELD: [State.COMPLETED, State.RETURNED],
    State.PENDING: [State.UNKNOWN, State.COMPLETED, State.FAILED],
    State.UNKNOWN: [State.COMPLETED, State.FAILED],
}
KINDS = {State.HELD: "P2P", State.PENDING: "WITHDRAWAL"}


def make_payment(
    state: str = State.COMPLETED,
    *,
    at: datetime = START,
    amount: str = "10",
    fee: str = "0.10",
    kind: str = "",
    currency: str = "USD",
    payer_id: UUID | None = None,
    payee_id: UUID | None = None,
) -> Transaction:
    """One payment made at this moment."""
    spread = uuid7()
    identity = UUID(int=earliest_id(at).int | (spread.int & ((1 << 62) - 1)))
    return Transaction.objects.create(
        id=identity,
        reference=spread.hex[-10:].upper(),
        kind=kind or KINDS.get(State(state), "P2P"),
        state=state,
        failure_code="insufficient_funds" if state in _FAILS else "",
        initiator_id=payer_id or uuid4(),
        idempotency_key=str(identity),
        request_digest=b"d" * 32,
        payer_id=payer_id,
        payee_id=payee_id,
        amount=Decimal(amount),
        fee=Decimal(fee),
        currency=currency,
        held_for="REVIEW" if state == State.HELD else "",
        channel="api",
        created_at=at,
    )


def move_on(payment: Transaction, random: Random, at: datetime) -> None:
    """Its next step, if there is one."""
    if payment.state not in STEPS:
        return
    state = random.choice(STEPS[payment.state])
    changes: dict[str, object] = {"state": state, "failure_code": "refused" if state in _FAILS else ""}
    if state != State.UNKNOWN:
        changes["decided_at"] = at
    Transaction.objects.filter(pk=payment.pk).update(**changes)
    payment.state = state


def live(random: Random, people: list[UUID], steps: int) -> list[Transaction]:
    """Some payments over a day and a month's end, some of which move on."""
    alive: list[Transaction] = []
    for _ in range(steps):
        at = START + timedelta(minutes=random.randrange(60 * 40))
        payer, payee = random.sample(people, 2)
        state = random.choice(["COMPLETED", "COMPLETED", "DECLINED", "HELD", "PENDING"])
        alive.append(
            make_payment(
                state,
                at=at,
                amount=str(random.randrange(1, 10**6) / Decimal(100)),
                fee=str(random.randrange(100) / Decimal(100)),
                currency=random.choice(["USD", "KES"]),
                payer_id=payer,
                payee_id=payee,
            )
        )
        move_on(random.choice(alive), random, at)
    return alive
