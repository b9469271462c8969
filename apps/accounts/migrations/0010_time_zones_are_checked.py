"""Looks at the rows that were there before 0009; people go on working meanwhile."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_people_have_a_time_zone")]

    operations = [ValidateConstraint(model_name="user", name="accounts_user_time_zone_is_plain")]
