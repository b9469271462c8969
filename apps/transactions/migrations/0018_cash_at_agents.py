"""A payment may wait until an agent hands out the cash, and who does so is written down when it is fetched."""

from pathlib import Path

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BEFORE = (
    "((decided_at IS NULL AND held_for = '' AND NOT (state IN ('HELD', 'RETURNED', 'FAILED')))"
    " OR (decided_at IS NOT NULL AND held_for = '' AND state IN ('COMPLETED', 'FAILED'))"
    " OR (decided_at IS NULL AND held_for IN ('REVIEW', 'CLAIM', 'ORDER') AND state IN ('HELD', 'PENDING', 'UNKNOWN'))"
    " OR (decided_at IS NOT NULL AND held_for IN ('REVIEW', 'CLAIM', 'ORDER')"
    " AND state IN ('COMPLETED', 'RETURNED', 'FAILED')))"
)
_HELD_FOR = [
    ("REVIEW", "Somebody has to look at it"),
    ("CLAIM", "The payee has to register"),
    ("ORDER", "The merchant has to capture it"),
    ("REDEEM", "An agent has to hand out the cash"),
]
_NAMES = [name for name, _ in _HELD_FOR]


class Migration(migrations.Migration):
    dependencies = [("transactions", "0017_refunds_are_found_by_who_paid_a_part")]

    operations = [
        # A wider one takes its place in this transaction.
        migrations.RunSQL(
            [
                (
                    "-- squawk-ignore ban-drop-constraint\n"
                    "ALTER TABLE transactions_transaction DROP CONSTRAINT transactions_held_until_decided"
                )
            ],
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
            field=models.UUIDField(
                help_text="The person, business or outlet that pays; empty: the platform.", null=True
            ),
        ),
        migrations.AlterField(
            model_name="transaction",
            name="payee_id",
            field=models.UUIDField(
                help_text="The person, business or outlet that receives; empty: nobody was found.", null=True
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
                        ("held_for__in", _NAMES),
                        ("state__in", ["HELD", "PENDING", "UNKNOWN"]),
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("held_for__in", _NAMES),
                        ("state__in", ["COMPLETED", "RETURNED", "FAILED"]),
                    ),
                    _connector="OR",
                ),
                name="transactions_held_until_decided",
            ),
        ),
        migrations.RunSQL((_SQL / "fetched.sql").read_text(), (_SQL / "outside.sql").read_text().partition("CREATE TRIGGER")[0]),
    ]
