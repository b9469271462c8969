"""What is due is found without reading what was decided; made beside the work that goes on."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("approvals", "0004_what_was_asked_for_stays")]

    operations = [
        AddIndexConcurrently(
            model_name="approval",
            index=models.Index(
                condition=models.Q(("expires_at__isnull", False), ("state", "REQUESTED")),
                fields=["expires_at"],
                name="approvals_to_expire",
            ),
        ),
    ]
