"""Operators find what gateways sent us, and operations that failed, without reading all the others."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("gateways", "0006_messages_are_found_by_request")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(condition=models.Q(("direction", "IN")), fields=["id"], name="gateways_messages_in"),
        ),
        AddIndexConcurrently(
            model_name="operation",
            index=models.Index(condition=models.Q(("state", "FAILED")), fields=["id"], name="gateways_operations_failed"),
        ),
    ]
