"""The triggers that keep disputes in their order. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION disputes_guard_evidence CASCADE;
DROP FUNCTION disputes_refuse CASCADE;
DROP FUNCTION disputes_guard CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_disputes_and_evidence")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
