"""The triggers that keep texts and announcements as they were written. Their text is in apps/notifications/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION notifications_guard_announcement CASCADE;
DROP FUNCTION notifications_guard_text CASCADE;
DROP FUNCTION notifications_keep_content CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_content")]

    operations = [migrations.RunSQL((_SQL / "content.sql").read_text(), _BACK)]
