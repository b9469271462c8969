import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """A teller's shifts are found newest first, and by when they began: for their own list, and for a day's drawers.

    They are built while people go on serving; the first of them does the work of the index of the foreign key.
    """

    atomic = False

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("agents", "0015_codes_are_redeemed_once"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="shift", index=models.Index(fields=["teller", "agent_id", "id"], name="agents_shifts_of_teller")
        ),
        AddIndexConcurrently(
            model_name="shift", index=models.Index(fields=["teller", "opened_at"], name="agents_shifts_by_opening")
        ),
        # By its name: Django's own way of taking a column's index away takes `agents_one_open_shift` along.
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY agents_shift_teller_id_42abbcbb",
            "CREATE INDEX CONCURRENTLY agents_shift_teller_id_42abbcbb ON agents_shift (teller_id)",
            state_operations=[
                migrations.AlterField(
                    model_name="shift",
                    name="teller",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agent_shifts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
