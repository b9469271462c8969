"""The function that counts payments, and the triggers that keep what was decided. Their text is in apps/risk/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION risk_guard_case CASCADE;
DROP FUNCTION risk_guard_alert CASCADE;
DROP FUNCTION risk_refuse CASCADE;
DROP FUNCTION risk_count;
"""


class Migration(migrations.Migration):
    dependencies = [("risk", "0001_rules_counters_and_cases")]

    operations = [migrations.RunSQL((_SQL / "counting.sql").read_text() + (_SQL / "guards.sql").read_text(), _BACK)]
