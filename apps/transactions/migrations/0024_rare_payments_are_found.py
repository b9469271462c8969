"""Operators find payments of a rare state, reason or currency without reading all the others."""

from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0023_adjustments_take_two")]

    operations = [
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                condition=models.Q(("state__in", ["HELD", "RETURNED", "DECLINED", "FAILED"])),
                fields=["state", "id"],
                name="transactions_not_completed",
            ),
        ),
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                condition=models.Q(("failure_code", ""), _negated=True),
                fields=["failure_code", "id"],
                name="transactions_failed_for",
            ),
        ),
        AddIndexConcurrently(
            model_name="transaction",
            index=BrinIndex(
                autosummarize=True, fields=["currency"], name="transactions_of_currency", pages_per_range=16
            ),
        ),
    ]
