"""A small set of books to keep: opening accounts, moving dollars, and a picture of everything there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import selectors, verification
from apps.ledger.services import Entry, Leg, deferred_account_id, open_account, post

OPENED = datetime(2026, 1, 2, 8, tzinfo=UTC)
TABLES = ("ledger_account", "ledger_entry", "ledger_posting", "ledger_batch", "ledger_checkpoint")


def usd(amount: str | int) -> Money:
    return Money(Decimal(amount), "USD")


def open_trust(currency: str = "USD") -> UUID:
    """The bank account behind all e-money: an asset without a floor, so deferred."""
    return open_account(code="trust:equity", kind="ASSET", currency=currency, floor=None, at=OPENED)


def open_fees(currency: str = "USD") -> UUID:
    return open_account(code="fees:p2p", kind="INCOME", currency=currency, floor=None, at=OPENED)


def open_wallet(name: str, balance: str | int = 0, currency: str = "USD") -> UUID:
    """Somebody's available account, with money that came in through the bank."""
    account = open_account(
        code=f"wallet:{name}:available", kind="LIABILITY", currency=currency, floor=Decimal(0), at=OPENED
    )
    if Decimal(balance):
        fund(account, Money(Decimal(balance), currency))
    return account


def open_held(name: str) -> UUID:
    return open_account(code=f"wallet:{name}:held", kind="LIABILITY", currency="USD", floor=Decimal(0), at=OPENED)


def fund(account: UUID, amount: Money) -> UUID:
    """Money arrives from outside; returns the entry's id."""
    entry = Entry(uuid7(), "DEPOSIT", [Leg(open_trust(amount.currency), -amount), Leg(account, amount)], OPENED)
    post([entry])
    return entry.id


def transfer(payer: UUID, payee: UUID, amount: str | int, *, entry_id: UUID | None = None, kind: str = "P2P") -> Entry:
    """An entry that moves dollars from one to the other; it is not posted yet."""
    legs = [Leg(payer, -usd(amount)), Leg(payee, usd(amount))]
    return Entry(entry_id or uuid7(), kind, legs, OPENED)


def transfer_with_fee(payer: UUID, payee: UUID, amount: str | int, fee: str | int) -> Entry:
    """The same with a third leg to the fees, which somebody must have opened."""
    fees = deferred_account_id("fees:p2p", "USD")
    legs = [Leg(payer, -(usd(amount) + usd(fee))), Leg(payee, usd(amount)), Leg(fees, usd(fee))]
    return Entry(uuid7(), "P2P", legs, OPENED)


def balance(account: UUID) -> Decimal:
    return selectors.get_balance(account).amount


def balances(*accounts: UUID) -> list[Decimal]:
    found = selectors.get_balances(accounts)
    return [found[account].amount for account in accounts]


def rows(statement: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
    """What a statement typed into psql would print."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall()) if cursor.description else []


def picture() -> dict[str, list[str]]:
    """Every row of every ledger table, as text."""
    return {table: [row[0] for row in rows(f"SELECT t::text FROM {table} t ORDER BY 1")] for table in TABLES}


@contextmanager
def refused(error: type[Exception]) -> Iterator[Any]:
    """The block must raise `error`, and afterwards every row of the ledger is as it was."""
    before = picture()
    with pytest.raises(error) as caught, transaction.atomic():
        yield caught
    assert picture() == before


def assert_agrees() -> None:
    """The ledger bears out what it says of itself. Only where the test has no transaction around it."""
    assert list(verification.verify()) == []
