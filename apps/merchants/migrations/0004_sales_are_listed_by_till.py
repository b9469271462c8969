from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """People go on paying while the index is built."""

    atomic = False

    dependencies = [("merchants", "0003_codes_are_signed")]

    operations = [
        AddIndexConcurrently(
            model_name="taking",
            index=models.Index(
                condition=models.Q(("till_id__isnull", False)),
                fields=["till_id", "at"],
                name="merchants_takings_at_till",
            ),
        ),
    ]
