"""Codes are counted, forgotten once they are decided, and sealed anew while they wait. The text is in apps/agents/sql.

What is here of old rows is checked afterwards, and indexes are built, without a lock (0015).
"""

from pathlib import Path

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q

_SQL = Path(__file__).resolve().parent.parent / "sql"
# The guard as guards.sql has it.
_BACK = """
DROP FUNCTION agents_check_codes(uuid, uuid, int);
CREATE OR REPLACE FUNCTION agents_decide_code() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'WAITING'
       OR (NEW.id, NEW.transaction_id, NEW.customer_id, NEW.outlet_id, NEW.amount, NEW.currency, NEW.digest, NEW.sealed,
           NEW.created_at, NEW.expires_at)
          IS DISTINCT FROM
          (OLD.id, OLD.transaction_id, OLD.customer_id, OLD.outlet_id, OLD.amount, OLD.currency, OLD.digest, OLD.sealed,
           OLD.created_at, OLD.expires_at)
       OR NEW.tries < OLD.tries THEN
        RAISE EXCEPTION 'a code is decided once' USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("agents", "0006_drawers_and_slips_are_found")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name="cashoutcode",
                    name="sealed",
                    field=models.BinaryField(help_text="The digits, encrypted; empty once it is decided.", null=True),
                ),
            ],
            database_operations=[
                migrations.RunSQL(
                    # Nobody reads it yet.
                    "-- squawk-ignore ban-drop-not-null\nALTER TABLE agents_cashoutcode ALTER COLUMN sealed DROP NOT NULL",
                    "ALTER TABLE agents_cashoutcode ALTER COLUMN sealed SET NOT NULL",
                ),
            ],
        ),
        migrations.AddField(
            model_name="cashoutcode",
            name="redeem_signature",
            field=models.BinaryField(max_length=32, null=True),
        ),
        AddConstraintNotValid(
            model_name="cashoutcode",
            constraint=models.CheckConstraint(
                condition=Q(state="WAITING", sealed__isnull=False) | ~Q(state="WAITING") & Q(sealed=None),
                name="agents_code_is_forgotten",
            ),
        ),
        migrations.RunSQL((_SQL / "cash_out.sql").read_text(), _BACK),
    ]
