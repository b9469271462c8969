"""The wider constraints hold for what was there before; messages go on being sent."""

from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0005_browsers_are_pushed_to")]

    operations = [
        ValidateConstraint(model_name="delivery", name="notifications_delivery_channel"),
        ValidateConstraint(model_name="outage", name="notifications_outage_channel"),
        ValidateConstraint(model_name="preference", name="notifications_preference_channel"),
        ValidateConstraint(model_name="sandboxmessage", name="notifications_sandbox_channel"),
    ]
