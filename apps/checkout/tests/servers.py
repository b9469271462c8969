"""Merchants' own servers: with a key, over HTTP."""

from typing import Any
from uuid import UUID, uuid4

from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.checkout import keys
from apps.checkout.models import ApiKey, Scope
from apps.core import clock
from apps.merchants.models import Merchant
from apps.merchants.services import Payer, pay_charge
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import DIGEST

PAYMENTS = "/api/v1/merchant/v1/payments"


def give_key(merchant: Merchant, *, is_live: bool = True, scopes: list[str] | None = None, **fields: Any) -> str:
    """A key of the merchant's, without asking anybody; with all scopes unless some are named."""
    key = keys.new_key(is_live=is_live)
    ApiKey.objects.create(
        **{
            "merchant": merchant,
            "is_live": is_live,
            "name": "shop",
            "scopes": scopes if scopes is not None else Scope.values,
            "prefix": keys.prefix_of(key),
            "digest": keys.digest_of(key),
            "created_by": merchant.owner,
            "created_at": clock.now(),
            **fields,
        }
    )
    return key


def server_with(key: str) -> "Server":
    client = Server()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {key}")
    return client


def server_of(merchant: Merchant, **fields: Any) -> "Server":
    """The merchant's server, with a new key."""
    return server_with(give_key(merchant, **fields))


class Server(APIClient):
    """A client that asks as a merchant's server does."""

    def ask(self, amount: str = "24.90", *, key: str | None = None, **more: Any) -> Any:
        """Asks for a payment."""
        body = {"amount": amount, "currency": "USD", **more}
        return self.post(PAYMENTS, body, format="json", headers={"Idempotency-Key": key or str(uuid4())})

    def asked(self, amount: str = "24.90", **more: Any) -> dict[str, Any]:
        """A payment that was asked for, as it is told."""
        answer = self.ask(amount, **more)
        assert answer.status_code == 201, answer.content
        body: dict[str, Any] = answer.json()
        return body

    def do(self, payment: str, verb: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.post(f"{PAYMENTS}/{payment}/{verb}", body or {}, format="json", headers=headers)

    def give_back(self, payment: str, amount: str | None = None, *, key: str | None = None, **more: Any) -> Any:
        body = {**({"amount": amount} if amount else {}), **more}
        return self.do(payment, "refunds", body, **{"Idempotency-Key": key or str(uuid4())})

    def state_of(self, payment: str) -> str:
        return str(self.get(f"{PAYMENTS}/{payment}").json()["state"])


def pay(payer: User, payment: str | UUID) -> Transaction:
    """Somebody pays a live payment in their app."""
    outcome = pay_charge(
        payer=Payer(payer.id, None, str(uuid4()), DIGEST),
        charge_id=UUID(str(payment)),
        at=clock.now(),
    )
    return outcome.transaction


# What no test payment may ever touch.
LIVE_TABLES = (
    "ledger_account", "ledger_entry", "ledger_posting", "ledger_batch", "transactions_transaction",
    "transactions_paidback", "merchants_taking", "merchants_heldsale", "merchants_refundspending",
    "merchants_settlement", "merchants_reservehold", "risk_decision",
)  # fmt: skip


def live_books() -> dict[str, list[str]]:
    """Every row of the books, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in LIVE_TABLES:
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row[0] for row in cursor.fetchall()]
    return found


def forget_caches() -> None:
    """What another process would not have in its cache either."""
    from django.core.cache import caches

    caches["default"].clear()
