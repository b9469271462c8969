"""Payments say which transaction wrote them, and each step from state to state is noted by a trigger."""

from pathlib import Path

from django.db import migrations, models

from apps.core.xact import CurrentXact, add_column_sql, drop_column_sql

_SQL = Path(__file__).resolve().parent.parent / "sql" / "transitions.sql"
_STATES = [
    ("COMPLETED", "Completed"),
    ("DECLINED", "Declined"),
    ("HELD", "Held: put aside, not paid yet"),
    ("RETURNED", "Returned: was held and went back"),
    ("PENDING", "Pending: under way through a provider"),
    ("UNKNOWN", "Unknown: the provider has not said what became of it"),
    ("FAILED", "Failed: the provider did not do it"),
]


def _xact() -> models.BigIntegerField:  # type: ignore[type-arg]
    return models.BigIntegerField(
        db_default=CurrentXact(),
        editable=False,
        help_text="Which one wrote the row.",
        verbose_name="transaction of PostgreSQL",
    )


class Migration(migrations.Migration):
    dependencies = [("transactions", "0020_moved_float_is_found_by_outlet")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    add_column_sql("transactions_transaction"), drop_column_sql("transactions_transaction")
                )
            ],
            state_operations=[migrations.AddField("transaction", "xact", _xact())],
        ),
        migrations.CreateModel(
            name="Transition",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("payment_id", models.UUIDField(verbose_name="payment")),
                ("from_state", models.CharField(choices=_STATES, max_length=12)),
                ("to_state", models.CharField(choices=_STATES, max_length=12)),
                ("at", models.DateTimeField()),
                ("xact", _xact()),
            ],
        ),
        migrations.RunSQL(
            _SQL.read_text(),
            "DROP TRIGGER transition_stays ON transactions_transition;"
            "DROP TRIGGER transition_is_noted ON transactions_transaction;"
            "DROP FUNCTION transactions_note_transition();",
        ),
    ]
