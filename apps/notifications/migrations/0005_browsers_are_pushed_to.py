"""Browsers that hear of news, and room for their channel: what named two channels names three."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

import apps.core.ids

_TABLES = {
    "delivery": ("notifications_delivery", "notifications_delivery_channel"),
    "outage": ("notifications_outage", "notifications_outage_channel"),
    "preference": ("notifications_preference", "notifications_preference_channel"),
    "sandboxmessage": ("notifications_sandboxmessage", "notifications_sandbox_channel"),
}
_CHOICES = [("EMAIL", "E-mail"), ("SMS", "SMS"), ("PUSH", "Push")]


def _make_room(model: str, table: str, name: str) -> migrations.RunSQL:
    """A wider one takes its place in this transaction. Going back, what was pushed stays in the books."""
    return migrations.RunSQL(
        [f"-- squawk-ignore ban-drop-constraint\nALTER TABLE {table} DROP CONSTRAINT {name}"],
        [f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK (channel IN ('EMAIL', 'SMS')) NOT VALID"],
        state_operations=[migrations.RemoveConstraint(model_name=model, name=name)],
    )


class Migration(migrations.Migration):
    dependencies = [("notifications", "0004_cancelled_deliveries_are_found")]

    operations = [
        migrations.CreateModel(
            name="PushSubscription",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("person_id", models.UUIDField(verbose_name="person")),
                ("session_id", models.UUIDField(help_text="The log-in it belongs to.")),
                (
                    "endpoint",
                    models.BinaryField(editable=False, help_text="Sealed by apps.core.crypto.", null=True),
                ),
                ("endpoint_index", models.BinaryField(editable=False, max_length=32, null=True)),
                ("p256dh", models.BinaryField(editable=False, null=True)),
                ("auth", models.BinaryField(editable=False, null=True)),
                (
                    "label",
                    models.CharField(
                        blank=True, help_text="Which browser on what, as it says itself.", max_length=60
                    ),
                ),
                (
                    "failures",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="In a row, since the last push that went through."
                    ),
                ),
                (
                    "failed_at",
                    models.DateTimeField(blank=True, help_text="When a push did not go through last.", null=True),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LEFT", "Switched off"),
                            ("REPLACED", "Made anew"),
                            ("OVER", "Its session is over"),
                            ("GONE", "Its push service knows it no more"),
                            ("REFUSED", "Its address may not be called"),
                            ("SILENT", "Its address does not answer"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
            options={
                "verbose_name": "push subscription",
                "indexes": [
                    models.Index(fields=["person_id", "id"], name="notifications_push_person"),
                    models.Index(
                        condition=models.Q(("ended_at__isnull", False)),
                        fields=["ended_at"],
                        name="notifications_push_over",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("endpoint_index",), name="notifications_push_endpoint_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("session_id",),
                        name="notifications_push_session_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("auth__isnull", False),
                                ("ended_at", None),
                                ("ended_because", ""),
                                ("endpoint__isnull", False),
                                ("endpoint_index__isnull", False),
                                ("p256dh__isnull", False),
                            ),
                            models.Q(
                                ("auth", None),
                                ("ended_at__isnull", False),
                                ("ended_because__in", ["LEFT", "REPLACED", "OVER", "GONE", "REFUSED", "SILENT"]),
                                ("endpoint", None),
                                ("endpoint_index", None),
                                ("p256dh", None),
                            ),
                            _connector="OR",
                        ),
                        name="notifications_push_whole_or_over",
                    ),
                ],
            },
        ),
        *(_make_room(model, table, name) for model, (table, name) in _TABLES.items()),
        *(
            migrations.AlterField(
                model_name=model,
                name="channel",
                field=models.CharField(choices=_CHOICES, max_length=10),
            )
            for model in ("delivery", "preference", "sandboxmessage")
        ),
        migrations.AlterField(
            model_name="outage",
            name="channel",
            field=models.CharField(choices=_CHOICES, max_length=10, primary_key=True, serialize=False),
        ),
        *(
            AddConstraintNotValid(
                model_name=model,
                constraint=models.CheckConstraint(
                    condition=models.Q(("channel__in", ["EMAIL", "SMS", "PUSH"])), name=name
                ),
            )
            for model, (_, name) in _TABLES.items()
        ),
    ]
