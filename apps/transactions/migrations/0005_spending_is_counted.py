"""The functions that count what was paid, and refuse what is too much. Their text is in apps/transactions/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_REMOVE = """
DROP TRIGGER authority_is_fixed ON transactions_transaction;
DROP FUNCTION transactions_spend, transactions_check_balance;
"""


class Migration(migrations.Migration):
    dependencies = [("transactions", "0004_limits_of_tiers"), ("ledger", "0003_checkpoint_of_others")]

    operations = [migrations.RunSQL((_SQL / "spending.sql").read_text(), _REMOVE)]
