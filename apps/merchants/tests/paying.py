"""Paying merchants in tests: over HTTP as phones and tills do, and without."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.db.models import Sum
from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, UserFactory
from apps.core import clock
from apps.core.money import Money
from apps.ledger.selectors import get_balance
from apps.merchants import services
from apps.merchants.models import Charge, Merchant, Source, Taking, Till
from apps.merchants.selectors import business_of
from apps.merchants.services import Payer, Terms
from apps.risk.services import set_rule
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.wallets.tests.factories import give_wallet

PAYMENTS = "/api/v1/merchant-payments"
CODES = "/api/v1/payment-codes"
DIGEST = b"d" * 32


def money(amount: str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def payers(count: int, balance: str = "20", currency: str = "USD") -> list[User]:
    """So many people with money."""
    people = UserFactory.create_batch(count)
    for person in people:
        give_wallet(person, balance, currency=currency)
    return people


def post(client: APIClient, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> Response:
    return client.post(path, body or {}, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def buy(client: APIClient, key: str | None = None, **fields: Any) -> Response:
    """POST /merchant-payments with a PIN."""
    return post(client, PAYMENTS, {"pin": PIN, **fields}, key=key)


def desk(merchant: Merchant, path: str = "") -> str:
    return f"/api/v1/merchants/{merchant.id}{path}"


def ask(client: APIClient, till: Till, amount: str = "12.50", key: str | None = None, **fields: Any) -> Response:
    """A till asks to be paid."""
    body = {"till_id": str(till.id), "amount": amount, "currency": "USD", **fields}
    return post(client, f"/api/v1/merchants/{till.merchant_id}/charges", body, key=key)


def charge(
    merchant: Merchant,
    amount: str = "12.50",
    *,
    till: Till | None = None,
    lasts: timedelta = timedelta(minutes=10),
    at: datetime | None = None,
    **fields: Any,
) -> Charge:
    """A charge without HTTP and without anybody who asks."""
    return services.make_charge(
        merchant_id=merchant.id,
        amount=money(amount, merchant.currency),
        source=Source.TILL.value,
        till_id=till.id if till else None,
        store_id=till.store_id if till else None,
        expires_in=lasts,
        now=at or clock.now(),
        **fields,
    ).charge


def payer_of(person: User, key: str | None = None, digest: bytes = DIGEST) -> Payer:
    return Payer(person.id, None, key or str(uuid4()), digest)


def pay_till(person: User, till: Till, amount: str, *, key: str | None = None, at: datetime | None = None) -> Outcome:
    """Without a session."""
    return services.pay_till(
        payer=payer_of(person, key),
        code=till.code,
        terms=Terms(amount=money(amount, till.merchant.currency)),
        at=at or clock.now(),
    )


def pay_charge(person: User, row: Charge, *, key: str | None = None, at: datetime | None = None) -> Outcome:
    return services.pay_charge(payer=payer_of(person, key), charge_id=row.id, at=at or clock.now())


def payment_of(row: Charge) -> Transaction:
    """The payment that has paid a charge, or put its money aside."""
    assert row.transaction_id is not None
    return Transaction.objects.get(pk=row.transaction_id)


def takings(merchant: Merchant) -> Decimal:
    """What the account holds, which the lines must say too."""
    balance = get_balance(business_of(merchant).takings_account).amount
    said = Taking.objects.filter(merchant_id=merchant.id, settlement_id=None).aggregate(total=Sum("net"))["total"]
    assert (said or Decimal(0)) == balance
    return balance


def rule_for_all(result: str) -> None:
    """From now on the rules make this of each payment in dollars."""
    set_rule(
        code="the_rule",
        title="A rule",
        metric="AMOUNT",
        threshold=Decimal("0.01"),
        currency="USD",
        result=result,
        now=clock.now(),
    )
