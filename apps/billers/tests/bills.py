"""Billers, and asking, paying and saving over the API."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils.dateparse import parse_datetime
from rest_framework.test import APIClient

from apps.accounts.tests.factories import PIN, UserFactory
from apps.billers import services
from apps.billers.models import Biller, BillerSettlement, BillLookUp, BillPayment
from apps.billers.sealed import masked_number, number_index, seal_number
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.gateways import services as gateways
from apps.gateways.base import Outcome, Result
from apps.gateways.models import Operation, OperationState
from apps.gateways.tests.provider import Provider
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.transactions.models import Transaction
from apps.wallets.tests.factories import join

API = "/api/v1"
# The sandbox's bills are the last four digits, in cents.
OWES_44_71 = "5580244471"
METER = "620144710"


def make_billers() -> None:
    """Those of the sandbox provider."""
    services.seed_catalogue(now=clock.now() - timedelta(days=400))


def biller(code: str) -> Biller:
    return Biller.objects.get(code=code)


def look_up(client: APIClient, code: str = "water", number: str = OWES_44_71, **more: Any) -> Any:
    """POST /bills/lookup."""
    body = {"biller": code, "account_number": number, **more}
    return client.post(f"{API}/bills/lookup", body, format="json")


def pay(client: APIClient, lookup_id: object, amount: str, *, key: str | None = None, **more: Any) -> Any:
    """POST /bills/pay with this key, or a new one."""
    body = {"lookup_id": str(lookup_id), "amount": amount, "pin": PIN, **more}
    return client.post(f"{API}/bills/pay", body, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def look_up_and_pay(client: APIClient, amount: str, code: str = "water", number: str = OWES_44_71) -> UUID:
    """Both; returns the payment's id."""
    found = look_up(client, code, number)
    assert found.status_code == 200, found.content
    answer = pay(client, found.json()["lookup_id"], amount)
    assert answer.status_code == 202, answer.content
    return UUID(answer.json()["id"])


def operation_of(payment_id: UUID) -> Operation:
    return Operation.objects.get(transaction_id=payment_id)


def send(payment_id: UUID, *, at: datetime | None = None) -> Operation:
    """Has the payment's operation looked at now: sent, or asked about. Tests wait for no due time."""
    operation = operation_of(payment_id)
    now = at or max(clock.now(), operation.due_at or clock.now())
    gateways.run_due_operations(now=now, only=[operation.id])
    return operation_of(payment_id)


def call_back(client: Any, provider: Provider) -> None:
    """Everything the provider has to tell is told, and applied."""
    for callback in provider.take_callbacks():
        answer = client.generic(
            "POST",
            f"{API}/callbacks/{callback.gateway}",
            callback.body,
            callback.content_type,
            headers=callback.wsgi_headers,
        )
        assert answer.status_code in (200, 202), answer.content
    deliver_events()


def deliver_all() -> None:
    """Has everything told that was recorded so far, also in a time that is yet to come."""
    OutboxEvent.objects.filter(due_at__gt=clock.now()).update(due_at=clock.now())
    deliver_events()


def payment(client: APIClient, payment_id: UUID) -> dict[str, Any]:
    """GET /transactions/{id}."""
    return dict(client.get(f"{API}/transactions/{payment_id}").json())


def on(code: str) -> Decimal:
    """What is on one of the platform's own accounts."""
    return get_balance(deferred_account_id(code, "USD")).amount


def looked_up(person_id: UUID, code: str, due: str | None, *, at: datetime | None = None, **more: Any) -> BillLookUp:
    """What a biller has said to somebody at this moment, without asking it: in one piece unless said otherwise."""
    row, identity, at = biller(code), uuid7(), at or clock.now()
    number = more.pop("number", OWES_44_71)
    facts = {
        "allows_partial": False,
        "is_prepaid": due is None,
        "minimum": Decimal(1),
        "maximum": Decimal(5000),
        **more,
    }
    return BillLookUp.objects.create(
        id=identity,
        person_id=person_id,
        biller=row,
        account_number=seal_number(number, table="billers_billlookup", row=identity),
        account_index=number_index(row.id, number),
        masked=masked_number(number),
        currency="USD",
        amount_due=None if due is None else Decimal(due),
        created_at=at,
        expires_at=at + services.GOOD_FOR,
        **facts,
    )


def paid(person_id: UUID, code: str, amount: str, *, at: datetime, outcome: Outcome = Outcome.SUCCEEDED) -> BillPayment:
    """A bill that was looked up, paid and decided at this moment, with nobody behind it."""
    row = asked_for(person_id, code, amount, at=at)
    decide(row.transaction, outcome, at=at, failure_code="" if outcome is Outcome.SUCCEEDED else "provider_declined")
    return row


def asked_for(person_id: UUID, code: str, amount: str, *, at: datetime) -> BillPayment:
    """The same, under way."""
    found = looked_up(person_id, code, amount, at=at)
    outcome = services.pay_bill(
        person_id=person_id,
        session_id=None,
        look_up_id=found.id,
        amount=Decimal(amount),
        key=str(uuid4()),
        digest=b"d" * 32,
        now=at,
    )
    return BillPayment.objects.get(pk=outcome.transaction.id)


def decide(row: Transaction, outcome: Outcome, *, gateway: str = "bills", at: datetime, **more: Any) -> None:
    """The provider says what became of a payment, as if it had been sent just now."""
    operation = operation_of(row.id)
    operation.state, operation.gateway_code = OperationState.SUBMITTED, gateway
    operation.attempts, operation.submitted_at, operation.due_at = 1, at, at
    operation.save()
    result = Result(outcome, amount=Money(operation.amount, operation.currency), **more)
    gateways.apply_result(operation_id=operation.id, gateway_code=gateway, result=result, now=at)


def prove_payout(code: str, *, at: datetime) -> BillerSettlement:
    """A biller has been paid out to the account it has now: two operators have let it through, and the bank has paid.

    It is 10.00 of the day before, less a commission of 0.20; smaller ones after it may need nobody.
    """
    paid(join("brian", 50).id, code, "10.00", at=at - timedelta(hours=12))
    made = services.make_settlement(biller_id=biller(code).id, settled_by="DIRECT", now=at)
    assert made is not None
    maker, checker = UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)
    services.request_payout(settlement_id=made.id, by=maker.id, now=at)
    services.approve_payout(settlement_id=made.id, by=checker.id, holds_role=True, now=at)
    row = BillerSettlement.objects.get(pk=made.id)
    assert row.payout_id is not None
    decide(Transaction.objects.get(pk=row.payout_id), Outcome.SUCCEEDED, gateway="jsonbank", at=at)
    services.follow_settlements(now=at)
    row.refresh_from_db()
    assert row.state == "PAID"
    return row


def moment(text: str) -> datetime:
    """A moment, written as `2026-11-21 09:30`, in UTC."""
    found = parse_datetime(f"{text}:00+00:00")
    assert found is not None
    return found
