"""Which processes run and since when, how scheduled tasks ran last, since when keys are in use, servers' certificates."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_audit_trail_is_checked"),
    ]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "name",
                    models.CharField(
                        help_text="Whose server: the gateway's code.", max_length=60, primary_key=True, serialize=False
                    ),
                ),
                ("host", models.CharField(max_length=255)),
                ("port", models.PositiveIntegerField()),
                ("expires_at", models.DateTimeField(help_text="Empty: it was never seen.", null=True)),
                ("problem", models.CharField(blank=True, max_length=200)),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "certificate",
            },
        ),
        migrations.CreateModel(
            name="ScheduledRun",
            fields=[
                (
                    "name",
                    models.CharField(
                        help_text="The task, and its arguments if it has any.",
                        max_length=120,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="Of the last run that came to an end.", null=True)),
                ("seconds", models.FloatField(help_text="How long that one took.", null=True)),
                (
                    "error",
                    models.CharField(
                        blank=True, help_text="What it failed with: the kind, never the words.", max_length=100
                    ),
                ),
                ("failures", models.PositiveIntegerField(default=0, help_text="In a row, up to now.")),
                ("succeeded_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "scheduled run",
            },
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="host",
            field=models.CharField(blank=True, db_default="", default="", max_length=80),
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="kind",
            field=models.CharField(
                choices=[("WEB", "Web"), ("RELAY", "Relay"), ("WORKER", "Worker"), ("BEAT", "Scheduler")],
                db_default="RELAY",
                default="RELAY",
                max_length=6,
            ),
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="pid",
            field=models.IntegerField(help_text="Its process id on that host.", null=True),
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="queues",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="What a worker takes.", max_length=100
            ),
        ),
        migrations.AddField(
            model_name="heartbeat",
            name="started_at",
            field=models.DateTimeField(help_text="Since when it runs.", null=True),
        ),
        migrations.CreateModel(
            name="KeySighting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ring", models.CharField(help_text="The setting it stands in.", max_length=40)),
                ("kid", models.CharField(blank=True, max_length=255, verbose_name="key id")),
                ("mark", models.CharField(max_length=16)),
                ("is_first", models.BooleanField(default=True, help_text="Whether it is the one that seals or signs.")),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "key in use",
                "constraints": [models.UniqueConstraint(fields=("ring", "kid", "mark"), name="core_key_once")],
            },
        ),
    ]
