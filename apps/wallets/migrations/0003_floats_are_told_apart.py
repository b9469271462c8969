"""An outlet has one float in a currency. Built while people go on paying."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("wallets", "0002_floats_of_outlets")]

    operations = [
        ValidateConstraint(model_name="wallet", name="wallets_wallet_is_somebodys"),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "CREATE UNIQUE INDEX CONCURRENTLY wallets_float_currency_once ON wallets_wallet (outlet_id, currency)",
                    "DROP INDEX CONCURRENTLY IF EXISTS wallets_float_currency_once",
                ),
                migrations.RunSQL(
                    "ALTER TABLE wallets_wallet ADD CONSTRAINT wallets_float_currency_once"
                    " UNIQUE USING INDEX wallets_float_currency_once",
                    "ALTER TABLE wallets_wallet DROP CONSTRAINT wallets_float_currency_once",
                ),
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="wallet",
                    constraint=models.UniqueConstraint(
                        fields=["outlet_id", "currency"], name="wallets_float_currency_once"
                    ),
                ),
            ],
        ),
    ]
