"""Messages are found by the request that set them off, and by the transaction that wrote them."""

from django.contrib.postgres.indexes import BrinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("gateways", "0005_messages_say_their_transaction")]

    operations = [
        AddIndexConcurrently(
            model_name="message",
            index=BrinIndex(autosummarize=True, fields=["xact"], name="gateways_message_xact", pages_per_range=16),
        ),
        AddIndexConcurrently(
            model_name="message",
            index=models.Index(
                condition=models.Q(("request_id", ""), _negated=True),
                fields=["request_id"],
                name="gateways_message_request",
            ),
        ),
    ]
