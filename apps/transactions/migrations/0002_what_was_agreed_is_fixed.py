"""The triggers that keep a payment as it was agreed. Their text is in apps/transactions/sql and never edited."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("transactions", "0001_payments_and_prices")]

    operations = [
        migrations.RunSQL((_SQL / "guards.sql").read_text(), "DROP FUNCTION transactions_refuse CASCADE;")
    ]
