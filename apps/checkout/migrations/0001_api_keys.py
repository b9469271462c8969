"""The keys of merchants' servers, which stay what they are and only end (apps/checkout/sql/keys.sql)."""

from pathlib import Path

import apps.core.ids
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

_SQL = Path(__file__).resolve().parent.parent / "sql"
_BACK = """
DROP FUNCTION checkout_guard_key() CASCADE;
DROP FUNCTION checkout_refuse() CASCADE;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('merchants', '0002_what_was_taken_is_fixed'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('is_live', models.BooleanField(help_text='A test key sees and touches test payments only.')),
                ('name', models.CharField(help_text='What the merchant calls it.', max_length=60)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('payments:read', 'See payments and refunds'), ('payments:write', 'Ask for payments, capture and cancel them'), ('refunds:write', 'Give money back')], max_length=20), help_text='What it may do.', size=None)),
                ('prefix', models.CharField(help_text='How the key begins.', max_length=16)),
                ('digest', models.BinaryField(max_length=32, unique=True)),
                ('created_at', models.DateTimeField()),
                ('last_used_at', models.DateTimeField(blank=True, help_text='To the minute.', null=True)),
                ('expires_at', models.DateTimeField(blank=True, help_text='Empty: it does not.', null=True)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='api_keys', to='merchants.merchant')),
                ('revoked_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rotated_from', models.OneToOneField(blank=True, help_text='What it replaces.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rotated_to', to='checkout.apikey')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'permissions': [('revoke_apikey', 'Can revoke API keys of merchants')],
                'indexes': [models.Index(fields=['merchant', 'id'], name='checkout_keys_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('digest'), 32)), name='checkout_key_is_a_digest'), models.CheckConstraint(condition=models.Q(('scopes__contained_by', ['payments:read', 'payments:write', 'refunds:write']), ('scopes__len__gt', 0)), name='checkout_key_scopes_are_known'), models.CheckConstraint(condition=models.Q(models.Q(('is_live', True), ('prefix__startswith', 'gpk_live_')), models.Q(('is_live', False), ('prefix__startswith', 'gpk_test_')), _connector='OR'), name='checkout_key_says_its_mode'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at', None), ('revoked_by', None)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='checkout_key_revoked_by_somebody'), models.CheckConstraint(condition=models.Q(('expires_at', None), ('expires_at__gte', models.F('created_at')), _connector='OR'), name='checkout_key_expires_later')],
            },
        ),
        migrations.CreateModel(
            name='TrialRefund',
            fields=[
                ('id', models.UUIDField(default=apps.core.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('merchant_id', models.UUIDField()),
                ('amount', models.DecimalField(decimal_places=4, max_digits=19)),
                ('reason', models.CharField(blank=True, max_length=140)),
                ('idempotency_key', models.CharField(max_length=255)),
                ('request_digest', models.BinaryField(max_length=32)),
                ('created_at', models.DateTimeField()),
                ('charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trial_refunds', to='merchants.charge')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('merchant_id', 'idempotency_key'), name='checkout_trial_refund_key_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='checkout_trial_refund_is_something'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.Exact(django.db.models.functions.text.Length('request_digest'), 32)), name='checkout_trial_refund_has_a_digest')],
            },
        ),
        migrations.RunSQL((_SQL / "keys.sql").read_text(), _BACK),
    ]
