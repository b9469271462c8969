"""After a logical dump is restored, PostgreSQL's counter is advanced beyond all that docs/operations.md looks at."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from apps.core.sql import fetch_all, fetch_one
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


def highest() -> str:
    """The statement that finds the highest transaction id any row names."""
    page = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text(encoding="utf-8")
    (statement,) = re.findall(r"<<'SQL'\n(.+?)\nSQL\n", page, re.DOTALL)
    return str(statement).rstrip(";")


def test_it_lies_beyond_what_was_just_written() -> None:
    join("amina", 100)
    found = fetch_one(highest(), [])
    (running,) = fetch_one("SELECT pg_current_xact_id()::text::bigint", []) or (0,)
    assert found is not None and found[0] > running


def test_no_column_of_transaction_ids_is_left_out() -> None:
    columns = fetch_all(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'xact' AND table_schema = 'public'", []
    )
    assert len(columns) > 6
    for (table,) in columns:
        assert f"(SELECT max(xact) FROM {table})" in highest(), table
