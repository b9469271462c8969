"""The triggers that keep sources as they were linked and automatic deposits one at a time. Never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION funding_refuse_emptying CASCADE;
DROP FUNCTION funding_guard_top_up CASCADE;
DROP FUNCTION funding_guard_source CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("funding", "0001_sources_and_auto_top_ups")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
