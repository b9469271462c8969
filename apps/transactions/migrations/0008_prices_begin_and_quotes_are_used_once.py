"""Unique indexes are built, and what was added is checked, while people go on paying."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0007_held_payments_are_decided_once")]

    operations = [
        migrations.RunSQL(
            [
                (
                    "CREATE UNIQUE INDEX CONCURRENTLY transactions_fee_of_tier_from_once"
                    " ON transactions_feerule (kind, currency, tier, active_from)"
                ),
                (
                    "ALTER TABLE transactions_feerule ADD CONSTRAINT transactions_fee_of_tier_from_once"
                    " UNIQUE USING INDEX transactions_fee_of_tier_from_once"
                ),
                (
                    "-- squawk-ignore ban-drop-constraint\nALTER TABLE transactions_feerule"
                    " DROP CONSTRAINT transactions_fee_from_once"
                ),
            ],
            [
                (
                    "CREATE UNIQUE INDEX CONCURRENTLY transactions_fee_from_once"
                    " ON transactions_feerule (kind, currency, active_from)"
                ),
                (
                    "ALTER TABLE transactions_feerule ADD CONSTRAINT transactions_fee_from_once"
                    " UNIQUE USING INDEX transactions_fee_from_once"
                ),
                "ALTER TABLE transactions_feerule DROP CONSTRAINT transactions_fee_of_tier_from_once",
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name="feerule", name="transactions_fee_from_once"),
                migrations.AddConstraint(
                    model_name="feerule",
                    constraint=models.UniqueConstraint(
                        fields=["kind", "currency", "tier", "active_from"], name="transactions_fee_of_tier_from_once"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY transactions_quote_once ON transactions_transaction (quote_id)"
            " WHERE NOT (state = 'DECLINED') AND quote_id IS NOT NULL",
            "DROP INDEX CONCURRENTLY transactions_quote_once",
            state_operations=[
                migrations.AddConstraint(
                    model_name="transaction",
                    constraint=models.UniqueConstraint(
                        fields=["quote_id"],
                        condition=~models.Q(state="DECLINED") & models.Q(quote_id__isnull=False),
                        name="transactions_quote_once",
                    ),
                ),
            ],
        ),
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                condition=models.Q(("state", "HELD")), fields=["device_id"], name="transactions_held_of_device"
            ),
        ),
        ValidateConstraint(model_name="feerule", name="transactions_fee_terms_make_sense"),
        ValidateConstraint(model_name="transaction", name="transactions_state_is_known"),
        ValidateConstraint(model_name="transaction", name="transactions_declined_says_why"),
        ValidateConstraint(model_name="transaction", name="transactions_charges_make_sense"),
        ValidateConstraint(model_name="transaction", name="transactions_payee_gets_something"),
        ValidateConstraint(model_name="transaction", name="transactions_held_until_decided"),
        ValidateConstraint(model_name="transaction", name="transactions_conversion_is_whole"),
    ]
