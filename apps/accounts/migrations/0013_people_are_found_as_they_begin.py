"""Operators find people by how a number, an address or a name begins, and those who are locked, without reading all."""

from django.contrib.postgres.indexes import OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0012_activity_is_found_by_request")]

    operations = [
        AddIndexConcurrently(
            "user",
            models.Index(fields=["msisdn"], opclasses=["varchar_pattern_ops"], name="accounts_user_msisdn_begins"),
        ),
        AddIndexConcurrently(
            "user", models.Index(fields=["email"], opclasses=["varchar_pattern_ops"], name="accounts_user_email_begins")
        ),
        # Django writes an operator class on an expression only where its PostgreSQL app is installed.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE INDEX CONCURRENTLY accounts_user_name_begins ON accounts_user"
                    " (upper(full_name) text_pattern_ops)",
                    "DROP INDEX CONCURRENTLY accounts_user_name_begins",
                )
            ],
            state_operations=[
                migrations.AddIndex(
                    "user",
                    models.Index(
                        OpClass(Upper("full_name"), name="text_pattern_ops"), name="accounts_user_name_begins"
                    ),
                )
            ],
        ),
        AddIndexConcurrently(
            "user",
            models.Index(
                condition=models.Q(("status", "ACTIVE"), _negated=True),
                fields=["status", "id"],
                name="accounts_user_not_active",
            ),
        ),
        AddIndexConcurrently(
            "user", models.Index(condition=models.Q(("is_staff", True)), fields=["id"], name="accounts_user_staff")
        ),
    ]
