"""The triggers that keep what came in as it came, and decisions decided. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION reconciliation_guard_settlement CASCADE;
DROP FUNCTION reconciliation_guard_break CASCADE;
DROP FUNCTION reconciliation_guard_file CASCADE;
DROP FUNCTION reconciliation_refuse CASCADE;
ALTER TABLE reconciliation_line RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("reconciliation", "0001_files_breaks_settlements_proofs")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
