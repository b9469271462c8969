"""What was agreed in a payment stays as it was, also for a superuser in psql."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

AGREED = {
    "id": "gen_random_uuid()", "reference": "'AAAAAAAAAA'", "kind": "'GIFT'", "state": "'DECLINED'",
    "failure_code": "'fraud'", "initiator_id": "payee_id", "idempotency_key": "'other'", "request_digest": "''",
    "payer_id": "payee_id", "payee_id": "payer_id", "payer_wallet_id": "payee_wallet_id", "payee_wallet_id": "NULL",
    "payer_name": "'Mallory'", "payee_name": "'Mallory'", "amount": "amount + 1", "fee": "0", "currency": "'EUR'",
    "note": "'gift'", "parent_id": "id", "created_at": "now()",
    "device_id": "id", "signature_digest": "'\\x00'", "tax": "1", "fee_bearer": "'PAYEE'", "quote_id": "id",
    "received_amount": "1", "received_currency": "'EUR'", "rate": "1", "held_for": "'REVIEW'", "decided_at": "now()",
    "counter_code": "'biller:tv:payable'",
}  # fmt: skip


# A held payment is decided later, and may learn whom it is for; test_held.py says how far.
DECIDED_LATER = {"state", "failure_code", "decided_at", "payee_id", "payee_wallet_id", "payee_name"}


@pytest.fixture(autouse=True)
def _paid() -> None:
    amina, _ = join("amina", 100), join("brian")
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), active_from=clock.now())
    send(amina, "brian", 10)
    send(amina, "brian", 1_000)


def refuse(statement: str, states: tuple[str, ...] = ("GP010",)) -> None:
    before = list(Transaction.objects.order_by("id").values())
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sqlstate(caught.value) in states, caught.value
    assert list(Transaction.objects.order_by("id").values()) == before


@pytest.mark.parametrize("column", AGREED)
def test_no_column_that_was_agreed_is_changed(column: str) -> None:
    refuse(f"UPDATE transactions_transaction SET {column} = {AGREED[column]}")
    if column not in DECIDED_LATER:
        refuse(f"UPDATE transactions_transaction SET {column} = {AGREED[column]} WHERE false")


def test_every_column_is_either_fixed_or_known_not_to_be() -> None:
    """A new column is put into one of the two lists, so that nobody forgets to think about it."""
    # Nobody is deceived by `xact` but the roll-ups, whose verification shows it.
    changeable = {"channel", "session_id", "request_id", "xact"}
    assert {field.column for field in Transaction._meta.concrete_fields} == set(AGREED) | changeable


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM transactions_transaction",
        "DELETE FROM transactions_transaction WHERE state = 'DECLINED'",
        "TRUNCATE transactions_transaction",
        "TRUNCATE transactions_transaction CASCADE",
        "UPDATE transactions_feerule SET flat = 0",
        "DELETE FROM transactions_feerule",
        "TRUNCATE transactions_feerule CASCADE",
        "UPDATE transactions_feeband SET flat = 0",
        "DELETE FROM transactions_feeband",
        "TRUNCATE transactions_feeband",
        (
            "INSERT INTO transactions_feeband (rule_id, from_amount, flat, percent, minimum)"
            " SELECT id, 5, 0, 0, 0 FROM transactions_feerule"
        ),
        "UPDATE transactions_conversionrate SET rate = 1",
        "DELETE FROM transactions_conversionrate",
        "TRUNCATE transactions_conversionrate",
        "UPDATE transactions_quote SET fee = 0",
        (
            "INSERT INTO transactions_transaction SELECT * FROM transactions_transaction"
            " ON CONFLICT (id) DO UPDATE SET amount = 1"
        ),
    ],
)
def test_nothing_disappears(statement: str) -> None:
    # Other tables refer to payments, so PostgreSQL itself empties this one with them or not at all.
    refuse(statement, ("GP010", "0A000") if statement == "TRUNCATE transactions_transaction" else ("GP010",))


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"amount": Decimal(0)}, "transactions_amounts"),
        ({"amount": Decimal(-1)}, "transactions_amounts"),
        ({"fee": Decimal("-0.01")}, "transactions_amounts"),
        ({"state": "SENT"}, "transactions_state_is_known"),
        ({"state": "DECLINED"}, "transactions_declined_says_why"),
        ({"failure_code": "fraud"}, "transactions_declined_says_why"),
        ({"reference": "same"}, "transactions_reference_once"),
        ({"idempotency_key": "same"}, "transactions_key_once"),
        ({"payee_wallet_id": "same"}, "transactions_no_self_transfer"),
    ],
)
def test_a_payment_that_makes_no_sense_is_refused(change: dict[str, Any], constraint: str) -> None:
    paid = Transaction.objects.get(state="COMPLETED")
    values = {field.attname: getattr(paid, field.attname) for field in Transaction._meta.concrete_fields}
    values |= {"id": uuid7(), "reference": "BBBBBBBBBB", "idempotency_key": "another"}
    for name, value in change.items():
        values[name] = value if value != "same" else getattr(paid, "payer_wallet_id" if "wallet" in name else name)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Transaction.objects.create(**values)
