"""Operators find frozen and closed wallets without reading all the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("wallets", "0003_floats_are_told_apart")]

    operations = [
        AddIndexConcurrently(
            model_name="wallet",
            index=models.Index(condition=models.Q(("status", "ACTIVE"), _negated=True), fields=["status", "id"], name="wallets_wallet_not_active"),
        ),
    ]
