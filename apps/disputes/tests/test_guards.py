"""What the database itself refuses, whoever writes."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.constraints import constraint_name, sqlstate
from apps.core.ids import uuid7
from apps.disputes.models import Dispute, DisputeEvidence
from apps.disputes.tests.cases import Case, again, case, for_payee, for_payer, judge, opened, show, waiting
from apps.transactions.tests.payments import send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def found() -> Case:
    return case()


def refused(statement: str, *parameters: Any) -> str:
    """The rule that refuses a statement: a constraint's name, or an SQLSTATE."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return constraint_name(caught.value) or sqlstate(caught.value)


_FIXED = {
    "payer_id": "payee_id",
    "reason": "'OTHER'",
    "statement": "'something else'",
    "amount": "amount + 1",
    "currency": "'EUR'",
    "held_amount": "held_amount - 1",
    "hold_id": "gen_random_uuid()",
    "opened_at": "opened_at - interval '1 day'",
    "answer_by": "answer_by + interval '1 day'",
    "decide_by": "decide_by + interval '1 day'",
    "idempotency_key": "'other'",
    "request_digest": "decode('00', 'hex')",
    "transaction_id": "gen_random_uuid()",
    "id": "gen_random_uuid()",
}


@pytest.mark.parametrize("column", sorted(_FIXED))
def test_what_it_was_opened_as_stays(found: Case, column: str) -> None:
    opened(found)
    assert refused(f"UPDATE disputes_dispute SET {column} = {_FIXED[column]}") == "GP010"


@pytest.mark.parametrize("state", ["DECIDED_FOR_PAYEE", "DECIDED_FOR_PAYER", "OPENED"])
def test_no_step_is_skipped(found: Case, state: str) -> None:
    """SECURITY 21."""
    opened(found)
    assert refused("UPDATE disputes_dispute SET state = %s", state) == "GP010"


def test_no_step_goes_back(found: Case) -> None:
    """SECURITY 21."""
    waiting(found)
    for state in ("OPEN", "UNDER_REVIEW"):
        assert refused("UPDATE disputes_dispute SET state = %s", state) == "GP010"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'OPEN', decided_at = NULL, decided_by_id = NULL",
        "state = 'DECIDED_FOR_PAYEE', awarded = NULL, refund_transaction_id = NULL",
        "decided_by_id = payer_id",
        "decision_reason = 'because'",
        "awarded = 1",
        "shortfall = 1",
        "refund_transaction_id = NULL",
        "decided_at = decided_at + interval '1 day'",
        "answer = 'never said'",
        "answered_at = NULL",
        "answer_key = 'other'",
        "payer_erased_at = now(), statement = 'other words'",
    ],
)
def test_what_was_decided_stays(found: Case, change: str) -> None:
    for_payer(waiting(found), judge())
    assert refused(f"UPDATE disputes_dispute SET {change}") == "GP010"


def test_a_dispute_begins_open_and_is_never_deleted(found: Case) -> None:
    dispute = opened(found)
    assert refused("DELETE FROM disputes_dispute") == "GP010"
    assert refused("TRUNCATE disputes_dispute CASCADE") == "GP010"
    row = again(dispute)
    row.pk, row.idempotency_key, row.hold_id = uuid7(), "k2", uuid7()
    row.state, row.decided_at = "WITHDRAWN", clock.now()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        row.save(force_insert=True)
    assert sqlstate(caught.value) == "GP010"


def test_one_open_dispute_a_payment_and_one_for_each_key(found: Case) -> None:
    row = again(opened(found, key="k"))
    other = send(found.amina, "brian", 5).transaction
    for key, payment, rule in (("k2", found.payment, "disputes_one_open"), ("k", other, "disputes_key_once")):
        row.pk, row.hold_id, row.idempotency_key, row.transaction = uuid7(), uuid7(), key, payment
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            row.save(force_insert=True)
        assert constraint_name(caught.value) == rule


@pytest.mark.parametrize("decider", ["payer_id", "payee_id"])
def test_nobody_decides_their_own(found: Case, decider: str) -> None:
    waiting(found)
    statement = f"""
    UPDATE disputes_dispute SET state = 'DECIDED_FOR_PAYEE', decided_at = now(), decision_reason = 'x',
           decided_by_id = {decider}
    """
    assert refused(statement) == "disputes_nobody_decides_their_own"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("decided_by_id = NULL", "disputes_decided_by_somebody"),
        ("decision_reason = ''", "disputes_decided_for_a_reason"),
        ("awarded = 1", "disputes_award_makes_sense"),
        ("state = 'DECIDED_FOR_PAYER'", "disputes_award_makes_sense"),
        ("state = 'DECIDED_FOR_PAYER', awarded = 41", "disputes_award_makes_sense"),
        ("state = 'DECIDED_FOR_PAYER', awarded = 40, shortfall = 41", "disputes_award_makes_sense"),
        ("state = 'DECIDED_FOR_PAYER', awarded = 40, shortfall = -1", "disputes_award_makes_sense"),
        ("state = 'DECIDED_FOR_PAYER', awarded = 40", "disputes_refund_is_named"),
        ("decided_at = NULL", "disputes_decided_at_a_time"),
    ],
)
def test_a_decision_is_whole(found: Case, change: str, rule: str) -> None:
    waiting(found)
    columns = {
        "state": "'DECIDED_FOR_PAYEE'",
        "decided_at": "now()",
        "decision_reason": "'x'",
        "decided_by_id": f"'{judge().id}'",
    }
    columns |= dict(part.split(" = ") for part in change.split(", "))  # type: ignore[arg-type]
    listed = ", ".join(f"{name} = {value}" for name, value in columns.items())
    assert refused(f"UPDATE disputes_dispute SET {listed}") == rule


def test_evidence_is_added_in_time_and_never_changed(found: Case) -> None:
    dispute = waiting(found)
    show(client_of(found.amina), dispute)
    for change in ("note = 'x'", "file_key = 'disputes/x'", "side = 'PAYEE'", "number = 2"):
        assert refused(f"UPDATE disputes_disputeevidence SET {change}") == "GP010"
    assert refused("DELETE FROM disputes_disputeevidence") == "GP010"
    assert refused("TRUNCATE disputes_disputeevidence") == "GP010"
    for_payee(dispute, judge())
    assert refused("DELETE FROM disputes_disputeevidence") == "GP010"
    row = DisputeEvidence.objects.get()
    row.pk, row.number = uuid7(), 2
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        row.save(force_insert=True)
    assert sqlstate(caught.value) == "GP010"


@pytest.mark.parametrize(("number", "rule"), [(1, "disputes_evidence_once"), (6, "disputes_evidence_is_little")])
def test_no_sixth_picture_and_none_twice(found: Case, number: int, rule: str) -> None:
    dispute = opened(found)
    show(client_of(found.amina), dispute)
    row = DisputeEvidence.objects.get()
    row.pk, row.number = uuid7(), number
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        row.save(force_insert=True)
    assert constraint_name(caught.value) == rule


def test_the_triggers_can_be_taken_out_again() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("disputes", "0001_disputes_and_evidence")])
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'disputes%%'")
            assert cursor.fetchone() == (0,)
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate([("disputes", "0002_disputes_follow_their_states")])
    assert Dispute.objects.count() == 0
