"""The wider constraint holds for what was there before; people go on paying."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("transactions", "0018_cash_at_agents")]

    operations = [ValidateConstraint(model_name="transaction", name="transactions_held_until_decided")]
