"""A manager may count the drawer of a teller that left; a movement of cash carries the key it was asked for with.

What is here of old rows is checked afterwards, without a lock (0014).
"""

from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import F, Q

_SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0003_outlets_are_found_by_place"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="shift",
            name="closed_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                help_text="Who counted it in place of a teller that left; empty: the teller.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        AddConstraintNotValid(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=Q(closed_by=None)
                | ~Q(state="OPEN") & ~Q(closed_by=F("teller")) & (Q(approved_by=None) | ~Q(approved_by=F("closed_by"))),
                name="agents_shift_not_approved_by_counter",
            ),
        ),
        migrations.AddField(
            model_name="cashmovement",
            name="idempotency_key",
            field=models.CharField(blank=True, db_default="", default="", max_length=255),
        ),
        migrations.RunSQL((_SQL / "counted_by.sql").read_text(), "DROP TRIGGER counter_is_fixed ON agents_shift;"),
    ]
