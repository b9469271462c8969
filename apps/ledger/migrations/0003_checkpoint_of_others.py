"""A checkpoint taken in a transaction that has posted leaves out what that transaction posted."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_BEFORE = """
CREATE OR REPLACE FUNCTION ledger_fill_checkpoint() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT clock_timestamp(), pg_current_snapshot()::text, ledger_deferred_balance(NEW.account_id)
      INTO NEW.taken_at, NEW.snapshot, NEW.balance;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_guards_and_doors")]

    operations = [migrations.RunSQL((_SQL / "checkpoint_of_others.sql").read_text(), _BEFORE)]
