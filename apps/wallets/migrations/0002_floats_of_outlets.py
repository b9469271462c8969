"""A wallet may be the float of an agent's outlet instead of a person's money."""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("wallets", "0001_wallets")]

    operations = [
        # Nobody below counts on a holder who is not there: all of them ask for a person's wallets.
        migrations.RunSQL(
            "-- squawk-ignore ban-drop-not-null\nALTER TABLE wallets_wallet ALTER COLUMN holder_id DROP NOT NULL",
            "ALTER TABLE wallets_wallet ALTER COLUMN holder_id SET NOT NULL",
            state_operations=[
                migrations.AlterField(
                    model_name="wallet",
                    name="holder",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wallets",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="wallet",
            name="outlet_id",
            field=models.UUIDField(
                blank=True, help_text="Whose float it is; empty: a person's.", null=True, verbose_name="outlet"
            ),
        ),
        AddConstraintNotValid(
            model_name="wallet",
            constraint=models.CheckConstraint(
                condition=Q(holder=None, outlet_id__isnull=False) | Q(holder__isnull=False, outlet_id=None),
                name="wallets_wallet_is_somebodys",
            ),
        ),
    ]
