from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Lines of an account are found by their time: as many indexes as before. Dealings go on while they are built."""

    atomic = False

    dependencies = [("agents", "0010_payouts_say_whose_they_are")]

    operations = [
        AddIndexConcurrently(
            model_name="commissionline",
            index=models.Index(fields=["account_code", "at", "id"], name="agents_lines_by_time"),
        ),
        AddIndexConcurrently(
            model_name="commissionline",
            index=models.Index(
                condition=models.Q(("payout_id", None)), fields=["account_code", "at"], name="agents_lines_waiting"
            ),
        ),
        RemoveIndexConcurrently(model_name="commissionline", name="agents_lines_of_account"),
        RemoveIndexConcurrently(model_name="commissionline", name="agents_lines_unpaid"),
        AddIndexConcurrently(
            model_name="commissionpayout",
            index=models.Index(fields=["agent_id", "id"], name="agents_payouts_of_agent"),
        ),
    ]
