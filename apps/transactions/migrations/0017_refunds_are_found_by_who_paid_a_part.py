"""A refund of a business that its owner's wallet has paid in part is found in the owner's history by an index.

It holds nothing else, so paying costs what it did; it is built while people go on paying. It is for
apps/transactions/history.py (selectors.drawn_on).
"""

from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0016_payments_to_businesses_are_checked")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX CONCURRENTLY transactions_drawn_on ON transactions_transaction (payer_wallet_id, id)"
            " WHERE kind = 'REFUND' AND state = 'COMPLETED' AND counter_code > '' AND payer_wallet_id IS NOT NULL",
            "DROP INDEX CONCURRENTLY transactions_drawn_on",
        ),
    ]
