"""The triggers that keep schedules and their runs as they were agreed. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION schedules_refuse_emptying CASCADE;
DROP FUNCTION schedules_guard_run CASCADE;
DROP FUNCTION schedules_guard_schedule CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("schedules", "0001_schedules_and_their_runs")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
