"""A teller's key redeems one code; supervisors find what waits for them. Built while people go on serving."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("agents", "0014_shifts_counted_by_others_are_checked")]

    operations = [
        ValidateConstraint(model_name="cashoutcode", name="agents_code_is_forgotten"),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX CONCURRENTLY agents_redeem_key_once"
            " ON agents_cashoutcode (redeemed_by_id, redeem_key) WHERE redeemed_by_id IS NOT NULL",
            "DROP INDEX CONCURRENTLY agents_redeem_key_once",
            state_operations=[
                migrations.AddConstraint(
                    model_name="cashoutcode",
                    constraint=models.UniqueConstraint(
                        fields=["redeemed_by_id", "redeem_key"],
                        condition=Q(redeemed_by_id__isnull=False),
                        name="agents_redeem_key_once",
                    ),
                ),
            ],
        ),
        RemoveIndexConcurrently(model_name="cashoutcode", name="agents_codes_redeemed_by"),
        AddIndexConcurrently(
            model_name="cashoutrequest",
            index=models.Index(
                fields=["agent_id", "id"], condition=Q(mode="DOCUMENT"), name="agents_requests_of_agent"
            ),
        ),
    ]
