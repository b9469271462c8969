from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql" / "activity_append_only.sql"


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_people_codes_sessions")]

    operations = [
        migrations.RunSQL(
            SQL.read_text(encoding="utf-8"),
            "DROP TRIGGER accounts_activity_not_emptied ON accounts_activity;"
            "DROP TRIGGER accounts_activity_append_only ON accounts_activity;"
            "DROP FUNCTION accounts_refuse_activity_change();",
        )
    ]
