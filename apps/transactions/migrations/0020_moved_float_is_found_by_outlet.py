"""The float that came to an outlet or left it is found by an index, among however many dealings with customers.

The indexes hold nothing else, so paying costs what it did; they are built while people go on paying. They are for
apps/agents/selectors/_float.py.
"""

from django.db import migrations

_KINDS = "kind IN ('FLOAT_PURCHASE', 'FLOAT_SALE', 'FLOAT_TRANSFER')"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0019_cash_at_agents_is_checked")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY transactions_float_left ON transactions_transaction (payer_id, id)"
            f" WHERE {_KINDS} AND payer_id IS NOT NULL",
            "DROP INDEX CONCURRENTLY transactions_float_left",
        ),
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY transactions_float_came ON transactions_transaction (payee_id, id)"
            f" WHERE {_KINDS} AND payee_id IS NOT NULL",
            "DROP INDEX CONCURRENTLY transactions_float_came",
        ),
    ]
