"""A payment may wait until a merchant captures it."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

_BEFORE = (
    "((decided_at IS NULL AND held_for = '' AND NOT (state IN ('HELD', 'RETURNED', 'FAILED')))"
    " OR (decided_at IS NOT NULL AND held_for = '' AND state IN ('COMPLETED', 'FAILED'))"
    " OR (decided_at IS NULL AND held_for IN ('REVIEW', 'CLAIM') AND state IN ('HELD', 'PENDING', 'UNKNOWN'))"
    " OR (decided_at IS NOT NULL AND held_for IN ('REVIEW', 'CLAIM') AND state IN ('COMPLETED', 'RETURNED', 'FAILED')))"
)
_HELD_FOR = [
    ("REVIEW", "Somebody has to look at it"),
    ("CLAIM", "The payee has to register"),
    ("ORDER", "The merchant has to capture it"),
]


class Migration(migrations.Migration):
    dependencies = [("transactions", "0014_states_move_on")]

    operations = [
        # A wider one takes its place in this transaction.
        migrations.RunSQL(
            ["-- squawk-ignore ban-drop-constraint\nALTER TABLE transactions_transaction DROP CONSTRAINT transactions_held_until_decided"],
            [
                (
                    "ALTER TABLE transactions_transaction ADD CONSTRAINT transactions_held_until_decided"
                    f" CHECK {_BEFORE} NOT VALID"
                )
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name="transaction", name="transactions_held_until_decided"),
            ],
        ),
        migrations.AlterField(
            model_name="transaction",
            name="held_for",
            field=models.CharField(blank=True, choices=_HELD_FOR, db_default="", default="", max_length=6),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="payer_id",
            field=models.UUIDField(help_text="The person or business that pays; empty: the platform.", null=True),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="payee_id",
            field=models.UUIDField(
                help_text="The person or business that receives; empty: nobody was found.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="counter_code",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The account of the side without a wallet.",
                max_length=60,
            ),
        ),
        AddConstraintNotValid(
            model_name="transaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at", None),
                        ("held_for", ""),
                        models.Q(("state__in", ["HELD", "RETURNED", "FAILED"]), _negated=True),
                    ),
                    models.Q(("decided_at__isnull", False), ("held_for", ""), ("state__in", ["COMPLETED", "FAILED"])),
                    models.Q(
                        ("decided_at", None),
                        ("held_for__in", ["REVIEW", "CLAIM", "ORDER"]),
                        ("state__in", ["HELD", "PENDING", "UNKNOWN"]),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("held_for__in", ["REVIEW", "CLAIM", "ORDER"]),
                        ("state__in", ["COMPLETED", "RETURNED", "FAILED"]),
                    ),
                    _connector="OR",
                ),
                name="transactions_held_until_decided",
            ),
        ),
    ]
