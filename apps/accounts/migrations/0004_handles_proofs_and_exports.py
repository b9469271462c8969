import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    """An e-mail address that stands here already was never proven, so nobody is paid by it until it is."""

    dependencies = [("accounts", "0003_phones_pins_and_confirmations")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email_verified_at",
            field=models.DateTimeField(
                blank=True, editable=False, help_text="When a code sent to the address came back.", null=True
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="handle_taken_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="attempts",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, help_text="How often it was begun; whoever began it earlier may write no more."
            ),
        ),
        migrations.AddField(
            model_name="dataexport",
            name="alive_at",
            field=models.DateTimeField(blank=True, help_text="When its maker last wrote how far it is.", null=True),
        ),
        migrations.CreateModel(
            name="ReleasedHandle",
            fields=[
                ("handle", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("released_at", models.DateTimeField(db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "released handle"},
        ),
        AddConstraintNotValid(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("email_verified_at", None), ("email__isnull", False), _connector="OR"),
                name="accounts_user_no_proof_without_email",
            ),
        ),
    ]
