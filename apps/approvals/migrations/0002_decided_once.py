"""The trigger that keeps what was asked for and what was decided. Its text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION approvals_refuse CASCADE;
DROP FUNCTION approvals_guard CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_approvals")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
