"""What records exports becomes the audit trail of all that staff does, sees and takes.

The table keeps its name, so that processes of the release before go on writing to it.
"""

import django.contrib.postgres.operations
import django.db.models.functions
from django.db import migrations, models

import apps.core.xact


class Migration(migrations.Migration):
    dependencies = [("core", "0003_export_records_are_append_only")]

    operations = [
        migrations.AlterModelTable(name="exportrecord", table="core_exportrecord"),
        migrations.RenameModel("ExportRecord", "AuditRecord"),
        migrations.AlterModelOptions(
            name="auditrecord", options={"verbose_name": "audit record", "verbose_name_plural": "audit trail"}
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                # The release before always writes both.
                migrations.RunSQL(
                    f"-- squawk-ignore ban-drop-not-null\nALTER TABLE core_exportrecord ALTER COLUMN {column} DROP NOT NULL",
                    f"ALTER TABLE core_exportrecord ALTER COLUMN {column} SET NOT NULL",
                )
                for column in ("actor_id", "rows")
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="auditrecord",
                    name="actor_id",
                    field=models.UUIDField(
                        help_text="Who; empty: a command at the console.", null=True, verbose_name="person"
                    ),
                ),
                migrations.AlterField(
                    model_name="auditrecord",
                    name="rows",
                    field=models.PositiveBigIntegerField(help_text="How many rows were handed over.", null=True),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="auditrecord", name="why", field=models.CharField(blank=True, max_length=200)
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="verb",
            field=models.CharField(
                choices=[("DID", "Did"), ("SAW", "Saw"), ("EXPORTED", "Took out")],
                db_default="EXPORTED",
                default="EXPORTED",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="subject_kind",
            field=models.CharField(blank=True, db_default="", default="", help_text="app.model", max_length=60),
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="subject_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="ip",
            field=models.GenericIPAddressField(null=True, verbose_name="IP address"),
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="channel",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
        migrations.AddField(
            model_name="auditrecord",
            name="detail",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    apps.core.xact.add_column_sql("core_exportrecord"),
                    apps.core.xact.drop_column_sql("core_exportrecord"),
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="auditrecord",
                    name="xact",
                    field=models.BigIntegerField(
                        db_default=apps.core.xact.CurrentXact(),
                        editable=False,
                        help_text="Which one wrote the row.",
                        verbose_name="transaction of PostgreSQL",
                    ),
                )
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                # Only exports have to say why; core_audit_export_says_why goes on wanting it of them.
                migrations.RunSQL(
                    "-- squawk-ignore ban-drop-constraint\nALTER TABLE core_exportrecord DROP CONSTRAINT core_export_says_why",
                    "ALTER TABLE core_exportrecord ADD CONSTRAINT core_export_says_why CHECK (NOT what = '' AND NOT why = '')",
                )
            ],
            state_operations=[migrations.RemoveConstraint(model_name="auditrecord", name="core_export_says_why")],
        ),
        django.contrib.postgres.operations.AddConstraintNotValid(
            model_name="auditrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("what", ""), _negated=True), name="core_audit_says_what"
            ),
        ),
        django.contrib.postgres.operations.AddConstraintNotValid(
            model_name="auditrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("verb", "EXPORTED"), _negated=True),
                    models.Q(
                        models.Q(("why", ""), _negated=True),
                        ("actor_id__isnull", False),
                        ("rows__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="core_audit_export_says_why",
            ),
        ),
        django.contrib.postgres.operations.AddConstraintNotValid(
            model_name="auditrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(("verb__in", ["DID", "SAW", "EXPORTED"])), name="core_audit_verb_is_known"
            ),
        ),
    ]
