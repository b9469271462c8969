"""The triggers that keep look-ups, bill payments and settlements as they were written down. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION billers_refuse CASCADE;
DROP FUNCTION billers_guard_look_up CASCADE;
DROP FUNCTION billers_guard_payment CASCADE;
DROP FUNCTION billers_guard_settlement CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("billers", "0001_billers_bills_and_settlements")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
