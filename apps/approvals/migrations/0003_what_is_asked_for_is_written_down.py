"""The reason, the diff, what exactly is to be done, and until when. What waits already has no such time: it stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_decided_once")]

    operations = [
        migrations.AddField(
            model_name="approval",
            name="subject_kind",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="What kind of row that is: app.model.", max_length=60
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="why",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="The maker's reason.", max_length=500
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="changes",
            field=models.JSONField(
                blank=True, db_default=[], default=list, help_text="What becomes of what, for people."
            ),
        ),
        migrations.AddField(
            model_name="approval",
            name="payload",
            field=models.JSONField(blank=True, db_default={}, default=dict, help_text="What exactly is to be done."),
        ),
        migrations.AddField(
            model_name="approval",
            name="expires_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When it becomes void unless somebody has decided. Empty: never.",
                null=True,
            ),
        ),
    ]
