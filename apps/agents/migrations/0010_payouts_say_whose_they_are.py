"""Payouts say whose account it was and when their first line was, and both are fixed. The text is in apps/agents/sql.

No payout was ever made before, so none is there that could not say.
"""

from pathlib import Path

from django.db import migrations, models

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
CREATE OR REPLACE FUNCTION agents_follow_payout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'PAID'
       OR (NEW.id, NEW.earner, NEW.earner_id, NEW.account_code, NEW.currency, NEW.until, NEW.lines, NEW.gross, NEW.tax,
           NEW.net, NEW.made_at)
          IS DISTINCT FROM
          (OLD.id, OLD.earner, OLD.earner_id, OLD.account_code, OLD.currency, OLD.until, OLD.lines, OLD.gross, OLD.tax,
           OLD.net, OLD.made_at) THEN
        RAISE EXCEPTION 'a payout is fixed: % is refused', TG_OP USING ERRCODE = 'GP010';
    END IF;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agents", "0006_dealings_say_what_was_left"),
        ("agents", "0007_cash_is_fetched_by_code"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    [
                        f"-- squawk-ignore adding-required-field\nALTER TABLE agents_commissionpayout ADD COLUMN {column}"
                        for column in ("agent_id uuid NOT NULL", "since timestamp with time zone NOT NULL")
                    ],
                    "ALTER TABLE agents_commissionpayout DROP COLUMN agent_id, DROP COLUMN since",
                )
            ],
            state_operations=[
                migrations.AddField(
                    model_name="commissionpayout",
                    name="agent_id",
                    field=models.UUIDField(help_text="Whose own, outlet's or teller's account it is."),
                ),
                migrations.AddField(
                    model_name="commissionpayout",
                    name="since",
                    field=models.DateTimeField(help_text="When the first of its lines was."),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="commissionpayout",
            name="until",
            field=models.DateTimeField(
                help_text="What was earned before this moment, less all that was taken back by then."
            ),
        ),
        migrations.RunSQL((_SQL / "payouts.sql").read_text(), _BACK),
    ]
