"""The unique index is built while dealings go on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("agents", "0012_registrations_are_decided_once")]

    operations = [
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY agents_registration_line_once"
            " ON agents_commissionline (registration_id, earner) WHERE registration_id IS NOT NULL",
            "DROP INDEX CONCURRENTLY agents_registration_line_once",
            state_operations=[
                migrations.AddConstraint(
                    model_name="commissionline",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("registration_id__isnull", False)),
                        fields=("registration_id", "earner"),
                        name="agents_registration_line_once",
                    ),
                ),
            ],
        ),
    ]
