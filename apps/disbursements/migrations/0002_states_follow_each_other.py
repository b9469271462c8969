"""The triggers that keep disbursements in their order and as they were approved. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION disbursements_guard_row CASCADE;
DROP FUNCTION disbursements_guard_price CASCADE;
DROP FUNCTION disbursements_guard_new_rows CASCADE;
DROP FUNCTION disbursements_guard_state CASCADE;
DROP FUNCTION disbursements_refuse CASCADE;
ALTER TABLE disbursements_disbursementrow RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("disbursements", "0001_files_rows_and_cosigners")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
