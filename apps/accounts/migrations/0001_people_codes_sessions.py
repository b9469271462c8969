import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import apps.core.clock
import apps.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "msisdn",
                    models.CharField(
                        max_length=16,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+[1-9][0-9]{6,14}$", "Use the international format, such as +254712345678."
                            )
                        ],
                        verbose_name="phone number",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, null=True, verbose_name="e-mail address")),
                ("full_name", models.CharField(max_length=120, verbose_name="full name")),
                (
                    "status",
                    models.CharField(
                        choices=[("ACTIVE", "Active"), ("LOCKED", "Locked"), ("CLOSED", "Closed")],
                        default="ACTIVE",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(default="en", max_length=12)),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False, help_text="May enter the operator's site.", verbose_name="staff"
                    ),
                ),
                ("joined_at", models.DateTimeField(default=apps.core.clock.now, editable=False)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.CreateModel(
            name="Activity",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("person_id", models.UUIDField(verbose_name="person")),
                ("action", models.CharField(max_length=60)),
                ("subject", models.CharField(blank=True, help_text="The id of what it was done to.", max_length=64)),
                ("ip", models.GenericIPAddressField(blank=True, null=True, verbose_name="IP address")),
                ("channel", models.CharField(max_length=20)),
                ("request_id", models.CharField(blank=True, max_length=64)),
                ("at", models.DateTimeField()),
                ("detail", models.JSONField(blank=True, default=dict)),
            ],
            options={
                "verbose_name_plural": "activity",
                "indexes": [models.Index(fields=["person_id", "id"], name="accounts_activity_person")],
            },
        ),
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("purpose", models.CharField(choices=[("SIGN_UP", "Sign up")], max_length=20)),
                ("address", models.CharField(help_text="The number or e-mail address it is sent to.", max_length=254)),
                ("salt", models.BinaryField(max_length=32)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "one-time code",
                "indexes": [models.Index(fields=["expires_at"], name="accounts_code_expires")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["SIGN_UP"])), name="accounts_code_purpose_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("attempts__lte", 5)), name="accounts_code_attempts_are_few"
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length("salt"), 32),
                        name="accounts_code_salt_is_full",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                (
                    "device_id",
                    models.CharField(blank=True, help_text="What the app calls its device; not proven.", max_length=64),
                ),
                ("device_name", models.CharField(blank=True, max_length=80)),
                ("platform", models.CharField(blank=True, max_length=20)),
                ("ip", models.GenericIPAddressField(blank=True, null=True, verbose_name="IP address")),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(help_text="When its tokens were last renewed.")),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_reason", models.CharField(blank=True, max_length=40)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefreshToken",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("issued_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refresh_tokens",
                        to="accounts.session",
                    ),
                ),
            ],
            options={
                "verbose_name": "refresh token",
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                (
                    "id",
                    models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False),
                ),
                ("msisdn", models.CharField(max_length=16)),
                ("email", models.EmailField(blank=True, max_length=254, null=True)),
                ("full_name", models.CharField(max_length=120)),
                ("language", models.CharField(default="en", max_length=12)),
                ("password", models.CharField(editable=False, help_text="An argon2id hash.", max_length=128)),
                ("created_at", models.DateTimeField()),
                (
                    "code",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sign_up", to="accounts.onetimecode"
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-up",
            },
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("msisdn__regex", "^\\+[1-9][0-9]{6,14}$")), name="accounts_user_msisdn_is_e164"
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(fields=("msisdn",), name="accounts_user_msisdn_once"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(fields=("email",), name="accounts_user_email_once"),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("email", None),
                    models.Q(
                        ("email", django.db.models.functions.text.Lower("email")),
                        models.Q(("email", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="accounts_user_email_is_lower",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["ACTIVE", "LOCKED", "CLOSED"])), name="accounts_user_status_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("revoked_at", None), ("revoked_reason", "")),
                    models.Q(
                        models.Q(("revoked_at", None), _negated=True), models.Q(("revoked_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="accounts_session_end_has_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="refreshtoken",
            index=models.Index(fields=["expires_at"], name="accounts_refresh_expires"),
        ),
        migrations.AddConstraint(
            model_name="refreshtoken",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("issued_at"))), name="accounts_refresh_has_a_life"
            ),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["msisdn"], name="accounts_signup_msisdn"),
        ),
        migrations.AddIndex(
            model_name="signup",
            index=models.Index(fields=["created_at"], name="accounts_signup_created"),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(("msisdn__regex", "^\\+[1-9][0-9]{6,14}$")), name="accounts_signup_msisdn_is_e164"
            ),
        ),
    ]
