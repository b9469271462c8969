from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """People go on asking for codes while the index is built."""

    atomic = False

    dependencies = [("accounts", "0005_proofs_are_of_addresses")]

    operations = [
        AddIndexConcurrently(
            model_name="onetimecode",
            index=models.Index(condition=models.Q(("used_at", None)), fields=["person_id"], name="accounts_code_open"),
        ),
    ]
