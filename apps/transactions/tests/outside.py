"""Payments through a provider, with nobody behind it: what the provider says is said by the test."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import uuid4

from apps.accounts.models import User
from apps.core import clock
from apps.core.money import Money
from apps.gateways.base import Capability, Outcome, Result
from apps.gateways.models import Operation, OperationState
from apps.gateways.services import Applied, Order, apply_result
from apps.transactions import services
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL, Kind
from apps.transactions.models import HeldFor, Transaction
from apps.transactions.services._pay import Intent, Side, pay
from apps.transactions.tests.payments import DIGEST
from apps.wallets.selectors import find_wallet

BANK = "testbank"


def ask_outside(kind: Kind, person: User, amount: str | int, **more: Any) -> Transaction:
    """A withdrawal or a deposit nobody's session asks for."""
    given: dict[str, Any] = {
        "capability": Capability.COLLECT if kind is DEPOSIT else Capability.PAY_OUT,
        "terms": {"instrument": "acc_1", "shown": "•••• 1234"},
        "party_name": "Test Bank",
        "key": str(uuid4()),
        "digest": DIGEST,
        "session_id": None,
        "at": clock.now(),
        **more,
    }
    money = Money(Decimal(amount), "USD")
    return services.pay_outside(kind=kind, person_id=person.id, amount=money, **given).transaction


def withdraw(person: User, amount: str | int, **more: Any) -> Transaction:
    return ask_outside(WITHDRAWAL, person, amount, **more)


def deposit(person: User, amount: str | int, **more: Any) -> Transaction:
    return ask_outside(DEPOSIT, person, amount, **more)


def reviewed(person: User, *, instrument: str = "acc_1") -> Transaction:
    """A withdrawal to this account that somebody looks at before it goes out."""
    money = Money(Decimal(40), "USD")
    side = Side(person.id, person.full_name, find_wallet(person.id, "USD"), person.kyc_tier)
    order = Order(person.id, Capability.PAY_OUT, money, {"instrument": instrument})
    intent = Intent(
        WITHDRAWAL, person.id, None, side, Side(name="Bank"), money, "", str(uuid4()), DIGEST, outside=order
    )
    return pay(replace(intent, hold=HeldFor.REVIEW.value), at=clock.now()).transaction


def operation_of(row: Transaction) -> Operation:
    return Operation.objects.get(transaction_id=row.id)


def submit(row: Transaction, gateway: str = BANK) -> Operation:
    """As if it had been sent just now."""
    operation = operation_of(row)
    operation.state, operation.gateway_code = OperationState.SUBMITTED, gateway
    operation.attempts, operation.submitted_at = operation.attempts + 1, clock.now()
    operation.save()
    return operation


def say(row: Transaction, outcome: Outcome, *, gateway: str = BANK, **more: Any) -> Applied:
    """The provider says what became of it."""
    return apply_result(
        operation_id=operation_of(row).id, gateway_code=gateway, result=Result(outcome, **more), now=clock.now()
    )


def say_nothing(row: Transaction) -> None:
    """It was sent, and no answer came."""
    from apps.gateways.services import note_unknown

    note_unknown(operation_id=operation_of(row).id, error="silence", due_at=clock.now(), now=clock.now())
