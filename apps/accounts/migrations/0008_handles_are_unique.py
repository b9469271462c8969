"""One handle for one person, and the sessions of a phone; both indexes are built while people go on working."""

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0007_what_was_added_is_checked")]

    operations = [
        migrations.RunSQL(
            [
                "CREATE UNIQUE INDEX CONCURRENTLY accounts_user_handle_once ON accounts_user (handle)",
                "ALTER TABLE accounts_user ADD CONSTRAINT accounts_user_handle_once UNIQUE USING INDEX accounts_user_handle_once",
            ],
            "ALTER TABLE accounts_user DROP CONSTRAINT accounts_user_handle_once",
            state_operations=[
                migrations.AddConstraint(
                    model_name="user",
                    constraint=models.UniqueConstraint(fields=("handle",), name="accounts_user_handle_once"),
                ),
            ],
        ),
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY accounts_session_bound_device ON accounts_session (bound_device_id)",
            "DROP INDEX CONCURRENTLY accounts_session_bound_device",
        ),
    ]
