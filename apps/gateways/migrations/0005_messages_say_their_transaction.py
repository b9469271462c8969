"""Messages say which transaction wrote them, so that they can be counted in an order that misses none."""

from django.db import migrations, models

from apps.core.xact import CurrentXact, add_column_sql, drop_column_sql


class Migration(migrations.Migration):
    dependencies = [("gateways", "0004_late_failures_have_a_way_back")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(add_column_sql("gateways_message"), drop_column_sql("gateways_message"))],
            state_operations=[
                migrations.AddField(
                    model_name="message",
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
