"""What a person looks for in a long history is found by an index; each is built while people go on paying.

A payment of the usual kind that succeeds at once is in none of them, so paying costs what it did. The indexes are for
apps/transactions/history.py, and `..._by_parent` for what was given back of a payment (apps/reports).
"""

from django.db import migrations

# Written out, and nowhere imported from: a migration never changes. uuid and time as milliseconds, compared.
_OUT_OF_STEP = """
abs(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint
    - extract(epoch FROM created_at AT TIME ZONE 'UTC') * 1000) > 120000
"""
_INDEXES = {
    # Declined, held, returned.
    "transactions_payer_state": "(payer_id, state, id) WHERE state <> 'COMPLETED'",
    "transactions_payee_state": "(payee_id, state, id) WHERE state <> 'COMPLETED'",
    "transactions_payer_kind": "(payer_id, kind, id) WHERE kind <> 'P2P'",
    "transactions_payee_kind": "(payee_id, kind, id) WHERE kind <> 'P2P'",
    # Those whose ids do not tell when they were: none, unless a history was brought along from elsewhere.
    "transactions_payer_out_of_step": f"(payer_id) WHERE {_OUT_OF_STEP}",
    "transactions_payee_out_of_step": f"(payee_id) WHERE {_OUT_OF_STEP}",
    "transactions_by_parent": "(parent_id) WHERE parent_id IS NOT NULL",
}


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0010_what_went_back_is_counted")]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX CONCURRENTLY {name} ON transactions_transaction {what}",
            f"DROP INDEX CONCURRENTLY {name}",
        )
        for name, what in _INDEXES.items()
    ]
