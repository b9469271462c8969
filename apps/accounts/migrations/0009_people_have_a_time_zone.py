from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Empty stands for the platform's own zone, so that nobody's row is rewritten."""

    dependencies = [("accounts", "0008_handles_are_unique")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="time_zone",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="A name of the IANA database; empty: the platform's own.",
                max_length=48,
            ),
        ),
        AddConstraintNotValid(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=Q(time_zone__regex="^([A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*)?$"),
                name="accounts_user_time_zone_is_plain",
            ),
        ),
    ]
