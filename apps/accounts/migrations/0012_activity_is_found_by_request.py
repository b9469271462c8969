"""Activities are found by the request they were done in, and by the transaction that wrote them."""

from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("accounts", "0011_activity_says_its_transaction")]

    operations = [
        AddIndexConcurrently(
            model_name="activity",
            index=BrinIndex(autosummarize=True, fields=["xact"], name="accounts_activity_xact", pages_per_range=16),
        ),
        AddIndexConcurrently(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("request_id", ""), _negated=True),
                fields=["request_id"],
                name="accounts_activity_request",
            ),
        ),
    ]
