"""Entries and postings say which transaction wrote them, so that they can be sealed in an order that misses none."""

from django.db import migrations, models

from apps.core.xact import CurrentXact, add_column_sql, drop_column_sql


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_checkpoint_of_others")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(add_column_sql("ledger_entry"), drop_column_sql("ledger_entry"))],
            state_operations=[
                migrations.AddField(
                    model_name="journalentry",
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
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(add_column_sql("ledger_posting"), drop_column_sql("ledger_posting"))],
            state_operations=[
                migrations.AddField(
                    model_name="posting",
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
