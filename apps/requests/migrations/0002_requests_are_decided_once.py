"""What was asked stays as it was, and a request is decided once. The text is in apps/requests/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION requests_begin_pending CASCADE;
DROP FUNCTION requests_refuse CASCADE;
DROP FUNCTION requests_guard_request CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_requests_for_money")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
