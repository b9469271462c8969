"""Phones, PINs, step-up codes, and what else people have. Tables that are in use are not scanned here: see 0007."""

import apps.core.ids
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_activity_is_append_only'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='devices', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('client_id', models.CharField(help_text='What the app calls its device.', max_length=64, verbose_name="app's id")),
                ('name', models.CharField(blank=True, max_length=80)),
                ('platform', models.CharField(blank=True, max_length=20)),
                ('public_key', models.BinaryField(help_text='Gone once it was wiped.', max_length=32, null=True)),
                ('status', models.CharField(choices=[('ACTIVE', 'Active'), ('LOCKED', 'Locked'), ('WIPED', 'Wiped'), ('REMOVED', 'Removed')], default='ACTIVE', max_length=10)),
                ('registered_at', models.DateTimeField()),
                ('locked_at', models.DateTimeField(blank=True, null=True)),
                ('locked_reason', models.CharField(blank=True, max_length=40)),
                ('ended_at', models.DateTimeField(blank=True, help_text='When it was wiped or removed.', null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pin', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('salt', models.BinaryField(max_length=16)),
                ('digest', models.BinaryField(max_length=32)),
                ('version', models.PositiveIntegerField(default=1, help_text='Counts changes, so that an old PIN cannot be meant.')),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lockouts', models.PositiveSmallIntegerField(default=0)),
                ('locked_until', models.DateTimeField(blank=True, null=True)),
                ('reset_allowed_until', models.DateTimeField(blank=True, help_text='An operator has started a reset; the person completes it until then.', null=True)),
                ('set_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'PIN',
            },
        ),
        migrations.CreateModel(
            name='WipeCommand',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('device', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='wipe', to='accounts.device')),
                ('nonce', models.BinaryField(max_length=32)),
                ('requested_by', models.UUIDField(help_text='The person, or the operator who did it for them.')),
                ('requested_at', models.DateTimeField()),
                ('delivered_at', models.DateTimeField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'wipe command',
            },
        ),
        migrations.CreateModel(
            name='EmergencyContact',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='emergency_contact', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('name', models.BinaryField()),
                ('msisdn', models.BinaryField()),
                ('relation', models.CharField(blank=True, max_length=40)),
                ('changed_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='TrustedPayee',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trusted_payees', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('nickname', models.CharField(blank=True, max_length=60)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'trusted payee',
            },
        ),
        migrations.CreateModel(
            name='NameChange',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='name_changes', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('full_name', models.CharField(max_length=120, verbose_name='new name')),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('status', models.CharField(choices=[('PENDING', 'Waits for review'), ('APPROVED', 'Approved'), ('REJECTED', 'Rejected')], default='PENDING', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.UUIDField(blank=True, null=True)),
                ('decision', models.CharField(blank=True, help_text='Why, in words for the person.', max_length=200)),
            ],
            options={
                'verbose_name': 'name change',
            },
        ),
        migrations.CreateModel(
            name='DataExport',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='data_exports', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('status', models.CharField(choices=[('WAITING', 'Waiting'), ('RUNNING', 'Being made'), ('READY', 'Ready'), ('FAILED', 'Failed'), ('EXPIRED', 'Deleted')], default='WAITING', max_length=10)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('file_key', models.CharField(blank=True, editable=False, max_length=120)),
                ('file_bytes', models.PositiveBigIntegerField(default=0)),
                ('requested_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'data export',
            },
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('salt'), 16), django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 32)), name='accounts_pin_is_full'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.CheckConstraint(condition=models.Q(('attempts__lte', 5)), name='accounts_pin_attempts_are_few'),
        ),
        migrations.AddConstraint(
            model_name='dataexport',
            constraint=models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='accounts_export_percent'),
        ),
        migrations.AddConstraint(
            model_name='dataexport',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['WAITING', 'RUNNING'])), fields=('user',), name='accounts_export_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['ACTIVE', 'LOCKED', 'WIPED', 'REMOVED'])), name='accounts_device_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_key', None), ('status__in', ['WIPED', 'REMOVED'])), models.Q(('public_key__isnull', False), django.db.models.lookups.Exact(django.db.models.functions.text.Length('public_key'), 32)), _connector='OR'), name='accounts_device_key_is_full'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(fields=('public_key',), name='accounts_device_key_once'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['ACTIVE', 'LOCKED'])), fields=('user', 'client_id'), name='accounts_device_once'),
        ),
        migrations.AddConstraint(
            model_name='namechange',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'PENDING')), fields=('user',), name='accounts_name_change_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='namechange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'PENDING')), models.Q(models.Q(('status', 'PENDING'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='accounts_name_change_is_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='namechange',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('user')), _negated=True), _connector='OR'), name='accounts_name_change_not_by_oneself'),
        ),
        migrations.AddConstraint(
            model_name='trustedpayee',
            constraint=models.UniqueConstraint(fields=('user', 'payee'), name='accounts_trusted_payee_once'),
        ),
        migrations.AddConstraint(
            model_name='trustedpayee',
            constraint=models.CheckConstraint(condition=models.Q(('user', models.F('payee')), _negated=True), name='accounts_trusted_payee_is_another'),
        ),
        migrations.AddConstraint(
            model_name='wipecommand',
            constraint=models.CheckConstraint(condition=models.Q(('done_at', None), ('delivered_at__isnull', False), _connector='OR'), name='accounts_wipe_done_after_delivery'),
        ),
        migrations.AddField(
            model_name='onetimecode',
            name='binding',
            field=models.BinaryField(help_text='A digest of the one thing the code is good for.', max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='onetimecode',
            name='person_id',
            field=models.UUIDField(blank=True, help_text='Whose it is; empty before they joined.', null=True, verbose_name='person'),
        ),
        migrations.AddField(
            model_name='user',
            name='cautious_until',
            field=models.DateTimeField(blank=True, help_text='Until then lower limits hold: a PIN, a phone or a number is new.', null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='closed_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='erased_at',
            field=models.DateTimeField(blank=True, editable=False, help_text='When what names the person was erased.', null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='handle',
            field=models.CharField(blank=True, help_text='Without the @; what others pay to.', max_length=30, null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='kyc_tier',
            field=models.CharField(choices=[('TIER_0', 'Number verified'), ('TIER_1', 'Details given'), ('TIER_2', 'Documents reviewed')], db_default='TIER_0', default='TIER_0', max_length=6, verbose_name='KYC tier'),
        ),
        migrations.AddField(
            model_name='user',
            name='photo',
            field=models.CharField(blank=True, db_default='', editable=False, help_text='The key of a private file.', max_length=120),
        ),
        migrations.AddField(
            model_name='user',
            name='secured_at',
            field=models.DateTimeField(blank=True, help_text='Since then no money leaves: a phone was reported lost.', null=True),
        ),
        migrations.AlterField(
            model_name='onetimecode',
            name='purpose',
            field=models.CharField(choices=[('SIGN_UP', 'Sign up'), ('STEP_UP', 'Confirm one payment or change'), ('RECOVERY', 'Report a phone lost')], max_length=20),
        ),
        # Widened: what the old one let through the new one lets through too.
        migrations.RunSQL(
            [
                "-- squawk-ignore ban-drop-constraint\nALTER TABLE accounts_onetimecode DROP CONSTRAINT accounts_code_purpose_is_known",
                "ALTER TABLE accounts_onetimecode ADD CONSTRAINT accounts_code_purpose_is_known CHECK (purpose IN ('SIGN_UP', 'STEP_UP', 'RECOVERY')) NOT VALID",
            ],
            [
                "ALTER TABLE accounts_onetimecode DROP CONSTRAINT accounts_code_purpose_is_known",
                "DELETE FROM accounts_onetimecode WHERE purpose <> 'SIGN_UP'",
                "ALTER TABLE accounts_onetimecode ADD CONSTRAINT accounts_code_purpose_is_known CHECK (purpose IN ('SIGN_UP'))",
            ],
            state_operations=[
                migrations.RemoveConstraint(model_name='onetimecode', name='accounts_code_purpose_is_known'),
                migrations.AddConstraint(model_name='onetimecode', constraint=models.CheckConstraint(condition=models.Q(('purpose__in', ['SIGN_UP', 'STEP_UP', 'RECOVERY'])), name='accounts_code_purpose_is_known')),
            ],
        ),
        AddConstraintNotValid(
            model_name='onetimecode',
            constraint=models.CheckConstraint(condition=models.Q(('purpose', 'SIGN_UP'), models.Q(('person_id__isnull', False), ('binding__isnull', False)), _connector='OR'), name='accounts_code_is_bound'),
        ),
        AddConstraintNotValid(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('kyc_tier__in', ['TIER_0', 'TIER_1', 'TIER_2'])), name='accounts_user_tier_is_known'),
        ),
        AddConstraintNotValid(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(('handle', None), ('handle__regex', '^[a-z][a-z0-9_]{2,29}$'), _connector='OR'), name='accounts_user_handle_is_plain'),
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE accounts_session ADD COLUMN bound_device_id uuid NULL",
                "ALTER TABLE accounts_session ADD CONSTRAINT accounts_session_bound_device_fk FOREIGN KEY (bound_device_id) REFERENCES accounts_device (id) DEFERRABLE INITIALLY DEFERRED NOT VALID",
            ],
            "ALTER TABLE accounts_session DROP COLUMN bound_device_id",
            state_operations=[
                migrations.AddField(model_name='session', name='bound_device', field=models.ForeignKey(blank=True, help_text="The registered device whose key signs this session's payments.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='accounts.device')),
            ],
        ),
    ]
