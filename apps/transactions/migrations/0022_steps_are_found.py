"""Payments and their steps are found by the transaction that wrote them, steps by their payment."""

from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0021_steps_are_noted")]

    operations = [
        AddIndexConcurrently(
            "transaction",
            BrinIndex(autosummarize=True, fields=["xact"], name="transactions_payment_xact", pages_per_range=16),
        ),
        AddIndexConcurrently(
            "transition", models.Index(fields=["payment_id", "id"], name="transactions_transitions_of")
        ),
        AddIndexConcurrently(
            "transition",
            BrinIndex(autosummarize=True, fields=["xact"], name="transactions_transition_xact", pages_per_range=16),
        ),
    ]
