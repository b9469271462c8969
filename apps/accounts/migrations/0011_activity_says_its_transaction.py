"""Activities say which transaction wrote them, so that they can be sealed and counted in an order that misses none."""

from django.db import migrations, models

from apps.core.xact import CurrentXact, add_column_sql, drop_column_sql


class Migration(migrations.Migration):
    dependencies = [("accounts", "0010_time_zones_are_checked")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(add_column_sql("accounts_activity"), drop_column_sql("accounts_activity"))],
            state_operations=[
                migrations.AddField(
                    model_name="activity",
                    name="xact",
                    field=models.BigIntegerField(
                        db_default=CurrentXact(),
                        editable=False,
                        help_text="Which one wrote the row.",
                        verbose_name="transaction of PostgreSQL",
                    ),
                )
            ],
        ),
    ]
