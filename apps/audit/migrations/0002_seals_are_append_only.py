"""Seals stay as they are and follow each other. The triggers' text is in apps/audit/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql" / "seals.sql"


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_seals")]

    operations = [
        migrations.RunSQL(
            _SQL.read_text(encoding="utf-8"),
            "DROP TRIGGER seal_continues_its_chain ON audit_seal;"
            "DROP TRIGGER seal_is_append_only ON audit_seal;"
            "DROP FUNCTION audit_continue_chain();"
            "DROP FUNCTION audit_refuse();",
        )
    ]
