"""What holds of who counted a drawer holds of old rows too; a movement asked for twice is made once.

The unique index is built while people go on serving.
"""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("agents", "0013_a_registration_earns_once")]

    operations = [
        ValidateConstraint(model_name="shift", name="agents_shift_not_approved_by_counter"),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY agents_movement_key_once"
            " ON agents_cashmovement (by_id, idempotency_key) WHERE NOT (idempotency_key = '')",
            "DROP INDEX CONCURRENTLY agents_movement_key_once",
            state_operations=[
                migrations.AddConstraint(
                    model_name="cashmovement",
                    constraint=models.UniqueConstraint(
                        condition=~Q(idempotency_key=""),
                        fields=("by", "idempotency_key"),
                        name="agents_movement_key_once",
                    ),
                ),
            ],
        ),
    ]
