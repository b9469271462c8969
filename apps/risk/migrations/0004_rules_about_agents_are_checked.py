"""The wider constraints hold for what was there before; rules go on being read."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations

_NAMES = (
    "risk_metric_is_known",
    "risk_threshold_is_there",
    "risk_listed_or_not",
    "risk_counts_are_whole",
    "risk_amounts_have_a_currency",
)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("risk", "0003_rules_about_agents")]

    operations = [ValidateConstraint(model_name="rule", name=name) for name in _NAMES]
