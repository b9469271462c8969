"""The triggers that keep submissions in their order. Their text is never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION kyc_refuse_emptying CASCADE;
DROP FUNCTION kyc_guard_document CASCADE;
DROP FUNCTION kyc_guard_submission CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("kyc", "0001_submissions_and_watch_list")]

    operations = [migrations.RunSQL((_SQL / "guards.sql").read_text(), _BACK)]
