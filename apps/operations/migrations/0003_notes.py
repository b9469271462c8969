from pathlib import Path

import apps.core.ids
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql" / "notes.sql"


class Migration(migrations.Migration):
    dependencies = [
        ("operations", "0002_roles"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("subject_kind", models.CharField(help_text="app.model", max_length=60)),
                ("subject_id", models.CharField(max_length=64)),
                ("text", models.TextField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "default_permissions": ("add", "view"),
                "indexes": [models.Index(fields=["subject_id", "id"], name="operations_notes_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject_kind", ""), _negated=True), models.Q(("subject_id", ""), _negated=True)
                        ),
                        name="operations_note_of_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "\\S")), name="operations_note_says_something"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            django.db.models.functions.text.Length("text"), 1000
                        ),
                        name="operations_note_is_short",
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            SQL.read_text(encoding="utf-8"),
            "DROP TRIGGER operations_note_not_emptied ON operations_note;"
            "DROP TRIGGER operations_note_append_only ON operations_note;"
            "DROP FUNCTION operations_refuse_note_change();",
        ),
    ]
