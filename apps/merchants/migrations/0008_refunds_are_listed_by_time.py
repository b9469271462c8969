from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """People go on paying while the index is built."""

    atomic = False

    dependencies = [("merchants", "0007_refunds_asked_for_by_operators")]

    operations = [
        AddIndexConcurrently(
            model_name="taking",
            index=models.Index(
                condition=models.Q(("kind", "REFUND")),
                fields=["merchant_id", "at"],
                name="merchants_refunds_by_time",
            ),
        ),
    ]
