"""Rows that are not sealed yet are found without reading those that are."""

from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("ledger", "0004_rows_say_their_transaction")]

    operations = [
        AddIndexConcurrently(
            model_name="journalentry",
            index=BrinIndex(autosummarize=True, fields=["xact"], name="ledger_entry_xact", pages_per_range=16),
        ),
        AddIndexConcurrently(
            model_name="posting",
            index=BrinIndex(autosummarize=True, fields=["xact"], name="ledger_posting_xact", pages_per_range=16),
        ),
    ]
