"""What the database refuses, whoever writes: an approval is asked for, decided once, and stays."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.models import Approval
from apps.approvals.tests.asking import approve_as, ask_for
from apps.core import clock
from apps.core.constraints import constraint_name, sqlstate
from apps.core.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True)


@pytest.fixture
def grace() -> User:
    return make_person("grace", is_staff=True)


def refused(statement: str, *parameters: Any) -> str:
    """By which rule PostgreSQL refuses it: a constraint's name or a trigger's SQLSTATE."""
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return constraint_name(caught.value) or sqlstate(caught.value)


def test_a_decision_is_fixed(olga: User, grace: User) -> None:
    approval = ask_for(olga)
    approve_as(grace, approval)
    for change in ("state = 'REQUESTED'", "state = 'REJECTED', reason = 'r'", "reason = 'r'", "decided_at = now()"):
        assert refused(f"UPDATE approvals_approval SET {change}") == "GP010"


@pytest.mark.parametrize(
    "change",
    [
        "digest = decode(repeat('00', 32), 'hex')",
        "summary = 'something else'",
        "action = 'tests.other'",
        "subject_id = gen_random_uuid()",
        "id = gen_random_uuid()",
        "requested_at = now() - interval '1 day'",
    ],
)
def test_what_was_asked_for_is_fixed(olga: User, change: str) -> None:
    ask_for(olga)
    assert refused(f"UPDATE approvals_approval SET {change}") == "GP010"


def test_nobody_else_becomes_the_maker(olga: User, grace: User) -> None:
    ask_for(olga)
    assert refused("UPDATE approvals_approval SET maker_id = %s", grace.id) == "GP010"


def test_approvals_are_never_deleted(olga: User) -> None:
    ask_for(olga)
    with connection.cursor() as cursor:
        # Foreign keys are checked at the end, and until then PostgreSQL empties nothing anyway.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert refused("DELETE FROM approvals_approval") == "GP010"
    assert refused("TRUNCATE approvals_approval") == "GP010"


def test_nothing_begins_approved(olga: User, grace: User) -> None:
    with pytest.raises(DatabaseError) as caught:
        Approval.objects.create(
            action="tests.pay",
            subject_id=uuid7(),
            digest=b"d" * 32,
            summary="s",
            maker=olga,
            checker=grace,
            state="APPROVED",
            requested_at=clock.now(),
            decided_at=clock.now(),
        )
    assert sqlstate(caught.value) == "GP010"


@pytest.mark.parametrize(
    "change",
    [
        "state = 'APPROVED', decided_at = now()",
        "state = 'REJECTED', reason = 'r', decided_at = now()",
        "state = 'VOIDED', reason = '', decided_at = now()",
        "state = 'VOIDED', reason = 'r'",
        "state = 'DONE'",
        "reason = 'r'",
    ],
)
def test_a_decision_is_whole(olga: User, change: str) -> None:
    ask_for(olga)
    assert refused(f"UPDATE approvals_approval SET {change}") == "approvals_decided_by_somebody"


def test_half_a_digest_binds_nothing(olga: User) -> None:
    with pytest.raises(DatabaseError) as caught:
        Approval.objects.create(
            action="tests.pay", subject_id=uuid7(), digest=b"d" * 16, summary="s", maker=olga, requested_at=clock.now()
        )
    assert constraint_name(caught.value) == "approvals_digest_is_full"
