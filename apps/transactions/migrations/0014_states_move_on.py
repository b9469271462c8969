"""A payment through a provider moves on from state to state. The text is in apps/transactions/sql."""

from pathlib import Path

from django.db import migrations

_SQL = Path(__file__).resolve().parent.parent / "sql"

_BACK = """
DROP TRIGGER outside_account_is_fixed ON transactions_transaction;
CREATE OR REPLACE FUNCTION transactions_decide_held() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'HELD' AND NEW.state IN ('COMPLETED', 'RETURNED')
       AND (NEW.payee_id IS NOT DISTINCT FROM OLD.payee_id AND NEW.payee_name = OLD.payee_name
            AND NEW.payee_wallet_id IS NOT DISTINCT FROM OLD.payee_wallet_id
            OR OLD.held_for = 'CLAIM' AND OLD.payee_id IS NULL AND NEW.state = 'COMPLETED') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a payment is fixed: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'GP010';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("transactions", "0013_outside_payments_are_checked")]

    operations = [migrations.RunSQL((_SQL / "outside.sql").read_text(), _BACK)]
