"""SECURITY 28: every export leaves an audit row with who, why, how many, and nobody changes it afterwards."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.models import AuditRecord
from apps.core.services import record_export

AT = datetime(2026, 11, 21, tzinfo=UTC)


def taken(**more):
    return record_export(**{"actor_id": uuid4(), "what": "Statement", "why": "Own wish", "rows": 3, "now": AT, **more})


@pytest.mark.django_db
def test_it_says_who_what_why_and_how_many() -> None:
    actor = uuid4()
    row = AuditRecord.objects.get(pk=taken(actor_id=actor, rows=12).pk)
    assert (row.actor_id, row.what, row.why, row.rows, row.recorded_at) == (actor, "Statement", "Own wish", 12, AT)


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"what": " "}, {"why": ""}, {"rows": -1}])
def test_an_export_without_a_reason_is_none(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="why"):
        taken(**wrong)
    assert not AuditRecord.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", [{"what": ""}, {"why": ""}, {"rows": -1}])
def test_the_database_wants_it_too(wrong: dict[str, Any]) -> None:
    fields = {"actor_id": uuid4(), "what": "Statement", "why": "Own wish", "rows": 3, "recorded_at": AT, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditRecord.objects.create(**fields)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_exportrecord SET rows = 0",
        "UPDATE core_exportrecord SET why = why",
        "DELETE FROM core_exportrecord",
        "TRUNCATE core_exportrecord",
        "TRUNCATE core_exportrecord CASCADE",
    ],
)
def test_nobody_changes_or_deletes_it(statement: str) -> None:
    taken()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert AuditRecord.objects.get().rows == 3


@pytest.mark.django_db
def test_long_texts_are_cut_and_not_refused() -> None:
    row = taken(what="w" * 300, why="y" * 300)
    assert (len(row.what), len(row.why)) == (200, 200)
