"""The trigger keeps the new columns as they were asked for, too."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BEFORE = (_SQL / "guards.sql").read_text().split("CREATE TRIGGER", 1)[0]


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_what_is_asked_for_is_written_down")]

    operations = [
        migrations.RunSQL(
            (_SQL / "what_was_asked_for.sql").read_text(),
            _BEFORE.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        )
    ]
