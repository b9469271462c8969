"""Operators find the house's accounts, reversals and closings without reading all the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("ledger", "0005_rows_are_found_by_transaction")]

    operations = [
        AddIndexConcurrently(
            model_name="ledgeraccount",
            index=models.Index(
                condition=models.Q(("kind", "LIABILITY"), _negated=True),
                fields=["kind", "id"],
                name="ledger_account_of_house",
            ),
        ),
        AddIndexConcurrently(
            model_name="ledgeraccount",
            index=models.Index(
                condition=models.Q(("tally", "DEFERRED")), fields=["id"], name="ledger_account_deferred"
            ),
        ),
        AddIndexConcurrently(
            model_name="journalentry",
            index=models.Index(
                condition=models.Q(("reverses__isnull", False)), fields=["id"], name="ledger_entry_reversals"
            ),
        ),
        AddIndexConcurrently(
            model_name="journalentry",
            index=models.Index(
                condition=models.Q(("closes__isnull", False)), fields=["id"], name="ledger_entry_closings"
            ),
        ),
    ]
