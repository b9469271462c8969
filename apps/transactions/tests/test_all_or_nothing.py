"""A payment commits whole or not at all: whatever part of it fails, nothing of it is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection, transaction

from apps.accounts.models import OneTimeCode, Pin
from apps.accounts.tests.factories import client_of, code_sent_to, give_pin, plain_client_with, tokens_of
from apps.core.models import OutboxEvent
from apps.ledger import verification
from apps.transactions.models import Spending, Transaction
from apps.transactions.services import set_tier_limit
from apps.transactions.tests.payments import body_of, count, fields, nothing_moves, send, transfer
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)

RECORDS = ["transactions_transaction", "core_outboxevent", "accounts_activity"]
TABLES = [*RECORDS, "ledger_entry", "ledger_posting"]


@contextmanager
def broken(table: str) -> Iterator[None]:
    """The table takes no rows, as if its disk were full just then."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION disk_full() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER disk_full AFTER INSERT ON {table} FOR EACH STATEMENT EXECUTE FUNCTION disk_full()"
        )
        yield
        cursor.execute("DROP FUNCTION disk_full CASCADE")


@pytest.mark.parametrize(
    ("table", "amount"),
    # A declined payment writes nothing into the ledger that could fail.
    [*((table, "10.00") for table in TABLES), *((table, "100.01") for table in RECORDS)],
)
def test_whatever_cannot_be_written_nothing_is(table: str, amount: str) -> None:
    amina, _brian = join("amina", 100), join("brian")
    client, key = client_of(amina), str(uuid4())
    client.raise_request_exception = False
    before = {name: count(name) for name in TABLES}
    with nothing_moves(), broken(table):
        answer = transfer(client, fields("brian", amount), key=key)
    assert answer.status_code in {500, 503}
    assert answer["Content-Type"] == "application/problem+json"
    assert body_of(answer)["code"] in {"internal_error", "unavailable"}
    assert "space left" not in answer.content.decode()
    assert {name: count(name) for name in TABLES} == before
    assert transfer(client, fields("brian", amount), key=key).status_code in {201, 422}, "the key was not burnt"
    assert list(verification.verify()) == []


@pytest.mark.parametrize("table", TABLES)
def test_what_authorised_a_payment_that_failed_is_not_used_up(table: str) -> None:
    """The code, the count of the day and the count of wrong PINs share the payment's fate."""
    amina, _brian = join("amina", 100), join("brian")
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(50))
    give_pin(amina)
    client, key = plain_client_with(tokens_of(amina).access), str(uuid4())
    client.raise_request_exception = False
    asked = transfer(client, fields("brian", "10.00"), key=key)
    step_up = {"challenge_id": body_of(asked)["challenge_id"], "code": code_sent_to(amina.msisdn)}
    assert transfer(client, fields("brian", "10.00", pin="111222"), key=key).status_code == 403
    with nothing_moves(), broken(table):
        answer = transfer(client, fields("brian", "10.00", step_up=step_up), key=key)
    assert answer.status_code in {500, 503}
    assert not Spending.objects.exists()
    assert OneTimeCode.objects.get().used_at is None
    assert transfer(client, fields("brian", "10.00", step_up=step_up), key=key).status_code == 201, "it is still good"
    assert Spending.objects.get().day_total == 10
    assert OneTimeCode.objects.get().used_at is not None
    assert Pin.objects.get().attempts == 0


def test_a_payment_inside_a_larger_transaction_shares_its_fate() -> None:
    amina, brian = join("amina", 100), join("brian")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert send(amina, "brian", 10).transaction.state == "COMPLETED"
        assert send(amina, "brian", 1_000).transaction.failure_code == "insufficient_funds"
        assert send(amina, "brian", 20).transaction.state == "COMPLETED"
        assert available(brian) == 30
        raise ZeroDivisionError
    assert (available(amina), available(brian)) == (100, 0)
    assert not Transaction.objects.exists()
    assert not OutboxEvent.objects.filter(topic__startswith="transactions").exists()


def test_a_refusal_inside_a_larger_transaction_does_not_break_it() -> None:
    amina, brian = join("amina", 100), join("brian")
    with transaction.atomic():
        send(amina, "brian", 1_000)
        send(amina, "brian", 10)
    assert (available(amina), available(brian)) == (90, 10)
    assert sorted(Transaction.objects.values_list("state", flat=True)) == ["COMPLETED", "DECLINED"]
