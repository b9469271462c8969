"""Operators find messages that were not sent, without reading all the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("notifications", "0003_content_guards")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "CANCELLED")), fields=["id"], name="notifications_called_off"
            ),
        ),
    ]
