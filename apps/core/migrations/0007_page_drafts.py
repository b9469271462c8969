from django.db import migrations, models

import apps.core.ids


class Migration(migrations.Migration):
    dependencies = [("core", "0006_what_runs_and_since_when")]

    operations = [
        migrations.CreateModel(
            name="PageDraft",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("owner_id", models.UUIDField()),
                ("purpose", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["expires_at"], name="core_pagedraft_expiry")]},
        ),
    ]
