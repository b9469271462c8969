"""What the database refuses, whoever asks: states out of order, terms that change, rows that disappear."""

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import User
from apps.disbursements.models import Disbursement
from apps.disbursements.tests.salaries import approved, checked, make_cosigner, make_crowd, pay, pay_each, submitted
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 1_000)


@pytest.fixture
def brian(amina: User) -> User:
    brian = join("brian")
    make_cosigner(amina, brian)
    return brian


def refuses(statement: str) -> bool:
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(statement)
    return True


def test_what_was_uploaded_never_changes_nor_disappears(amina: User, brian: User) -> None:
    checked(amina, pay_each(make_crowd(2)))
    for column, value in {
        "owner_id": "gen_random_uuid()",
        "wallet_id": "gen_random_uuid()",
        "currency": "'EUR'",
        "file_digest": "'\\x00'",
        "created_at": "now()",
        "idempotency_key": "'other'",
    }.items():
        assert refuses(f"UPDATE disbursements_disbursement SET {column} = {value}")
    for column, value in {"to": "'x'", "payee_id": "gen_random_uuid()", "amount": "1", "note": "'x'"}.items():
        assert refuses(f'UPDATE disbursements_disbursementrow SET "{column}" = {value}')
    for table in ("disbursements_disbursement", "disbursements_disbursementrow"):
        assert refuses(f"DELETE FROM {table}")
        assert refuses(f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("state", ["UPLOADED", "VALIDATING", "SUBMITTED", "PAYING", "DONE", "REJECTED", "NONSENSE"])
def test_states_follow_each_other(amina: User, brian: User, state: str) -> None:
    row = checked(amina, pay_each(make_crowd(1)))
    if state == "SUBMITTED":
        # That step is right; the one over it is not.
        state = "APPROVED"
    assert refuses(f"UPDATE disbursements_disbursement SET state = '{state}'")
    row.refresh_from_db()
    assert row.state == "READY"


def test_what_was_submitted_and_paid_never_changes(amina: User, brian: User) -> None:
    people = make_crowd(4)
    submitted(amina, pay_each(people[:2]))
    for change in ("amount_total = 1", "debit_total = 1", "fee_total = 1", "valid_rows = 1, bad_rows = 1"):
        assert refuses(f"UPDATE disbursements_disbursement SET {change}")
    assert refuses("UPDATE disbursements_disbursement SET content_digest = NULL")
    assert refuses("UPDATE disbursements_disbursementrow SET fee = 1")
    assert refuses("UPDATE disbursements_disbursementrow SET state = 'BAD', code = 'x'")

    row = pay(approved(amina, brian, pay_each(people[2:])))
    only = f"WHERE disbursement_id = '{row.id}'"
    assert refuses(f"UPDATE disbursements_disbursementrow SET state = 'PENDING', transaction_id = NULL {only}")
    assert refuses(f"UPDATE disbursements_disbursementrow SET state = 'FAILED', code = 'x' {only}")
    assert refuses(f"UPDATE disbursements_disbursementrow SET transaction_id = gen_random_uuid() {only}")
    for change in ("paid_rows = 0", "paid_through = 0", "approver_id = gen_random_uuid()", "paid_rows = 3"):
        assert refuses(f"UPDATE disbursements_disbursement SET {change} WHERE id = '{row.id}'")
    assert Disbursement.objects.get(pk=row.id).paid_rows == 2
