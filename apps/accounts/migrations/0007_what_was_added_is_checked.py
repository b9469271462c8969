"""Looks at the rows that were there before 0003; people go on working meanwhile."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_open_codes_are_found_by_person")]

    operations = [
        ValidateConstraint(model_name="onetimecode", name="accounts_code_purpose_is_known"),
        ValidateConstraint(model_name="onetimecode", name="accounts_code_is_bound"),
        ValidateConstraint(model_name="user", name="accounts_user_tier_is_known"),
        ValidateConstraint(model_name="user", name="accounts_user_handle_is_plain"),
        migrations.RunSQL(
            "ALTER TABLE accounts_session VALIDATE CONSTRAINT accounts_session_bound_device_fk",
            migrations.RunSQL.noop,
        ),
    ]
