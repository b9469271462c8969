"""The wider constraints hold for what was there before, and payments under way are found; people go on paying."""

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0012_outside_payments")]

    operations = [
        ValidateConstraint(model_name="transaction", name="transactions_state_is_known"),
        ValidateConstraint(model_name="transaction", name="transactions_declined_says_why"),
        ValidateConstraint(model_name="transaction", name="transactions_held_until_decided"),
        AddIndexConcurrently(
            model_name="transaction",
            index=models.Index(
                condition=models.Q(("state__in", ("PENDING", "UNKNOWN"))),
                fields=["state", "id"],
                name="transactions_under_way",
            ),
        ),
    ]
