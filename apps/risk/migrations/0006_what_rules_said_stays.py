"""Versions of rules are never changed, and each rule that is there has its first. The text is in apps/risk/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("risk", "0005_versions_and_dry_runs")]

    operations = [
        migrations.RunSQL(
            (_SQL / "past.sql").read_text(),
            "DROP TRIGGER rule_version_is_append_only ON risk_ruleversion; DELETE FROM risk_ruleversion;",
        )
    ]
